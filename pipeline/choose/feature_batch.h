#pragma once
// Rows of features: values as floats, and the batches of 16-bit codes that Forest
// takes. Nothing here knows which features there are.

#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace winnow {

/// Rows of features, all finite. Row-major.
struct FeatureMatrix {
  std::size_t rows = 0, columns = 0;
  std::vector<float> values;
  std::span<const float> row(std::size_t i) const noexcept { return std::span(values).subspan(i * columns, columns); }
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

}  // namespace winnow
