#include "pipeline/choose/forest.h"

#include <algorithm>
#include <array>
#include <cstring>
#include <limits>
#include <stdexcept>

namespace winnow {
namespace {

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

constexpr std::size_t kRows = FeatureBatch::kRows;
using LogOdds = std::array<float, kRows>;

/// The flattened trees of one forest.
struct Trees {
  const Split* splits;
  const float* leaves;
  std::size_t count, depth;
};

/// What the vectors of the processor hold. GCC and clang compile arithmetic on them to single instructions.
using FourRows = float __attribute__((vector_size(16)));   // SSE2, NEON
using EightRows = float __attribute__((vector_size(32)));  // AVX2

/// Adds all trees' values for all rows. Depth is known to the compiler, so that what the splits
/// pick stays in registers.
template <class Lane, std::size_t kDepth>
[[gnu::always_inline]] inline void fold_trees(const Trees& trees, const Lane* values, Lane* sum) {
  constexpr std::size_t kLanes = kRows * sizeof(float) / sizeof(Lane);
  constexpr std::size_t kLowest = std::size_t{1} << (kDepth - 1);
  const Split* split = trees.splits;
  const float* leaf = trees.leaves;
  for (std::size_t tree = 0; tree < trees.count; ++tree) {
    Lane picked[kLowest][kLanes];
#pragma GCC unroll 8
    for (std::size_t k = 0; k < kLowest; ++k) {
      const Split& here = split[kLowest - 1 + k];
      const Lane low = Lane{} + leaf[2 * k], high = Lane{} + leaf[2 * k + 1];
      for (std::size_t lane = 0; lane < kLanes; ++lane)
        picked[k][lane] = values[here.column * kLanes + lane] < here.threshold ? low : high;
    }
    for (std::size_t level = kLowest / 2; level > 0; level /= 2) {
#pragma GCC unroll 8
      for (std::size_t k = 0; k < level; ++k) {
        const Split& here = split[level - 1 + k];
        for (std::size_t lane = 0; lane < kLanes; ++lane)
          picked[k][lane] = values[here.column * kLanes + lane] < here.threshold ? picked[2 * k][lane]
                                                                                 : picked[2 * k + 1][lane];
      }
    }
    for (std::size_t lane = 0; lane < kLanes; ++lane) sum[lane] += picked[0][lane];
    split += 2 * kLowest - 1;
    leaf += 2 * kLowest;
  }
}

template <class Lane>
[[gnu::always_inline]] inline void fold_by_depth(const Trees& trees, const float* values, float* sum) {
  const auto* const lanes = reinterpret_cast<const Lane*>(values);
  auto* const sums = reinterpret_cast<Lane*>(sum);
  switch (trees.depth) {
    case 1: return fold_trees<Lane, 1>(trees, lanes, sums);
    case 2: return fold_trees<Lane, 2>(trees, lanes, sums);
    case 3: return fold_trees<Lane, 3>(trees, lanes, sums);
    case 4: return fold_trees<Lane, 4>(trees, lanes, sums);
    case 5: return fold_trees<Lane, 5>(trees, lanes, sums);
    default: return fold_trees<Lane, 6>(trees, lanes, sums);
  }
}

#if defined(__x86_64__)
[[gnu::target("avx2")]] void fold_with_avx2(const Trees& trees, const float* values, float* sum) {
  fold_by_depth<EightRows>(trees, values, sum);
}

bool has_avx2() noexcept {
  static const bool has = __builtin_cpu_supports("avx2");
  return has;
}
#endif

void fold(const Trees& trees, const float* values, float* sum) {
#if defined(__x86_64__)
  if (has_avx2()) return fold_with_avx2(trees, values, sum);
#endif
  fold_by_depth<FourRows>(trees, values, sum);
}

}  // namespace

Forest::Forest(const std::vector<PlainTree>& trees, float base) : base_(base) {
  for (const PlainTree& tree : trees) depth_ = std::max(depth_, depth_of(tree));
  if (depth_ > kMaxDepth) throw std::invalid_argument("a tree is deeper than 6 levels");
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
    splits_.push_back({node.left ? node.threshold : kNeverReached, node.left ? node.feature : 0});
    at[2 * i + 1] = node.left ? node.left : at[i];
    at[2 * i + 2] = node.left ? node.right : at[i];
  }
  for (std::size_t i = splits; i < at.size(); ++i) leaf_.push_back(tree.nodes[at[i]].value);
  ++trees_;
}

std::array<float, FeatureBatch::kRows> Forest::predict(const FeatureBatch& batch) const {
  alignas(64) LogOdds log_odds;
  log_odds.fill(base_);
  fold({splits_.data(), leaf_.data(), trees_, depth_}, batch.values(), log_odds.data());
  return log_odds;
}

std::vector<float> Forest::predict(const FeatureMatrix& matrix) const {
  std::vector<float> out;
  FeatureBatch batch(matrix.columns);
  for (std::size_t from = 0; from < matrix.rows; from += batch.rows) {
    batch.rows = std::min(FeatureBatch::kRows, matrix.rows - from);
    for (std::size_t row = 0; row < batch.rows; ++row) batch.set_row(row, matrix.row(from + row));
    const LogOdds log_odds = predict(batch);
    out.insert(out.end(), log_odds.begin(), log_odds.begin() + static_cast<std::ptrdiff_t>(batch.rows));
  }
  return out;
}

float Forest::predict_row(std::span<const float> row) const {
  float log_odds = base_;
  const std::size_t splits = splits_of_tree();
  for (std::size_t t = 0; t < trees_; ++t) {
    std::size_t at = 0;
    while (at < splits) at = 2 * at + 1 + (row[splits_[t * splits + at].column] >= splits_[t * splits + at].threshold);
    log_odds += leaf_[t * (splits + 1) + at - splits];
  }
  return log_odds;
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
      const std::size_t next = 2 * at + 1 + (row[split.column] >= split.threshold);
      terms[split.column] += value(next) - value(at);
      at = next;
    }
  }
  return terms;
}

}  // namespace winnow
