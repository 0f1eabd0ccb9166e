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

/// System calls are interrupted, where std::signal() would have them begun anew.
void note_stop_signals() {
  struct sigaction action {};
  action.sa_handler = note;
  sigemptyset(&action.sa_mask);
  sigaction(SIGINT, &action, nullptr);
  sigaction(SIGTERM, &action, nullptr);
}

int stop_signal() noexcept { return noted; }

}  // namespace winnow::tools
