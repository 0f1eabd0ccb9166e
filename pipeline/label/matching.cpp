// The cheap parts of a condition are asked first: bits, then numbers, then neighbours, selectors
// and patterns.

#include "pipeline/label/matching.h"
#include "pipeline/rulepack/cues.h"

#include <algorithm>

namespace winnow {
namespace {

float value_of(Number number, const PageView& view, std::size_t index) {
  const Block& block = view.page.blocks[index];
  const BlockView& facts = view.blocks[index];
  switch (number) {
    case Number::words:
      return static_cast<float>(block.words);
    case Number::link_density:
      return block.words ? static_cast<float>(block.linked_words) / static_cast<float>(block.words) : 0;
    case Number::prose_before:
      return static_cast<float>(facts.prose_before);
    case Number::prose_after:
      return static_cast<float>(facts.prose_after);
    case Number::blocks_before:
      return static_cast<float>(index);
    case Number::blocks_after:
      return static_cast<float>(view.blocks.size() - index - 1);
    case Number::gap:
      return block.gap;
    case Number::level:
      return block.level;
    case Number::count_:
      break;
  }
  return 0;
}

bool fact_of(Fact fact, const PageView& view, std::size_t index) {
  const Block& block = view.page.blocks[index];
  switch (fact) {
    case Fact::prose:
      return view.blocks[index].prose;
    case Fact::ends_sentence:
      return view.blocks[index].ends_sentence;
    case Fact::hidden:
      return block.hidden;
    case Fact::before_title:
      return view.blocks[index].before_title;
    case Fact::linked:
      return block.inside_link || (block.words > 0 && block.linked_words >= block.words);
    case Fact::is_phrase:
      return (block.cues & kIsPhrase) != 0;
    case Fact::count_:
      break;
  }
  return false;
}

bool facts_hold(const Condition& condition, const PageView& view, std::size_t index) {
  for (std::size_t i = 0; i < kFactCount; ++i) {
    if (condition.facts[i] && fact_of(static_cast<Fact>(i), view, index) != (condition.facts[i] == 2)) return false;
  }
  return true;
}

bool numbers_hold(const Condition& condition, const PageView& view, std::size_t index) {
  return std::all_of(condition.numbers.begin(), condition.numbers.end(),
                     [&](const auto& bound) { return bound.second.holds(value_of(bound.first, view, index)); });
}

bool bits_hold(const Condition& condition, const PageView& view, std::size_t index) {
  const Block& block = view.page.blocks[index];
  if (condition.is_html && *condition.is_html == view.page.doc.dom.nodes.empty()) return false;
  if (condition.cues && !(block.cues & condition.cues)) return false;
  if (condition.kinds && !(condition.kinds >> static_cast<unsigned>(block.kind) & 1u)) return false;
  return !condition.repeats || (view.blocks[index].repeats & condition.repeats);
}

bool neighbours_hold(const Condition& condition, const PageView& view, std::size_t index) {
  if (condition.previous && (index == 0 || !holds(*condition.previous, view, index - 1))) return false;
  if (condition.next && (index + 1 == view.blocks.size() || !holds(*condition.next, view, index + 1))) return false;
  const std::int32_t heading = view.blocks[index].heading;
  return !condition.heading || (heading >= 0 && holds(*condition.heading, view, static_cast<std::size_t>(heading)));
}

/// A class group at the block's element or above it.
bool has_class_group(const PageView& view, std::size_t index, std::uint32_t groups) {
  const auto& nodes = view.page.doc.dom.nodes;
  if (nodes.empty()) return false;
  for (std::uint32_t node = view.page.blocks[index].node; node != 0; node = nodes[node].parent) {
    if (view.page.elements[node].class_groups & groups) return true;
  }
  return false;
}

/// The nearest element that the selector finds: the block's or one above it; 0: none.
std::uint32_t nearest_found(const Selector& selector, const PageView& view, std::size_t index) {
  if (!view.may_hold(selector)) return 0;
  const auto& elements = view.page.elements;
  return selector.nearest(view.page.doc.dom, view.page.blocks[index].node, [&](std::uint32_t node) {
    return elements.empty() || selector.may_match(elements[node].class_bits);
  });
}

bool elements_hold(const Condition& condition, const PageView& view, std::size_t index) {
  if (condition.class_groups && !has_class_group(view, index, condition.class_groups)) return false;
  return !condition.inside || nearest_found(*condition.inside, view, index) != 0;
}

/// RE2 is linear, but where its automaton outgrows its memory a megabyte takes it a tenth of a
/// second and more. What is longer than this is no line that a pattern could mean.
constexpr std::size_t kLongestMatched = std::size_t{64} << 10;

bool patterns_hold(const Condition& condition, const PageView& view, std::size_t index) {
  if (condition.patterns.empty()) return true;
  const std::string_view text = view.page.text_of(view.page.blocks[index]);
  if (text.size() > kLongestMatched) return false;
  return std::any_of(condition.patterns.begin(), condition.patterns.end(), [&](const auto& pattern) {
    return RE2::PartialMatch(re2::StringPiece(text.data(), text.size()), *pattern);
  });
}

bool combinations_hold(const Condition& condition, const PageView& view, std::size_t index) {
  const auto one_holds = [&](const Condition& one) { return holds(one, view, index); };
  if (!condition.any.empty() && std::none_of(condition.any.begin(), condition.any.end(), one_holds)) return false;
  return std::none_of(condition.none.begin(), condition.none.end(), one_holds);
}

std::size_t end_of_run(const RuleSpan& span, const PageView& view, std::size_t index) {
  const std::size_t most = std::min(view.blocks.size(), index + 1 + static_cast<std::size_t>(span.last));
  std::size_t end = index + 1;
  while (end < most && holds(*span.run_while, view, end)) ++end;
  return end;
}

std::size_t end_of_section(const PageView& view, std::size_t index) {
  const auto& blocks = view.page.blocks;
  const std::uint8_t level = blocks[index].kind == Kind::heading ? blocks[index].level : 6;
  std::size_t end = index + 1;
  while (end < blocks.size() && !(blocks[end].kind == Kind::heading && blocks[end].level <= level)) ++end;
  return end;
}

std::pair<std::size_t, std::size_t> container_of(const RuleSpan& span, const PageView& view, std::size_t index) {
  const Dom& dom = view.page.doc.dom;
  const auto& blocks = view.page.blocks;
  const std::uint32_t node = nearest_found(*span.container, view, index);
  if (node == 0) return {index, index + 1};
  const auto in_it = [&](std::size_t i) { return blocks[i].node >= node && blocks[i].node < dom.nodes[node].end; };
  std::size_t first = index, end = index + 1;
  while (first > 0 && in_it(first - 1)) --first;
  while (end < blocks.size() && in_it(end)) ++end;
  return {first, end};
}

}  // namespace

bool may_hold(const Condition& condition, const PageView& view) noexcept {
  if (condition.is_html && *condition.is_html == view.page.doc.dom.nodes.empty()) return false;
  if (condition.inside && !view.may_hold(*condition.inside)) return false;
  return (!condition.cues || (condition.cues & view.cues)) && (!condition.kinds || (condition.kinds & view.kinds)) &&
         (!condition.repeats || (condition.repeats & view.repeats));
}

bool holds(const Condition& condition, const PageView& view, std::size_t index) {
  return bits_hold(condition, view, index) && numbers_hold(condition, view, index) &&
         facts_hold(condition, view, index) && neighbours_hold(condition, view, index) &&
         elements_hold(condition, view, index) && patterns_hold(condition, view, index) &&
         combinations_hold(condition, view, index);
}

std::pair<std::size_t, std::size_t> reach_of(const RuleSpan& span, const PageView& view, std::size_t index) {
  switch (span.reach) {
    case Reach::blocks: {
      const auto before = std::min(index, static_cast<std::size_t>(-span.first));
      return {index - before, std::min(view.blocks.size(), index + 1 + static_cast<std::size_t>(span.last))};
    }
    case Reach::run:
      return {index, end_of_run(span, view, index)};
    case Reach::section:
      return {index, end_of_section(view, index)};
    case Reach::to_end:
      return {index, view.blocks.size()};
    case Reach::container:
      return container_of(span, view, index);
  }
  return {index, index + 1};
}

}  // namespace winnow
