#pragma once
// Memory for one parse: handed out by moving a pointer, never freed piece by piece, given back
// whole. Gumbo's own destroy function recurses over the tree, 8,100 levels of which overflow a
// 256 KiB stack, and malloc and free were 10 % of a parse. The arena is also where a runaway
// parse is stopped: it counts bytes, and every 1,024 calls it looks at the clock.

#include <cstddef>
#include <memory>
#include <vector>

#include "pipeline/base/deadline.h"

namespace winnow {

/// Memory with a budget in bytes and a deadline. Not thread-safe: one parse uses it at a time.
class Arena {
 public:
  enum class State { good, out_of_memory, out_of_time };

  /// A new parse: forgets all that was handed out. `deadline` is copied.
  void start(std::size_t max_bytes, const Deadline& deadline);

  /// `bytes` bytes aligned for pointers and 64-bit numbers, or null: `state()` tells why.
  void* allocate(std::size_t bytes) noexcept {
    const std::size_t rounded = (bytes + kAlignment - 1) & ~(kAlignment - 1);
    if ((++calls_ & (kCallsBetweenLooks - 1)) == 0 || rounded > left_) return allocate_slowly(rounded);
    return take(rounded);
  }

  State state() const noexcept { return state_; }
  /// Gives all memory back but what the next page is likely to need. Call it after a parse.
  void release() noexcept;

 private:
  static constexpr std::size_t kAlignment = 8;
  static constexpr unsigned kCallsBetweenLooks = 1024;

  struct Chunk {
    std::unique_ptr<std::byte[]> bytes;
    std::size_t size = 0;
  };

  void* take(std::size_t rounded) noexcept {
    std::byte* const taken = at_;
    at_ += rounded;
    left_ -= rounded;
    return taken;
  }
  void* allocate_slowly(std::size_t rounded) noexcept;
  bool open_chunk(std::size_t at_least) noexcept;
  bool add_chunk(std::size_t size) noexcept;

  std::vector<Chunk> chunks_;
  std::size_t next_chunk_ = 0;  ///< the first of chunks_ that is not in use
  std::byte* at_ = nullptr;
  std::size_t left_ = 0;  ///< bytes behind at_ in the current chunk
  std::size_t used_ = 0;  ///< bytes of all chunks in use
  std::size_t max_bytes_ = 0;
  unsigned calls_ = 0;
  State state_ = State::good;
  Deadline deadline_;
};

}  // namespace winnow
