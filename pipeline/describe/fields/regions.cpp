#include "pipeline/describe/fields/regions.h"

#include "pipeline/rulepack/cues.h"

namespace winnow {
namespace {

constexpr std::uint32_t kElsewhere = bit(ClassGroup::comment) | bit(ClassGroup::related);
constexpr std::uint32_t kCardNodes = 20;  // a link that holds more is a card

}  // namespace

bool stands_elsewhere(const Blocks& page, std::uint32_t node, std::uint32_t title_node) {
  const Dom& dom = page.doc.dom;
  if (dom.nodes.empty()) return false;
  bool in_footer = false;
  for (std::uint32_t at = node; at != 0; at = dom.nodes[at].parent) {
    const Node& n = dom.nodes[at];
    if (n.tag == Tag::article) in_footer = false;
    if (title_node != 0 && at <= title_node && title_node < n.end) return in_footer;
    in_footer |= n.tag == Tag::footer;
    if (n.tag == Tag::nav || (page.elements[at].class_groups & kElsewhere)) return true;
    if (n.tag == Tag::a && n.end - at > kCardNodes) return true;
  }
  return in_footer;
}

}  // namespace winnow
