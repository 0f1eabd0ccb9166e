#pragma once
// Classes and letter case of ASCII characters, whatever the locale. Other bytes are in no class.

namespace winnow {

constexpr bool is_ascii_lower(char c) noexcept { return c >= 'a' && c <= 'z'; }
constexpr bool is_ascii_upper(char c) noexcept { return c >= 'A' && c <= 'Z'; }
constexpr bool is_ascii_letter(char c) noexcept { return static_cast<unsigned char>((c | 0x20) - 'a') < 26; }
constexpr bool is_ascii_digit(char c) noexcept { return c >= '0' && c <= '9'; }
constexpr bool is_ascii_alnum(char c) noexcept { return is_ascii_letter(c) || is_ascii_digit(c); }

/// What isspace() takes in the C locale: space, tab, line feed, vertical tab, form feed, CR.
constexpr bool is_ascii_space(char c) noexcept { return c == ' ' || (c >= 9 && c <= 13); }
/// White space of HTML, which lacks the vertical tab (https://infra.spec.whatwg.org/#ascii-whitespace).
constexpr bool is_html_space(char c) noexcept { return c == ' ' || c == '\n' || c == '\t' || c == '\r' || c == '\f'; }

constexpr char ascii_lower(char c) noexcept { return is_ascii_upper(c) ? static_cast<char>(c + ('a' - 'A')) : c; }
constexpr char ascii_upper(char c) noexcept { return is_ascii_lower(c) ? static_cast<char>(c - ('a' - 'A')) : c; }

}  // namespace winnow
