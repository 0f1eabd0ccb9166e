// Many pages through the stages at once: nodes in order, then edges in order, nothing else.
// input_node → limiter_node → a function_node a stage → sequencer_node → serial sink → decrementer.
// A rejected page travels on as a Drop: a page filtered out before the sequencer would hold back
// all behind it. The stop flag is read by the source; graph.cancel() would lose pages in flight.

#include <oneapi/tbb/flow_graph.h>
#include <oneapi/tbb/global_control.h>
#include <oneapi/tbb/info.h>
#include <oneapi/tbb/task_arena.h>

#include <atomic>
#include <chrono>
#include <exception>

#include "pipeline/cleaner.h"

namespace winnow {
namespace {

namespace fg = oneapi::tbb::flow;

/// What stays with a page on its way: who it is, and how long its stages took.
struct PageLog {
  Drop origin;  ///< id, url and source
  Times::StageNs stage_ns{};
};

/// A message. It is copied at every edge, so it holds pointers only.
template <class T>
struct Parcel {
  std::size_t number = 0;
  std::size_t stage = 0;  ///< of the next one, from 0
  std::shared_ptr<PageLog> log;
  std::shared_ptr<Result<T>> payload;
};

/// A stage as the body of a node. The stage's input is freed when the stage ends.
template <class In, class Out, class S>
auto body(const S& stage) {
  return [&stage](const Parcel<In>& in) -> Parcel<Out> {
    const auto begun = std::chrono::steady_clock::now();
    auto out = std::make_shared<Result<Out>>(run_stage(stage, std::move(*in.payload)));
    *in.payload = Drop{};
    const std::chrono::nanoseconds taken = std::chrono::steady_clock::now() - begun;
    in.log->stage_ns[in.stage] = static_cast<std::uint64_t>(taken.count());
    return {in.number, in.stage + 1, in.log, std::move(out)};
  };
}

/// The first exception of reader or writer, kept until the graph has drained.
class Failure {
 public:
  void keep_current() noexcept {
    if (!failed_.exchange(true)) first_ = std::current_exception();
  }
  bool happened() const noexcept { return failed_; }
  void rethrow() const {
    if (first_) std::rethrow_exception(first_);
  }

 private:
  std::atomic<bool> failed_ = false;
  std::exception_ptr first_;
};

Parcel<Page> parcel_of(std::size_t number, Result<Page>&& page) {
  if (!page) make_valid_utf8(page.error());
  auto origin = page ? origin_of(*page) : page.error();
  return {number, 0, std::make_shared<PageLog>(PageLog{std::move(origin)}),
          std::make_shared<Result<Page>>(std::move(page))};
}

Counts run_graph(const Cleaner& cleaner, const Read& read, const Write& write, std::size_t in_flight,
                 const std::stop_token& stop) {
  const Cleaner::Stages& s = cleaner.stages();
  Counts counts;
  Failure failure;

  fg::graph g;
  fg::input_node<Parcel<Page>> source(g, [&](oneapi::tbb::flow_control& control) -> Parcel<Page> {
    try {
      if (!stop.stop_requested() && !failure.happened())
        if (auto page = read()) return parcel_of(counts.read++, std::move(*page));
    } catch (...) {
      failure.keep_current();
    }
    control.stop();
    return {};
  });
  fg::limiter_node<Parcel<Page>, int> admit(g, in_flight);
  const auto many = fg::unlimited;
  fg::function_node<Parcel<Page>, Parcel<Decoded>> decode(g, many, body<Page, Decoded>(s.decode));
  fg::function_node<Parcel<Decoded>, Parcel<Document>> parse(g, many, body<Decoded, Document>(s.parse));
  fg::function_node<Parcel<Document>, Parcel<Blocks>> segment(g, many, body<Document, Blocks>(s.segment));
  fg::function_node<Parcel<Blocks>, Parcel<Blocks>> describe(g, many, body<Blocks, Blocks>(s.describe));
  fg::function_node<Parcel<Blocks>, Parcel<Blocks>> label(g, many, body<Blocks, Blocks>(s.label));
  fg::function_node<Parcel<Blocks>, Parcel<Blocks>> choose(g, many, body<Blocks, Blocks>(s.choose));
  fg::function_node<Parcel<Blocks>, Parcel<Article>> compose(g, many, body<Blocks, Article>(s.compose));
  fg::function_node<Parcel<Article>, Parcel<Article>> filter(g, many, body<Article, Article>(s.filter));
  static_assert(kStageCount == 8, "a node for each stage");
  fg::sequencer_node<Parcel<Article>> order(g, [](const Parcel<Article>& p) { return p.number; });
  bool writer_failed = false;  // the sink's own: after a reader's failure writing goes on
  fg::function_node<Parcel<Article>, int> sink(g, fg::serial, [&](const Parcel<Article>& p) -> int {
    fill_origin(*p.payload, p.log->origin);
    counts.times.count(p.log->stage_ns);
    ++(p.payload->has_value() ? counts.kept : counts.dropped);
    try {
      if (!writer_failed) write(p.number, std::move(*p.payload));
    } catch (...) {
      writer_failed = true;
      failure.keep_current();
    }
    return 1;  // gives one permit back
  });

  fg::make_edge(source, admit);
  fg::make_edge(admit, decode);
  fg::make_edge(decode, parse);
  fg::make_edge(parse, segment);
  fg::make_edge(segment, describe);
  fg::make_edge(describe, label);
  fg::make_edge(label, choose);
  fg::make_edge(choose, compose);
  fg::make_edge(compose, filter);
  fg::make_edge(filter, order);
  fg::make_edge(order, sink);
  fg::make_edge(sink, admit.decrementer());

  source.activate();
  g.wait_for_all();
  failure.rethrow();
  return counts;
}

}  // namespace

Counts run(const Cleaner& cleaner, const Read& read, const Write& write, RunOptions options, std::stop_token stop) {
  const std::size_t jobs =
      options.jobs ? options.jobs : static_cast<std::size_t>(oneapi::tbb::info::default_concurrency());
  const std::size_t in_flight = options.in_flight ? options.in_flight : 8 * jobs;
  oneapi::tbb::global_control threads(oneapi::tbb::global_control::max_allowed_parallelism, jobs);
  oneapi::tbb::task_arena arena(static_cast<int>(jobs));
  return arena.execute([&] { return run_graph(cleaner, read, write, in_flight, stop); });
}

}  // namespace winnow
