// What the score of a page costs: the features of its blocks, and the forest that weighs them.
//
//   build/winnow_bench --benchmark_filter=Score
//
// `300_blocks` is the time for 300 blocks, about what a news page has. The forest decides all splits
// whatever the values are, so that a made-up page costs what a real one does.

#include <benchmark/benchmark.h>

#include <filesystem>

#include "bench/pages.h"
#include "pipeline/choose/features.h"
#include "pipeline/choose/forest.h"
#include "pipeline/choose/models.h"
#include "pipeline/cleaner.h"
#include "pipeline/rules.h"

namespace winnow::bench {
namespace {

/// A made-up page, ready to be scored.
Blocks labelled_page(const Cleaner::Stages& stages) {
  constexpr std::size_t kBytes = 200'000;
  return *run_until_choose(stages, {.bytes = made_up_page(kBytes), .input = Input::html});
}

void report(benchmark::State& state, const Blocks& page) {
  const auto blocks = static_cast<double>(page.blocks.size());
  state.counters["blocks"] = blocks;
  state.counters["300_blocks"] =
      benchmark::Counter(blocks / 300, benchmark::Counter::kIsIterationInvariantRate | benchmark::Counter::kInvert);
}

void ScoreFeatures(benchmark::State& state) {
  const auto rules = load_rules(std::filesystem::path(WINNOW_SOURCE_DIR) / "rules");
  const Cleaner cleaner(rules, {});
  const Blocks page = labelled_page(cleaner.stages());
  for (auto _ : state)
    for_each_feature_batch(
        page, rules->models->html.learned, [](const FeatureMatrix&) {},
        [](std::size_t, const FeatureBatch& batch) {
          benchmark::DoNotOptimize(batch.codes());
          return true;
        });
  report(state, page);
}
BENCHMARK(ScoreFeatures)->Unit(benchmark::kMicrosecond);

void ScoreForest(benchmark::State& state) {
  const auto rules = load_rules(std::filesystem::path(WINNOW_SOURCE_DIR) / "rules");
  const Cleaner cleaner(rules, {});
  const Blocks page = labelled_page(cleaner.stages());
  std::vector<FeatureBatch> batches;
  for_each_feature_batch(
      page, rules->models->html.learned, [](const FeatureMatrix&) {},
      [&](std::size_t, const FeatureBatch& batch) {
        batches.push_back(batch);
        return true;
      });
  for (auto _ : state)
    for (const FeatureBatch& batch : batches) benchmark::DoNotOptimize(rules->models->html.blocks.predict(batch));
  report(state, page);
  state.counters["trees"] = static_cast<double>(rules->models->html.blocks.trees());
}
BENCHMARK(ScoreForest)->Unit(benchmark::kMicrosecond);

}  // namespace
}  // namespace winnow::bench
