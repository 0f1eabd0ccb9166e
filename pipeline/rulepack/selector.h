#pragma once
// Selectors over a page's tree: a subset of CSS Selectors Level 3 and of XPath 1.0, both compiled to
// the same steps. What is not in the subset is refused with the piece that was not understood.
//
// CSS: tag, *, .class, #id, [a], [a=v] [a~=v] [a^=v] [a$=v] [a*=v] [a|=v], :not(of one of these),
//      :first-of-type, :last-of-type, :nth-of-type(n), descendant and child (>), lists with commas.
// XPath: absolute and // paths of steps `tag` or `*`, predicates joined by `and`: @a, @a='v',
//      contains(@a,'v'), starts-with(@a,'v'), contains(concat(' ',normalize-space(@class),' '),' v '),
//      not(…) of those, a position or last(), `or`; unions with |; a last /@a or /text().

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "pipeline/parse/dom.h"

namespace winnow {

/// A test of one attribute of an element.
struct AttributeTest {
  enum class Op : std::uint8_t { exists, equals, word, starts, ends, contains, dash };
  std::string name;  ///< in lower case
  Op op = Op::exists;
  std::string value{};
  bool negated = false;
};

/// One step of a path, from the outermost to the innermost.
struct SelectorStep {
  bool child = false;    ///< directly below the step before (or the root), else anywhere below
  std::string tag{};     ///< in lower case; "" is any
  std::vector<AttributeTest> tests{};
  int position = 0;      ///< among its siblings, from 1; -1: the last; 0: any
  bool position_counts_tests = false;  ///< of those that meet this step (XPath), else of those with its tag
  Tag known_tag = Tag::unknown;        ///< `tag` as a Tag
};

class Selector {
 public:
  /// Throws std::invalid_argument with what was not understood and where.
  static Selector css(std::string_view text);
  static Selector xpath(std::string_view text);
  /// XPath when it begins with '/', else CSS.
  static Selector parse(std::string_view text);

  /// True if the element is one that the selector finds.
  bool matches(const Dom& dom, std::uint32_t node) const;
  /// True if a meta, link or title element, which is no part of the tree, passes the last step.
  bool matches(const Dom& dom, const Aside& aside) const;
  /// All elements found, in document order. Linear in nodes for selectors of few steps.
  std::vector<std::uint32_t> find_all(const Dom& dom) const;
  /// The nearest element found at `node` or above it; 0 if there is none.
  std::uint32_t nearest(const Dom& dom, std::uint32_t node) const;

  std::vector<std::vector<SelectorStep>> alternatives;
  std::string attribute;  ///< XPath ending in /@name: the value wanted; "" is the text
};

}  // namespace winnow
