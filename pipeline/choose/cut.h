#pragma once
// Which blocks to keep: the cut through the page's scores that maximises its expected word F1.

#include <span>
#include <vector>

namespace winnow {

struct Cut {
  float least = 1;        ///< keep blocks with at least this probability
  float expected_f1 = 0;  ///< of what is kept then, 0 to 1
};

/// Maximises 2·Σ_kept p·w / (Σ_kept w + Σ_all p·w) over all cuts: blocks in order of falling
/// probability, one pass. `words` are the weights. O(n log n).
Cut best_cut(std::span<const float> probability, std::span<const float> words);

}  // namespace winnow
