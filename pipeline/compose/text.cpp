#include "pipeline/compose/text.h"

#include <unordered_set>

namespace winnow {

namespace {

/// What stands between two kept blocks.
std::string_view separator(const Blocks& page, const Block& before, const Block& after) {
  if (before.kind != after.kind) return "\n\n";
  if (after.kind == Kind::list_item) return after.level && before.level ? "\n" : "\n\n";
  if (after.kind != Kind::table_cell || page.doc.dom.nodes.empty()) return "\n\n";
  const Dom& dom = page.doc.dom;
  const std::uint32_t row = dom.ancestor_with_tag(after.node, Tag::tr);
  if (before.node == after.node) return "\n\n";  // paragraphs in one cell of a layout table
  if (row == dom.ancestor_with_tag(before.node, Tag::tr)) return " | ";
  const bool same_table =
      dom.ancestor_with_tag(after.node, Tag::table) == dom.ancestor_with_tag(before.node, Tag::table);
  return same_table ? "\n" : "\n\n";
}

/// Writes "3. " or "- " before the first kept block of each list item.
class Markers {
 public:
  explicit Markers(const Dom& dom) : dom_(dom) {}

  void append(const Block& block, std::string& out) {
    if (block.kind != Kind::list_item) return;
    if (dom_.nodes.empty()) {  // Markdown, each item one block
      out += block.number ? std::to_string(block.number) + ". " : "- ";
      return;
    }
    const std::uint32_t item = item_of(block);
    const bool is_first = marked_.insert(item).second;
    if (block.number) out += std::to_string(block.number) + ". ";
    else if (is_first && dom_.nodes[item].tag == Tag::li && dom_.nodes[dom_.nodes[item].parent].tag != Tag::ol)
      out += "- ";
  }

 private:
  std::uint32_t item_of(const Block& block) const noexcept {
    constexpr TagSet kItems = {Tag::li, Tag::dt, Tag::dd};
    std::uint32_t node = block.node;
    while (node != 0 && !kItems.has(dom_.nodes[node].tag)) node = dom_.nodes[node].parent;
    return node;
  }

  const Dom& dom_;
  std::unordered_set<std::uint32_t> marked_;  ///< items whose marker is written
};

}  // namespace

std::string compose_text(const Blocks& page) {
  std::string out;
  Markers markers(page.doc.dom);
  const Block* before = nullptr;
  for (const Block& block : page.blocks) {
    if (!block.kept) continue;
    if (before) out += separator(page, *before, block);
    markers.append(block, out);
    out += page.text_of(block);
    before = &block;
  }
  return out;
}

}  // namespace winnow
