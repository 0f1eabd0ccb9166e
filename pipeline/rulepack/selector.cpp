// The grammars of selector.h, read by hand in one pass; CSS and XPath end in the same steps.

#include "pipeline/rulepack/selector.h"

#include <algorithm>
#include <stdexcept>

#include "pipeline/base/ascii.h"
#include "pipeline/base/hash.h"

namespace winnow {
namespace {

std::string lower(std::string_view text) {
  std::string out(text);
  std::transform(out.begin(), out.end(), out.begin(), ascii_lower);
  return out;
}
bool is_name(char c) noexcept {
  return is_ascii_alnum(c) || c == '-' || c == '_' || static_cast<unsigned char>(c) >= 0x80;
}

/// A place in a selector's text; what both grammars need.
class Scanner {
 public:
  explicit Scanner(std::string_view text) : text_(text) {}

  bool at_end() const noexcept { return at_ >= text_.size(); }
  char peek() const noexcept { return at_end() ? '\0' : text_[at_]; }
  bool skip_space() noexcept {
    const std::size_t from = at_;
    while (is_ascii_space(peek())) ++at_;
    return at_ != from;
  }
  bool take(std::string_view token) noexcept {
    if (text_.substr(at_, token.size()) != token) return false;
    at_ += token.size();
    return true;
  }
  /// The same, with white space allowed before it.
  bool take_after_space(std::string_view token) noexcept {
    const std::size_t from = at_;
    skip_space();
    if (take(token)) return true;
    at_ = from;
    return false;
  }
  void expect(std::string_view token) {
    if (!take_after_space(token)) fail("'" + std::string(token) + "' is missing");
  }
  std::string name() {
    const std::size_t from = at_;
    while (is_name(peek())) ++at_;
    if (at_ == from) fail("a name is missing");
    return std::string(text_.substr(from, at_ - from));
  }
  int number() {
    int value = 0;
    const std::size_t from = at_;
    while (peek() >= '0' && peek() <= '9' && value < 100000) value = value * 10 + (text_[at_++] - '0');
    if (at_ == from || value == 0) fail("a number from 1 is missing");
    return value;
  }
  std::string quoted() {
    skip_space();
    const char quote = peek();
    if (quote != '"' && quote != '\'') fail("a text in quotes is missing");
    const std::size_t end = text_.find(quote, at_ + 1);
    if (end == std::string_view::npos) fail("the quote is not closed");
    std::string value(text_.substr(at_ + 1, end - at_ - 1));
    at_ = end + 1;
    return value;
  }
  [[noreturn]] void fail(const std::string& what) const {
    throw std::invalid_argument(what + " at '" + std::string(text_.substr(at_, 30)) + "'");
  }

