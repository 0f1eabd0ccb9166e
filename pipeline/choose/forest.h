#pragma once
// Boosted trees, flattened. Every tree is a complete binary tree of the forest's depth, its splits
// in level order. Thirty-two blocks go through a tree together: all its splits are decided for all
// of them and the leaves folded upwards, pick by pick. That is more comparisons than walking down,
// but none waits for another, and each is one vector instruction for eight blocks (SSE2, NEON) or
// sixteen (AVX2, where the processor has it), as features are 16 bits wide. So are leaves: a
// prediction is off by at most rounding().

#include <array>
#include <cstdint>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "pipeline/choose/feature_batch.h"

namespace winnow {

/// One tree as training leaves it: node 0 is the root; a leaf has no children.
struct PlainTree {
  struct Node {
    std::uint32_t feature = 0;          ///< column
    float threshold = 0;                ///< left when value < threshold
    std::uint32_t left = 0, right = 0;  ///< 0: a leaf
    float value = 0;                    ///< a leaf's log-odds; a split's: the mean over the training rows below it
  };
  std::vector<Node> nodes;
};

/// A split of a flattened tree: left when the column's value < threshold.
struct Split {
  float threshold = 0;
  std::uint32_t column = 0;
};

/// The same for codes. 16 bits twice in 32: processors fill a vector faster with these.
struct CodedSplit {
  std::int32_t threshold_twice = 0;
  std::uint32_t column = 0;
};

class Forest {
 public:
  static constexpr std::size_t kMaxDepth = 6;

  Forest() = default;
  /// Flattens the trees. Depth is that of the deepest; deeper than kMaxDepth throws std::invalid_argument.
  explicit Forest(const std::vector<PlainTree>& trees);

  bool empty() const noexcept { return trees_ == 0; }
  std::size_t trees() const noexcept { return trees_; }

  /// The most by which predict() may differ from the sum of the leaves.
  float rounding() const noexcept { return static_cast<float>(trees_) * leaf_step_ / 2; }

  /// The log-odds of a batch's rows; those past `batch.rows` mean nothing. Allocates nothing. Per
  /// row and 400 trees of depth 5: 0.3 µs with AVX2, 0.9 µs with SSE2; a level less halves it.
  std::array<float, FeatureBatch::kRows> predict(const FeatureBatch& batch) const;

  /// The log-odds of every row.
  std::vector<float> predict(const FeatureMatrix& matrix) const;

  /// The log-odds of one row, by walking down: not rounded, and values need have no codes.
  float predict_row(std::span<const float> row) const;

  /// What each feature adds to one row's log-odds: the change of the expected value at each split
  /// on the row's path, summed by feature (Saabas 2014); `bias` is what is left.
  std::vector<float> contributions(std::span<const float> row, float& bias) const;

 private:
  void add_tree(const PlainTree& tree);
  void code_splits_and_leaves();
  std::size_t splits_of_tree() const noexcept { return (std::size_t{1} << depth_) - 1; }

  std::size_t trees_ = 0, depth_ = 0;
  float leaf_step_ = 1;        // what 1 means in a coded leaf: a power of two
  std::vector<Split> splits_;  // 2^depth - 1 a tree
  std::vector<float> leaf_;    // 2^depth a tree
  std::vector<float> mean_;    // of each split, for contributions()
  std::vector<CodedSplit> coded_splits_;
  std::vector<std::int32_t> coded_leaf_;  // twice, as thresholds are
};

}  // namespace winnow
