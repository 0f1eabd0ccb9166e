// Characters with NFC_Quick_Check=Yes and no combining class are left alone by NFC whatever stands
// beside them (UAX #15, section 9). The news of the world hardly holds others, so most pages need
// no more than a look at each character that is not ASCII.

#include "pipeline/base/nfc.h"

#include <unicode/bytestream.h>
#include <unicode/normalizer2.h>
#include <unicode/stringpiece.h>
#include <unicode/uchar.h>
#include <unicode/unorm2.h>

#include <bitset>
#include <cstdint>
#include <cstring>
#include <stdexcept>

#include "pipeline/base/text.h"

namespace winnow {
namespace {

constexpr char32_t kBasicPlane = 0x10000;
using BasicPlane = std::bitset<kBasicPlane>;

BasicPlane make_inert() {
  BasicPlane inert;
  for (char32_t c = 0; c < kBasicPlane; ++c) {
    const auto code_point = static_cast<UChar32>(c);
    inert[c] =
        u_getIntPropertyValue(code_point, UCHAR_NFC_QUICK_CHECK) == UNORM_YES && u_getCombiningClass(code_point) == 0;
  }
  return inert;
}

/// True for a character that NFC leaves alone: Unicode 15, DerivedNormalizationProps.txt. The
/// ranges that most pages get by with are here, so that short runs need no table.
bool is_inert(char32_t c) {
  if (c < 0x300 || (c >= 0x400 && c < 0x480)) return true;   // Latin, Cyrillic
  if (c >= 0x1E00 && c < 0x1F00) return true;                // Latin Extended Additional
  if (c >= 0x2002 && c < 0x20D0) return true;                // punctuation, currency
  if (c >= 0x4E00 && c < 0xA000) return true;                // Han
  if (c >= kBasicPlane) return c >= 0x1F000 && c < 0x1FB00;  // emoji
  static const BasicPlane kInert = make_inert();
  return kInert[c];
}

/// Behind the ASCII characters at `at`, eight at a time.
const char* skip_ascii(const char* at, const char* end) noexcept {
  for (std::uint64_t eight; end - at >= 8; at += 8) {
    std::memcpy(&eight, at, 8);
    if (eight & 0x8080808080808080u) break;
  }
  while (at < end && static_cast<unsigned char>(*at) < 0x80) ++at;
  return at;
}

/// Without the marks behind the 30th on one letter. ICU puts a run of them in order by insertion, in the square of its
/// length; no writing system has more (UAX #15, section 13: stream-safe text).
std::string with_few_marks(std::string_view text) {
  constexpr int kMostMarks = 30;
  std::string out;
  out.reserve(text.size());
  int marks = 0;
  for (const char *at = text.data(), *end = at + text.size(); at < end;) {
    const char* const begin = at;
    const char* const letter = skip_ascii(at, end);
    if (letter > at) {
      out.append(at, letter);
      marks = 0;
      at = letter;
      continue;
    }
    const bool is_mark = u_getCombiningClass(static_cast<UChar32>(next_code_point(at, end))) != 0;
    marks = is_mark ? marks + 1 : 0;
    if (marks <= kMostMarks) out.append(begin, at);
  }
  return out;
}

}  // namespace

std::string to_nfc(std::string text) {
  if (surely_nfc(text)) return text;
  UErrorCode status = U_ZERO_ERROR;
  const icu::Normalizer2* nfc = icu::Normalizer2::getNFCInstance(status);
  if (U_FAILURE(status)) throw std::runtime_error("ICU has no NFC data");
  text = with_few_marks(text);
  const icu::StringPiece piece(text.data(), static_cast<std::int32_t>(text.size()));
  if (nfc->isNormalizedUTF8(piece, status) && U_SUCCESS(status)) return text;
  std::string out;
  icu::StringByteSink<std::string> sink(&out, static_cast<std::int32_t>(text.size()));
  status = U_ZERO_ERROR;
  nfc->normalizeUTF8(0, piece, sink, nullptr, status);
  return U_SUCCESS(status) ? out : text;
}

bool surely_nfc(std::string_view text) {
  const char* const end = text.data() + text.size();
  for (const char* at = skip_ascii(text.data(), end); at < end; at = skip_ascii(at, end))
    if (!is_inert(next_code_point(at, end))) return false;
  return true;
}

}  // namespace winnow
