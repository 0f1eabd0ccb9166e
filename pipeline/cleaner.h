#pragma once
// The stages of one Cleaner, in order. cleaner.cpp calls them one after the other; flow.cpp hangs
// them on a graph; the benchmarks time them one by one.

#include <cstddef>
#include <tuple>
#include <utility>

#include "pipeline/choose/choose.h"
#include "pipeline/compose/compose.h"
#include "pipeline/decode/decode.h"
#include "pipeline/describe/describe.h"
#include "pipeline/filter/filter.h"
#include "pipeline/label/label.h"
#include "pipeline/parse/parse.h"
#include "pipeline/segment/segment.h"

namespace winnow {

struct Cleaner::Stages {
  Options options;
  stage::Decode decode;
  stage::Parse parse;
  stage::Segment segment;
  stage::Describe describe;
  stage::Label label;
  stage::Choose choose;
  stage::Compose compose;
  stage::Filter filter;

  /// The stages in the order in which a page goes through them: the one list of it.
  auto in_order() const noexcept { return std::tie(decode, parse, segment, describe, label, choose, compose, filter); }
};

/// How many stages there are.
inline constexpr std::size_t kStageCount =
    std::tuple_size_v<decltype(std::declval<const Cleaner::Stages&>().in_order())>;
static_assert(kStageCount == Times::kStages);

/// The clock of what travels between the stages; null where there is none.
template <class T>
Deadline* clock_of(T& page) noexcept {
  if constexpr (requires { page.deadline; }) return &page.deadline;
  else if constexpr (requires { page.doc.deadline; }) return &page.doc.deadline;
  else return nullptr;
}

/// Runs one stage, with the page's clock going, and drops the page when its time is up by then; an
/// exception that escapes the stage becomes Drop{internal}.
template <class S, class In>
auto run_stage(const S& stage, Result<In>&& in) -> decltype(stage(std::move(*in))) {
  if (!in) return std::move(in).error();
  try {
    if (Deadline* clock = clock_of(*in)) clock->resume();
    auto out = stage(std::move(*in));
    if (Deadline* clock = out ? clock_of(*out) : nullptr) {
      if (clock->passed()) return Drop{Reason::too_slow, S::name, "the page's time is up"};
      clock->pause();
    }
    return out;
  } catch (const std::bad_alloc&) {
    return Drop{Reason::too_large, S::name, "out of memory"};
  } catch (const std::exception& e) {
    return Drop{Reason::internal, S::name, e.what()};
  }
}

/// Runs the stages from `First` up to, but not including, `Last`.
template <std::size_t First, std::size_t Last, class In>
auto run_stages(const Cleaner::Stages& stages, Result<In>&& in) {
  if constexpr (First == Last) return std::move(in);
  else return run_stages<First + 1, Last>(stages, run_stage(std::get<First>(stages.in_order()), std::move(in)));
}

/// Takes a page, or one that is parsed already, through all that comes before the score.
Result<Blocks> run_until_choose(const Cleaner::Stages& stages, Page&& page);
Result<Blocks> run_until_choose(const Cleaner::Stages& stages, Document&& parsed);

/// Mends what comes from outside of a page: names of files, headers of WARC.
void make_valid_utf8(Drop& drop);
/// Who a page is, as a Drop without a reason, in valid UTF-8; what fill_origin() writes into the page's own drop.
Drop origin_of(const Page& page);
void fill_origin(Outcome& outcome, const Drop& origin);

}  // namespace winnow
