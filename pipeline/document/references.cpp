// Character references, by 13.2.5.72–80 of the HTML standard
// (https://html.spec.whatwg.org/multipage/parsing.html#character-reference-state). Done here and
// not by Gumbo, which emits an invalid byte for "&#4294967294;"; and because most text of a page is
// thrown away, so that decoding all of it would be wasted.

#include <algorithm>
#include <array>
#include <cstring>

#include "pipeline/base/ascii.h"
#include "pipeline/base/text.h"
#include "pipeline/document/dom.h"

namespace winnow {
namespace {

struct NamedReference {
  std::string_view name;  // without '&'; with ';' unless the name works without it
  char32_t first, second;
};

// clang-format off
constexpr NamedReference kNamed[] = {
#include "pipeline/document/entities.inc"
};
// clang-format on

constexpr char32_t kReplacement = 0xFFFD;

/// What "&#128;" to "&#159;" stand for: windows-1252, section 13.2.5.80.
constexpr std::array<char16_t, 32> kWindows1252 = {0x20AC, 0x81,   0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021,
                                                   0x02C6, 0x2030, 0x0160, 0x2039, 0x0152, 0x8D,   0x017D, 0x8F,
                                                   0x90,   0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014,
                                                   0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0x9D,   0x017E, 0x0178};

/// The digit's value, or 16 if it is none in base 16.
constexpr std::uint32_t hex_value(char c) noexcept {
  if (is_ascii_digit(c)) return static_cast<std::uint32_t>(c - '0');
  const char lower = static_cast<char>(c | 0x20);
  return lower >= 'a' && lower <= 'f' ? static_cast<std::uint32_t>(lower - 'a' + 10) : 16;
}

/// 13.2.5.80, numeric character reference end state.
constexpr char32_t character_of(std::uint32_t number) noexcept {
  if (number >= 0x80 && number < 0xA0) return kWindows1252[number - 0x80];
  const bool is_character = number && number < 0x110000 && !(number >= 0xD800 && number < 0xE000);
  return is_character ? number : kReplacement;
}

/// Reads "#39;" or "#x27;" behind a '&' and appends its character; the number of bytes read, 0 if
/// it is no reference.
std::size_t append_numeric(std::string_view behind, std::string& out) {
  const bool is_hex = behind.size() > 1 && (behind[1] == 'x' || behind[1] == 'X');
  const std::uint32_t base = is_hex ? 16 : 10;
  const std::size_t first_digit = is_hex ? 2 : 1;
  std::uint32_t number = 0;
  std::size_t at = first_digit;
  for (; at < behind.size(); ++at) {
    const std::uint32_t digit = hex_value(behind[at]);
    if (digit >= base) break;
    number = std::min(number * base + digit, 0x110000u);
  }
  if (at == first_digit) return 0;
  append_utf8(character_of(number), out);
  return at < behind.size() && behind[at] == ';' ? at + 1 : at;
}

/// The longest name that `behind` begins with, or null. The range of candidates narrows with each
/// byte, as if walking a trie.
const NamedReference* longest_name(std::string_view behind) noexcept {
  const NamedReference* low = std::begin(kNamed);
  const NamedReference* high = std::end(kNamed);
  const NamedReference* best = nullptr;
  for (std::size_t at = 0; at < behind.size() && low < high; ++at) {
    const auto byte_at = [at](const NamedReference& r) { return r.name[at]; };
    if (low->name.size() == at) ++low;  // it is a prefix of the others
    low = std::partition_point(low, high, [&](const auto& r) { return byte_at(r) < behind[at]; });
    high = std::partition_point(low, high, [&](const auto& r) { return byte_at(r) == behind[at]; });
    if (low < high && low->name.size() == at + 1) best = low;
  }
  return best;
}

/// As append_numeric, for "amp;" and "eacute". 13.2.5.73, named character reference state.
std::size_t append_named(std::string_view behind, bool in_attribute, std::string& out) {
  const NamedReference* found = longest_name(behind);
  if (!found) return 0;
  const std::size_t length = found->name.size();
  if (in_attribute && found->name.back() != ';' && length < behind.size() &&
      (behind[length] == '=' || is_ascii_alnum(behind[length])))
    return 0;
  append_utf8(found->first, out);
  if (found->second) append_utf8(found->second, out);
  return length;
}

std::size_t append_reference(std::string_view behind, bool in_attribute, std::string& out) {
  if (behind.empty()) return 0;
  if (behind[0] == '#') return append_numeric(behind, out);
  return is_ascii_alnum(behind[0]) ? append_named(behind, in_attribute, out) : 0;
}

/// True for bytes that append_decoded may have to change.
constexpr bool is_special(unsigned char c) noexcept {
  return c == '&' || c == 0x7F || c == 0xC2 || (c < 0x20 && c != '\n' && c != '\t' && c != '\f');
}

/// What to do with '&'.
enum class References { in_text, in_attribute, none };

/// Appends what stands for the special byte at `raw[0]`; the number of bytes that it replaces.
std::size_t append_special(std::string_view raw, References references, std::string& out) {
  const auto c = static_cast<unsigned char>(raw[0]);
  const auto next = raw.size() > 1 ? static_cast<unsigned char>(raw[1]) : 0u;
  const bool in_attribute = references == References::in_attribute;
  if (c == '&') {
    const std::size_t length = references == References::none ? 0 : append_reference(raw.substr(1), in_attribute, out);
    if (length == 0) out += '&';
    return length + 1;
  }
  if (c == '\r') {
    if (next != '\n') out += '\n';
    return 1;
  }
  if (c == 0xC2 && next >= 0xA0) {
    out.append(raw, 0, 2);
    return 2;
  }
  if (c || in_attribute) append_utf8(kReplacement, out);
  return c == 0xC2 ? std::min<std::size_t>(raw.size(), 2) : 1;
}

void append(std::string_view raw, References references, std::string& out) {
  std::size_t copied = 0;
  for (std::size_t at = 0; at < raw.size();) {
    if (!is_special(static_cast<unsigned char>(raw[at]))) {
      ++at;
      continue;
    }
    out.append(raw, copied, at - copied);
    at += append_special(raw.substr(at), references, out);
    copied = at;
  }
  out.append(raw, copied, raw.size() - copied);
}

/// True for text that means itself: ASCII without references and controls, as most values are.
bool is_plain(std::string_view raw) noexcept {
  bool is_odd = false;
  for (const char c : raw) is_odd |= c < ' ' || c > '~' || c == '&';
  return !is_odd;
}

}  // namespace

void append_decoded(std::string_view raw, bool in_attribute, std::string& out) {
  if (is_plain(raw)) out.append(raw);
  else append(raw, in_attribute ? References::in_attribute : References::in_text, out);
}

void append_literal(std::string_view raw, std::string& out) { append(raw, References::none, out); }

}  // namespace winnow
