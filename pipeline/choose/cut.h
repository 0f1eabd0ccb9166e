#pragma once
// Which blocks to keep: the cut through the page's scores that maximises its expected word F-score.

#include <span>
#include <vector>

namespace winnow {

struct Cut {
  float least = 1;        ///< keep blocks with at least this probability
  float expected_f1 = 0;  ///< of what is kept then, 0 to 1
  float best_f1 = 0;      ///< that any cut can expect
};

/// Maximises (1+β²)·Σ_kept p·w / (Σ_kept w + β²·Σ_all p·w), with β = 1 the expected F1, over all cuts:
/// blocks in order of falling probability, one pass. `words` are the weights, `recall_weight` is β;
/// more of it never keeps less. O(n log n).
Cut best_cut(std::span<const float> probability, std::span<const float> words, float recall_weight = 1);

}  // namespace winnow
