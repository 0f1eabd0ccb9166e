#pragma once
// The numbers that the score is computed from, a row a block. features.cpp lists each once, with
// its name, where it is computed; the names are read off the same code, so the two cannot part.
// No feature needs a word list of one language; cue phrases and learned words add to them.

#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "pipeline/base/hash_table.h"
#include "pipeline/document/blocks.h"

namespace winnow {

/// Rows of features, all finite. Row-major.
struct FeatureMatrix {
  std::size_t rows = 0, columns = 0;
  std::vector<float> values;
  std::span<const float> row(std::size_t i) const noexcept {
    return std::span(values).subspan(i * columns, columns);
  }
};

/// A feature in 16 bits: the upper half of a float (bfloat16), as an integer that is greater where
/// the value is. Steps are 1/128 of a value or finer; whole numbers up to 256 are exact.
using FeatureCode = std::int16_t;

constexpr FeatureCode code_of(float value) noexcept {
  const auto bits = std::bit_cast<std::int32_t>(value + 0.0f);  // no negative zero
  return static_cast<FeatureCode>((bits ^ (bits >> 31 & 0x7FFFFFFF)) >> 16);
}
/// The value with that code that is nearest to zero.
constexpr float value_of(FeatureCode code) noexcept {
  const auto bits = static_cast<std::int32_t>(static_cast<std::uint32_t>(static_cast<std::uint16_t>(code)) << 16);
  return std::bit_cast<float>(bits ^ (bits >> 31 & 0x7FFF0000));
}

/// Rows of features of up to 32 blocks, column by column, as Forest takes them: row r of column c
/// is codes()[c * kRows + r]. Rows past `rows` hold anything. Not copied, only filled again.
class FeatureBatch {
 public:
  static constexpr std::size_t kRows = 32;

  explicit FeatureBatch(std::size_t columns) : columns_(columns), codes_(columns) {}
  std::size_t columns() const noexcept { return columns_; }
  FeatureCode* codes() noexcept { return codes_.data()->data(); }
  const FeatureCode* codes() const noexcept { return codes_.data()->data(); }

  void set_row(std::size_t row, std::span<const float> from) noexcept {
    for (std::size_t c = 0; c < columns_; ++c) codes_[c][row] = code_of(from[c]);
  }
  /// Sets the last columns to the same values in all rows.
  void fill_last(std::span<const float> values) noexcept {
    for (std::size_t c = 0; c < values.size(); ++c) codes_[columns_ - values.size() + c].fill(code_of(values[c]));
  }
  std::vector<float> row(std::size_t row) const {
    std::vector<float> out(columns_);
    for (std::size_t c = 0; c < columns_; ++c) out[c] = value_of(codes_[c][row]);
    return out;
  }

  std::size_t rows = 0;

 private:
  struct alignas(sizeof(FeatureCode) * kRows) Column : std::array<FeatureCode, kRows> {};
  std::size_t columns_;
  std::vector<Column> codes_;
};

/// How much more often a word stands in content than elsewhere, in log-odds, learned by `tune`.
/// Keys are the hashes of scan_text, and of for_each_class_word by short_hash.
struct LearnedWords {
  using Table = HashTable<std::uint32_t, float>;
  Table text, classes;
};

/// The words of one page by the keys of LearnedWords, a list a block: of its text, and of the
/// classes and ids of the elements around it. For `tune`, which counts them.
struct BlockWords {
  std::vector<std::vector<std::uint32_t>> text, classes;
};
BlockWords words_of_blocks(const Blocks& page);

/// The features of one page: a row for each block, of values that have codes, and one row for the
/// page as a whole.
struct Features {
  FeatureMatrix blocks, page;
};

/// The features of an HTML page or, without a tree, of a text dump. Linear.
Features compute_features(const Blocks& page, const LearnedWords& learned);

/// The same, but a batch at a time, so that memory stays small and warm. Calls use(number of the
/// first block, its rows) in order, until it returns false; gives back the row for the page as a whole.
FeatureMatrix for_each_feature_batch(const Blocks& page, const LearnedWords& learned,
                                     const std::function<bool(std::size_t, const FeatureBatch&)>& use);

/// Names of the columns of Features::page.
const std::vector<std::string>& page_feature_names(bool is_html);

/// Names of the columns of Features::blocks; the page's own come last. Units are in the names: `words` are log2(1 + count), `share` and
/// `density` 0 to 1, `levels` steps up the tree (31: none), `blocks` log2(1 + count), the rest 0 or 1.
const std::vector<std::string>& feature_names(bool is_html);

}  // namespace winnow
