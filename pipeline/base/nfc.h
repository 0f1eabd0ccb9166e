#pragma once
// Normalization form C: a cheap test for text that is in it already, which nearly all pages are, and ICU for the rest.

#include <string>
#include <string_view>

namespace winnow {

/// True if `text` (valid UTF-8) is surely in NFC: it holds only characters that no composition
/// touches. False says nothing; ask ICU. Cost: linear, a look-up for each character
/// that is not ASCII; the first one beyond Latin, Cyrillic and Han builds a table in about 1 ms.
bool surely_nfc(std::string_view text);

/// `text` (valid UTF-8) in NFC, as it is if it is so already, with at most 30 combining marks in a row. Cost: linear,
/// a look by surely_nfc() for most texts. Throws std::runtime_error without ICU's data.
std::string to_nfc(std::string text);

}  // namespace winnow
