#include "pipeline/choose/forest.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cmath>
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

/// 16 bits twice.
std::int32_t twice(std::int16_t half) noexcept {
  const auto bits = static_cast<std::uint16_t>(half);
  return static_cast<std::int32_t>(std::uint32_t{bits} << 16 | bits);
}

/// The least code that no value under the threshold has.
FeatureCode code_of_threshold(float threshold) noexcept {
  const FeatureCode code = code_of(threshold);
  return static_cast<FeatureCode>(code + (value_of(code) < threshold));
}

/// The trees of one forest, coded.
struct Trees {
  const CodedSplit* splits;
  const std::int32_t* leaves;
  std::size_t count, depth;
};

/// What the vectors of the processor hold. GCC and clang compile arithmetic on them to single
/// instructions. `Pairs` is the same vector as numbers of 32 bits.
struct Sse2 {  // and NEON
  using Words = std::int16_t __attribute__((vector_size(16)));
  using Pairs = std::int32_t __attribute__((vector_size(16)));
};
struct Avx2 {
  using Words = std::int16_t __attribute__((vector_size(32)));
  using Pairs = std::int32_t __attribute__((vector_size(32)));
};

/// Two vectors at a time: what is filled into all rows is filled once for both.
constexpr std::size_t kAtOnce = 2;
template <class Vector>
struct Picked {
  typename Vector::Words of[kAtOnce];
};

template <class Vector>
[[gnu::always_inline]] inline void fill(typename Vector::Words& out, std::int32_t word_twice) {
  out = reinterpret_cast<typename Vector::Words>(typename Vector::Pairs{} + word_twice);
}

/// What the subtree under split `kNode` picks for each row. Recursion ends at compile time; depth
/// first, so that no more than two picks a level wait in registers.
template <class Vector, std::size_t kLevels, std::size_t kNode>
[[gnu::always_inline]] inline Picked<Vector> pick(const CodedSplit* splits, const std::int32_t* leaves,
                                                  const typename Vector::Words* values, std::size_t vectors_a_column) {
  Picked<Vector> low, high;
  if constexpr (kLevels > 1) {
    low = pick<Vector, kLevels - 1, 2 * kNode + 1>(splits, leaves, values, vectors_a_column);
    high = pick<Vector, kLevels - 1, 2 * kNode + 2>(splits, leaves, values, vectors_a_column);
  } else {
    constexpr std::size_t kFirstOfLevel = std::bit_floor(kNode + 1) - 1;
    const std::int32_t* const leaf = leaves + 2 * (kNode - kFirstOfLevel);
    for (std::size_t i = 0; i < kAtOnce; ++i) {
      fill<Vector>(low.of[i], leaf[0]);
      fill<Vector>(high.of[i], leaf[1]);
    }
  }
  const CodedSplit& split = splits[kNode];
  typename Vector::Words threshold;
  fill<Vector>(threshold, split.threshold_twice);
  const auto* const column = values + split.column * vectors_a_column;
  for (std::size_t i = 0; i < kAtOnce; ++i) low.of[i] = column[i] < threshold ? low.of[i] : high.of[i];
  return low;
}

/// Adds up what all trees pick for the rows of two vectors. A word of 16 bits is one half of a pair:
/// the lower halves are the even rows.
template <class Vector, std::size_t kDepth>
[[gnu::always_inline]] inline void fold_trees(const Trees& trees, const typename Vector::Words* values,
                                              std::int32_t* sum) {
  using Pairs = typename Vector::Pairs;
  constexpr std::size_t kSplits = (std::size_t{1} << kDepth) - 1;
  constexpr std::size_t kVectorsAColumn = kRows * sizeof(FeatureCode) / sizeof(Pairs);
  constexpr std::size_t kPairs = sizeof(Pairs) / sizeof(std::int32_t);
  Pairs even[kAtOnce]{}, odd[kAtOnce]{};
  for (std::size_t tree = 0; tree < trees.count; ++tree) {
    const auto picked = pick<Vector, kDepth, 0>(trees.splits + tree * kSplits, trees.leaves + tree * (kSplits + 1),
                                                values, kVectorsAColumn);
    for (std::size_t i = 0; i < kAtOnce; ++i) {
      const auto pairs = reinterpret_cast<Pairs>(picked.of[i]);
      even[i] += (pairs << 16) >> 16;
      odd[i] += pairs >> 16;
    }
  }
  for (std::size_t i = 0; i < kAtOnce; ++i) {
    for (std::size_t k = 0; k < kPairs; ++k) {
      sum[2 * (i * kPairs + k)] = even[i][k];
      sum[2 * (i * kPairs + k) + 1] = odd[i][k];
    }
  }
}

