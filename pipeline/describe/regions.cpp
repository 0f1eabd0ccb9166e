#include "pipeline/describe/regions.h"

#include "pipeline/rulepack/cues.h"

namespace winnow {
namespace {

constexpr std::uint32_t kElsewhere = bit(ClassGroup::comment) | bit(ClassGroup::related);
constexpr TagSet kElsewhereTags = {Tag::footer, Tag::nav};
constexpr TagSet kRoots = {Tag::body, Tag::html, Tag::main};
constexpr std::uint32_t kCardNodes = 20;  // a link that holds more is a card

}  // namespace

bool stands_elsewhere(const Blocks& page, std::uint32_t node, bool own_footer) {
  const Dom& dom = page.doc.dom;
  if (dom.nodes.empty()) return false;
  for (std::uint32_t at = node; at != 0; at = dom.nodes[at].parent) {
    const Node& n = dom.nodes[at];
    if (kRoots.has(n.tag) || (own_footer && (n.tag == Tag::footer || n.tag == Tag::article))) return false;
    if (kElsewhereTags.has(n.tag) || (page.elements[at].class_groups & kElsewhere)) return true;
    if (n.tag == Tag::a && n.end - at > kCardNodes) return true;
  }
  return false;
}

}  // namespace winnow
