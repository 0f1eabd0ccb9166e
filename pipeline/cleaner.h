#pragma once
// The stages of one Cleaner, in order. cleaner.cpp calls them one after the other; flow.cpp hangs
// them on a graph; the benchmarks time them one by one.

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
};

/// The clock of what travels between the stages; null where there is none.
inline Deadline* clock_of(Decoded& page) noexcept { return &page.deadline; }
inline Deadline* clock_of(Document& page) noexcept { return &page.deadline; }
inline Deadline* clock_of(Blocks& page) noexcept { return &page.doc.deadline; }
template <class T>
Deadline* clock_of(T&) noexcept {
  return nullptr;
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

/// Takes a page through decode, parse, segment, describe and label: all that comes before the score.
Result<Blocks> run_until_choose(const Cleaner::Stages& stages, Page&& page);

}  // namespace winnow
