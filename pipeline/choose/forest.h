#pragma once
// Boosted trees, flattened. Every tree is a complete binary tree of the forest's depth, its splits
// in level order, so that one step down is arithmetic on an index and the blocks of a page go
// through a tree side by side. Predictions equal XGBoost's to the last bit but for the order of
// the float sum, which is the same: tree by tree.

#include <array>
#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "pipeline/choose/features.h"

namespace winnow {

/// One tree as training leaves it: node 0 is the root; a leaf has no children.
struct PlainTree {
  struct Node {
    std::uint32_t feature = 0;     ///< column
    float threshold = 0;           ///< left when value < threshold
    std::uint32_t left = 0, right = 0;  ///< 0: a leaf
    float value = 0;  ///< a leaf's log-odds; a split's: the mean over the training rows below it
  };
  std::vector<Node> nodes;
};

class Forest {
 public:
  /// Rows are predicted so many at a time; it is best to give a multiple.
  static constexpr std::size_t kRowsAtOnce = 16;

  Forest() = default;
  /// Flattens the trees. Depth is that of the deepest, 8 at most; deeper throws std::invalid_argument.
  Forest(const std::vector<PlainTree>& trees, float base);

  bool empty() const noexcept { return trees_ == 0; }
  std::size_t trees() const noexcept { return trees_; }

  /// The log-odds of every row. Linear in rows and trees; allocates the result only.
  std::vector<float> predict(const FeatureMatrix& matrix) const;

  /// What each feature adds to one row's log-odds: the change of the expected value at each split
  /// on the row's path, summed by feature (Saabas 2014); `bias` is what is left.
  std::vector<float> contributions(std::span<const float> row, float& bias) const;

 private:
  struct Split {
    float threshold = 0;
    std::uint32_t column = 0;  ///< where the feature's values begin in a Batch
  };
  using Batch = std::vector<float>;  ///< kRowsAtOnce values of the first feature, of the second, …

  void add_tree(const PlainTree& tree);
  std::size_t splits_of_tree() const noexcept { return (std::size_t{1} << depth_) - 1; }
  void walk_down(const Split* split, const float* leaf, const float* values, float* log_odds) const;
  void add_batch(const Batch& values, std::array<float, kRowsAtOnce>& log_odds) const;

  std::size_t trees_ = 0, depth_ = 0;
  float base_ = 0;
  std::vector<Split> splits_;  // 2^depth - 1 a tree
  std::vector<float> leaf_;    // 2^depth a tree
  std::vector<float> mean_;    // of each split, for contributions()
};

}  // namespace winnow
