#include "pipeline/choose/forest.h"

#include <algorithm>
#include <array>
#include <limits>
#include <stdexcept>

namespace winnow {
namespace {

constexpr std::size_t kMaxDepth = 8;
constexpr std::size_t kSideBySide = 8;  ///< rows go down a tree together: hides the loads' latency
constexpr auto kRows = static_cast<std::uint32_t>(Forest::kRowsAtOnce);
constexpr float kNeverReached = std::numeric_limits<float>::max();  ///< threshold of no split

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
  const std::size_t splits = splits_of_tree();
  std::vector<std::uint32_t> at(2 * splits + 1);
  for (std::size_t i = 0; i < splits; ++i) {
    const PlainTree::Node& node = tree.nodes[at[i]];
    mean_.push_back(node.value);
    splits_.push_back({node.left ? node.threshold : kNeverReached, node.left ? node.feature * kRows : 0});
    at[2 * i + 1] = node.left ? node.left : at[i];
    at[2 * i + 2] = node.left ? node.right : at[i];
  }
  for (std::size_t i = splits; i < at.size(); ++i) leaf_.push_back(tree.nodes[at[i]].value);
  ++trees_;
}

std::vector<float> Forest::predict(const FeatureMatrix& matrix) const {
  std::vector<float> out(matrix.rows, base_);
  Batch values(matrix.columns * kRowsAtOnce);
  for (std::size_t from = 0; from < matrix.rows; from += kRowsAtOnce) {
    const std::size_t rows = std::min(kRowsAtOnce, matrix.rows - from);
    for (std::size_t row = 0; row < rows; ++row)
      for (std::size_t column = 0; column < matrix.columns; ++column)
        values[column * kRowsAtOnce + row] = matrix.values[(from + row) * matrix.columns + column];
    std::array<float, kRowsAtOnce> log_odds;
    log_odds.fill(base_);
    add_batch(values, log_odds);
    std::copy_n(log_odds.begin(), rows, out.begin() + static_cast<std::ptrdiff_t>(from));
  }
  return out;
}

void Forest::add_batch(const Batch& values, std::array<float, kRowsAtOnce>& log_odds) const {
  const std::size_t splits = splits_of_tree();
  for (std::size_t tree = 0; tree < trees_; ++tree) {
    const Split* const split = splits_.data() + tree * splits;
    const float* const leaf = leaf_.data() + tree * (splits + 1);
    for (std::size_t from = 0; from < kRowsAtOnce; from += kSideBySide)
      walk_down(split, leaf, values.data() + from, log_odds.data() + from);
  }
}

/// The inner loops have constant bounds, so that compilers unroll them and keep `at` in registers.
void Forest::walk_down(const Split* split, const float* leaf, const float* values, float* log_odds) const {
  std::array<std::size_t, kSideBySide> at{};
  for (std::size_t level = 0; level < depth_; ++level) {
    for (std::size_t row = 0; row < kSideBySide; ++row) {
      const Split& here = split[at[row]];
      at[row] = 2 * at[row] + 1 + (values[here.column + row] >= here.threshold);
    }
  }
  const float* const first_leaf = leaf - splits_of_tree();
  for (std::size_t row = 0; row < kSideBySide; ++row) log_odds[row] += first_leaf[at[row]];
}

std::vector<float> Forest::contributions(std::span<const float> row, float& bias) const {
  std::vector<float> terms(row.size());
  bias = base_;
  const std::size_t splits = splits_of_tree();
  for (std::size_t t = 0; t < trees_; ++t) {
    const auto value = [&](std::size_t at) {
      return at < splits ? mean_[t * splits + at] : leaf_[t * (splits + 1) + at - splits];
    };
    bias += value(0);
    for (std::size_t at = 0; at < splits;) {
      const Split& split = splits_[t * splits + at];
      const std::size_t feature = split.column / kRows;
      const std::size_t next = 2 * at + 1 + (row[feature] >= split.threshold);
      terms[feature] += value(next) - value(at);
      at = next;
    }
  }
  return terms;
}

}  // namespace winnow
