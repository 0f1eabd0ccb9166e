// How selectors find elements. find_all() works forward, from a set of nodes to the next at each step,
// so that its cost is bounded on any page; matches() works backward from one element, for rules that
// test single blocks.

#include <algorithm>
#include <cassert>
#include <span>

#include "pipeline/base/ascii.h"
#include "pipeline/base/text.h"
#include "pipeline/rulepack/selector.h"

namespace winnow {
namespace {

using Axis = SelectorStep::Axis;
using Op = AttributeTest::Op;
using Subject = AttributeTest::Subject;
using Nodes = std::vector<std::uint32_t>;

bool has_word(std::string_view text, std::string_view word) noexcept {
  for (std::size_t at = text.find(word); at != std::string_view::npos && !word.empty(); at = text.find(word, at + 1)) {
    const std::size_t end = at + word.size();
    if ((at == 0 || is_ascii_space(text[at - 1])) && (end == text.size() || is_ascii_space(text[end]))) return true;
  }
  return false;
}

bool value_passes(const AttributeTest& test, std::string_view value) noexcept {
  const std::string_view wanted = test.value;
  switch (test.op) {
    case Op::exists:
      return true;
    case Op::equals:
      return value == wanted;
    case Op::differs:
      return value != wanted;
    case Op::word:
      return has_word(value, wanted);
    case Op::starts:
      return value.starts_with(wanted);
    case Op::ends:
      return value.ends_with(wanted);
    case Op::contains:
      return value.find(wanted) != std::string_view::npos;
    case Op::dash:
      return value == wanted || (value.starts_with(wanted) && value.substr(wanted.size(), 1) == "-");
  }
  return false;
}

/// One of the element's own text nodes, white space collapsed, passes.
bool own_text_passes(const Dom& dom, std::uint32_t node, const AttributeTest& test) {
  std::string text;
  for (std::uint32_t child = node + 1; child < dom.nodes[node].end; child = dom.nodes[child].end) {
    if (dom.nodes[child].tag != Tag::text) continue;
    text.clear();
    dom.append_text(child, text);
    text = collapse_space(text);
    if (!text.empty() && value_passes(test, text)) return true;
  }
  return false;
}

/// The text below an element, white space collapsed; of very long ones the beginning, since an
/// element that holds half the page may stand in hundreds of others that do.
std::string tested_text_of(const Dom& dom, std::uint32_t node) {
  constexpr std::size_t kLongestTested = std::size_t{64} << 10;
  std::string text;
  for (std::uint32_t i = node; i < dom.nodes[node].end && text.size() < kLongestTested; ++i)
    if (dom.nodes[i].tag == Tag::text) dom.append_text(i, text);
  return collapse_space(text);
}

bool subject_passes(const Dom& dom, std::uint32_t node, const AttributeTest& test) {
  switch (test.subject) {
    case Subject::attribute:
      return dom.has_attribute(node, test.name) &&
             (test.op == Op::exists || value_passes(test, dom.attribute(node, test.name)));
    case Subject::own_text:
      return own_text_passes(dom, node, test);
    case Subject::all_text: {
      const std::string text = tested_text_of(dom, node);
      return !text.empty() && value_passes(test, text);
    }
  }
  return false;
}

bool has_tag(const Dom& dom, std::uint32_t node, const SelectorStep& step) {
  const Tag tag = dom.nodes[node].tag;
  if (tag == Tag::text) return false;
  if (step.tag.empty()) return true;
  return step.known_tag == Tag::unknown ? tag == Tag::unknown && dom.name_of(node) == step.tag : tag == step.known_tag;
}

bool passes_tests(const Dom& dom, std::uint32_t node, const SelectorStep& step) {
  return has_tag(dom, node, step) && std::all_of(step.tests.begin(), step.tests.end(), [&](const AttributeTest& test) {
           return subject_passes(dom, node, test) != test.negated;
         });
}

/// Whether an element counts for the position of a step: in CSS all of its tag do.
bool counts(const Dom& dom, std::uint32_t node, const SelectorStep& step) {
  return step.position_counts_tests ? passes_tests(dom, node, step) : has_tag(dom, node, step);
}

// ---- forward: sets of nodes ----------------------------------------------------------------------

/// The element of `in_order` at a position from 1, from the end for -1; none: null.
const std::uint32_t* at_position(const Nodes& in_order, int position) noexcept {
  if (in_order.empty()) return nullptr;
  if (position < 0) return &in_order.back();
  const auto index = static_cast<std::size_t>(position - 1);
  return index < in_order.size() ? &in_order[index] : nullptr;
}

/// Calls f(child) for each child that is an element.
template <class F>
void for_each_child(const Dom& dom, std::uint32_t node, F&& f) {
  for (std::uint32_t child = node + 1; child < dom.nodes[node].end; child = dom.nodes[child].end)
    if (dom.nodes[child].tag != Tag::text) f(child);
}

/// One step from a set of nodes to the next one. Nodes come in document order, none twice. When the
/// page's time is up, no more are found: a test of text may read 64 KiB an element.
class Stepper {
 public:
  Stepper(const Dom& dom, const SelectorStep& step, const Deadline& deadline)
      : dom_(dom), step_(step), deadline_(deadline) {}

