#include "pipeline/parse/open_elements.h"

#include <algorithm>

#include "pipeline/base/hash.h"
#include "pipeline/document/dom.h"
#include "pipeline/document/tag_sets.h"

namespace winnow {
namespace {

constexpr std::initializer_list<Tag> kUnknownToGumbo = {Tag::unknown, Tag::dialog, Tag::picture, Tag::search,
                                                        Tag::slot};
/// Gumbo looks for them through whole tables only, where the standard has them in scope.
constexpr TagSet kObjects = {Tag::applet, Tag::marquee, Tag::object};

/// A number for a name: the tag's, or a hash (FNV-1a) of a name that has none.
std::uint32_t key_of(Tag tag, std::string_view name) noexcept {
  if (tag != Tag::unknown) return static_cast<std::uint32_t>(tag);
  std::uint32_t hash = kFnv1aBasis;
  for (char c : name) hash = fnv1a(hash, static_cast<unsigned char>(c) | 0x20u);
  return hash | 0x80000000u;
}

}  // namespace

bool OpenElements::leaves_foreign(Tag tag) noexcept { return sets::kLeaveForeign.has(tag); }

bool OpenElements::is_formatting(Tag tag) noexcept { return sets::kFormatting.has(tag); }

bool OpenElements::has_three(Tag tag) const noexcept {
  Index at = top_[index_of(tag)];
  for (int more = 2; more > 0 && at != kNone; --more) at = open_[at].previous_same;
  return at != kNone;
}

bool OpenElements::is_foreign_start(Tag tag, std::string_view name) const noexcept {
  if (open_.empty() || tag == Tag::svg || tag == Tag::math) return tag == Tag::svg || tag == Tag::math;
  switch (open_.back().space) {
    case Space::html:
    case Space::html_integration:
      return false;
    case Space::svg:
    case Space::math:
      return true;
    case Space::math_text:
      break;
  }
  return equals_ignoring_case(name, "mglyph") || equals_ignoring_case(name, "malignmark");
}

bool OpenElements::is_between_cells() const noexcept { return sets::kAroundCells.has(innermost_tag()); }

bool OpenElements::is_in_front_of_table() const noexcept { return is_in_table_itself() && !is_between_cells(); }

bool OpenElements::is_in_table_itself() const noexcept {
  const Index bound = scope();
  return bound != kNone && open_[bound].tag == Tag::table;
}

bool OpenElements::is_in_table_mode() const noexcept {
  const Index table = table_scope();
  return table != kNone && !is_above(innermost({Tag::td, Tag::th, Tag::caption, Tag::template_}), table);
}

void OpenElements::leave_foreign() noexcept {
  while (!open_.empty() && is_foreign(open_.back().space)) pop();
}

Space OpenElements::space_of(Tag tag, std::string_view name, bool is_html_annotation) const noexcept {
  const Space around = open_.empty() ? Space::html : open_.back().space;
  if (around == Space::svg) {
    const bool holds_html =
        tag == Tag::title || equals_ignoring_case(name, "foreignobject") || equals_ignoring_case(name, "desc");
    return holds_html ? Space::html_integration : Space::svg;
  }
  if (tag == Tag::svg && (around != Space::math || is_innermost(Tag::unknown, "annotation-xml"))) return Space::svg;
  for (std::string_view text : {"mi", "mo", "mn", "ms", "mtext"})
    if (equals_ignoring_case(name, text)) return Space::math_text;
  return is_html_annotation ? Space::html_integration : Space::math;
}

void OpenElements::close_before(Tag tag) {
  if (sets::kCloseParagraph.has(tag)) {
    const bool has_closed = close_in_scope(Tag::p, paragraph_scope());
    if (tag == Tag::table) is_paragraph_in_doubt_ |= has_closed;  // quirks mode leaves it open
    else if (!has(Tag::table)) is_paragraph_in_doubt_ = false;
  }
  switch (tag) {
    case Tag::a:
    case Tag::nobr:
      close_formatting(tag);
      break;
    case Tag::button:
      close_in_scope(tag, scope());
      break;
    case Tag::li:
      close_in_scope(tag, list_scope());
      break;
    case Tag::dd:
    case Tag::dt:
      close_innermost_in_scope({Tag::dd, Tag::dt}, list_scope());
      break;
    case Tag::table:
      if (is_in_table_mode()) pop_through(table_scope());
      break;
    case Tag::td:
    case Tag::th:
      clear_back_to(sets::kAroundCells);
      if (innermost_tag() == Tag::table) open_implied(Tag::tbody);
      if (sets::kAroundRows.has(innermost_tag())) open_implied(Tag::tr);
      break;
    case Tag::tr:
      clear_back_to(sets::kAroundRows);
      if (innermost_tag() == Tag::table) open_implied(Tag::tbody);
      break;
    case Tag::tbody:
    case Tag::thead:
    case Tag::tfoot:
    case Tag::caption:
    case Tag::colgroup:
      clear_back_to({Tag::table});
      break;
    default:
      if (open_.empty()) break;
      if ((sets::kHeadings.has(tag) && sets::kHeadings.has(open_.back().tag)) ||
          (sets::kRubyText.has(tag) && sets::kRubyText.has(open_.back().tag)) ||
          (sets::kOptions.has(tag) && open_.back().tag == Tag::option))
        pop();
  }
}

bool OpenElements::has_in_table_scope(Tag part) const noexcept {
  return is_above(top_[index_of(part)], innermost({Tag::table, Tag::template_}));
}

/// Opens the <tbody> that a row has in the tree, and the <tr> of a cell, where the page left them out.
void OpenElements::open_implied(Tag tag) {
  if (!is_full()) open(tag, name(tag), Space::html);
}

/// Closes a cell or caption, then "clear the stack back to a table context" (13.2.6.4.9) or its like
/// for bodies and rows.
void OpenElements::clear_back_to(const TagSet& context) noexcept {
  if (!has_in_table_scope(Tag::table)) return;
  const Index table = table_scope();
  close_any_in_scope({Tag::td, Tag::th, Tag::caption}, table);
  auto at = static_cast<Index>(open_.size());
  while (at - 1 > table && !context.has(open_[at - 1].tag)) --at;
  if (at < open_.size()) pop_through(at);
}

void OpenElements::settle_template(Tag tag) noexcept {
  if (innermost_tag() != Tag::template_ || sets::kOfHeadInTemplate.has(tag)) return;
  TemplateMode& mode = open_.back().template_mode;
  if (mode != TemplateMode::open) return;
  mode = tag == Tag::col              ? TemplateMode::columns
         : sets::kTableParts.has(tag) ? TemplateMode::rows
                                      : TemplateMode::other;
}

bool OpenElements::is_in_table_or_rows() const noexcept {
  const Index at = innermost({Tag::table, Tag::template_});
  return at != kNone && (open_[at].tag == Tag::table || open_[at].template_mode == TemplateMode::rows);
}

bool OpenElements::ignores_form() const noexcept { return has(Tag::template_) ? is_in_table_mode() : has_form_; }

bool OpenElements::open(Tag tag, std::string_view name, Space space) {
  if (is_full()) {
    ++flattened_[index_of(tag)];
    any_flattened_ = true;
    return false;
  }
  const auto at = static_cast<Index>(open_.size());
  const bool holds_html = space == Space::html_integration || space == Space::math_text;
  const bool is_special_to_gumbo = sets::kSpecial.has(tag) && tag != Tag::main;  // Gumbo forgot that one
  const bool is_special = holds_html || (space == Space::html && is_special_to_gumbo);
  const bool bounds_scope = holds_html || (space == Space::html && sets::kScopes.has(tag));
  const bool bounds_list = is_special && (holds_html || !sets::kNotInListScope.has(tag));
  if (sets::kFormatting.has(tag) && is_in_table_itself()) ++all_lost_;  // for good: the next row closes it
  Index& top = top_[index_of(tag)];
  open_.push_back({.name_key = key_of(tag, name),
                   .previous_same = top,
                   .scope = bounds_scope ? at : scope(),
                   .special = is_special ? at : special(),
                   .list_scope = bounds_list ? at : list_scope(),
                   .tag = tag,
                   .space = space,
                   .is_closed = false,
                   .template_mode = TemplateMode::open});
  top = at;
  if (tag == Tag::form && space == Space::html && !has(Tag::template_)) {
    has_form_ = true;
    form_at_ = at;
  }
  return true;
}

Closing OpenElements::close(Tag tag, std::string_view name) noexcept {
  if (any_flattened_ && flattened_[index_of(tag)]) {
    --flattened_[index_of(tag)];
    return Closing::flattened;
  }
  if (in_foreign_element() && close_foreign(tag, name)) return Closing::foreign_element;
  if (TagSet(kUnknownToGumbo).has(tag)) doubt_unknown(tag, name);
  bool has_closed = false;
  if (sets::kHeadings.has(tag)) {
    has_closed = close_innermost_in_scope({Tag::h1, Tag::h2, Tag::h3, Tag::h4, Tag::h5, Tag::h6}, scope());
  } else if (sets::kFormatting.has(tag)) {
    has_closed = close_formatting(tag);
  } else if (tag == Tag::form) {
    has_closed = close_form();
  } else if (tag == Tag::unknown) {
    has_closed = close_unknown(name);
  } else if (sets::kTableParts.has(tag) || kObjects.has(tag)) {
    has_closed = close_in_scope(tag, innermost({Tag::table, Tag::template_}));
  } else if (tag == Tag::table || tag == Tag::template_) {
    has_closed = close_in_scope(tag, tag == Tag::table ? top_[index_of(Tag::template_)] : kNone);
  } else {
    has_closed = close_in_scope(tag, tag == Tag::p ? paragraph_scope() : sets::kSpecial.has(tag) ? scope() : special());
  }
  return has_closed ? Closing::element : Closing::nothing;
}

/// The form alone leaves the stack: what is open inside of it stays open.
bool OpenElements::close_form() noexcept {
  if (has(Tag::template_)) return close_in_scope(Tag::form, scope());
  const Index at = form_at_;
  has_form_ = false;
  form_at_ = kNone;
  if (!is_above(at, scope())) return false;
  if (at + 1 == open_.size()) {
    pop_through(at);
    return true;
  }
  open_[at].is_closed = true;
  top_[index_of(Tag::form)] = open_[at].previous_same;
  for (Index i = at; i < open_.size(); ++i) {  // it bounds nothing any more
    if (open_[i].special == at) open_[i].special = at ? open_[at - 1].special : kNone;
    if (open_[i].list_scope == at) open_[i].list_scope = at ? open_[at - 1].list_scope : kNone;
  }
  return false;
}

/// To Gumbo all names that it does not know are one: it closes the innermost of these elements.
void OpenElements::doubt_unknown(Tag tag, std::string_view name) noexcept {
  const Index at = innermost(kUnknownToGumbo);
  if (is_above(at, special()) && open_[at].name_key != key_of(tag, name)) ++all_lost_;
}

bool OpenElements::close_unknown(std::string_view name) noexcept {
  const std::uint32_t key = key_of(Tag::unknown, name);
  Index at = top_[index_of(Tag::unknown)];
  while (at != kNone && open_[at].name_key != key) at = open_[at].previous_same;
  if (!is_above(at, special())) return false;
  pop_through(at);
  return true;
}

bool OpenElements::close_in_scope(Tag tag, Index bound) noexcept {
  const Index at = top_[index_of(tag)];
  if (!is_above(at, bound)) return false;
  pop_through(at);
  return true;
}

bool OpenElements::close_any_in_scope(std::initializer_list<Tag> tags, Index bound) noexcept {
  bool has_closed = false;
  for (Tag tag : tags) has_closed |= close_in_scope(tag, bound);
  return has_closed;
}

OpenElements::Index OpenElements::innermost(std::initializer_list<Tag> tags) const noexcept {
  Index innermost = kNone;
  for (Tag tag : tags) {
    const Index at = top_[index_of(tag)];
    if (at != kNone && is_above(at, innermost)) innermost = at;
  }
  return innermost;
}

bool OpenElements::close_innermost_in_scope(std::initializer_list<Tag> tags, Index bound) noexcept {
  const Index at = innermost(tags);
  if (!is_above(at, bound)) return false;
  pop_through(at);
  return true;
}

OpenElements::Index OpenElements::paragraph_scope() const noexcept {
  const Index button = top_[index_of(Tag::button)];
  return is_above(button, scope()) ? button : scope();
}

/// What the adoption agency comes to: the element goes at once, or when it is the innermost.
bool OpenElements::close_formatting(Tag tag) noexcept {
  const Index at = top_[index_of(tag)];
  if (!is_above(at, scope())) {
    find_again(tag);
    return false;
  }
  if (is_above(at, special())) {
    pop_through(at);
  } else {
    ++all_lost_;  // for good: what Gumbo makes of it is not followed here
    open_[at].is_closed = true;
    top_[index_of(tag)] = open_[at].previous_same;
  }
  return true;
}

bool OpenElements::is_innermost(Tag tag, std::string_view name) const noexcept {
  return !open_.empty() && open_.back().name_key == key_of(tag, name);
}

bool OpenElements::close_foreign(Tag tag, std::string_view name) noexcept {
  const std::uint32_t name_key = key_of(tag, name);
  for (std::size_t at = open_.size(); at-- > 0 && open_[at].space != Space::html;) {
    if (open_[at].name_key != name_key) continue;
    pop_through(static_cast<Index>(at));
    return true;
  }
  return false;
}

void OpenElements::pop_through(Index at) noexcept {
  for (std::size_t i = at + 1; i < open_.size(); ++i) lose(open_[i]);
  while (open_.size() > at) pop();
  while (!open_.empty() && open_.back().is_closed) pop();
  if (any_flattened_) {
    flattened_.fill(0);
    any_flattened_ = false;
  }
}

void OpenElements::pop() noexcept {
  const Element& last = open_.back();
  if (!last.is_closed) top_[index_of(last.tag)] = last.previous_same;
  if (form_at_ + 1 == open_.size()) form_at_ = kNone;
  open_.pop_back();
}

void OpenElements::lose(const Element& element) noexcept {
  if (element.is_closed || element.space != Space::html || !sets::kFormatting.has(element.tag)) return;
  ++lost_[index_of(element.tag)];
  ++all_lost_;
}

/// An end tag of a lost element: it will not be opened again. Inside of a cell and its like Gumbo
/// does not look for it.
void OpenElements::find_again(Tag formatting) noexcept {
  std::uint32_t& lost = lost_[index_of(formatting)];
  if (!lost || scope() != kNone) return;
  --lost;
  --all_lost_;
}

}  // namespace winnow
