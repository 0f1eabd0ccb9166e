#pragma once
// A rough copy of the stack of open elements, kept by the pre-scan while Gumbo is not yet at work.
// It answers what the tokenizer and the depth limit must know: how deep are we, are we inside svg
// or math, a select, a table, a pre. It follows the standard's implied end tags and scopes
// (https://html.spec.whatwg.org/multipage/parsing.html#the-stack-of-open-elements), but not foster
// parenting nor the adoption agency; a mistake here costs at most a flattened element, as Gumbo
// builds the tree. Each call takes constant time, whatever the page.

#include <array>
#include <cstdint>
#include <string_view>
#include <vector>

#include "pipeline/document/tag.h"

namespace winnow {

/// What an end tag did.
enum class Closing : std::uint8_t {
  nothing,          ///< no such element is open in its scope
  element,          ///< closed one, and all inside of it
  foreign_element,  ///< closed one of svg or math, and all inside of it
  flattened         ///< belongs to an element that the depth limit left out
};

/// Where an element stands: which rules hold for what comes inside it.
enum class Space : std::uint8_t {
  html,
  svg,
  math,
  html_integration,  ///< foreignObject, desc and title of svg; annotation-xml that holds HTML
  math_text          ///< mi, mo, mn, ms, mtext
};

class OpenElements {
 public:
  explicit OpenElements(std::size_t max_depth) : max_depth_(max_depth) {}

  bool is_full() const noexcept { return open_.size() >= max_depth_; }
  bool has(Tag tag) const noexcept { return top_[index_of(tag)] != kNone; }
  std::size_t size() const noexcept { return open_.size(); }
  /// True when a template is open inside of the innermost select: its contents follow rules of their own.
  bool has_template_in_select() const noexcept {
    return has(Tag::template_) && has(Tag::select) && top_[index_of(Tag::template_)] > top_[index_of(Tag::select)];
  }
  /// How many elements are open down to the innermost that bounds a scope, a cell or an object: what
  /// is left open outside of it is not opened again inside.
  std::size_t scope_depth() const noexcept { return scope() == kNone ? 0 : scope() + std::size_t{1}; }
  /// The tag of the innermost element; Tag::html when none is open.
  Tag innermost_tag() const noexcept { return open_.empty() ? Tag::html : open_.back().tag; }
  /// False when no formatting element (<b>, <a>) was left open in something that ended: one such is
  /// opened again around the next text. May err towards true.
  bool may_reopen_formatting() const noexcept { return all_lost_ != 0; }
  /// True when a paragraph that counts as closed here may be open in Gumbo's tree.
  bool is_paragraph_in_doubt() const noexcept { return is_paragraph_in_doubt_; }

  /// True where the insertion mode is one of those of tables but "in cell" and "in caption".
  bool is_in_table_mode() const noexcept;
  /// True when the end tag of a table or of a part of one closes something here.
  bool has_in_table_scope(Tag part) const noexcept;
  /// True in a table, cells included, and in a template that began with a part of one.
  bool is_in_table_or_rows() const noexcept;
  /// True inside a table but in no cell: text here goes in front of the table.
  bool is_between_cells() const noexcept;
  /// True inside of an element that stands between cells, and so goes in front of the table too.
  bool is_in_front_of_table() const noexcept;
  /// <a>, <b>, <font> and their like, which Gumbo opens again where they were left open.
  static bool is_formatting(Tag tag) noexcept;
  bool has_three(Tag tag) const noexcept;
  /// True when the innermost element is no HTML element: CDATA sections exist here.
  bool in_foreign_element() const noexcept { return !open_.empty() && open_.back().space != Space::html; }
  /// True when a start tag with that name opens an element of svg or math here.
  bool is_foreign_start(Tag tag, std::string_view name) const noexcept;
  /// True when such a start tag ends svg or math: <p>, <div>, <img> and others.
  static bool leaves_foreign(Tag tag) noexcept;
  void leave_foreign() noexcept;
  /// The space that such a start tag of svg or math opens here, integration points included.
  Space space_of(Tag tag, std::string_view name, bool is_html_annotation) const noexcept;
  /// True when the innermost element is an integration point: HTML may stand in it.
  bool has_html_inside() const noexcept { return !open_.empty() && !is_foreign(open_.back().space); }
  bool is_innermost(Tag tag, std::string_view name) const noexcept;

