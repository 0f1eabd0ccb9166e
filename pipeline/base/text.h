#pragma once
// Small helpers over UTF-8. Input is valid UTF-8 unless said otherwise; ASCII takes a fast path.

#include <cstddef>
#include <string>
#include <string_view>

namespace winnow {

/// The code point at `at` (< end), which moves behind it. Ill-formed bytes give U+FFFD, one each.
char32_t next_code_point(const char*& at, const char* end) noexcept;
void append_utf8(char32_t c, std::string& out);

/// True for ASCII white space, NBSP, U+2000–200B, U+2028/9, U+202F, U+205F, U+3000, U+FEFF.
bool is_space(char32_t c) noexcept;
/// True for scripts written without spaces: Han, kana, Thai, Lao, Khmer, Burmese.
bool is_spaceless_script(char32_t c) noexcept;

std::string_view trim(std::string_view text) noexcept;      ///< white space off both ends
std::string collapse_space(std::string_view text);          ///< runs to one ' ', none at the ends
std::string fold_case(std::string_view text);               ///< Unicode simple case folding
std::string to_nfc(std::string text);                       ///< as it is when it is NFC already
bool starts_with_ignoring_case(std::string_view text, std::string_view lower) noexcept;  ///< ASCII

/// Words by white space; two characters of a script without spaces count as one word.
std::size_t count_words(std::string_view text) noexcept;

/// Letters and digits of `text`, case folded, single spaces between words: for comparing titles.
std::string normalized_words(std::string_view text);

}  // namespace winnow
