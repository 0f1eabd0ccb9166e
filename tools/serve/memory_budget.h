#pragma once
// How many bytes of requests may be held at once, over all connections.

#include <atomic>
#include <cstddef>

namespace winnow::serve {

/// Thread-safe.
class MemoryBudget {
 public:
  explicit MemoryBudget(std::size_t bytes) noexcept : bytes_(bytes) {}

  /// What one request holds; given back when it ends.
  class Share {
   public:
    explicit Share(MemoryBudget& budget) noexcept : budget_(budget) {}
    ~Share() { budget_.used_ -= held_; }
    Share(const Share&) = delete;
    Share& operator=(const Share&) = delete;

    /// Holds `bytes` in all; false, and nothing more held, if the budget has no room.
    bool hold(std::size_t bytes) noexcept {
      if (bytes <= held_) return true;
      const std::size_t more = bytes - held_;
      if (budget_.used_ += more; budget_.used_ > budget_.bytes_) {
        budget_.used_ -= more;
        return false;
      }
      held_ = bytes;
      return true;
    }

   private:
    MemoryBudget& budget_;
    std::size_t held_ = 0;
  };

 private:
  const std::size_t bytes_;
  std::atomic<std::size_t> used_ = 0;
};

}  // namespace winnow::serve
