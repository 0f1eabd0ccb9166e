#pragma once
// A line on the terminal that says how far a run has come. Silent where standard error is no
// terminal.

#include <chrono>
#include <cstddef>
#include <cstdint>

namespace winnow::tools {

class Progress {
 public:
  Progress();

  /// One more page is done; `bytes_read` of the inputs so far.
  void count(std::uint64_t bytes_read);
  void clear() const;   ///< takes the line away, for other output
  void finish() const;  ///< the same, for good

 private:
  using Clock = std::chrono::steady_clock;
  bool shown_;
  std::size_t pages_ = 0;
  Clock::time_point begun_ = Clock::now(), next_ = begun_;
};

}  // namespace winnow::tools
