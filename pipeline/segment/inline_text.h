#pragma once
// What of the text inside of a paragraph is not read with it: what only screen readers get, hidden hints, struck
// words, readings over characters, links that sites put at headings, marks of footnotes.

#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>

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

  /// True for the mark of a footnote: "3", "[3]", "*", a link within the page. Marks and notes are kept together.
  bool is_note_mark(std::uint32_t element) const;
  /// The element that a mark leads to; 0 where there is none behind it.
  std::uint32_t note_of(std::uint32_t mark);
  /// "3" of "[3]".
  std::string text_of_mark(std::uint32_t mark) const;

  /// True for a <q> whose text has quotation marks of its own.
  bool begins_with_quote(std::uint32_t element) const noexcept;

  /// The TeX in the alt text of a picture of a formula, between dollars; "" for other pictures and for one whose
  /// formula stands beside it.
  std::string formula_of_picture(std::uint32_t image) const;

  /// The text that a picture stands for: "😀"; "" for other pictures.
  std::string character_of(std::uint32_t image) const;

 private:
  bool may_be_unseen(const Node& node, const ElementFacts& facts) const noexcept;
  bool is_inline_of_at_most(std::uint32_t element, std::size_t bytes) const noexcept;
  bool has_text(std::uint32_t begin, std::uint32_t end) const noexcept;
  bool is_heading_link(std::uint32_t element) const;
  bool has_formula_beside(std::uint32_t element) const noexcept;
  std::string target_of(std::uint32_t element) const;

  const Blocks& page_;
  const Dom& dom_;
  const InlineRules& rules_;
  bool has_read_ids_ = false;
  std::unordered_map<std::string_view, std::uint32_t> ids_;  ///< elements by id, once a mark is found
};

}  // namespace winnow
