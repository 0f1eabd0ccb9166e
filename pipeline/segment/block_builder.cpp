#include "pipeline/segment/block_builder.h"

#include <unicode/uchar.h>

#include <algorithm>
#include <limits>
#include <utility>

#include "pipeline/base/text.h"

namespace winnow {
namespace {

bool is_upper(char32_t c) noexcept { return c < 0x80 ? c >= 'A' && c <= 'Z' : u_isupper(static_cast<UChar32>(c)); }
bool is_digit(char32_t c) noexcept { return c >= '0' && c <= '9'; }
bool is_letter(char32_t c) noexcept {
  return c < 0x80 ? (c | 0x20) >= 'a' && (c | 0x20) <= 'z' : u_isalpha(static_cast<UChar32>(c));
}
bool is_lower(char32_t c) noexcept { return is_letter(c) && !is_upper(c); }

bool is_ascii_word(char c) noexcept { return c > ' ' && c < 0x7F; }

/// True for what ends a sentence, or a part of one, before an element's edge.
bool ends_phrase(char32_t c) noexcept {
  const auto category = U_GET_GC_MASK(static_cast<UChar32>(c));
  return c == '.' || c == '!' || c == '?' || c == ':' || c == ';' || c == ',' || c == '"' || c == 0x2026 ||
         (category & (U_GC_PE_MASK | U_GC_PF_MASK)) != 0;
}

template <class T>
void bump(T& counter) noexcept {
  if (counter < std::numeric_limits<T>::max()) ++counter;
}

}  // namespace

void BlockBuilder::forget_between() noexcept {
  pending_space_ = has_newline_ = has_closed_ = is_link_edge_ = is_glued_ = false;
  opened_ = pending_breaks_ = 0;
}

void BlockBuilder::open(std::uint32_t node) {
  Block block = next;
  block.begin = static_cast<std::uint32_t>(text_.size());
  block.first_node = node;
  block.inside_link = link_depth > 0 && block.inside_link;
  blocks_.push_back(block);
  open_ = true;
  in_word_ = false;
  forget_between();
  last_ = before_last_ = 0;
  spaceless_ = spaceless_linked_ = 0;
}

void BlockBuilder::count(char32_t c, bool space) {
  Block& block = blocks_.back();
  if (space) {
    in_word_ = false;
  } else if (is_spaceless_script(c)) {
    in_word_ = false;
    ++spaceless_;
    if (link_depth) ++spaceless_linked_;
  } else if (!in_word_) {
    in_word_ = true;
    ++block.words;
    if (link_depth) ++block.linked_words;
    if (bold_depth) bump(block.bold_words);
    if (italic_depth) bump(block.italic_words);
  }
}

/// True where an element ended and another began, and their words are two. `c` is what the second begins
/// with, `rest` what follows.
bool BlockBuilder::shows_seam(char32_t c, std::string_view rest) const noexcept {
  if (!has_closed_ || opened_ == 0 || is_glued_) return false;
  if (is_spaceless_script(last_) || is_spaceless_script(c)) return false;
  if (is_link_edge_) return (is_letter(last_) || is_digit(last_)) && (is_letter(c) || is_digit(c));
  if (is_digit(c)) return is_lower(last_);
  if (!is_upper(c)) return false;
  if (is_lower(last_) || is_digit(last_) || ends_phrase(last_)) return true;
  if (!is_upper(last_) || !is_upper(before_last_) || rest.empty()) return false;
  const char* at = rest.data();
  return is_lower(next_code_point(at, rest.data() + rest.size()));  // "HOST" and "Welcome"
}

void BlockBuilder::append_separator(char32_t c, std::string_view rest) {
  if (pending_breaks_) {
    text_ += '\n';
    bump(blocks_.back().breaks);
  } else if (pending_space_ ? !(has_newline_ && is_east_asian(last_) && is_east_asian(c)) : shows_seam(c, rest)) {
    text_ += ' ';
  } else {
    return;
  }
  in_word_ = false;
}

/// Says whose the text is that comes next.
void BlockBuilder::note_run(std::uint32_t node) {
  const auto at = static_cast<std::uint32_t>(text_.size());
  if (runs_) runs_->push_back({at, node});
}

void BlockBuilder::add(std::string_view utf8, std::uint32_t node, bool preformatted) {
  bool is_noted = false;
  for (const char *at = utf8.data(), *end = at + utf8.size(); at < end;) {
    const char* start = at;
    const char32_t c = next_code_point(at, end);
    if (is_invisible(c)) continue;
    const bool space = is_space(c);
    if (space && !(preformatted && open_ && c < 0x80)) {
      pending_space_ = open_;
      has_newline_ |= c == '\n';
      continue;
    }
    if (!open_) open(node);
    append_separator(c, {at, static_cast<std::size_t>(end - at)});
    forget_between();
    if (!is_noted) note_run(node);
    is_noted = true;
    count(c, space);
    if (c < 0x80 && !space) at = std::find_if_not(at, end, is_ascii_word);  // the word is counted
    text_.append(start, at);
    const bool is_long = at - start > 1 && c < 0x80;
    before_last_ = !is_long ? last_ : static_cast<unsigned char>(at[-2]);
    last_ = is_long ? static_cast<unsigned char>(at[-1]) : c;
  }
  if (open_) blocks_.back().end_node = std::max(blocks_.back().end_node, node + 1);
}

void BlockBuilder::add_code(std::string_view lines, std::uint32_t node) {
  finish();
  open(node);
  add(lines, node, true);
}

void BlockBuilder::add_behind(std::string_view mark, std::uint32_t node) {
  if (!open_) return;
  const bool had_space = std::exchange(pending_space_, false);
  add(mark, node, false);
  pending_space_ = had_space;
}

void BlockBuilder::edge(Edge edge, bool is_link) noexcept {
  is_link_edge_ |= is_link;
  if (edge == Edge::opens) {
    if (has_closed_) ++opened_;
  } else if (edge == Edge::object) {
    has_closed_ = true;
    ++opened_;
  } else if (opened_ > 0) {
    --opened_;
  } else {
    has_closed_ = true;
  }
}

void BlockBuilder::line_break() {
  if (!open_) return;
  if (++pending_breaks_ >= 2) finish();
}

bool BlockBuilder::finish() {
  if (!open_) return false;
  open_ = false;
  forget_between();
  while (!text_.empty() && text_.size() > blocks_.back().begin && (text_.back() == ' ' || text_.back() == '\n'))
    text_.pop_back();  // white space at the end of preformatted text
  Block& block = blocks_.back();
  block.words += (spaceless_ + 1) / 2;
  block.linked_words += (spaceless_linked_ + 1) / 2;
  block.length = static_cast<std::uint32_t>(text_.size()) - block.begin;
  while (runs_ && !runs_->empty() && runs_->back().begin >= text_.size()) runs_->pop_back();
  text_ += '\n';
  return true;
}

}  // namespace winnow
