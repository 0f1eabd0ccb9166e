#pragma once
// From scores to kept blocks: the last step of `choose`. `tune` takes the same step to score held-out
// pages.

#include "pipeline/choose/cut.h"
#include "pipeline/document/blocks.h"

namespace winnow {

/// Block::score of a log-odds, rules' weight included.
float probability(float log_odds) noexcept;

/// Sets Block::kept from Block::score and returns the cut. Verdicts of rules come first, cells of a
/// data table share their scores, one cut decides the other blocks, and tables and headings between
/// kept blocks are kept. Where even the best cut promises less than `least_expected_f1`, only what
/// rules force is kept: such a page is an empty shell, and its likeliest block is still no content.
/// `recall_weight` is that of best_cut(). O(n log n) in blocks; changes the scores of table cells.
Cut decide(Blocks& page, float least_expected_f1, float recall_weight = 1);

}  // namespace winnow
