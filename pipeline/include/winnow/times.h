#pragma once
// How long the pages of a run took: a sum for each stage, a histogram for whole pages.

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>

namespace winnow {

/// Times of many pages. Sums of two are the times of both.
struct Times {
  static constexpr std::size_t kStages = 8;
  static constexpr std::size_t kBuckets = 80;
  using StageNs = std::array<std::uint64_t, kStages>;

  StageNs stage_ns{};                           ///< of all pages; the stages in their order
  std::array<std::uint64_t, kBuckets> pages{};  ///< by the time of all stages; see bucket_us()

  static std::string_view stage_name(std::size_t stage) noexcept;

  /// The longest time, in microseconds, of the pages in a bucket: a power of the fourth root of 2.
  static std::uint64_t bucket_us(std::size_t bucket) noexcept;

  void count(const StageNs& page) noexcept;
  Times& operator+=(const Times& other) noexcept;

  /// The time that a share of the pages (0 to 1) stayed within, at most a fifth too long; 0 without
  /// pages.
  std::uint64_t percentile_us(double share) const noexcept;

  bool operator==(const Times&) const = default;
};

}  // namespace winnow
