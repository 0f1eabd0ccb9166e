#include "pipeline/choose/decision.h"

#include <cmath>

#include "pipeline/choose/consistency.h"

namespace winnow {
namespace {

Cut cut_page(const Blocks& page, float recall_weight) {
  std::vector<float> probabilities, words;
  probabilities.reserve(page.blocks.size());
  words.reserve(page.blocks.size());
  for (const Block& block : page.blocks) {
    probabilities.push_back(block.force_keep ? 1.0f : block.force_drop ? 0.0f : block.score);
    words.push_back(static_cast<float>(block.words));
  }
  return best_cut(probabilities, words, recall_weight);
}

}  // namespace

float probability(float log_odds) noexcept { return 1 / (1 + std::exp(-log_odds)); }

Cut decide(Blocks& page, float least_expected_f1, float recall_weight) {
  constexpr float kNoBlock = 2;  // above all probabilities
  share_table_scores(page);
  Cut cut = cut_page(page, recall_weight);
  if (cut.best_f1 < least_expected_f1) cut.least = kNoBlock;
  for (Block& block : page.blocks) block.kept = block.force_keep || (!block.force_drop && block.score >= cut.least);
  decide_groups(page, cut.least);
  keep_small_blocks_of_kept_text(page);
  return cut;
}

}  // namespace winnow
