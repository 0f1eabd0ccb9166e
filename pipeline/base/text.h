#pragma once
// Small helpers over UTF-8. Input is valid UTF-8 unless said otherwise; ASCII takes a fast path. What
// runs for each character of a page stands here, so that compilers can put it into the loops.

#include <cstddef>
#include <string>
#include <string_view>

#include "pipeline/base/ascii.h"

namespace winnow {

/// The code point at `at` (< end), which moves behind it. Ill-formed bytes give U+FFFD, one each.
inline char32_t next_code_point(const char*& at, const char* end) noexcept {
  const auto byte = [&](std::ptrdiff_t i) { return static_cast<unsigned char>(at[i]); };
  const auto is_trail = [&](std::ptrdiff_t i) { return i < end - at && (byte(i) & 0xC0) == 0x80; };
  const char32_t lead = byte(0);
  char32_t c = 0xFFFD;
  std::ptrdiff_t length = 1;
  if (lead < 0x80) {
    c = lead;
  } else if (lead >= 0xC2 && lead < 0xE0 && is_trail(1)) {
    c = (lead & 0x1Fu) << 6 | (byte(1) & 0x3Fu);
    length = 2;
  } else if (lead >= 0xE0 && lead < 0xF0 && is_trail(1) && is_trail(2)) {
    c = (lead & 0xFu) << 12 | (byte(1) & 0x3Fu) << 6 | (byte(2) & 0x3Fu);
    length = 3;
  } else if (lead >= 0xF0 && lead < 0xF5 && is_trail(1) && is_trail(2) && is_trail(3)) {
    c = (lead & 7u) << 18 | (byte(1) & 0x3Fu) << 12 | (byte(2) & 0x3Fu) << 6 | (byte(3) & 0x3Fu);
    length = 4;
  }
  at += length;
  return c;
}

void append_utf8(char32_t c, std::string& out);

/// The largest offset up to `at` where no character is cut: the first byte of one, or the text's end.
constexpr std::size_t floor_to_code_point(std::string_view text, std::size_t at) noexcept {
  if (at >= text.size()) return text.size();
  while (at > 0 && (static_cast<unsigned char>(text[at]) & 0xC0) == 0x80) --at;
  return at;
}
/// The first byte of the last character; 0 for an empty text.
constexpr std::size_t begin_of_last_code_point(std::string_view text) noexcept {
  return text.empty() ? 0 : floor_to_code_point(text, text.size() - 1);
}
/// At most `max_bytes` of the text, whole characters.
constexpr std::string_view prefix_of(std::string_view text, std::size_t max_bytes) noexcept {
  return text.substr(0, floor_to_code_point(text, max_bytes));
}
/// The text on one line: prefix_of() with "…" behind it when something was cut off.
std::string shortened(std::string_view text, std::size_t max_bytes);

/// True for ASCII white space, NBSP, U+2000–200B, U+2028/9, U+202F, U+205F, U+3000, U+FEFF.
inline bool is_space(char32_t c) noexcept {
  if (c < 0x80) return c == ' ' || (c >= 9 && c <= 13);
  return c == 0xA0 || c == 0x85 || (c >= 0x2000 && c <= 0x200B) || c == 0x2028 || c == 0x2029 || c == 0x202F ||
         c == 0x205F || c == 0x3000 || c == 0xFEFF;
}

/// True for what nobody sees inside of a word: soft hyphen, zero width space, word joiner, zero width no-break
/// space. Not for the joiners of Persian and Hindi, which change the letters beside them.
inline bool is_invisible(char32_t c) noexcept { return c == 0xAD || c == 0x200B || c == 0x2060 || c == 0xFEFF; }

/// True for characters between which a line break in the source is no space: Han, kana, and the punctuation
/// of full width (https://www.w3.org/TR/css-text-3/#line-break-transform).
inline bool is_east_asian(char32_t c) noexcept {
  if (c < 0x3000) return false;
  return c <= 0x30FF || (c >= 0x31F0 && c <= 0x31FF) || (c >= 0x3400 && c <= 0x4DBF) || (c >= 0x4E00 && c <= 0x9FFF) ||
         (c >= 0xF900 && c <= 0xFAFF) || (c >= 0xFF00 && c <= 0xFFEF) || (c >= 0x20000 && c <= 0x3FFFF);
}

/// True for scripts written without spaces: Han, kana, Thai, Lao, Khmer, Burmese.
inline bool is_spaceless_script(char32_t c) noexcept {
  if (c < 0xE00) return false;
  return c <= 0xEFF || (c >= 0x1000 && c <= 0x109F) || (c >= 0x1780 && c <= 0x17FF) || (c >= 0x3040 && c <= 0x30FF) ||
         (c >= 0x31F0 && c <= 0x31FF) || (c >= 0x3400 && c <= 0x4DBF) || (c >= 0x4E00 && c <= 0x9FFF) ||
         (c >= 0xF900 && c <= 0xFAFF) || (c >= 0xFF66 && c <= 0xFF9F) || (c >= 0x20000 && c <= 0x3FFFF);
}

/// As text.find(bytes, from), for a look through a whole page. That of the standard library stops at each first letter
/// of what it looks for: twenty times as dear in English text.
std::size_t find_bytes(std::string_view text, std::string_view bytes, std::size_t from = 0) noexcept;

bool is_valid_utf8(std::string_view bytes) noexcept;
std::string replace_ill_formed(std::string_view bytes);  ///< U+FFFD for each byte that is no UTF-8
void make_valid_utf8(std::string& bytes);                ///< the same, if there is any

std::string_view trim(std::string_view text) noexcept;  ///< white space off both ends
/// Runs of white space to one ' ', none at the ends, and without what is_invisible().
std::string collapse_space(std::string_view text);
std::string fold_case(std::string_view text);  ///< Unicode simple case folding
bool starts_with_ignoring_case(std::string_view text, std::string_view lower) noexcept;  ///< ASCII

/// Words by white space; two characters of a script without spaces count as one word.
std::size_t count_words(std::string_view text) noexcept;

/// Letters and digits of `text`, case folded, single spaces between words: for comparing titles.
std::string normalized_words(std::string_view text);
/// normalized_words(text) == words, but stops at the first difference and allocates nothing.
bool has_normalized_words(std::string_view text, std::string_view words);

}  // namespace winnow
