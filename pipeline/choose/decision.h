#pragma once
// From scores to blocks that stay: the last step of `choose`, the same for `clean` and for `tune`,
// which scores held-out pages by it.

#include "pipeline/choose/cut.h"
#include "pipeline/document/blocks.h"

namespace winnow {

/// Block::score of a log-odds, rules' weight included.
float probability(float log_odds) noexcept;

/// Sets Block::kept from Block::score: what rules force stays or goes, cells of a data table share
/// their scores, one cut decides the others, and tables and headings between kept blocks come along. Nothing
/// is kept but what rules force where even the best cut promises less than `least_expected_f1`:
/// such a page is an empty shell, and its likeliest block is still no content. `recall_weight` is
/// that of best_cut(). Gives back the cut. O(n log n) in blocks; changes the scores of table cells.
Cut decide(Blocks& page, float least_expected_f1, float recall_weight = 1);

}  // namespace winnow