  /// Closes what a start tag closes by itself: a p before a block, a li before a li, and so on. Before
  /// a row or cell it opens what the page left out.
  void close_before(Tag tag);
  /// Notes the first start tag in a template: that sets the insertion mode for the rest (13.2.6.4.22).
  void settle_template(Tag tag) noexcept;
  /// True in a template that began with a <col>: nothing but <col> and <template> counts there.
  bool is_in_template_of_columns() const noexcept {
    return innermost_tag() == Tag::template_ && open_.back().template_mode == TemplateMode::columns;
  }
  /// True when a <form> has no effect here: another one has not ended yet, see form_at_.
  bool ignores_form() const noexcept;
  /// A <form> in a table but in no cell: it is closed at once and holds nothing (13.2.6.4.9).
  void open_empty_form() noexcept { has_form_ = true; }
  /// Opens an element, or counts one that the depth limit flattens: then false.
  bool open(Tag tag, std::string_view name, Space space);
  Closing close(Tag tag, std::string_view name) noexcept;
  /// An end tag inside svg or math: closes the innermost foreign element of that name. False when
  /// there is none.
  bool close_foreign(Tag tag, std::string_view name) noexcept;

 private:
  using Index = std::uint32_t;
  static constexpr Index kNone = 0xFFFFFFFF;

  enum class TemplateMode : std::uint8_t { open, columns, rows, other };

  struct Element {
    std::uint32_t name_key;  ///< tells elements with unknown tags apart
    Index previous_same;     ///< the next outer element with the same tag
    Index scope;             ///< innermost element at or outside this one that bounds a scope
    Index special;           ///< the same for elements of the category "special"
    Index list_scope;        ///< the same, without address, div and p
    Tag tag;
    Space space;
    bool is_closed;  ///< by a misnested end tag: goes when it is the innermost
    TemplateMode template_mode;
  };

  static bool is_foreign(Space space) noexcept { return space == Space::svg || space == Space::math; }
  static std::size_t index_of(Tag tag) noexcept { return static_cast<std::size_t>(tag); }
  static bool is_above(Index at, Index bound) noexcept { return at != kNone && (bound == kNone || at >= bound); }
  Index scope() const noexcept { return open_.empty() ? kNone : open_.back().scope; }
  Index special() const noexcept { return open_.empty() ? kNone : open_.back().special; }
  Index table_scope() const noexcept { return top_[index_of(Tag::table)]; }
  Index list_scope() const noexcept { return open_.empty() ? kNone : open_.back().list_scope; }

  bool is_in_table_itself() const noexcept;
  void open_implied(Tag tag);
  void clear_back_to(const TagSet& context) noexcept;
  bool close_in_scope(Tag tag, Index bound) noexcept;
  /// Where a <p> must stand to be closed by a block: a button hides it too.
  Index paragraph_scope() const noexcept;
  Index innermost(std::initializer_list<Tag> tags) const noexcept;

  bool close_any_in_scope(std::initializer_list<Tag> tags, Index bound) noexcept;
  bool close_innermost_in_scope(std::initializer_list<Tag> tags, Index bound) noexcept;
  bool close_formatting(Tag tag) noexcept;
  bool close_form() noexcept;
  void doubt_unknown(Tag tag, std::string_view name) noexcept;
  bool close_unknown(std::string_view name) noexcept;
  void pop_through(Index at) noexcept;
  void pop() noexcept;
  void lose(const Element& element) noexcept;
  void find_again(Tag formatting) noexcept;

  std::size_t max_depth_;
  std::vector<Element> open_;
  std::array<Index, kTagCount> top_ = filled_with_none();  ///< innermost open element of each tag
  std::array<std::uint32_t, kTagCount> flattened_{};
  bool any_flattened_ = false;
  std::array<std::uint32_t, kTagCount> lost_{};  ///< formatting elements whose parents ended first
  std::uint32_t all_lost_ = 0;
  bool is_paragraph_in_doubt_ = false;
  /// The form element pointer (13.2.4.4): set from <form> to </form>, wherever the element ends.
  bool has_form_ = false;
  Index form_at_ = kNone;  ///< where the form stands that it points to, if it is open

  static constexpr std::array<Index, kTagCount> filled_with_none() {
    std::array<Index, kTagCount> all{};
    for (Index& index : all) index = kNone;
    return all;
  }
};

}  // namespace winnow
