#pragma once
// Ctrl-C and `kill`: the first signal asks the run to end in order, the second one ends it.

namespace winnow::tools {

/// Begins to note SIGINT and SIGTERM.
void note_stop_signals();

/// Returns the signal that arrived, or 0.
int stop_signal() noexcept;

}  // namespace winnow::tools
