#pragma once
// What something costs: its processor time and its peak memory, measured in a child process, so that
// nothing else counts and a crash is a result like any other.

#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <fstream>
#include <functional>
#include <string>
#include <string_view>

namespace winnow::testing {

struct Cost {
  double seconds = 0;
  double mebibytes = 0;  ///< above what the process held before
  bool went_well = false;
};

/// A line such as "VmHWM:    12345 kB" of /proc/self/status, in MiB.
inline double status_mebibytes(std::string_view key) {
  std::ifstream status("/proc/self/status");
  for (std::string line; std::getline(status, line);)
    if (line.starts_with(key)) return std::stod(line.substr(key.size() + 1)) / 1024;
  return 0;
}

inline double processor_seconds() {
  rusage used{};
  getrusage(RUSAGE_SELF, &used);
  return static_cast<double>(used.ru_utime.tv_sec + used.ru_stime.tv_sec) +
         1e-6 * static_cast<double>(used.ru_utime.tv_usec + used.ru_stime.tv_usec);
}

inline Cost cost_here(const std::function<bool()>& body) {
  std::ofstream("/proc/self/clear_refs") << 5;  // forgets the peak so far
  const double memory_before = status_mebibytes("VmRSS:");
  const double seconds_before = processor_seconds();
  const bool went_well = body();
  return {processor_seconds() - seconds_before, status_mebibytes("VmHWM:") - memory_before, went_well};
}

/// Runs `body` in a child of its own. `went_well` is what it answers; false too when the child died.
inline Cost cost_alone(const std::function<bool()>& body) {
  int ends[2];
  if (pipe(ends) != 0) return {};
  const pid_t child = fork();
  if (child == 0) {
    const Cost cost = cost_here(body);
    const bool is_written = write(ends[1], &cost, sizeof cost) == sizeof cost;
    _exit(is_written ? 0 : 1);
  }
  close(ends[1]);
  Cost cost;
  const bool is_read = read(ends[0], &cost, sizeof cost) == sizeof cost;
  close(ends[0]);
  waitpid(child, nullptr, 0);
  return is_read ? cost : Cost{};
}

}  // namespace winnow::testing
