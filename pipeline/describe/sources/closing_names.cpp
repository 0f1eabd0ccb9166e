// People who sign a page without a cue: papers print the name alone under the last paragraph, in bold or at the right.
// A name in the same place may also be a heading of the story's people, so that it must stand nowhere else in the text.

#include <unicode/uchar.h>

#include <algorithm>

#include "pipeline/base/text.h"
#include "pipeline/describe/fields/authors.h"
#include "pipeline/describe/fields/bylines.h"
#include "pipeline/describe/fields/regions.h"
#include "pipeline/describe/sources/title_window.h"

namespace winnow {
namespace {

constexpr std::size_t npos = std::string_view::npos, kReach = 2;
constexpr std::uint32_t kParagraphWords = 25, kMaxNameWords = 5;
constexpr float kClosingRank = 50;

/// The last long paragraph of the article; npos if there is none.
std::size_t last_paragraph(const Blocks& page, const TitleWindow& window, std::uint32_t title_node) {
  for (std::size_t i = page.blocks.size(); i-- > window.title;) {
    const Block& block = page.blocks[i];
    if (block.words >= kParagraphWords && block.kind == Kind::paragraph && block.linked_words * 2 < block.words &&
        !block.hidden && !stands_elsewhere(page, block.node, title_node))
      return i;
  }
  return npos;
}

/// Whether a dash stands before the name, "— Ann Lee", and what it closes is no quotation.
bool is_signed(std::string_view text, std::string_view before) {
  const std::string_view name = trim_signs(text);
  const bool has_dash = text.starts_with("—") || text.starts_with("–") || text.starts_with("- ");
  const char* at = before.data();
  return has_dash && !name.empty() && !before.empty() &&
         !u_hasBinaryProperty(static_cast<UChar32>(next_code_point(at, before.data() + before.size())),
                              UCHAR_QUOTATION_MARK);
}

/// Whether the markup sets the whole block apart from the text. Bold lines are headings where those have capitals.
bool is_set_apart(const Blocks& page, const Block& block, const PeopleRules& rules) {
  if (page.doc.dom.attribute(block.node, "style").find("right") != npos) return true;
  const std::string_view language = std::string_view(page.meta.language).substr(0, 2);
  return !rules.title_case.contains(language) && (block.bold_words == block.words || block.italic_words == block.words);
}

bool has_capitals(std::string_view name) { return fold_case(name) != name; }

/// What the brackets hold in which a text ends, "记者 张某" of "…。（记者 张某）"; "" if it ends in none.
std::string_view closing_brackets(std::string_view text) {
  constexpr std::size_t kMostBytes = 90;
  for (const auto& [open, close] :
       {std::pair<std::string_view, std::string_view>{"（", "）"}, {"(", ")"}, {"(", "）"}}) {
    if (!text.ends_with(close)) continue;
    const std::size_t at = text.rfind(open);
    if (at == npos || text.size() - at > kMostBytes) continue;
    return trim(text.substr(at + open.size(), text.size() - at - open.size() - close.size()));
  }
  return {};
}

}  // namespace

void read_closing_name(const Blocks& page, const TitleWindow& window, const MetadataRules& rules, Findings& findings) {
  if (page.doc.dom.nodes.empty() || window.title >= page.blocks.size()) return;
  const std::uint32_t title_node = page.blocks[window.title].first_node;
  const std::size_t last = last_paragraph(page, window, title_node);
  if (last == npos) return;
  std::string reporters;
  if (is_chinese(page.meta.language))
    for (const std::string& name :
         names_behind_reporter(closing_brackets(page.text_of(page.blocks[last])), rules.people))
      reporters += (reporters.empty() ? "" : "; ") + name;
  if (!reporters.empty())
    return findings.add(Field::author, reporters, "text, closing the last paragraph", kClosingRank);
  for (std::size_t i = last + 1; i < std::min(page.blocks.size(), last + 1 + kReach); ++i) {
    const Block& block = page.blocks[i];
    if (block.kind != Kind::paragraph || block.words > kMaxNameWords || block.links > 0 || block.hidden) return;
    const std::string_view paragraph = page.text_of(page.blocks[last]);
    if (!is_set_apart(page, block, rules.people) && !is_signed(page.text_of(block), paragraph)) continue;
    if (stands_elsewhere(page, block.node, title_node)) continue;
    const std::string_view name = trim_signs(page.text_of(block));
    if (!looks_like_name(name, rules.people) || !has_capitals(name)) continue;
    if (std::string_view(page.text).find(name) < block.begin) return;
    return findings.add(Field::author, name, "text, under the last paragraph", kClosingRank);
  }
}

}  // namespace winnow
