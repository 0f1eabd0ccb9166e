#pragma once
// One page's time budget. Every stage that loops over page content asks `passed()` now and then.

#include <chrono>
#include <cstddef>

namespace winnow {

class Deadline {
 public:
  using Clock = std::chrono::steady_clock;
  Deadline() = default;  ///< never passes
  explicit Deadline(std::size_t budget_ms) : at_(Clock::now() + std::chrono::milliseconds(budget_ms)) {}

  bool passed() const noexcept { return at_ != Clock::time_point::max() && Clock::now() >= at_; }

  /// Looks at the clock every 256th call only; for inner loops. `count` belongs to the loop.
  bool passed_every_256(unsigned& count) const noexcept {
    return (++count & 255u) == 0 && passed();
  }

 private:
  Clock::time_point at_ = Clock::time_point::max();
};

}  // namespace winnow
