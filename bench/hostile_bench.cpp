// What hostile pages cost: processor seconds and peak memory of each, in a process of its own.
// No page of tests/support/hostile_pages.h may take more than 1.2 s or 128 MiB, at either size, whatever the
// rule.

#include <benchmark/benchmark.h>

#include <cstdio>
#include <filesystem>

#include "tests/support/cost_alone.h"
#include "tests/support/hostile_pages.h"
#include "tests/support/temp_folder.h"
#include "winnow/winnow.h"

namespace winnow::bench {
namespace {

/// The dearest of the pages so far.
class Worst {
 public:
  /// False when the process that cleaned the page died.
  bool take(const Cleaner& cleaner, const testing::HostilePage& hostile, const std::string& what) {
    const testing::Cost cost = testing::cost_alone([&] {
      Outcome outcome = cleaner({.bytes = hostile.page, .input = Input::html});
      benchmark::DoNotOptimize(outcome);
      return true;
    });
    if (cost.seconds > 0.5 || cost.mebibytes > 64)
      std::fprintf(stderr, "%-30s %6.2f s %6.0f MiB %s\n", std::string(hostile.name).c_str(), cost.seconds,
                   cost.mebibytes, what.c_str());
    seconds_ = std::max(seconds_, cost.seconds);
    mebibytes_ = std::max(mebibytes_, cost.mebibytes);
    return cost.went_well;
  }

  void report(benchmark::State& state) const {
    state.counters["worst_s"] = seconds_;
    state.counters["worst_MiB"] = mebibytes_;
  }

 private:
  double seconds_ = 0, mebibytes_ = 0;
};

/// With `blocks` the article holds a report on each block.
void clean_hostile_pages(benchmark::State& state, bool blocks) {
  const Cleaner cleaner(load_rules(std::filesystem::path(WINNOW_SOURCE_DIR) / "rules"), {.blocks = blocks});
  Worst worst;
  for (auto _ : state)
    for (const auto& hostile : testing::hostile_pages(static_cast<std::size_t>(state.range(0))))
      if (!worst.take(cleaner, hostile, {})) return state.SkipWithError(std::string(hostile.name).c_str());
  worst.report(state);
}

void Hostile(benchmark::State& state) { clean_hostile_pages(state, false); }
void HostileBlocks(benchmark::State& state) { clean_hostile_pages(state, true); }
BENCHMARK(Hostile)->Arg(1)->Arg(10)->Iterations(1)->Unit(benchmark::kMillisecond);
BENCHMARK(HostileBlocks)->Arg(1)->Arg(10)->Iterations(1)->Unit(benchmark::kMillisecond);

void HostileRules(benchmark::State& state) {
  Worst worst;
  for (auto _ : state) {
    for (const std::string& condition : testing::hostile_conditions()) {
      TempFolder folder;
      folder.write("news/a.yaml", testing::hostile_rule(condition));
      const Cleaner cleaner(load_rules(std::filesystem::path(folder.path())));
      for (const auto& hostile : testing::pages_for_hostile_conditions())
        if (!worst.take(cleaner, hostile, condition)) return state.SkipWithError(condition.c_str());
    }
  }
  worst.report(state);
}
BENCHMARK(HostileRules)->Iterations(1)->Unit(benchmark::kMillisecond);

}  // namespace
}  // namespace winnow::bench
