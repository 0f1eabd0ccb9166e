#pragma once
// Charsets by their WHATWG labels, and their conversion to UTF-8.

#include <string>
#include <string_view>

namespace winnow::decode {

/// One charset. The list is closed; pointers to its entries stay valid for ever.
struct Charset {
  std::string_view name;       ///< the WHATWG name in lower case: "windows-1252"
  std::string_view converter;  ///< ICU's name for it; empty: a table of our own
  std::string_view labels;     ///< other labels, in lower case, separated by one space
};

/// The charset of a label, white space around it and letter case ignored; nullptr if unknown.
const Charset* find_charset(std::string_view label) noexcept;

/// UTF-8 itself, which needs no conversion.
const Charset& utf8() noexcept;

/// `bytes` as UTF-8; what the charset does not map becomes U+FFFD. Not yet in NFC.
/// Throws std::runtime_error if this build of ICU lacks the converter. Cost: linear.
std::string to_utf8(std::string_view bytes, const Charset& charset);

}  // namespace winnow::decode
