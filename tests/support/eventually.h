#pragma once
// Waiting for what another thread or process does, for tests.

#include <chrono>
#include <thread>

namespace winnow::testing {

/// Whether `condition()` comes true before the deadline; looks each millisecond. The deadline is for a
/// test that hangs: it is long, and no passing test waits for it.
template <class Condition>
bool eventually(Condition&& condition, std::chrono::seconds deadline = std::chrono::seconds(30)) {
  const auto last = std::chrono::steady_clock::now() + deadline;
  while (!condition()) {
    if (std::chrono::steady_clock::now() > last) return false;
    std::this_thread::sleep_for(std::chrono::milliseconds(1));
  }
  return true;
}

}  // namespace winnow::testing
