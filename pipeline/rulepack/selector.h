#pragma once
// Selectors over a page's tree: a subset of CSS Selectors Level 3 and of XPath 1.0, both compiled to
// the same steps. What is not in the subset is refused with the piece that was not understood.
//
// CSS: tag, *, .class, #id, [a], [a=v] [a~=v] [a^=v] [a$=v] [a*=v] [a|=v], :not(of one of these),
//      :first-of-type, :last-of-type, :nth-of-type(n), descendant and child (>), lists with commas.
// XPath: absolute and // paths of steps `tag` or `*`, also on the axes self, parent (..), ancestor,
//      following-sibling and preceding-sibling; predicates joined by `and`: @a, @a='v', @a!='v',
//      contains(@a,'v'), starts-with(@a,'v'), the same of text() and of '.',
//      contains(concat(' ',normalize-space(@class),' '),' v '), not(…) of those, a position or
//      last(), `or`; unions with |; (path)[n]; a last /@a or /text(); substring-before(path,'v'),
//      substring-after, string and normalize-space around a path whose text is wanted.

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "pipeline/base/deadline.h"
#include "pipeline/document/dom.h"

namespace winnow {

/// A test of one attribute or of the text of an element.
struct AttributeTest {
  enum class Op : std::uint8_t { exists, equals, differs, word, starts, ends, contains, dash };
  /// own_text: one of its text nodes; all_text: what text nodes below it hold together.
  enum class Subject : std::uint8_t { attribute, own_text, all_text };
  Subject subject = Subject::attribute;
  std::string name{};  ///< of the attribute, in lower case
  Op op = Op::exists;
  std::string value{};
  bool negated = false;
};

/// One step of a path, from the outermost to the innermost.
struct SelectorStep {
  enum class Axis : std::uint8_t { descendant, child, self, parent, ancestor, following_sibling, preceding_sibling };
  Axis axis = Axis::descendant;  ///< from the step before, or from above the root
  std::string tag{};             ///< in lower case; "" is any
  std::vector<AttributeTest> tests{};
  int position = 0;                    ///< along the axis, from 1; -1: the last; 0: any
  bool position_counts_tests = false;  ///< of those that meet this step (XPath), else of those with its tag
  Tag known_tag = Tag::unknown;        ///< `tag` as a Tag
};

class Selector {
 public:
  using Path = std::vector<SelectorStep>;

  /// What some paths find together, or the one of it at `position`, and the steps on from there.
  struct Group {
    std::vector<Path> paths{};
    int position = 0;  ///< from 1; -1: the last; 0: all
    Path rest{};
  };

  /// A text cut at `mark`: what stands before its first place, or after it.
  struct Cut {
    bool after = false;
    std::string mark{};
  };

  /// Throws std::invalid_argument with what was not understood and where.
  static Selector css(std::string_view text);
  static Selector xpath(std::string_view text);
  /// XPath when it begins with '/', a parenthesis or a function, else CSS.
  static Selector parse(std::string_view text);

  /// False for paths that look sideways, back up or at (…)[n]: only find_all can tell what they find.
  bool can_match() const noexcept;
  /// False for a selector of an attribute, of an element's own text or of a cut text.
  bool finds_elements() const noexcept { return attribute.empty() && cuts.empty() && !own_text; }

  /// True if the element is one that the selector finds. Needs can_match().
  bool matches(const Dom& dom, std::uint32_t node) const;
  /// True if a meta, link or title element, which is no part of the tree, passes the last step.
  bool matches(const Dom& dom, const Aside& aside) const;
  /// All elements found, in document order. Linear in nodes a step, but for tests of text. Stops
  /// when the deadline passes, with some missing: ask it afterwards.
  std::vector<std::uint32_t> find_all(const Dom& dom, const Deadline& deadline = Deadline()) const;
  /// The nearest element found at `node` or above it; 0 if there is none. Needs can_match().
  /// `may_match(node)`: false spares an element that cannot be one.
  template <class MayMatch>
  std::uint32_t nearest(const Dom& dom, std::uint32_t node, MayMatch&& may_match) const {
    while (node != 0 && !(may_match(node) && matches(dom, node))) node = dom.nodes[node].parent;
    return node;
  }
  std::uint32_t nearest(const Dom& dom, std::uint32_t node) const {
    return nearest(dom, node, [](std::uint32_t) { return true; });
  }
  /// False for an element that lacks the classes needed; `bits`: class_bit of each that it has.
  bool may_match(std::uint64_t bits) const noexcept { return class_bits == ~std::uint64_t{0} || (bits & class_bits); }
  /// `text` with the cuts made; "" where a mark is not in it.
  std::string_view cut(std::string_view text) const noexcept;

  std::string source;         ///< as it was written
  std::vector<Group> groups;  ///< a union
  std::string attribute;      ///< XPath ending in /@name: the value wanted; "" is the text
  bool own_text = false;      ///< XPath ending in /text(): what stands in the element itself is wanted
  std::vector<Cut> cuts;      ///< innermost first
  /// Classes (hash_of_class) of which a page must have one for the selector to find anything; empty: not known.
  std::vector<std::uint32_t> classes;
  /// The class_bit of one of its classes, of each element found; all bits where that is not known.
  std::uint64_t class_bits = ~std::uint64_t{0};
};

}  // namespace winnow
