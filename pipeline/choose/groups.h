#pragma once
// The blocks of a page that are one thing for a reader: the cells of a data table, the items of a list.

#include <cstdint>
#include <vector>

#include "pipeline/document/blocks.h"

namespace winnow {

/// Blocks from `begin` to before `end`, and the element that they fill.
struct BlockGroup {
  std::size_t begin = 0, end = 0;
  std::uint32_t element = 0;
  bool is_table = false;
};

/// The data tables and plain lists of a page, in order, none inside of another. A table has its caption with it. A list
/// is plain if its items are text: not cards of headings and pictures, and not posts of several paragraphs. Linear in
/// blocks times depth.
std::vector<BlockGroup> groups_of(const Blocks& page);

}  // namespace winnow
