#include "pipeline/compose/text.h"

namespace winnow {

namespace {

/// What stands between two kept blocks.
std::string_view separator(const Blocks& page, const Block& before, const Block& after) {
  if (before.kind != after.kind || page.doc.dom.nodes.empty()) return "\n\n";
  if (after.kind == Kind::list_item) return after.level && before.level ? "\n" : "\n\n";
  if (after.kind != Kind::table_cell) return "\n\n";
  const Dom& dom = page.doc.dom;
  const std::uint32_t row = dom.ancestor_with_tag(after.node, Tag::tr);
  if (before.node == after.node) return "\n\n";  // paragraphs in one cell of a layout table
  if (row == dom.ancestor_with_tag(before.node, Tag::tr)) return " | ";
  const bool same_table =
      dom.ancestor_with_tag(after.node, Tag::table) == dom.ancestor_with_tag(before.node, Tag::table);
  return same_table ? "\n" : "\n\n";
}

/// "3. " or "- " for the first block of a list item.
void append_marker(const Dom& dom, const Block& block, std::string& out) {
  if (block.kind != Kind::list_item || dom.nodes.empty()) return;
  if (block.number) {
    out += std::to_string(block.number);
    out += ". ";
  } else if (dom.nodes[block.node].tag == Tag::li) {
    out += "- ";
  }
}

}  // namespace

std::string compose_text(const Blocks& page) {
  std::string out;
  const Block* before = nullptr;
  for (const Block& block : page.blocks) {
    if (!block.kept) continue;
    if (before) out += separator(page, *before, block);
    append_marker(page.doc.dom, block, out);
    out += page.text_of(block);
    before = &block;
  }
  return out;
}

}  // namespace winnow
