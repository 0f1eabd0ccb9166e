// What hostile pages cost: processor seconds and peak memory of each, in a process of its own.
// No page of tests/hostile_pages.h may take more than 1.2 s or 128 MiB, at either size.

#include <benchmark/benchmark.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cstdio>
#include <filesystem>
#include <fstream>

#include "pipeline/winnow.h"
#include "tests/hostile_pages.h"

namespace winnow::bench {
namespace {

struct Cost {
  double seconds = 0;
  double mebibytes = 0;  ///< above what the process held before
};

/// A line such as "VmHWM:    12345 kB" of /proc/self/status, in MiB.
double status_mebibytes(const std::string& key) {
  std::ifstream status("/proc/self/status");
  for (std::string line; std::getline(status, line);)
    if (line.starts_with(key)) return std::stod(line.substr(key.size() + 1)) / 1024;
  return 0;
}

double processor_seconds() {
  rusage used{};
  getrusage(RUSAGE_SELF, &used);
  return static_cast<double>(used.ru_utime.tv_sec + used.ru_stime.tv_sec) +
         1e-6 * static_cast<double>(used.ru_utime.tv_usec + used.ru_stime.tv_usec);
}

Cost measured(const Cleaner& cleaner, std::string page) {
  std::ofstream("/proc/self/clear_refs") << 5;  // forgets the peak so far
  const double memory_before = status_mebibytes("VmRSS:");
  const double seconds_before = processor_seconds();
  Outcome outcome = cleaner({.bytes = std::move(page), .input = Input::html});
  benchmark::DoNotOptimize(outcome);
  return {processor_seconds() - seconds_before, status_mebibytes("VmHWM:") - memory_before};
}

/// In a child, so that one page's memory does not count for the next.
Cost measured_alone(const Cleaner& cleaner, const std::string& page) {
  int ends[2];
  Cost cost;
  if (pipe(ends) != 0) return cost;
  const pid_t child = fork();
  if (child == 0) {
    cost = measured(cleaner, page);
    const bool is_written = write(ends[1], &cost, sizeof cost) == sizeof cost;
    _exit(is_written ? 0 : 1);
  }
  close(ends[1]);
  const bool is_read = read(ends[0], &cost, sizeof cost) == sizeof cost;
  close(ends[0]);
  waitpid(child, nullptr, 0);
  return is_read ? cost : Cost{1e9, 1e9};
}

void Hostile(benchmark::State& state) {
  const Cleaner cleaner(load_rules(std::filesystem::path(WINNOW_SOURCE_DIR) / "rules"));
  Cost worst;
  for (auto _ : state) {
    for (const auto& hostile : testing::hostile_pages(static_cast<std::size_t>(state.range(0)))) {
      const Cost cost = measured_alone(cleaner, hostile.page);
      if (cost.seconds > 0.5 || cost.mebibytes > 64)
        std::fprintf(stderr, "%-30s %6.2f s %6.0f MiB\n", std::string(hostile.name).c_str(),
                     cost.seconds, cost.mebibytes);
      worst.seconds = std::max(worst.seconds, cost.seconds);
      worst.mebibytes = std::max(worst.mebibytes, cost.mebibytes);
    }
  }
  state.counters["worst_s"] = worst.seconds;
  state.counters["worst_MiB"] = worst.mebibytes;
}
BENCHMARK(Hostile)->Arg(1)->Arg(10)->Iterations(1)->Unit(benchmark::kMillisecond);

}  // namespace
}  // namespace winnow::bench
