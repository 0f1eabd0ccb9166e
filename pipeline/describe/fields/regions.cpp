#include "pipeline/describe/fields/regions.h"

#include "pipeline/rulepack/cues.h"

namespace winnow {
namespace {

constexpr std::uint32_t kElsewhere = bit(ClassGroup::comment) | bit(ClassGroup::related);
constexpr std::uint32_t kCardNodes = 20;  // a link that holds more is a card

/// Whether the <article> below `holder` that holds `node` is followed by one of the same class: they are cards.
bool is_one_of_many(const Blocks& page, std::uint32_t holder, std::uint32_t node) {
  const Dom& dom = page.doc.dom;
  std::uint32_t article = node;
  for (std::uint32_t at = node; at != holder && at != 0; at = dom.nodes[at].parent)
    if (dom.nodes[at].tag == Tag::article) article = at;
  const std::uint32_t next = dom.nodes[article].end;
  return next < dom.nodes.size() && dom.nodes[next].tag == Tag::article &&
         page.elements[next].signature == page.elements[article].signature;
}

}  // namespace

bool stands_elsewhere(const Blocks& page, std::uint32_t node, std::uint32_t title_node, bool footers_count) {
  const Dom& dom = page.doc.dom;
  if (dom.nodes.empty()) return false;
  bool in_footer = false, in_header = false, in_article = false;
  for (std::uint32_t at = node; at != 0; at = dom.nodes[at].parent) {
    const Node& n = dom.nodes[at];
    if (n.tag == Tag::article) in_footer = false;
    if (n.tag == Tag::article || n.tag == Tag::main) in_header = false;
    if (title_node != 0 && at <= title_node && title_node < n.end)
      return in_footer || in_header || (in_article && (n.tag == Tag::article || is_one_of_many(page, at, node)));
    in_article |= n.tag == Tag::article;
    in_footer |= footers_count && n.tag == Tag::footer;
    in_header |= n.tag == Tag::header;
    if (n.tag == Tag::nav || (page.elements[at].class_groups & kElsewhere)) return true;
    if (n.tag == Tag::a && n.end - at > kCardNodes) return true;
  }
  return in_footer || in_header;
}

}  // namespace winnow
