#include "tools/batch/progress.h"

#include <unistd.h>

#include <cstdio>

namespace winnow::tools {
namespace {

/// "1:02:03" or "4:05".
std::string clock_time(double seconds) {
  const auto all = static_cast<unsigned long>(seconds);
  char text[32];
  if (all >= 3600) std::snprintf(text, sizeof text, "%lu:%02lu:%02lu", all / 3600, all / 60 % 60, all % 60);
  else std::snprintf(text, sizeof text, "%lu:%02lu", all / 60, all % 60);
  return text;
}

}  // namespace

Progress::Progress(ProgressMode mode, std::uint64_t total_bytes)
    : shown_(mode == ProgressMode::always || (mode == ProgressMode::automatic && isatty(STDERR_FILENO) == 1)),
      terminal_(isatty(STDERR_FILENO) == 1),
      total_bytes_(total_bytes) {}

void Progress::count(bool kept, std::uint64_t bytes_read) {
  constexpr std::chrono::milliseconds kTerminalPause{200}, kLogPause{5000};
  ++pages_;
  kept_ += kept;
  if (!shown_) return;
  const auto now = Clock::now();
  if (now < next_) return;
  next_ = now + (terminal_ ? kTerminalPause : kLogPause);
  const std::string text = line(std::chrono::duration<double>(now - begun_).count(), bytes_read);
  std::fprintf(stderr, terminal_ ? "\r\033[K%s" : "%s\n", text.c_str());
}

std::string Progress::line(double seconds, std::uint64_t bytes_read) const {
  char text[160];
  const double megabytes = static_cast<double>(bytes_read) / 1e6;
  const double rate = seconds > 0 ? static_cast<double>(pages_) / seconds : 0;
  std::snprintf(text, sizeof text, "%zu pages, %zu kept, %zu dropped, %.1f MB, %.0f pages/s", pages_, kept_,
                pages_ - kept_, megabytes, rate);
  std::string out = text;
  if (bytes_read > 0 && bytes_read <= total_bytes_) {
    const double done = static_cast<double>(bytes_read) / static_cast<double>(total_bytes_);
    std::snprintf(text, sizeof text, ", %.0f %%, %s left", 100 * done, clock_time(seconds / done - seconds).c_str());
    out += text;
  }
  return out;
}

void Progress::clear() const {
  if (shown_ && terminal_) std::fputs("\r\033[K", stderr);
}

}  // namespace winnow::tools
