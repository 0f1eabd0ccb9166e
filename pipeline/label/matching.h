#pragma once
// Whether a condition holds for a block, and which blocks a rule's span reaches from there.

#include <cstddef>
#include <utility>

#include "pipeline/label/page_view.h"
#include "pipeline/rulepack/block_rules.h"

namespace winnow {

/// False if the condition holds for no block of the page: it asks for bits that none of them has.
bool may_hold(const Condition& condition, const PageView& view) noexcept;

/// True if all parts of the condition hold for block `index`.
bool holds(const Condition& condition, const PageView& view, std::size_t index);

/// The blocks [first, second) that the span reaches from block `index`.
std::pair<std::size_t, std::size_t> reach_of(const RuleSpan& span, const PageView& view, std::size_t index);

}  // namespace winnow