  /// From above the root.
  Nodes from_document() {
    const bool is_at_position = step_.position == 0 || step_.position == 1 || step_.position == -1;  // it is alone
    if (is_at_position && (step_.axis == Axis::descendant || step_.axis == Axis::child)) take_if_found(0);
    if (step_.axis == Axis::descendant) take_below({0});
    return sorted();
  }

  Nodes from(const Nodes& context) {
    switch (step_.axis) {
      case Axis::descendant:
        take_below(context);
        break;
      case Axis::child:
        for (std::uint32_t node : context) take_children(node);
        break;
      case Axis::self:
        for (std::uint32_t node : context) take_if_found(node);
        break;
      case Axis::parent:
        for (std::uint32_t node : context)
          if (node != 0) take_if_found(dom_.nodes[node].parent);
        break;
      case Axis::ancestor:
        take_ancestors(context);
        break;
      case Axis::following_sibling:
      case Axis::preceding_sibling:
        take_siblings(context);
        break;
    }
    return sorted();
  }

 private:
  void take_if_found(std::uint32_t node) {
    if (has_time() && passes_tests(dom_, node, step_)) found_.push_back(node);
  }

  bool counts(std::uint32_t node) { return has_time() && winnow::counts(dom_, node, step_); }

  bool has_time() noexcept {
    is_over_ = is_over_ || deadline_.passed_every_256(looks_);
    return !is_over_;
  }

  void take_children(std::uint32_t node) {
    if (step_.position == 0) return for_each_child(dom_, node, [&](std::uint32_t child) { take_if_found(child); });
    Nodes counted;
    for_each_child(dom_, node, [&](std::uint32_t child) {
      if (counts(child)) counted.push_back(child);
    });
    if (const std::uint32_t* one = at_position(counted, step_.position)) take_if_found(*one);
  }

  /// Ranges below nested nodes overlap: each node is seen once.
  void take_below(const Nodes& context) {
    std::uint32_t seen = 0;  // nodes before it had their children looked at
    for (const std::uint32_t node : context) {
      for (std::uint32_t at = std::max(node, seen); at < dom_.nodes[node].end; ++at)
        if (dom_.nodes[at].tag != Tag::text) take_children(at);
      seen = std::max(seen, dom_.nodes[node].end);
    }
  }

  void take_ancestors(const Nodes& context) {
    std::vector<bool> seen(dom_.nodes.size());
    for (std::uint32_t node : context) {
      Nodes counted;
      while (node != 0) {
        node = dom_.nodes[node].parent;
        if (step_.position == 0) {
          if (seen[node]) break;
          seen[node] = true;
          take_if_found(node);
        } else if (counts(node)) {
          counted.push_back(node);
        }
      }
      if (const std::uint32_t* one = step_.position ? at_position(counted, step_.position) : nullptr)
        take_if_found(*one);
    }
  }

