#pragma once
// One page's time budget. Every stage that loops over page content asks `passed()` now and then.
// The budget counts processor time of the working thread, not the wall clock: a machine that is busy with
// something else must not change what comes out. The stages of a page may run on several threads,
// so the clock is stopped between them (run_stage in cleaner.h).

#include <time.h>

#include <cstddef>
#include <cstdint>
#include <limits>

namespace winnow {

class Deadline {
 public:
  Deadline() = default;  ///< never passes
  /// Starts the clock on this thread.
  explicit Deadline(std::size_t budget_ms) : left_ns_(static_cast<std::int64_t>(budget_ms) * 1'000'000) { resume(); }

  /// True when the budget is used up. About 0.2 µs.
  bool passed() const noexcept { return is_limited() && thread_time_ns() - started_ns_ >= left_ns_; }

  /// Looks at the clock every 256th call only; for inner loops. `count` belongs to the loop.
  bool passed_every_256(unsigned& count) const noexcept { return (++count & 255u) == 0 && passed(); }

  /// Stops the clock; resume() starts it again on the thread that calls it.
  void pause() noexcept {
    if (is_limited()) left_ns_ -= thread_time_ns() - started_ns_;
  }
  void resume() noexcept {
    if (is_limited()) started_ns_ = thread_time_ns();
  }

 private:
  static constexpr std::int64_t kNever = std::numeric_limits<std::int64_t>::max();

  bool is_limited() const noexcept { return left_ns_ != kNever; }
  static std::int64_t thread_time_ns() noexcept {
    timespec now{};
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
    return std::int64_t{now.tv_sec} * 1'000'000'000 + now.tv_nsec;
  }

  std::int64_t left_ns_ = kNever, started_ns_ = 0;
};

}  // namespace winnow
