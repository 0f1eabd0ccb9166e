#pragma once
// A cheap test for text that is in NFC already, which nearly all pages are.

#include <string_view>

namespace winnow::decode {

/// True if `text` (valid UTF-8) is surely in NFC: it holds only characters that no composition
/// touches. False says nothing; ask ICU. Cost: linear, a table look-up for each lead byte.
bool surely_nfc(std::string_view text) noexcept;

}  // namespace winnow::decode