  /// The siblings of all nodes of one parent at once, so that long lists stay linear.
  void take_siblings(const Nodes& context) {
    Nodes by_parent(context.begin() + (context.front() == 0 ? 1 : 0), context.end());  // the root has none
    std::stable_sort(by_parent.begin(), by_parent.end(),
                     [&](std::uint32_t a, std::uint32_t b) { return dom_.nodes[a].parent < dom_.nodes[b].parent; });
    for (auto first = by_parent.begin(); first != by_parent.end();) {
      const std::uint32_t parent = dom_.nodes[*first].parent;
      const auto last =
          std::find_if(first, by_parent.end(), [&](std::uint32_t n) { return dom_.nodes[n].parent != parent; });
      take_siblings(Nodes(first, last), parent);
      first = last;
    }
  }

  void take_siblings(const Nodes& of, std::uint32_t parent) {
    Nodes counted;
    for_each_child(dom_, parent, [&](std::uint32_t child) {
      if (counts(child)) counted.push_back(child);
    });
    const bool following = step_.axis == Axis::following_sibling;
    if (step_.position == 0) {
      const auto begin = following ? std::upper_bound(counted.begin(), counted.end(), of.front()) : counted.begin();
      const auto end = following ? counted.end() : std::lower_bound(counted.begin(), counted.end(), of.back());
      if (begin < end) found_.insert(found_.end(), begin, end);
      return;
    }
    for (const std::uint32_t node : of) {
      const auto before = std::lower_bound(counted.begin(), counted.end(), node) - counted.begin();
      const auto after = std::upper_bound(counted.begin(), counted.end(), node) - counted.begin();
      const auto size = static_cast<std::ptrdiff_t>(counted.size());
      const std::ptrdiff_t index = following ? (step_.position < 0 ? size - 1 : after + step_.position - 1)
                                             : (step_.position < 0 ? 0 : before - step_.position);
      if (following ? index >= after && index < size : index >= 0 && index < before)
        found_.push_back(counted[static_cast<std::size_t>(index)]);
    }
  }

  Nodes sorted() {
    std::sort(found_.begin(), found_.end());
    found_.erase(std::unique(found_.begin(), found_.end()), found_.end());
    return std::move(found_);
  }

