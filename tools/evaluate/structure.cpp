#include "tools/evaluate/structure.h"

#include <fmt/format.h>

#include <map>
#include <ostream>
#include <set>
#include <string_view>
#include <utility>

namespace winnow::tools {
namespace {

constexpr TagSet kLists = {Tag::ul, Tag::ol, Tag::dl, Tag::menu, Tag::dir};
constexpr TagSet kItems = {Tag::li, Tag::dt, Tag::dd};
constexpr std::array<std::string_view, kStructureCount> kNames = {"tables", "lists", "code"};

/// What a structure's blocks add up to.
struct Sums {
  std::size_t blocks = 0, kept = 0;
  float words = 0, content_words = 0;
  std::set<std::uint32_t> items{};
  bool has_cards = false;  ///< headings, captions, tables: no list of text
};

std::uint32_t outermost_list(const Dom& dom, std::uint32_t node) noexcept {
  std::uint32_t list = 0;
  for (; node != 0; node = dom.nodes[node].parent)
    if (kLists.has(dom.nodes[node].tag)) list = node;
  return list;
}

std::uint32_t nearest(const Dom& dom, std::uint32_t node, const TagSet& tags) noexcept {
  while (node != 0 && !tags.has(dom.nodes[node].tag)) node = dom.nodes[node].parent;
  return node;
}

/// The kind of structure that a block is a part of, and its element; 0 for none.
std::pair<Structure, std::uint32_t> structure_of(const Dom& dom, const Block& block) noexcept {
  if (block.kind == Kind::table_cell) return {Structure::table, dom.ancestor_with_tag(block.node, Tag::table)};
  if (block.kind == Kind::code) return {Structure::code, block.node};
  return {Structure::list, outermost_list(dom, block.node)};
}

bool is_counted(Structure kind, const Sums& sums) noexcept {
  if (kind != Structure::list) return true;
  return !sums.has_cards && sums.items.size() > 1 && sums.blocks * 2 <= sums.items.size() * 3 + 1;
}

}  // namespace

void StructureScore::add(const Blocks& page, const std::vector<float>& content) {
  const Dom& dom = page.doc.dom;
  if (dom.nodes.empty()) return;
  std::map<std::pair<Structure, std::uint32_t>, Sums> structures;
  for (std::size_t b = 0; b < page.blocks.size(); ++b) {
    const Block& block = page.blocks[b];
    const auto key = structure_of(dom, block);
    if (key.second == 0 || block.force_drop || block.force_keep) continue;
    Sums& sums = structures[key];
    ++sums.blocks;
    sums.kept += block.kept;
    const auto words = static_cast<float>(block.words);
    sums.words += words;
    sums.content_words += words * (b < content.size() ? content[b] : 0);
    sums.items.insert(nearest(dom, block.node, kItems));
    sums.has_cards |= block.kind != Kind::list_item && block.kind != Kind::code && block.kind != Kind::paragraph;
  }
  for (const auto& [key, sums] : structures) {
    if (!is_counted(key.first, sums)) continue;
    StructureCounts& counts = counts_[static_cast<std::size_t>(key.first)];
    counts.whole += sums.kept == sums.blocks;
    counts.torn += sums.kept > 0 && sums.kept < sums.blocks;
    counts.lost += sums.kept == 0 && sums.words > 0 && sums.content_words * 2 >= sums.words;
  }
}

void StructureScore::print(std::ostream& out) const {
  out << fmt::format("\n{:<12}{:>8}{:>8}{:>8}{:>14}\n", "Structure", "whole", "torn", "lost", "torn of kept");
  for (std::size_t i = 0; i < kStructureCount; ++i) {
    const StructureCounts& counts = counts_[i];
    out << fmt::format("{:<12}{:>8}{:>8}{:>8}{:>13.1f} %\n", kNames[i], counts.whole, counts.torn, counts.lost,
                       100 * counts.torn_share());
  }
}

}  // namespace winnow::tools
