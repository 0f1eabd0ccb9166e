#pragma once
// A cheap test for text that is in NFC already, which nearly all pages are.

#include <string_view>

namespace winnow::decode {

/// True if `text` (valid UTF-8) is surely in NFC: it holds only characters that no composition
/// touches. False says nothing; ask ICU. Cost: linear, a look-up for each character
/// that is not ASCII; the first one beyond Latin, Cyrillic and Han builds a table in about 1 ms.
bool surely_nfc(std::string_view text);

}  // namespace winnow::decode
