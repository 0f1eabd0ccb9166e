#pragma once
// Prints the progress of a run on standard error: one line that is overwritten on a terminal, or a line
// now and then in a log.

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <string>

namespace winnow::tools {

enum class ProgressMode : std::uint8_t { automatic, always, never };

class Progress {
 public:
  /// `total_bytes` is that of all inputs; 0: unknown. `automatic` prints if standard error is a terminal.
  explicit Progress(ProgressMode mode = ProgressMode::automatic, std::uint64_t total_bytes = 0);

  bool is_shown() const noexcept { return shown_; }
  void expect(std::uint64_t total_bytes) noexcept { total_bytes_ = total_bytes; }

  /// Counts one more page. `bytes_read` is the number of bytes of the inputs read so far.
  void count(bool kept, std::uint64_t bytes_read);
  void clear() const;  ///< removes the line before other output

 private:
  using Clock = std::chrono::steady_clock;
  std::string line(double seconds, std::uint64_t bytes_read) const;

  bool shown_, terminal_;
  std::uint64_t total_bytes_;
  std::size_t pages_ = 0, kept_ = 0;
  Clock::time_point begun_ = Clock::now(), next_ = begun_;
};

}  // namespace winnow::tools
