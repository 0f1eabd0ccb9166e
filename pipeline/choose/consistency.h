#pragma once
// What belongs together stays or goes together: a data table with its caption, a list with the lists in it; and
// headings, quotes and code that stand between kept blocks stay.

#include "pipeline/document/blocks.h"

namespace winnow {

/// Lifts the cells of a data table to the mean of their scores, weighted by words, where that is at
/// least 0.5. Linear in blocks times depth.
void share_table_scores(Blocks& page);

/// Keeps each data table and each plain list whole or not at all: by its words, most of which the cut kept or not, and
/// by the text that it stands in. Rules about single blocks still count. Linear in blocks times depth.
void decide_groups(Blocks& page, float cut);

/// Keeps headings, quotes and code that fell under the cut between two kept blocks. Linear in blocks.
void keep_small_blocks_of_kept_text(Blocks& page);

}  // namespace winnow
