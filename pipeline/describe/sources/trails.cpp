// Breadcrumbs in the markup: "Home › Sport › Volleyball › this page". The rubrics are the links between the first,
// which is the site, and the page itself. Only a weak voice for categories: shops and archives put other things in
// there.

#include "pipeline/base/text.h"
#include "pipeline/base/urls.h"
#include "pipeline/describe/fields/title.h"
#include "pipeline/describe/sources/title_window.h"
#include "pipeline/rulepack/cues.h"

namespace winnow {
namespace {

constexpr float kTrailRank = 38;
constexpr std::uint32_t kMaxNodes = 120;
constexpr std::size_t kMaxPartBytes = 60, kMaxPartWords = 6;
constexpr float kIsTitle = 0.8F;

/// Whether `part` is the page itself.
bool names_page(std::string_view part, const std::string& title_key) {
  const std::string key = normalized_words(part);
  return key == title_key || (count_words(part) >= 3 && share_of_common_words(key, title_key) >= kIsTitle);
}

bool leads_home(const Dom& dom, std::uint32_t link, std::string_view text, const TagRules& rules) {
  const std::string href = dom.attribute(link, "href");
  return rules.trail_starts.contains(fold_case(text)) || href == "/" || href == "." || href == "./" ||
         (href.find("://") != std::string::npos && path_of(href) == "/");
}

/// Adds the rubrics of one trail; false if it has none.
bool read_trail(const Blocks& page, std::uint32_t trail, const std::string& title_key, const TagRules& rules,
                Findings& findings) {
  const Dom& dom = page.doc.dom;
  bool found = false;
  for (std::uint32_t i = trail + 1; i < dom.nodes[trail].end; ++i) {
    if (dom.nodes[i].tag != Tag::a) continue;
    const std::string text = dom.text_of(i);
    if (text.empty() || text.size() > kMaxPartBytes || count_words(text) > kMaxPartWords) continue;
    if (leads_home(dom, i, text, rules) || names_page(text, title_key)) continue;
    findings.add(Field::category, text, "breadcrumbs", kTrailRank);
    found = true;
  }
  return found;
}

}  // namespace

void read_trails(const Blocks& page, const TitleWindow& window, const MetadataRules& rules, Findings& findings) {
  const Dom& dom = page.doc.dom;
  if (dom.nodes.empty() || window.title >= page.blocks.size()) return;
  const std::string title_key = normalized_words(page.text_of(page.blocks[window.title]));
  for (std::uint32_t i = 1; i < dom.nodes.size(); ++i)
    if ((page.elements[i].class_groups & bit(ClassGroup::breadcrumb)) && dom.nodes[i].end - i <= kMaxNodes &&
        read_trail(page, i, title_key, rules.tags, findings))
      return;
}

}  // namespace winnow