  const Dom& dom_;
  const SelectorStep& step_;
  const Deadline& deadline_;
  unsigned looks_ = 0;
  bool is_over_ = false;
  Nodes found_;
};

void merge_into(Nodes& all, const Nodes& more) {
  Nodes merged;
  merged.reserve(all.size() + more.size());
  std::set_union(all.begin(), all.end(), more.begin(), more.end(), std::back_inserter(merged));
  all = std::move(merged);
}

Nodes find_path(const Dom& dom, const Selector::Path& path, const Deadline& deadline) {
  Nodes nodes = Stepper(dom, path.front(), deadline).from_document();
  for (std::size_t i = 1; i < path.size() && !nodes.empty(); ++i) nodes = Stepper(dom, path[i], deadline).from(nodes);
  return nodes;
}

Nodes find_group(const Dom& dom, const Selector::Group& group, const Deadline& deadline) {
  Nodes nodes;
  for (const auto& path : group.paths) merge_into(nodes, find_path(dom, path, deadline));
  if (group.position != 0) {
    const std::uint32_t* one = at_position(nodes, group.position);
    nodes = one ? Nodes{*one} : Nodes{};
  }
  for (std::size_t i = 0; i < group.rest.size() && !nodes.empty(); ++i)
    nodes = Stepper(dom, group.rest[i], deadline).from(nodes);
  return nodes;
}

// ---- back from one element -------------------------------------------------------------------------

bool has_position(const Dom& dom, std::uint32_t node, const SelectorStep& step) {
  if (step.position == 0) return true;
  int position = 0, last = 0;
  if (node == 0) return step.position == 1 || step.position == -1;
  for_each_child(dom, dom.nodes[node].parent, [&](std::uint32_t sibling) {
    if (!counts(dom, sibling, step)) return;
    ++last;
    if (sibling == node) position = last;
  });
  return position == (step.position < 0 ? last : step.position);
}

/// The element that the first of these steps, all but it joined by '>', finds where the last finds
/// `node`; kNoNode if they do not end there.
constexpr std::uint32_t kNoNode = 0xFFFFFFFF;
std::uint32_t top_of_chain(const Dom& dom, std::span<const SelectorStep> chain, std::uint32_t node) {
  for (std::size_t i = chain.size(); i-- > 0;) {
    if (!passes_tests(dom, node, chain[i]) || !has_position(dom, node, chain[i])) return kNoNode;
    if (i == 0) break;
    if (node == 0) return kNoNode;
    node = dom.nodes[node].parent;
  }
  return chain.front().axis == Axis::child && node != 0 ? kNoNode : node;
}

/// True if `path` leads to `node`. The steps between two descendant axes are looked for as near as
/// can be: what matches further up matches behind them as well, so that nothing is tried twice and
/// the cost is the depth of the page times the steps.
bool leads_to(const Dom& dom, std::span<const SelectorStep> path, std::uint32_t node) {
  for (bool is_first = true;; is_first = false) {
    std::size_t begin = path.size() - 1;
    while (begin > 0 && path[begin].axis == Axis::child) --begin;
    const auto chain = path.subspan(begin);
    std::uint32_t top = top_of_chain(dom, chain, node);
    for (; top == kNoNode && !is_first && node != 0; top = top_of_chain(dom, chain, node))
      node = dom.nodes[node].parent;
    if (top == kNoNode || begin == 0) return top != kNoNode;
    if (top == 0) return false;
    node = dom.nodes[top].parent;
    path = path.first(begin);
  }
}

bool goes_down(const Selector::Path& path) noexcept {
  return std::all_of(path.begin(), path.end(), [](const SelectorStep& step) {
    return step.axis == Axis::child || step.axis == Axis::descendant;
  });
}

}  // namespace

bool Selector::can_match() const noexcept {
  return finds_elements() && std::all_of(groups.begin(), groups.end(), [](const Group& group) {
           return group.position == 0 && group.rest.empty() &&
                  std::all_of(group.paths.begin(), group.paths.end(), goes_down);
         });
}

bool Selector::matches(const Dom& dom, std::uint32_t node) const {
  assert(can_match());
  return std::any_of(groups.begin(), groups.end(), [&](const Group& group) {
    return std::any_of(group.paths.begin(), group.paths.end(),
                       [&](const Path& path) { return leads_to(dom, path, node); });
  });
}

bool Selector::matches(const Dom& dom, const Aside& aside) const {
  const std::string_view start_tag = dom.raw(aside);
  const auto passes = [&](const AttributeTest& test) {
    if (test.subject != Subject::attribute) return false;
    const std::string value = attribute_of(start_tag, test.name);
    return (!value.empty() && value_passes(test, value)) != test.negated;
  };
  return std::any_of(groups.begin(), groups.end(), [&](const Group& group) {
    return group.rest.empty() && std::any_of(group.paths.begin(), group.paths.end(), [&](const Path& path) {
             const SelectorStep& step = path.back();
             return step.known_tag == aside.tag && std::all_of(step.tests.begin(), step.tests.end(), passes);
           });
  });
}

std::vector<std::uint32_t> Selector::find_all(const Dom& dom, const Deadline& deadline) const {
  Nodes found;
  if (dom.nodes.empty()) return found;
  for (const Group& group : groups) merge_into(found, find_group(dom, group, deadline));
  return found;
}

std::string_view Selector::cut(std::string_view text) const noexcept {
  for (const Cut& one : cuts) {
    const std::size_t at = text.find(one.mark);
    if (at == std::string_view::npos) return {};
    text = one.after ? text.substr(at + one.mark.size()) : text.substr(0, at);
  }
  return text;
}

}  // namespace winnow
