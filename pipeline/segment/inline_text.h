#pragma once
// What of the text inside of a paragraph is not read with it: what only screen readers get, hidden hints, struck
// words, readings over characters, links that sites put at headings, marks of footnotes.

#include <cstdint>
#include <string>
#include <string_view>

#include "pipeline/document/blocks.h"
#include "pipeline/rulepack/inline_rules.h"

namespace winnow {

class InlineText {
 public:
  /// Both must outlive the object.
  InlineText(const Blocks& page, const InlineRules& rules) noexcept : page_(page), dom_(page.doc.dom), rules_(rules) {}

  /// Where a text stands for an element to be judged.
  struct Place {
    std::uint32_t end = 0;         ///< of the block-level element around it
    bool has_text_before = false;  ///< in the same block
    bool is_heading = false;
  };

  /// True for an element whose text is no part of the block around it. One that is all of its block stays, as
  /// hidden blocks do. Looks at a few dozen nodes at most.
  bool is_left_out(std::uint32_t element, const Place& place) const;

  /// The text that a picture stands for: "😀"; "" for other pictures.
  std::string character_of(std::uint32_t image) const;

 private:
  bool may_be_unseen(const Node& node, const ElementFacts& facts) const noexcept;
  bool is_inline_of_at_most(std::uint32_t element, std::size_t bytes) const noexcept;
  bool has_text(std::uint32_t begin, std::uint32_t end) const noexcept;
  bool is_heading_link(std::uint32_t element) const;
  bool is_note_mark(std::uint32_t element) const;

  const Blocks& page_;
  const Dom& dom_;
  const InlineRules& rules_;
};

}  // namespace winnow