 private:
  std::string_view text_;
  std::size_t at_ = 0;
};

using Op = AttributeTest::Op;
using Subject = AttributeTest::Subject;
using Axis = SelectorStep::Axis;

// ---- CSS ---------------------------------------------------------------------------------------

AttributeTest css_attribute(Scanner& in) {
  in.skip_space();
  AttributeTest test{.name = lower(in.name())};
  static constexpr std::pair<std::string_view, Op> kOps[] = {{"~=", Op::word}, {"^=", Op::starts},
                                                             {"$=", Op::ends}, {"*=", Op::contains},
                                                             {"|=", Op::dash}, {"=", Op::equals}};
  for (const auto& [token, op] : kOps) {
    if (!in.take_after_space(token)) continue;
    test.op = op;
    in.skip_space();
    test.value = in.peek() == '"' || in.peek() == '\'' ? in.quoted() : in.name();
    break;
  }
  in.expect("]");
  return test;
}

/// ".class", "#id" or "[…]" if one stands here.
bool css_simple(Scanner& in, AttributeTest& test) {
  if (in.take(".")) {
    test = {.name = "class", .op = Op::word, .value = in.name()};
  } else if (in.take("#")) {
    test = {.name = "id", .op = Op::equals, .value = in.name()};
  } else if (in.take("[")) {
    test = css_attribute(in);
  } else {
    return false;
  }
  return true;
}

void css_pseudo_class(Scanner& in, SelectorStep& step) {
  const std::string name = in.name();
  if (name == "first-of-type") {
    step.position = 1;
  } else if (name == "last-of-type") {
    step.position = -1;
  } else if (name == "nth-of-type") {
    in.expect("(");
    in.skip_space();
    step.position = in.number();
    in.expect(")");
  } else if (name == "not") {
    in.expect("(");
    in.skip_space();
    AttributeTest test;
    if (!css_simple(in, test)) in.fail(":not() takes one .class, #id or [attribute]");
    test.negated = true;
    step.tests.push_back(std::move(test));
    in.expect(")");
  } else {
    in.fail(":" + name + " is not supported");
  }
}

SelectorStep css_step(Scanner& in) {
  SelectorStep step;
  bool anything = in.take("*");
  if (!anything && is_name(in.peek())) {
    step.tag = lower(in.name());
    anything = true;
  }
  for (AttributeTest test;; anything = true) {
    if (css_simple(in, test)) step.tests.push_back(std::move(test));
    else if (in.take(":")) css_pseudo_class(in, step);
    else break;
  }
  if (!anything) in.fail("a selector is missing");
  return step;
}

std::vector<SelectorStep> css_path(Scanner& in) {
  std::vector<SelectorStep> path;
  for (bool child = false;;) {
    in.skip_space();
    path.push_back(css_step(in));
    path.back().axis = child ? Axis::child : Axis::descendant;
    const bool space = in.skip_space();
    child = in.take(">");
    if (!child && (in.at_end() || in.peek() == ',')) break;
    if (!child && !space) in.fail("not understood");
  }
  return path;
}

// ---- XPath -------------------------------------------------------------------------------------

std::string trimmed(const std::string& text) {
  const auto not_space = [](char c) { return !is_ascii_space(c); };
  const auto begin = std::find_if(text.begin(), text.end(), not_space);
  const auto end = std::find_if(text.rbegin(), std::make_reverse_iterator(begin), not_space).base();
  return {begin, end};
}

/// The idiom concat(' ', [normalize-space(]@class[)], ' '), behind its parenthesis.
AttributeTest xpath_words(Scanner& in) {
  in.quoted();
  in.expect(",");
  const bool normalized = in.take_after_space("normalize-space(");
  in.expect("@");
  AttributeTest test{.name = lower(in.name()), .op = Op::word};
  if (normalized) in.expect(")");
  in.expect(",");
  in.quoted();
  in.expect(")");
  return test;
}

/// What a test looks at: '@name', text(), '.', these inside normalize-space(), or the words idiom.
AttributeTest xpath_subject(Scanner& in) {
  if (in.take_after_space("concat(")) return xpath_words(in);
  if (in.take_after_space("normalize-space(")) {
    if (in.take_after_space(")")) return {.subject = Subject::all_text};
    AttributeTest test = xpath_subject(in);
    in.expect(")");
    return test;
  }
  if (in.take_after_space("text()")) return {.subject = Subject::own_text};
  if (in.take_after_space(".")) return {.subject = Subject::all_text};
  in.expect("@");
  return {.name = lower(in.name())};
}

/// The rest of "contains(@a, 'v')" or "starts-with(…)" after its parenthesis.
AttributeTest xpath_function(Scanner& in, Op op) {
  AttributeTest test = xpath_subject(in);
  in.expect(",");
  test.value = in.quoted();
  in.expect(")");
  if (test.op == Op::word) test.value = trimmed(test.value);
  else test.op = op;
  return test;
}

AttributeTest xpath_test(Scanner& in) {
  if (in.take_after_space("(")) {
    AttributeTest test = xpath_test(in);
    in.expect(")");
    return test;
  }
  if (in.take_after_space("not(")) {
    AttributeTest test = xpath_test(in);
    test.negated = !test.negated;
    in.expect(")");
    return test;
  }
  if (in.take_after_space("contains(")) return xpath_function(in, Op::contains);
  if (in.take_after_space("starts-with(")) return xpath_function(in, Op::starts);
  AttributeTest test = xpath_subject(in);
  const bool differs = in.take_after_space("!=");
  if (differs || in.take_after_space("=")) {
    test.op = differs ? Op::differs : Op::equals;
    test.value = in.quoted();
  }
  return test;
}

using Paths = std::vector<std::vector<SelectorStep>>;

/// One predicate, after its '['. `or` gives each path so far one copy for each side.
void xpath_predicate(Scanner& in, Paths& paths) {
  constexpr std::size_t kMostPaths = 64;
  in.skip_space();
  if (in.take("position()=") || (in.peek() >= '0' && in.peek() <= '9')) {
    const int position = in.number();
    for (auto& path : paths) path.back().position = position;
  } else if (in.take("last()")) {
    for (auto& path : paths) path.back().position = -1;
  } else {
    Paths expanded;
    do {
      std::vector<AttributeTest> tests{xpath_test(in)};
      while (in.take_after_space("and ")) tests.push_back(xpath_test(in));
      for (const auto& path : paths) {
        expanded.push_back(path);
        auto& all = expanded.back().back().tests;
        all.insert(all.end(), tests.begin(), tests.end());
      }
      if (expanded.size() > kMostPaths) in.fail("too many alternatives");
    } while (in.take_after_space("or "));
    paths = std::move(expanded);
  }
  in.expect("]");
}

/// The axis of the step that begins here, behind its '/' or '//'.
Axis xpath_axis(Scanner& in, bool child) {
  static constexpr std::pair<std::string_view, Axis> kAxes[] = {{"self::", Axis::self},
                                                                {"child::", Axis::child},
                                                                {"descendant::", Axis::descendant},
                                                                {"parent::", Axis::parent},
                                                                {"ancestor::", Axis::ancestor},
                                                                {"following-sibling::", Axis::following_sibling},
                                                                {"preceding-sibling::", Axis::preceding_sibling}};
  for (const auto& [token, axis] : kAxes) {
    if (!in.take(token)) continue;
    if (!child && axis != Axis::child && axis != Axis::descendant) in.fail("an axis stands behind one '/'");
    return child ? axis : Axis::descendant;
  }
  return child ? Axis::child : Axis::descendant;
}

/// The steps that follow, put behind each of `paths`, up to a last "/@name" or "/text()".
void xpath_steps(Scanner& in, Paths& paths, Selector& out) {
  while (in.peek() == '/') {
    const bool child = !in.take("//");
    if (child) in.expect("/");
    if (in.take("@")) {
      out.attribute = lower(in.name());
      return;
    }
    if (in.take("text()")) {
      out.own_text = true;
      return;
    }
    if (child && in.take("..")) {
      for (auto& path : paths) path.push_back({.axis = Axis::parent});
      continue;
    }
    SelectorStep step{.axis = xpath_axis(in, child), .position_counts_tests = true};
    if (!in.take("node()") && !in.take("*")) step.tag = lower(in.name());
    for (auto& path : paths) path.push_back(step);
    while (in.take_after_space("[")) xpath_predicate(in, paths);
  }
}

void xpath_union(Scanner& in, Selector& out);

/// "(path | path)[n]", behind its parenthesis, and the steps that follow it.
void xpath_group(Scanner& in, Selector& out) {
  Selector inner;
  xpath_union(in, inner);
  in.expect(")");
  Selector::Group group{.paths = std::move(inner.groups.front().paths)};
  for (std::size_t i = 1; i < inner.groups.size(); ++i) {
    auto& paths = inner.groups[i].paths;
    group.paths.insert(group.paths.end(), std::make_move_iterator(paths.begin()), std::make_move_iterator(paths.end()));
  }
  const auto is_nested = [](const Selector::Group& g) { return g.position != 0 || !g.rest.empty(); };
  if (std::any_of(inner.groups.begin(), inner.groups.end(), is_nested))
    in.fail("only one pair of parentheses is understood");
  if (in.take_after_space("[")) {
    in.skip_space();
    group.position = in.take("last()") ? -1 : in.number();
    in.expect("]");
  }
  Paths rest{{}};
  xpath_steps(in, rest, out);
  if (rest.size() > 1) in.fail("no 'or' behind parentheses");
  group.rest = std::move(rest.front());
  out.groups.push_back(std::move(group));
}

void xpath_path(Scanner& in, Selector& out) {
  in.skip_space();
  if (in.take("(")) return xpath_group(in, out);
  if (in.take(".") && in.peek() != '/') in.fail("a path begins with /");
  Paths paths{{}};
  xpath_steps(in, paths, out);
  if (paths.front().empty()) in.fail("a path begins with /");
  out.groups.push_back({.paths = std::move(paths)});
}

void xpath_union(Scanner& in, Selector& out) {
  do {
    xpath_path(in, out);
  } while (in.take_after_space("|"));
}

/// A union of paths, or substring-before(…, 'v'), substring-after(…, 'v'), string(…) of a value.
void xpath_value(Scanner& in, Selector& out) {
  in.skip_space();
  const bool before = in.take("substring-before("), after = !before && in.take("substring-after(");
  if (before || after) {
    xpath_value(in, out);
    in.expect(",");
    out.cuts.push_back({.after = after, .mark = in.quoted()});
    in.expect(")");
  } else if (in.take("normalize-space(") || in.take("string(")) {
    xpath_value(in, out);
    in.expect(")");
  } else {
    xpath_union(in, out);
  }
}

void note_tags(Selector& selector) {
  const auto note = [](std::vector<SelectorStep>& path) {
    for (SelectorStep& step : path) step.known_tag = tag_from_name(step.tag);
  };
  for (auto& group : selector.groups) {
    for (auto& path : group.paths) note(path);
    note(group.rest);
  }
}

/// A class that elements which a step finds have; null: none need have one.
const std::string* class_of(const SelectorStep& step) noexcept {
  for (const AttributeTest& test : step.tests)
    if (test.subject == AttributeTest::Subject::attribute && test.op == AttributeTest::Op::word && !test.negated &&
        test.name == "class")
      return &test.value;
  return nullptr;
}

/// Notes the classes without which a selector finds nothing, if each of its paths names one.
void note_classes(Selector& selector) {
  std::uint64_t bits = 0;
  for (const auto& group : selector.groups) {
    for (const auto& path : group.paths) {
      const auto named =
          std::find_if(path.rbegin(), path.rend(), [](const SelectorStep& step) { return class_of(step) != nullptr; });
      if (named == path.rend()) {
        selector.classes.clear();
        return;
      }
      selector.classes.push_back(hash_of_class(*class_of(*named)));
      bits |= named == path.rbegin() && group.rest.empty() ? class_bit(selector.classes.back()) : ~std::uint64_t{0};
    }
  }
  selector.class_bits = bits;
}

}  // namespace

Selector Selector::css(std::string_view text) {
  Selector out;
  Scanner in(text);
  do {
    out.groups.push_back({.paths = {css_path(in)}});
  } while (in.take_after_space(","));
  if (!in.at_end()) in.fail("not understood");
  note_tags(out);
  note_classes(out);
  return out;
}

Selector Selector::xpath(std::string_view text) {
  Selector out;
  Scanner in(text);
  xpath_value(in, out);
  in.skip_space();
  if (!in.at_end()) in.fail("not understood");
  note_tags(out);
  note_classes(out);
  return out;
}

Selector Selector::parse(std::string_view text) {
  constexpr std::string_view kXPathOpenings[] = {"/", "./", "(", "substring-", "normalize-space(", "string("};
  const bool is_xpath = std::any_of(std::begin(kXPathOpenings), std::end(kXPathOpenings),
                                    [&](std::string_view opening) { return text.starts_with(opening); });
  Selector out = is_xpath ? xpath(text) : css(text);
  out.source = text;
  return out;
}

}  // namespace winnow
