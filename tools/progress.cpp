#include "tools/progress.h"

#include <unistd.h>

#include <cstdio>

namespace winnow::tools {

Progress::Progress() : shown_(isatty(STDERR_FILENO) == 1) {}

void Progress::count(std::uint64_t bytes_read) {
  constexpr std::chrono::milliseconds kPause{200};
  ++pages_;
  if (!shown_) return;
  const auto now = Clock::now();
  if (now < next_) return;
  next_ = now + kPause;
  const double seconds = std::chrono::duration<double>(now - begun_).count();
  if (seconds <= 0) return;
  std::fprintf(stderr, "\r\033[K%zu pages, %.1f MB, %.0f pages/s", pages_,
               static_cast<double>(bytes_read) / 1e6, static_cast<double>(pages_) / seconds);
}

void Progress::clear() const {
  if (shown_) std::fputs("\r\033[K", stderr);
}

void Progress::finish() const { clear(); }

}  // namespace winnow::tools
