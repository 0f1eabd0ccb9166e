#include "pipeline/choose/forest.h"

#include <algorithm>
#include <array>
#include <limits>
#include <stdexcept>

namespace winnow {
namespace {

constexpr std::size_t kMaxDepth = 8;

std::size_t depth_of(const PlainTree& tree) {
  std::vector<std::pair<std::uint32_t, std::size_t>> open = {{0, 0}};
  std::size_t depth = 0;
  while (!open.empty()) {
    const auto [node, level] = open.back();
    open.pop_back();
    depth = std::max(depth, level);
    if (!tree.nodes[node].left) continue;
    open.emplace_back(tree.nodes[node].left, level + 1);
    open.emplace_back(tree.nodes[node].right, level + 1);
  }
  return depth;
}

}  // namespace

Forest::Forest(const std::vector<PlainTree>& trees, float base) : base_(base) {
  for (const PlainTree& tree : trees) depth_ = std::max(depth_, depth_of(tree));
  if (depth_ > kMaxDepth) throw std::invalid_argument("a tree is deeper than 8 levels");
  depth_ = std::max<std::size_t>(depth_, 1);
  for (const PlainTree& tree : trees) add_tree(tree);
}

/// A leaf above the last level is handed down: its splits go left always, to the same value.
void Forest::add_tree(const PlainTree& tree) {
  const std::size_t splits = (std::size_t{1} << depth_) - 1;
  std::vector<std::uint32_t> at(2 * splits + 1);
  for (std::size_t i = 0; i < splits; ++i) {
    const PlainTree::Node& node = tree.nodes[at[i]];
    feature_.push_back(static_cast<std::uint16_t>(node.left ? node.feature : 0));
    mean_.push_back(node.value);
    threshold_.push_back(node.left ? node.threshold : std::numeric_limits<float>::max());
    at[2 * i + 1] = node.left ? node.left : at[i];
    at[2 * i + 2] = node.left ? node.right : at[i];
  }
  for (std::size_t i = splits; i < at.size(); ++i) leaf_.push_back(tree.nodes[at[i]].value);
  ++trees_;
}

std::vector<float> Forest::predict(const FeatureMatrix& matrix) const {
  std::vector<float> out(matrix.rows, base_);
  const std::size_t splits = (std::size_t{1} << depth_) - 1;
  for (std::size_t from = 0; from < matrix.rows; from += kRowsAtOnce) {
    const std::size_t rows = std::min(kRowsAtOnce, matrix.rows - from);
    const float* values = matrix.values.data() + from * matrix.columns;
    for (std::size_t t = 0; t < trees_; ++t) {
      const std::uint16_t* feature = feature_.data() + t * splits;
      const float* threshold = threshold_.data() + t * splits;
      std::array<std::uint32_t, kRowsAtOnce> at{};
      for (std::size_t level = 0; level < depth_; ++level)
        for (std::size_t r = 0; r < rows; ++r)
          at[r] = 2 * at[r] + 1 + !(values[r * matrix.columns + feature[at[r]]] < threshold[at[r]]);
      const float* leaf = leaf_.data() + t * (splits + 1);
      for (std::size_t r = 0; r < rows; ++r) out[from + r] += leaf[at[r] - splits];
    }
  }
  return out;
}

std::vector<float> Forest::contributions(std::span<const float> row, float& bias) const {
  std::vector<float> terms(row.size());
  bias = base_;
  const std::size_t splits = (std::size_t{1} << depth_) - 1;
  for (std::size_t t = 0; t < trees_; ++t) {
    const auto value = [&](std::size_t at) {
      return at < splits ? mean_[t * splits + at] : leaf_[t * (splits + 1) + at - splits];
    };
    bias += value(0);
    for (std::size_t at = 0; at < splits;) {
      const std::size_t feature = feature_[t * splits + at];
      const std::size_t next = 2 * at + 1 + !(row[feature] < threshold_[t * splits + at]);
      terms[feature] += value(next) - value(at);
      at = next;
    }
  }
  return terms;
}

}  // namespace winnow
