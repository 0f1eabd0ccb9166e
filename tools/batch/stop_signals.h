#pragma once
// Ctrl-C and `kill`: the first one asks the run to end in order, the second one ends it.

namespace winnow::tools {

/// From here on SIGINT and SIGTERM are noted.
void note_stop_signals();

/// The signal that came, or 0.
int stop_signal() noexcept;

}  // namespace winnow::tools
