#pragma once
// The numbers that the score is computed from, a row a block. features.cpp lists each once, with
// its name, where it is computed; the names are read off the same code, so the two cannot part.
// No feature needs a word list of one language; cue phrases and learned words add to them.

#include <array>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "pipeline/base/hash_table.h"
#include "pipeline/stages.h"

namespace winnow {

/// Rows of features, all finite. Row-major.
struct FeatureMatrix {
  std::size_t rows = 0, columns = 0;
  std::vector<float> values;
  std::span<const float> row(std::size_t i) const noexcept {
    return std::span(values).subspan(i * columns, columns);
  }
};

/// Rows of features of up to 16 blocks, column by column, as Forest takes them: row r of column c
/// is values()[c * kRows + r]. Rows past `rows` hold anything. Not copied, only filled again.
class FeatureBatch {
 public:
  static constexpr std::size_t kRows = 16;

  explicit FeatureBatch(std::size_t columns) : columns_(columns), values_(columns) {}
  std::size_t columns() const noexcept { return columns_; }
  float* values() noexcept { return values_.data()->data(); }
  const float* values() const noexcept { return values_.data()->data(); }

  void set_row(std::size_t row, std::span<const float> from) noexcept {
    for (std::size_t c = 0; c < columns_; ++c) values_[c][row] = from[c];
  }
  /// Sets the last columns to the same values in all rows.
  void fill_last(std::span<const float> values) noexcept {
    for (std::size_t c = 0; c < values.size(); ++c) values_[columns_ - values.size() + c].fill(values[c]);
  }
  std::vector<float> row(std::size_t row) const {
    std::vector<float> out(columns_);
    for (std::size_t c = 0; c < columns_; ++c) out[c] = values_[c][row];
    return out;
  }

  std::size_t rows = 0;

 private:
  struct alignas(sizeof(float) * kRows) Column : std::array<float, kRows> {};
  std::size_t columns_;
  std::vector<Column> values_;
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

/// The features of one page: a row for each block, and one row for the page as a whole.
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
