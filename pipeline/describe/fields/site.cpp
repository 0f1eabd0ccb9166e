// Templates fill og:site_name with accounts and words of the host, and descriptions with the site's slogan.

#include "pipeline/describe/fields/site.h"

#include <algorithm>

#include "pipeline/base/text.h"
#include "pipeline/base/urls.h"
#include "pipeline/rulepack/cues.h"

namespace winnow {
namespace {

constexpr float kLeastNameRank = 40;
constexpr std::uint32_t kMaxSloganWords = 16;

std::string squeezed(std::string_view text) {
  std::string out = normalized_words(text);
  out.erase(std::remove(out.begin(), out.end(), ' '), out.end());
  return out;
}

/// "@harbourpost", "harbour-post": no name that people write.
bool is_account(std::string_view name) {
  return name.starts_with('@') || (name.find(' ') == std::string_view::npos && fold_case(name) == name &&
                                   static_cast<unsigned char>(name[0]) < 0x80);
}

std::string_view before_bar(std::string_view name) {
  const std::size_t bar = name.find(" | ");
  return bar == std::string_view::npos || bar == 0 ? name : trim(name.substr(0, bar));
}

/// The best finding that says the same as `account` as a name; any name at all for "@harbourpost". Null if none does.
Finding* name_for(std::vector<Finding>& findings, const Finding& account) {
  const std::string letters = squeezed(account.value);
  Finding* best = nullptr;
  for (Finding& f : findings) {
    if (is_account(f.value) || f.rank < kLeastNameRank || (best && f.rank <= best->rank)) continue;
    if (account.value.starts_with('@') || squeezed(before_bar(f.value)) == letters) best = &f;
  }
  return best;
}

/// Whether markup around a block says `tag` or `group`, and neither <article> nor <main>.
bool is_in_frame(const Blocks& page, const Block& block, Tag tag, ClassGroup group) {
  const Dom& dom = page.doc.dom;
  bool in_frame = false;
  for (std::uint32_t at = block.node; at != 0; at = dom.nodes[at].parent) {
    if (dom.nodes[at].tag == Tag::article || dom.nodes[at].tag == Tag::main) return false;
    in_frame |= dom.nodes[at].tag == tag || (page.elements[at].class_groups & bit(group)) != 0;
  }
  return in_frame;
}

}  // namespace

std::string choose_site_name(Findings& findings) {
  Finding* best = findings.best(Field::site_name);
  if (!best) return {};
  if (is_account(best->value))
    if (Finding* name = name_for(findings.of(Field::site_name), *best)) best = name;
  best->won = true;
  return std::string(before_bar(best->value));
}

void find_logo(const Blocks& page, Findings& findings) {
  constexpr std::uint32_t kReach = 400, kMaxNodes = 12;
  constexpr std::size_t kFewestBytes = 4;
  constexpr float kLogoRank = 45;
  const Dom& dom = page.doc.dom;
  std::string title;
  for (const Finding& f : findings.of(Field::title))
    if (f.evidence == "title element") title = normalized_words(f.value);
  for (std::uint32_t i = 1; i < std::min<std::size_t>(dom.nodes.size(), kReach); ++i) {
    if (dom.nodes[i].tag != Tag::a || dom.nodes[i].end - i > kMaxNodes) continue;
    const std::string href = dom.attribute(i, "href");
    if (href != "/" && (href.find("://") == std::string::npos || path_of(href) != "/")) continue;
    std::string name = dom.text_of(i);
    for (std::uint32_t k = i + 1; name.empty() && k < dom.nodes[i].end; ++k)
      if (dom.nodes[k].tag == Tag::img) name = dom.attribute(k, "alt");
    const std::string key = normalized_words(name);
    if (key.size() < kFewestBytes) continue;
    if (key.size() < title.size() && (title.ends_with(" " + key) || title.starts_with(key + " ")))
      findings.add(Field::site_name, name, "logo", kLogoRank);
    return;
  }
}

std::string choose_description(Findings& findings, const Blocks& page, std::size_t title_block) {
  Finding* best = findings.best(Field::description);
  if (!best) return {};
  const std::string key = page.doc.dom.nodes.empty() ? std::string{} : normalized_words(best->value);
  for (std::size_t i = 0; i < page.blocks.size() && !key.empty(); ++i) {
    const Block& block = page.blocks[i];
    if (block.words > kMaxSloganWords || block.words < 3 || !has_normalized_words(page.text_of(block), key)) continue;
    const bool is_slogan = i < title_block ? is_in_frame(page, block, Tag::header, ClassGroup::header)
                                           : is_in_frame(page, block, Tag::footer, ClassGroup::footer);
    if (is_slogan) return {};
  }
  best->won = true;
  return best->value;
}

}  // namespace winnow
