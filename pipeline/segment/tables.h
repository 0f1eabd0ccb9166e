#pragma once
// Which tables hold data. Others are there for the layout: their cells are paragraphs as any others.

#include <cstdint>

#include "pipeline/document/blocks.h"

namespace winnow {

/// True for a table of short cells in rows and columns. False for one that holds another table, headings, code, a
/// single column, or prose, and for role=presentation. Linear in its nodes up to the first table inside, so that a
/// page's tables cost together what the page has nodes.
bool is_data_table(const Blocks& page, std::uint32_t table);

}  // namespace winnow
