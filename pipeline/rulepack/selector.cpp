#include "pipeline/rulepack/selector.h"

#include <algorithm>
#include <stdexcept>

namespace winnow {
namespace {

char lower(char c) noexcept { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; }
std::string lower(std::string_view text) {
  std::string out(text);
  std::transform(out.begin(), out.end(), out.begin(), [](char c) { return lower(c); });
  return out;
}
bool is_space(char c) noexcept { return c == ' ' || (c >= 9 && c <= 13); }
bool is_name(char c) noexcept {
  return (c >= '0' && c <= '9') || (lower(c) >= 'a' && lower(c) <= 'z') || c == '-' || c == '_' ||
         static_cast<unsigned char>(c) >= 0x80;
}

/// A place in a selector's text; what both grammars need.
class Scanner {
 public:
  explicit Scanner(std::string_view text) : text_(text) {}

  bool at_end() const noexcept { return at_ >= text_.size(); }
  char peek() const noexcept { return at_end() ? '\0' : text_[at_]; }
  bool skip_space() noexcept {
    const std::size_t from = at_;
    while (is_space(peek())) ++at_;
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

// ---- CSS ---------------------------------------------------------------------------------------

AttributeTest css_attribute(Scanner& in) {
  in.skip_space();
  AttributeTest test{.name = lower(in.name())};
  static constexpr std::pair<std::string_view, Op> kOps[] = {
      {"~=", Op::word}, {"^=", Op::starts}, {"$=", Op::ends}, {"*=", Op::contains}, {"|=", Op::dash}, {"=", Op::equals}};
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
    if (css_simple(in, test))
      step.tests.push_back(std::move(test));
    else if (in.take(":"))
      css_pseudo_class(in, step);
    else
      break;
  }
  if (!anything) in.fail("a selector is missing");
  return step;
}

std::vector<SelectorStep> css_path(Scanner& in) {
  std::vector<SelectorStep> path;
  for (bool child = false;;) {
    in.skip_space();
    path.push_back(css_step(in));
    path.back().child = child;
    const bool space = in.skip_space();
    child = in.take(">");
    if (!child && (in.at_end() || in.peek() == ',')) break;
    if (!child && !space) in.fail("not understood");
  }
  return path;
}

// ---- XPath -------------------------------------------------------------------------------------

/// '@name', and the idiom concat(' ', [normalize-space(]@class[)], ' ') that tests whole words.
std::string xpath_attribute(Scanner& in, bool& words) {
  words = false;
  if (in.take_after_space("concat(")) {
    in.quoted();
    in.expect(",");
    const bool normalized = in.take_after_space("normalize-space(");
    in.expect("@");
    std::string name = lower(in.name());
    if (normalized) in.expect(")");
    in.expect(",");
    in.quoted();
    in.expect(")");
    words = true;
    return name;
  }
  in.expect("@");
  return lower(in.name());
}

std::string trimmed(const std::string& text) {
  const auto not_space = [](char c) { return !is_space(c); };
  const auto begin = std::find_if(text.begin(), text.end(), not_space);
  const auto end = std::find_if(text.rbegin(), std::make_reverse_iterator(begin), not_space).base();
  return {begin, end};
}

/// The rest of "contains(@a, 'v')" or "starts-with(…)" after its parenthesis.
AttributeTest xpath_function(Scanner& in, Op op) {
  bool words = false;
  AttributeTest test{.name = xpath_attribute(in, words), .op = op};
  in.expect(",");
  test.value = in.quoted();
  in.expect(")");
  if (words) {
    test.op = Op::word;
    test.value = trimmed(test.value);
  }
  return test;
}

AttributeTest xpath_test(Scanner& in) {
  if (in.take_after_space("not(")) {
    AttributeTest test = xpath_test(in);
    test.negated = !test.negated;
    in.expect(")");
    return test;
  }
  if (in.take_after_space("contains(")) return xpath_function(in, Op::contains);
  if (in.take_after_space("starts-with(")) return xpath_function(in, Op::starts);
  bool words = false;
  AttributeTest test{.name = xpath_attribute(in, words)};
  if (in.take_after_space("=")) {
    test.op = Op::equals;
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

/// One path of a union; `attribute` gets the name behind a last "/@".
Paths xpath_path(Scanner& in, std::string& attribute) {
  Paths paths{{}};
  in.skip_space();
  if (in.take(".") && in.peek() != '/') in.fail("a path begins with /");
  while (in.peek() == '/') {
    const bool child = !in.take("//");
    if (child) in.expect("/");
    if (in.take("@")) {
      attribute = lower(in.name());
      break;
    }
    if (in.take("text()")) break;
    SelectorStep step{.child = child, .position_counts_tests = true};
    if (!in.take("*")) step.tag = lower(in.name());
    for (auto& path : paths) path.push_back(step);
    while (in.take_after_space("[")) xpath_predicate(in, paths);
  }
  if (paths.front().empty()) in.fail("a path begins with /");
  in.skip_space();
  return paths;
}

// ---- matching ----------------------------------------------------------------------------------

bool has_word(std::string_view text, std::string_view word) noexcept {
  for (std::size_t at = text.find(word); at != std::string_view::npos && !word.empty();
       at = text.find(word, at + 1)) {
    const std::size_t end = at + word.size();
    if ((at == 0 || is_space(text[at - 1])) && (end == text.size() || is_space(text[end]))) return true;
  }
  return false;
}

bool value_passes(const AttributeTest& test, std::string_view value) noexcept {
  const std::string_view wanted = test.value;
  switch (test.op) {
    case Op::exists: return true;
    case Op::equals: return value == wanted;
    case Op::word: return has_word(value, wanted);
    case Op::starts: return value.substr(0, wanted.size()) == wanted;
    case Op::ends: return value.size() >= wanted.size() && value.substr(value.size() - wanted.size()) == wanted;
    case Op::contains: return value.find(wanted) != std::string_view::npos;
    case Op::dash: return value == wanted || (value.substr(0, wanted.size()) == wanted && value.substr(wanted.size(), 1) == "-");
  }
  return false;
}

bool passes(const Dom& dom, std::uint32_t node, const AttributeTest& test) {
  const bool passed = dom.has_attribute(node, test.name) &&
                      (test.op == Op::exists || value_passes(test, dom.attribute(node, test.name)));
  return passed != test.negated;
}

bool has_tag(const Dom& dom, std::uint32_t node, const SelectorStep& step) {
  const Tag tag = dom.nodes[node].tag;
  if (tag == Tag::text) return false;
  if (step.tag.empty()) return true;
  return step.known_tag == Tag::unknown ? tag == Tag::unknown && dom.name_of(node) == step.tag : tag == step.known_tag;
}

bool passes_tests(const Dom& dom, std::uint32_t node, const SelectorStep& step) {
  return has_tag(dom, node, step) &&
         std::all_of(step.tests.begin(), step.tests.end(),
                     [&](const AttributeTest& test) { return passes(dom, node, test); });
}

bool has_position(const Dom& dom, std::uint32_t node, const SelectorStep& step) {
  if (step.position == 0) return true;
  const Node& parent = dom.nodes[dom.nodes[node].parent];
  const auto counts = [&](std::uint32_t sibling) {
    if (step.position_counts_tests) return passes_tests(dom, sibling, step);
    return dom.nodes[sibling].tag == dom.nodes[node].tag;
  };
  int position = 0, last = 0;
  for (std::uint32_t at = dom.nodes[node].parent + 1; at < parent.end; at = dom.nodes[at].end) {
    if (!counts(at)) continue;
    ++last;
    if (at == node) position = last;
  }
  return position == (step.position < 0 ? last : step.position);
}

/// True if steps [0, count) of `path` lead to `node`. Goes as deep as the path has steps.
bool leads_to(const Dom& dom, const std::vector<SelectorStep>& path, std::size_t count, std::uint32_t node) {
  const SelectorStep& step = path[count - 1];
  if (!passes_tests(dom, node, step) || !has_position(dom, node, step)) return false;
  if (count == 1) return !step.child || node == 0;
  for (std::uint32_t above = node; above != 0;) {
    above = dom.nodes[above].parent;
    if (leads_to(dom, path, count - 1, above)) return true;
    if (step.child) return false;
  }
  return false;
}

void note_tags(Selector& selector) {
  for (auto& path : selector.alternatives)
    for (SelectorStep& step : path) step.known_tag = tag_from_name(step.tag);
}

}  // namespace

Selector Selector::css(std::string_view text) {
  Selector out;
  Scanner in(text);
  do {
    out.alternatives.push_back(css_path(in));
  } while (in.take_after_space(","));
  if (!in.at_end()) in.fail("not understood");
  note_tags(out);
  return out;
}

Selector Selector::xpath(std::string_view text) {
  Selector out;
  Scanner in(text);
  do {
    for (auto& path : xpath_path(in, out.attribute)) out.alternatives.push_back(std::move(path));
  } while (in.take_after_space("|"));
  if (!in.at_end()) in.fail("not understood");
  note_tags(out);
  return out;
}

Selector Selector::parse(std::string_view text) {
  const bool is_xpath = !text.empty() && (text.front() == '/' || text.substr(0, 2) == "./");
  return is_xpath ? xpath(text) : css(text);
}

bool Selector::matches(const Dom& dom, std::uint32_t node) const {
  return std::any_of(alternatives.begin(), alternatives.end(),
                     [&](const auto& path) { return leads_to(dom, path, path.size(), node); });
}

bool Selector::matches(const Dom& dom, const Aside& aside) const {
  const std::string_view start_tag = dom.raw(aside);
  return std::any_of(alternatives.begin(), alternatives.end(), [&](const auto& path) {
    const SelectorStep& step = path.back();
    return step.known_tag == aside.tag &&
           std::all_of(step.tests.begin(), step.tests.end(), [&](const AttributeTest& test) {
             const std::string value = attribute_of(start_tag, test.name);
             return (!value.empty() && value_passes(test, value)) != test.negated;
           });
  });
}

std::vector<std::uint32_t> Selector::find_all(const Dom& dom) const {
  std::vector<std::uint32_t> found;
  for (std::uint32_t node = 0; node < dom.nodes.size(); ++node) {
    if (dom.nodes[node].tag != Tag::text && matches(dom, node)) found.push_back(node);
  }
  return found;
}

std::uint32_t Selector::nearest(const Dom& dom, std::uint32_t node) const {
  for (; node != 0; node = dom.nodes[node].parent) {
    if (matches(dom, node)) return node;
  }
  return 0;
}

}  // namespace winnow
