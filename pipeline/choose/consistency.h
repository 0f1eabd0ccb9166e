#pragma once
// What belongs together stays together: all cells of a data table that is mostly content, and the
// section headings between kept blocks.

#include "pipeline/document/blocks.h"

namespace winnow {

/// Lifts the cells of a data table to the mean of their scores, weighted by words, where that is at
/// least 0.5. Tables of prose (layout tables) are left alone. Linear in blocks times depth.
void share_table_scores(Blocks& page);

/// Keeps the whole of data tables that fell just under the cut, or partly, between two kept blocks.
/// Linear in blocks times depth.
void keep_tables_of_kept_text(Blocks& page);

/// Keeps headings and quotes that fell just under the cut between two kept blocks. Linear in blocks.
void keep_headings_and_quotes_of_kept_text(Blocks& page);

}  // namespace winnow
