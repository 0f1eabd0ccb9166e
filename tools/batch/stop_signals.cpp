#include "tools/batch/stop_signals.h"

#include <csignal>

namespace winnow::tools {
namespace {

volatile std::sig_atomic_t noted = 0;

void note(int signal) {
  noted = signal;
  std::signal(signal, SIG_DFL);
}

}  // namespace

void note_stop_signals() {
  std::signal(SIGINT, note);
  std::signal(SIGTERM, note);
}

int stop_signal() noexcept { return noted; }

}  // namespace winnow::tools