template <class Vector, std::size_t kDepth>
[[gnu::always_inline]] inline void fold_all_rows(const Trees& trees, const FeatureCode* codes, std::int32_t* sums) {
  constexpr std::size_t kRowsAtOnce = kAtOnce * sizeof(typename Vector::Words) / sizeof(FeatureCode);
  for (std::size_t row = 0; row < kRows; row += kRowsAtOnce)
    fold_trees<Vector, kDepth>(trees, reinterpret_cast<const typename Vector::Words*>(codes + row), sums + row);
}

template <class Vector>
[[gnu::always_inline]] inline void fold_by_depth(const Trees& trees, const FeatureCode* codes, std::int32_t* sums) {
  switch (trees.depth) {
    case 1:
      return fold_all_rows<Vector, 1>(trees, codes, sums);
    case 2:
      return fold_all_rows<Vector, 2>(trees, codes, sums);
    case 3:
      return fold_all_rows<Vector, 3>(trees, codes, sums);
    case 4:
      return fold_all_rows<Vector, 4>(trees, codes, sums);
    case 5:
      return fold_all_rows<Vector, 5>(trees, codes, sums);
    default:
      return fold_all_rows<Vector, 6>(trees, codes, sums);
  }
}

#if defined(__x86_64__)
[[gnu::target("avx2")]] void fold_with_avx2(const Trees& trees, const FeatureCode* codes, std::int32_t* sums) {
  fold_by_depth<Avx2>(trees, codes, sums);
}

bool has_avx2() noexcept {
  static const bool has = __builtin_cpu_supports("avx2");
  return has;
}
#endif

void fold(const Trees& trees, const FeatureCode* codes, std::int32_t* sums) {
#if defined(__x86_64__)
  if (has_avx2()) return fold_with_avx2(trees, codes, sums);
#endif
  fold_by_depth<Sse2>(trees, codes, sums);
}

}  // namespace

Forest::Forest(const std::vector<PlainTree>& trees) {
  for (const PlainTree& tree : trees) depth_ = std::max(depth_, depth_of(tree));
  if (depth_ > kMaxDepth) throw std::invalid_argument("a tree is deeper than 6 levels");
  depth_ = std::max<std::size_t>(depth_, 1);
  for (const PlainTree& tree : trees) add_tree(tree);
  code_splits_and_leaves();
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

void Forest::code_splits_and_leaves() {
  for (const Split& split : splits_) coded_splits_.push_back({twice(code_of_threshold(split.threshold)), split.column});
  float largest = 0;
  for (const float leaf : leaf_) largest = std::max(largest, std::abs(leaf));
  constexpr int kBits = 15;
  leaf_step_ = std::ldexp(1.0f, std::max(std::ilogb(largest) + 1 - kBits, -100));
  for (const float leaf : leaf_)
    coded_leaf_.push_back(
        twice(static_cast<std::int16_t>(std::clamp(std::lround(leaf / leaf_step_), -32767l, 32767l))));
}

std::array<float, FeatureBatch::kRows> Forest::predict(const FeatureBatch& batch) const {
  std::array<std::int32_t, kRows> sums;
  fold({coded_splits_.data(), coded_leaf_.data(), trees_, depth_}, batch.codes(), sums.data());
  std::array<float, kRows> log_odds;
  for (std::size_t row = 0; row < kRows; ++row) log_odds[row] = static_cast<float>(sums[row]) * leaf_step_;
  return log_odds;
}

std::vector<float> Forest::predict(const FeatureMatrix& matrix) const {
  std::vector<float> out;
  FeatureBatch batch(matrix.columns);
  for (std::size_t from = 0; from < matrix.rows; from += batch.rows) {
    batch.rows = std::min(FeatureBatch::kRows, matrix.rows - from);
    for (std::size_t row = 0; row < batch.rows; ++row) batch.set_row(row, matrix.row(from + row));
    const auto log_odds = predict(batch);
    out.insert(out.end(), log_odds.begin(), log_odds.begin() + static_cast<std::ptrdiff_t>(batch.rows));
  }
  return out;
}

float Forest::predict_row(std::span<const float> row) const {
  float log_odds = 0;
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
  bias = 0;
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
