#include "winnow/times.h"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace winnow {

std::uint64_t Times::bucket_us(std::size_t bucket) noexcept {
  return static_cast<std::uint64_t>(std::exp2(static_cast<double>(bucket) / 4));
}

void Times::count(const StageNs& page) noexcept {
  for (std::size_t i = 0; i < kStages; ++i) stage_ns[i] += page[i];
  const auto us = static_cast<double>(std::accumulate(page.begin(), page.end(), std::uint64_t{0})) / 1000;
  const double bucket = us <= 1 ? 0 : std::ceil(4 * std::log2(us));
  ++pages[std::min(static_cast<std::size_t>(bucket), kBuckets - 1)];
}

Times& Times::operator+=(const Times& other) noexcept {
  for (std::size_t i = 0; i < kStages; ++i) stage_ns[i] += other.stage_ns[i];
  for (std::size_t i = 0; i < kBuckets; ++i) pages[i] += other.pages[i];
  return *this;
}

std::uint64_t Times::percentile_us(double share) const noexcept {
  const auto all = static_cast<double>(std::accumulate(pages.begin(), pages.end(), std::uint64_t{0}));
  double seen = 0;
  for (std::size_t i = 0; i < kBuckets; ++i) {
    seen += static_cast<double>(pages[i]);
    if (seen > 0 && seen >= share * all) return bucket_us(i);
  }
  return 0;
}

}  // namespace winnow
