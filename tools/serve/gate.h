#pragma once
// Bounds the work that a server accepts: a number of requests at once and a number of waiting ones. Every
// other request is told to come back.

#include <chrono>
#include <condition_variable>
#include <cstddef>
#include <mutex>
#include <utility>

namespace winnow::serve {

/// Thread-safe.
class Gate {
 public:
  /// `places` may be inside at once, `seats` may wait for one, each for `patience` at most.
  Gate(std::size_t places, std::size_t seats, std::chrono::milliseconds patience)
      : free_(places), seats_(seats), patience_(patience) {}

  /// Holds a place inside during its lifetime; an empty one holds none.
  class Pass {
   public:
    explicit Pass(Gate* gate) noexcept : gate_(gate) {}
    ~Pass() {
      if (gate_) gate_->leave();
    }
    Pass(Pass&& other) noexcept : gate_(std::exchange(other.gate_, nullptr)) {}
    Pass& operator=(Pass&&) = delete;
    explicit operator bool() const noexcept { return gate_ != nullptr; }

   private:
    Gate* gate_;
  };

  /// Waits for a place. Returns an empty pass when all seats are taken or the patience is over.
  Pass enter() {
    std::unique_lock lock(mutex_);
    if (free_ == 0) {
      if (waiting_ == seats_) return Pass(nullptr);
      ++waiting_;
      const bool found = changed_.wait_for(lock, patience_, [this] { return free_ > 0; });
      --waiting_;
      if (!found) return Pass(nullptr);
    }
    --free_;
    return Pass(this);
  }

  /// Waits for a place without a limit of time and takes no seat.
  Pass enter_sometime() {
    std::unique_lock lock(mutex_);
    changed_.wait(lock, [this] { return free_ > 0; });
    --free_;
    return Pass(this);
  }

  std::size_t waiting() const {
    const std::lock_guard lock(mutex_);
    return waiting_;
  }

 private:
  void leave() {
    const std::lock_guard lock(mutex_);
    ++free_;
    changed_.notify_one();
  }

  mutable std::mutex mutex_;
  std::condition_variable changed_;
  std::size_t free_, waiting_ = 0;
  const std::size_t seats_;
  const std::chrono::milliseconds patience_;
};

}  // namespace winnow::serve
