#pragma once
// Counts the work of a server, in the form that Prometheus reads.

#include <array>
#include <atomic>
#include <chrono>
#include <cstdint>
#include <string>

#include "winnow/winnow.h"

namespace winnow::serve {

/// Counters of one server. Thread-safe.
class Metrics {
 public:
  void count_page(const Outcome& outcome, std::chrono::nanoseconds time) noexcept;
  void count_turned_away() noexcept { ++turned_away_; }
  void count_reload(bool loaded) noexcept { ++(loaded ? reloads_ : failed_reloads_); }

  /// Returns the counters and the given gauges in Prometheus' text format 0.0.4.
  std::string text(std::size_t waiting) const;

 private:
  using Counter = std::atomic<std::uint64_t>;
  static constexpr std::size_t kReasons = static_cast<std::size_t>(Reason::internal) + 1;
  static constexpr std::array kBucketsMs = {1, 2, 5, 10, 20, 50, 100, 200, 500, 1000};

  Counter kept_ = 0, turned_away_ = 0, reloads_ = 0, failed_reloads_ = 0, nanoseconds_ = 0;
  std::array<Counter, kReasons> dropped_{};
  std::array<Counter, kBucketsMs.size() + 1> pages_within_{};  ///< one bucket each, not summed up
};

}  // namespace winnow::serve
