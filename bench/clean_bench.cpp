// How long cleaning takes, next to a bare gumbo_parse and gumbo_destroy_output of the same pages.
//
//   WINNOW_CORPUS=folder build/winnow_bench            all of it
//   tools/dev/bench folder                             the README's table
//
// Stage by stage and page by page Gumbo and the cleaner take turns, so that a change of the
// machine's speed meets both alike. Times are of the thread's processor, in one thread, with the
// pages in memory; the ratios (counters `…/gumbo`) are what to compare between machines.

#include <benchmark/benchmark.h>
#include <gumbo.h>
#include <time.h>

#include <array>
#include <filesystem>

#include "bench/pages.h"
#include "pipeline/cleaner.h"
#include "pipeline/write/writer.h"

namespace winnow::bench {
namespace {

const std::shared_ptr<const Rules>& rules() {
  static const auto all = load_rules(std::filesystem::path(WINNOW_SOURCE_DIR) / "rules");
  return all;
}

/// A generous time limit: a slow machine must not turn pages into drops.
Options options() { return {.limits = {.max_time_ms = 60'000}}; }

double processor_seconds() {
  timespec now{};
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
  return static_cast<double>(now.tv_sec) + 1e-9 * static_cast<double>(now.tv_nsec);
}

Page page_of(const std::string& html) { return {.bytes = html, .input = Input::html}; }

// ---- stage by stage ----------------------------------------------------------------------------

/// Bare Gumbo, the stages in their order, and writing the record.
constexpr std::size_t kGumbo = 0, kWrite = kStageCount + 1, kSteps = kStageCount + 2;

std::string name_of_step(std::size_t step) {
  return step == kGumbo ? "gumbo" : step == kWrite ? "write" : std::string(Times::stage_name(step - 1));
}

/// Seconds for each step, added up over pages.
class Stopwatch {
 public:
  void start() { last_ = processor_seconds(); }
  void lap(std::size_t step) {
    const double now = processor_seconds();
    seconds_[step] += now - last_;
    last_ = now;
  }
  double seconds(std::size_t step) const { return seconds_[step]; }

 private:
  double last_ = 0;
  std::array<double, kSteps> seconds_{};
};

void parse_with_bare_gumbo(const std::string& html) {
  GumboOutput* tree = gumbo_parse_with_options(&kGumboDefaultOptions, html.data(), html.size());
  benchmark::DoNotOptimize(tree);
  gumbo_destroy_output(&kGumboDefaultOptions, tree);
}

/// Runs the stages from `Step` on, each one timed.
template <std::size_t Step = 0, class In>
auto run_timed(const Cleaner::Stages& stages, Result<In>&& in, Stopwatch& watch) {
  if constexpr (Step == kStageCount) {
    return std::move(in);
  } else {
    auto out = run_stage(std::get<Step>(stages.in_order()), std::move(in));
    watch.lap(Step + 1);
    return run_timed<Step + 1>(stages, std::move(out), watch);
  }
}

void clean_one(const std::string& html, const Cleaner::Stages& stages, const write::Writer& writer, std::string& record,
               Stopwatch& watch) {
  Result<Page> page = page_of(html);
  watch.start();
  const Outcome outcome = run_timed(stages, std::move(page), watch);
  record.clear();
  if (outcome) writer.append(*outcome, record);
  watch.lap(kWrite);
  benchmark::DoNotOptimize(record.data());
}

void report(benchmark::State& state, const Stopwatch& watch) {
  const double cleaned = static_cast<double>(state.iterations()) * static_cast<double>(pages().size());
  double total = 0;
  for (std::size_t step = 0; step < kSteps; ++step) {
    const std::string name = name_of_step(step);
    state.counters[name + "_us"] = 1e6 * watch.seconds(step) / cleaned;
    if (step == kGumbo) continue;
    total += watch.seconds(step);
    state.counters[name + "/gumbo"] = watch.seconds(step) / watch.seconds(kGumbo);
  }
  state.counters["total_us"] = 1e6 * total / cleaned;
  state.counters["total/gumbo"] = total / watch.seconds(kGumbo);
  state.counters["pages"] = static_cast<double>(pages().size());
  state.counters["pages/s"] = cleaned / total;
  state.counters["MB/s"] = 1e-6 * static_cast<double>(total_bytes()) * static_cast<double>(state.iterations()) / total;
}

void Stages(benchmark::State& state) {
  const Cleaner cleaner(rules(), options());
  const auto writer = write::make_writer({.format = write::Format::jsonl});
  Stopwatch watch;
  std::string record;
  for (auto _ : state) {
    for (const std::string& html : pages()) {
      watch.start();
      parse_with_bare_gumbo(html);
      watch.lap(kGumbo);
      clean_one(html, cleaner.stages(), *writer, record, watch);
    }
  }
  report(state, watch);
}
BENCHMARK(Stages)->Unit(benchmark::kMillisecond);

// ---- page size, threads, start-up --------------------------------------------------------------

/// Time must grow with the page's size and no faster: `ns/B` stays level.
void PageSize(benchmark::State& state) {
  const Cleaner cleaner(rules(), options());
  const std::string html = made_up_page(static_cast<std::size_t>(state.range(0)));
  const double start = processor_seconds();
  for (auto _ : state) {
    Outcome outcome = cleaner(page_of(html));
    if (!outcome) return state.SkipWithError("the page was dropped");
    benchmark::DoNotOptimize(outcome->text.data());
  }
  const double bytes = static_cast<double>(html.size()) * static_cast<double>(state.iterations());
  state.counters["ns/B"] = 1e9 * (processor_seconds() - start) / bytes;
  state.SetComplexityN(state.range(0));
}
BENCHMARK(PageSize)
    ->RangeMultiplier(10)
    ->Range(10'000, 10'000'000)
    ->Unit(benchmark::kMillisecond)
    ->Complexity(benchmark::oN);

/// All pages through run(), in wall-clock time.
void Jobs(benchmark::State& state) {
  const Cleaner cleaner(rules(), options());
  std::size_t kept = 0;
  for (auto _ : state) {
    std::size_t next = 0;
    const Read read = [&]() -> std::optional<Result<Page>> {
      if (next == pages().size()) return std::nullopt;
      return page_of(pages()[next++]);
    };
    const Write write = [&](std::size_t, Outcome&& outcome) { kept += outcome.has_value(); };
    run(cleaner, read, write, {.jobs = static_cast<std::size_t>(state.range(0))});
  }
  benchmark::DoNotOptimize(kept);
  state.counters["pages/s"] =
      benchmark::Counter(static_cast<double>(pages().size()), benchmark::Counter::kIsIterationInvariantRate);
}
BENCHMARK(Jobs)->Arg(1)->Arg(2)->UseRealTime()->MeasureProcessCPUTime()->Unit(benchmark::kMillisecond);

void LoadRules(benchmark::State& state) {
  for (auto _ : state) benchmark::DoNotOptimize(load_rules(std::filesystem::path(WINNOW_SOURCE_DIR) / "rules"));
}
BENCHMARK(LoadRules)->Unit(benchmark::kMillisecond);

}  // namespace
}  // namespace winnow::bench

BENCHMARK_MAIN();
