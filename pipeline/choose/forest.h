#pragma once
// Boosted trees, flattened. Every tree is a complete binary tree of the forest's depth, its splits
// in level order, so that one step down is arithmetic on an index and the blocks of a page go
// through a tree side by side. Predictions equal XGBoost's to the last bit but for the order of
// the float sum, which is the same: tree by tree.

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
  /// So many rows go down a tree side by side, which hides the latency of dependent loads.
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
  void add_tree(const PlainTree& tree);

  std::size_t trees_ = 0, depth_ = 0;
  float base_ = 0;
  std::vector<std::uint16_t> feature_;  // (2^depth - 1) a tree
  std::vector<float> threshold_;
  std::vector<float> leaf_;  // 2^depth a tree
  std::vector<float> mean_;  // of each split, for contributions()
};

}  // namespace winnow
