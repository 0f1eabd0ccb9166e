// Ranges of characters with NFC_Quick_Check=Yes and no combining class, by their lead bytes:
// Unicode 15, DerivedNormalizationProps.txt. Latin, Cyrillic, Vietnamese letters, punctuation,
// Han, kana without the combining voice marks, and Hangul syllables cover the news of the world;
// anything else is left to ICU, which is some ten times slower.

#include "pipeline/decode/nfc.h"

namespace winnow::decode {
namespace {

/// True for a three-byte character, given its code point, that NFC leaves alone.
bool is_inert_three_byte(unsigned code_point) noexcept {
  if (code_point >= 0x1E00 && code_point < 0x1F00) return true;  // Latin Extended Additional
  if (code_point >= 0x2002 && code_point < 0x20D0) return true;  // punctuation, currency
  if (code_point >= 0x2190 && code_point < 0x2329) return true;  // arrows, mathematics, technical
  if (code_point >= 0x2460 && code_point < 0x2ADC) return true;  // enclosed, box drawing, dingbats
  if (code_point >= 0x3000 && code_point < 0x302A) return true;  // ideographic punctuation
  if (code_point >= 0x3030 && code_point < 0x3099) return true;  // hiragana
  if (code_point >= 0x309B && code_point < 0xA000) return true;  // katakana, Han
  if (code_point >= 0xAC00 && code_point < 0xD7A4) return true;  // Hangul syllables
  return code_point >= 0xFF00 && code_point < 0xFFFE;            // full-width forms
}

}  // namespace

bool surely_nfc(std::string_view text) noexcept {
  const auto* at = reinterpret_cast<const unsigned char*>(text.data());
  const auto* const end = at + text.size();
  while (at < end) {
    if (*at < 0x80) {
      ++at;
    } else if (*at < 0xCC || *at == 0xD0 || *at == 0xD1) {  // U+0080–02FF, U+0400–047F
      at += 2;
    } else if (*at >= 0xE1 && *at < 0xF0) {
      const unsigned code_point = (at[0] & 0xFu) << 12 | (at[1] & 0x3Fu) << 6 | (at[2] & 0x3Fu);
      if (!is_inert_three_byte(code_point)) return false;
      at += 3;
    } else {
      return false;
    }
  }
  return true;
}

}  // namespace winnow::decode
