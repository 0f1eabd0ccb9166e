// What hostile pages cost: processor seconds and peak memory of each, in a process of its own.
// No page of tests/hostile_pages.h may take more than 1.2 s or 128 MiB, at either size.

#include <benchmark/benchmark.h>

#include <cstdio>
#include <filesystem>

#include "pipeline/winnow.h"
#include "tests/cost_alone.h"
#include "tests/hostile_pages.h"

namespace winnow::bench {
namespace {

void Hostile(benchmark::State& state) {
  const Cleaner cleaner(load_rules(std::filesystem::path(WINNOW_SOURCE_DIR) / "rules"));
  testing::Cost worst;
  for (auto _ : state) {
    for (const auto& hostile : testing::hostile_pages(static_cast<std::size_t>(state.range(0)))) {
      const testing::Cost cost = testing::cost_alone([&] {
        Outcome outcome = cleaner({.bytes = hostile.page, .input = Input::html});
        benchmark::DoNotOptimize(outcome);
        return true;
      });
      if (!cost.went_well) return state.SkipWithError(std::string(hostile.name).c_str());
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
