#include "pipeline/segment/block_builder.h"

#include <unicode/uchar.h>

#include <algorithm>
#include <limits>

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

/// True where two runs of text that touch at an element's edge are two words.
bool shows_seam(char32_t left, char32_t right, bool link) noexcept {
  if (is_spaceless_script(left) || is_spaceless_script(right)) return false;
  if (link) return (is_letter(left) || is_digit(left)) && (is_letter(right) || is_digit(right));
  return (is_lower(left) && is_upper(right)) || (is_lower(left) && is_digit(right)) ||
         (is_digit(left) && is_upper(right));
}

template <class T>
void bump(T& counter) noexcept {
  if (counter < std::numeric_limits<T>::max()) ++counter;
}

}  // namespace

void BlockBuilder::open(std::uint32_t node) {
  Block block = next;
  block.begin = static_cast<std::uint32_t>(text_.size());
  block.first_node = node;
  block.inside_link = link_depth > 0 && block.inside_link;
  blocks_.push_back(block);
  open_ = true;
  in_word_ = pending_space_ = pending_edge_ = false;
  pending_breaks_ = 0;
  last_ = 0;
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

void BlockBuilder::append_separator(char32_t c) {
  if (pending_breaks_) {
    text_ += '\n';
    bump(blocks_.back().breaks);
  } else if (pending_space_ || (pending_edge_ && shows_seam(last_, c, edge_is_link_))) {
    text_ += ' ';
  } else {
    return;
  }
  in_word_ = false;
}

void BlockBuilder::add(std::string_view utf8, std::uint32_t node, bool preformatted) {
  for (const char *at = utf8.data(), *end = at + utf8.size(); at < end;) {
    const char* start = at;
    const char32_t c = next_code_point(at, end);
    const bool space = is_space(c);
    if (space && !(preformatted && open_ && c < 0x80)) {
      pending_space_ = open_;
      continue;
    }
    if (!open_) open(node);
    append_separator(c);
    pending_space_ = pending_edge_ = edge_is_link_ = false;
    pending_breaks_ = 0;
    count(c, space);
    if (c < 0x80 && !space) at = std::find_if_not(at, end, is_ascii_word);  // the word is counted
    text_.append(start, at);
    last_ = at - start > 1 && c < 0x80 ? static_cast<unsigned char>(at[-1]) : c;
  }
  if (open_) blocks_.back().end_node = node + 1;
}

void BlockBuilder::inline_edge(bool is_link) noexcept {
  pending_edge_ = true;
  edge_is_link_ |= is_link;
}

void BlockBuilder::line_break() {
  if (!open_) return;
  if (++pending_breaks_ >= 2) finish();
}

bool BlockBuilder::finish() {
  if (!open_) return false;
  open_ = false;
  pending_space_ = pending_edge_ = edge_is_link_ = false;
  pending_breaks_ = 0;
  while (!text_.empty() && text_.size() > blocks_.back().begin && (text_.back() == ' ' || text_.back() == '\n'))
    text_.pop_back();  // white space at the end of preformatted text
  Block& block = blocks_.back();
  block.words += (spaceless_ + 1) / 2;
  block.linked_words += (spaceless_linked_ + 1) / 2;
  block.length = static_cast<std::uint32_t>(text_.size()) - block.begin;
  text_ += '\n';
  return true;
}

}  // namespace winnow
