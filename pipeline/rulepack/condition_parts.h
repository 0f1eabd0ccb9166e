#pragma once
// The parts of a condition, each listed once: its key in YAML and where its value is. Reading a
// condition and comparing two walk over this list, so that neither can forget a part. Matching asks the
// cheap parts first and so has an order of its own (label/matching.cpp).

#include <cstdint>
#include <memory>
#include <string_view>
#include <vector>

#include "pipeline/rulepack/block_rules.h"
#include "pipeline/rulepack/closed_lists.h"
#include "pipeline/rulepack/cues.h"

namespace winnow {

namespace condition_part {

struct HtmlOrText {};  ///< Condition::is_html
struct Bits {          ///< any of some names
  std::uint32_t Condition::*bits;
  const std::vector<std::string_view>& names;
};
struct Bound {
  Number number;
};  ///< in Condition::numbers
struct Asked {
  Fact fact;
};  ///< in Condition::facts
struct Patterns {};
struct Inside {};
struct OfOther {  ///< what another block must meet
  std::shared_ptr<const Condition> Condition::*condition;
};
struct AnyOf {};
struct NoneOf {};

/// Does not compile once Condition has one more member: it needs a part below, and a name here.
inline void name_each_member(const Condition& condition) {
  [[maybe_unused]] const auto& [is_html, cues, kinds, class_groups, repeats, facts, numbers, inside, patterns, previous,
                                next, heading, any, none] = condition;
}

}  // namespace condition_part

/// Calls `f(key, part)` for each part that a condition can have.
template <class F>
void for_each_part(F&& f) {
  using namespace condition_part;
  f("input", HtmlOrText{});
  f("cue", Bits{&Condition::cues, names_of<Cue>(kCueCount)});
  f("kind", Bits{&Condition::kinds, names_of<Kind>(kKindCount)});
  f("class", Bits{&Condition::class_groups, names_of<ClassGroup>(kClassGroupCount)});
  f("repeats", Bits{&Condition::repeats, names_of<Repeat>(kRepeatCount)});
  f("pattern", Patterns{});
  f("inside", Inside{});
  f("previous", OfOther{&Condition::previous});
  f("next", OfOther{&Condition::next});
  f("heading", OfOther{&Condition::heading});
  f("any", AnyOf{});
  f("not", NoneOf{});
  for (std::size_t i = 0; i < kNumberCount; ++i) f(name(static_cast<Number>(i)), Bound{static_cast<Number>(i)});
  for (std::size_t i = 0; i < kFactCount; ++i) f(name(static_cast<Fact>(i)), Asked{static_cast<Fact>(i)});
}

}  // namespace winnow
