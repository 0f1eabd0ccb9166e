// The WHATWG encodings and their labels (https://encoding.spec.whatwg.org/#names-and-labels), each
// with ICU's converter where it has one, and two that browsers forgot: VISCII (RFC 1456) and TCVN 5712
// (VSCII-1, "TCVN3" on the web), which ICU does not know and which old Vietnamese pages still declare.
// Labels follow the browsers: "iso-8859-1" is windows-1252, "gb2312" is GB 18030's superset.

#include "pipeline/decode/charset.h"

#include <unicode/ucnv.h>

#include <algorithm>
#include <array>
#include <memory>
#include <stdexcept>

#include "pipeline/base/ascii.h"
#include "pipeline/base/text.h"

namespace winnow::decode {
namespace {

constexpr Charset kCharsets[] = {
    {"utf-8", "UTF-8", "unicode-1-1-utf-8 utf8 unicode11utf8 unicode20utf8 x-unicode20utf8"},
    {"utf-16le", "UTF-16LE", "utf-16 unicode ucs-2 iso-10646-ucs-2 csunicode unicodefeff"},
    {"utf-16be", "UTF-16BE", "unicodefffe"},
    {"windows-1252", "windows-1252",
     "iso-8859-1 latin1 ascii us-ascii ansi_x3.4-1968 cp1252 cp819 csisolatin1 ibm819 iso-ir-100 "
     "iso8859-1 iso88591 iso_8859-1 iso_8859-1:1987 l1 x-cp1252"},
    {"windows-1250", "windows-1250", "cp1250 x-cp1250"},
    {"windows-1251", "windows-1251", "cp1251 x-cp1251"},
    {"windows-1253", "windows-1253", "cp1253 x-cp1253"},
    {"windows-1254", "windows-1254",
     "cp1254 csisolatin5 iso-8859-9 iso-ir-148 iso8859-9 iso88599 iso_8859-9 iso_8859-9:1989 l5 "
     "latin5 x-cp1254"},
    {"windows-1255", "windows-1255", "cp1255 x-cp1255"},
    {"windows-1256", "windows-1256", "cp1256 x-cp1256"},
    {"windows-1257", "windows-1257", "cp1257 x-cp1257"},
    {"windows-1258", "windows-1258", "cp1258 x-cp1258"},
    {"windows-874", "windows-874-2000", "dos-874 iso-8859-11 iso8859-11 iso885911 tis-620"},
    {"viscii", "", "csviscii viscii1.1-1 x-viet-viscii"},
    {"tcvn5712", "", "tcvn tcvn3 tcvn-5712 tcvn5712-1 tcvn5712-1:1993 x-viet-tcvn x-viet-tcvn5712"},
    {"iso-8859-2", "ISO-8859-2", "csisolatin2 iso-ir-101 iso8859-2 iso88592 iso_8859-2 iso_8859-2:1987 l2 latin2"},
    {"iso-8859-3", "ISO-8859-3", "csisolatin3 iso-ir-109 iso8859-3 iso88593 iso_8859-3 iso_8859-3:1988 l3 latin3"},
    {"iso-8859-4", "ISO-8859-4", "csisolatin4 iso-ir-110 iso8859-4 iso88594 iso_8859-4 iso_8859-4:1988 l4 latin4"},
    {"iso-8859-5", "ISO-8859-5",
     "csisolatincyrillic cyrillic iso-ir-144 iso8859-5 iso88595 iso_8859-5 iso_8859-5:1988"},
    {"iso-8859-6", "ISO-8859-6",
     "arabic asmo-708 csiso88596e csiso88596i csisolatinarabic ecma-114 iso-8859-6-e iso-8859-6-i "
     "iso-ir-127 iso8859-6 iso88596 iso_8859-6 iso_8859-6:1987"},
    {"iso-8859-7", "ISO-8859-7",
     "csisolatingreek ecma-118 elot_928 greek greek8 iso-ir-126 iso8859-7 iso88597 iso_8859-7 "
     "iso_8859-7:1987 sun_eu_greek"},
    {"iso-8859-8", "ISO-8859-8",
     "csiso88598e csisolatinhebrew hebrew iso-8859-8-e iso-ir-138 iso8859-8 iso88598 iso_8859-8 "
     "iso_8859-8:1988 visual"},
    {"iso-8859-8-i", "ISO-8859-8", "csiso88598i logical"},
    {"iso-8859-10", "iso-8859_10-1998", "csisolatin6 iso-ir-157 iso8859-10 iso885910 l6 latin6"},
    {"iso-8859-13", "ISO-8859-13", "iso8859-13 iso885913"},
    {"iso-8859-14", "iso-8859_14-1998", "iso8859-14 iso885914"},
    {"iso-8859-15", "ISO-8859-15", "csisolatin9 iso8859-15 iso885915 iso_8859-15 l9"},
    {"iso-8859-16", "", "iso8859-16 latin10 l10"},
    {"koi8-r", "KOI8-R", "cskoi8r koi koi8 koi8_r"},
    {"koi8-u", "KOI8-U", "koi8-ru"},
    {"ibm866", "IBM866", "866 cp866 csibm866"},
    {"macintosh", "macintosh", "csmacintosh mac x-mac-roman"},
    {"x-mac-cyrillic", "x-mac-cyrillic", "x-mac-ukrainian maccyrillic"},
    {"gb18030", "gb18030", "gbk gb2312 gb_2312 gb_2312-80 chinese csgb2312 csiso58gb231280 iso-ir-58 x-gbk cp936"},
    {"hz-gb-2312", "HZ", ""},
    {"big5", "Big5-HKSCS", "big5-hkscs cn-big5 csbig5 x-x-big5"},
    {"euc-jp", "EUC-JP", "cseucpkdfmtjapanese x-euc-jp"},
    {"iso-2022-jp", "ISO-2022-JP", "csiso2022jp"},
    {"shift_jis", "windows-31j", "csshiftjis ms932 ms_kanji shift-jis sjis windows-31j x-sjis"},
    {"euc-kr", "windows-949-2000",
     "cseuckr csksc56011987 iso-ir-149 korean ks_c_5601-1987 ks_c_5601-1989 ksc5601 ksc_5601 "
     "windows-949 uhc cp949"},
    {"iso-2022-kr", "ISO-2022-KR", "csiso2022kr"},
};

/// A one-byte charset: what stands for bytes 80–FF, and the control codes that are letters.
struct ByteTable {
  std::array<char16_t, 128> upper;
  std::array<std::pair<unsigned char, char16_t>, 12> controls;  // {0, 0} fills the rest
};

constexpr ByteTable kViscii = {
    {
        0x1EA0, 0x1EAE, 0x1EB0, 0x1EB6, 0x1EA4, 0x1EA6, 0x1EA8, 0x1EAC, 0x1EBC, 0x1EB8, 0x1EBE, 0x1EC0, 0x1EC2,
        0x1EC4, 0x1EC6, 0x1ED0, 0x1ED2, 0x1ED4, 0x1ED6, 0x1ED8, 0x1EE2, 0x1EDA, 0x1EDC, 0x1EDE, 0x1ECA, 0x1ECE,
        0x1ECC, 0x1EC8, 0x1EE6, 0x0168, 0x1EE4, 0x1EF2, 0x00D5, 0x1EAF, 0x1EB1, 0x1EB7, 0x1EA5, 0x1EA7, 0x1EA9,
        0x1EAD, 0x1EBD, 0x1EB9, 0x1EBF, 0x1EC1, 0x1EC3, 0x1EC5, 0x1EC7, 0x1ED1, 0x1ED3, 0x1ED5, 0x1ED7, 0x1EE0,
        0x01A0, 0x1ED9, 0x1EDD, 0x1EDF, 0x1ECB, 0x1EF0, 0x1EE8, 0x1EEA, 0x1EEC, 0x01A1, 0x1EDB, 0x01AF, 0x00C0,
        0x00C1, 0x00C2, 0x00C3, 0x1EA2, 0x0102, 0x1EB3, 0x1EB5, 0x00C8, 0x00C9, 0x00CA, 0x1EBA, 0x00CC, 0x00CD,
        0x0128, 0x1EF3, 0x0110, 0x1EE9, 0x00D2, 0x00D3, 0x00D4, 0x1EA1, 0x1EF7, 0x1EEB, 0x1EED, 0x00D9, 0x00DA,
        0x1EF9, 0x1EF5, 0x00DD, 0x1EE1, 0x01B0, 0x00E0, 0x00E1, 0x00E2, 0x00E3, 0x1EA3, 0x0103, 0x1EEF, 0x1EAB,
        0x00E8, 0x00E9, 0x00EA, 0x1EBB, 0x00EC, 0x00ED, 0x0129, 0x1EC9, 0x0111, 0x1EF1, 0x00F2, 0x00F3, 0x00F4,
        0x00F5, 0x1ECF, 0x1ECD, 0x1EE5, 0x00F9, 0x00FA, 0x0169, 0x1EE7, 0x00FD, 0x1EE3, 0x1EEE,
    },
    {{{0x02, 0x1EB2}, {0x05, 0x1EB4}, {0x06, 0x1EAA}, {0x14, 0x1EF6}, {0x19, 0x1EF8}, {0x1E, 0x1EF4}}}};

constexpr ByteTable kTcvn5712 = {
    {
        0x00C0, 0x1EA2, 0x00C3, 0x00C1, 0x1EA0, 0x1EB6, 0x1EAC, 0x00C8, 0x1EBA, 0x1EBC, 0x00C9, 0x1EB8, 0x1EC6,
        0x00CC, 0x1EC8, 0x0128, 0x00CD, 0x1ECA, 0x00D2, 0x1ECE, 0x00D5, 0x00D3, 0x1ECC, 0x1ED8, 0x1EDC, 0x1EDE,
        0x1EE0, 0x1EDA, 0x1EE2, 0x00D9, 0x1EE6, 0x0168, 0x00A0, 0x0102, 0x00C2, 0x00CA, 0x00D4, 0x01A0, 0x01AF,
        0x0110, 0x0103, 0x00E2, 0x00EA, 0x00F4, 0x01A1, 0x01B0, 0x0111, 0x1EB0, 0x0300, 0x0309, 0x0303, 0x0301,
        0x0323, 0x00E0, 0x1EA3, 0x00E3, 0x00E1, 0x1EA1, 0x1EB2, 0x1EB1, 0x1EB3, 0x1EB5, 0x1EAF, 0x1EB4, 0x1EAE,
        0x1EA6, 0x1EA8, 0x1EAA, 0x1EA4, 0x1EC0, 0x1EB7, 0x1EA7, 0x1EA9, 0x1EAB, 0x1EA5, 0x1EAD, 0x00E8, 0x1EC2,
        0x1EBB, 0x1EBD, 0x00E9, 0x1EB9, 0x1EC1, 0x1EC3, 0x1EC5, 0x1EBF, 0x1EC7, 0x00EC, 0x1EC9, 0x1EC4, 0x1EBE,
        0x1ED2, 0x0129, 0x00ED, 0x1ECB, 0x00F2, 0x1ED4, 0x1ECF, 0x00F5, 0x00F3, 0x1ECD, 0x1ED3, 0x1ED5, 0x1ED7,
        0x1ED1, 0x1ED9, 0x1EDD, 0x1EDF, 0x1EE1, 0x1EDB, 0x1EE3, 0x00F9, 0x1ED6, 0x1EE7, 0x0169, 0x00FA, 0x1EE5,
        0x1EEB, 0x1EED, 0x1EEF, 0x1EE9, 0x1EF1, 0x1EF3, 0x1EF7, 0x1EF9, 0x00FD, 0x1EF5, 0x1ED0,
    },
    {{{0x01, 0x00DA},
      {0x02, 0x1EE4},
      {0x04, 0x1EEA},
      {0x05, 0x1EEC},
      {0x06, 0x1EEE},
      {0x11, 0x1EE8},
      {0x12, 0x1EF0},
      {0x13, 0x1EF2},
      {0x14, 0x1EF6},
      {0x15, 0x1EF8},
      {0x16, 0x00DD},
      {0x17, 0x1EF4}}}};

/// ISO 8859-16 (Romanian and its neighbours), which ICU lacks too.
constexpr ByteTable kIso8859_16 = {
    {
        0x0080, 0x0081, 0x0082, 0x0083, 0x0084, 0x0085, 0x0086, 0x0087, 0x0088, 0x0089, 0x008A, 0x008B, 0x008C,
        0x008D, 0x008E, 0x008F, 0x0090, 0x0091, 0x0092, 0x0093, 0x0094, 0x0095, 0x0096, 0x0097, 0x0098, 0x0099,
        0x009A, 0x009B, 0x009C, 0x009D, 0x009E, 0x009F, 0x00A0, 0x0104, 0x0105, 0x0141, 0x20AC, 0x201E, 0x0160,
        0x00A7, 0x0161, 0x00A9, 0x0218, 0x00AB, 0x0179, 0x00AD, 0x017A, 0x017B, 0x00B0, 0x00B1, 0x010C, 0x0142,
        0x017D, 0x201D, 0x00B6, 0x00B7, 0x017E, 0x010D, 0x0219, 0x00BB, 0x0152, 0x0153, 0x0178, 0x017C, 0x00C0,
        0x00C1, 0x00C2, 0x0102, 0x00C4, 0x0106, 0x00C6, 0x00C7, 0x00C8, 0x00C9, 0x00CA, 0x00CB, 0x00CC, 0x00CD,
        0x00CE, 0x00CF, 0x0110, 0x0143, 0x00D2, 0x00D3, 0x00D4, 0x0150, 0x00D6, 0x015A, 0x0170, 0x00D9, 0x00DA,
        0x00DB, 0x00DC, 0x0118, 0x021A, 0x00DF, 0x00E0, 0x00E1, 0x00E2, 0x0103, 0x00E4, 0x0107, 0x00E6, 0x00E7,
        0x00E8, 0x00E9, 0x00EA, 0x00EB, 0x00EC, 0x00ED, 0x00EE, 0x00EF, 0x0111, 0x0144, 0x00F2, 0x00F3, 0x00F4,
        0x0151, 0x00F6, 0x015B, 0x0171, 0x00F9, 0x00FA, 0x00FB, 0x00FC, 0x0119, 0x021B, 0x00FF,
    },
    {}};

std::string by_table(std::string_view bytes, const ByteTable& table) {
  std::array<char16_t, 256> map{};
  for (std::size_t i = 0; i < 128; ++i) {
    map[i] = static_cast<char16_t>(i);
    map[i + 128] = table.upper[i];
  }
  for (const auto& [byte, character] : table.controls)
    if (character != 0) map[byte] = character;
  std::string out;
  out.reserve(bytes.size() + bytes.size() / 2);
  for (const char c : bytes) append_utf8(map[static_cast<unsigned char>(c)], out);
  return out;
}

bool has_label(std::string_view labels, std::string_view label) noexcept {
  for (std::size_t at = 0; at < labels.size();) {
    const std::size_t end = std::min(labels.find(' ', at), labels.size());
    if (labels.substr(at, end - at) == label) return true;
    at = end + 1;
  }
  return false;
}

struct CloseConverter {
  void operator()(UConverter* converter) const noexcept { ucnv_close(converter); }
};

std::string by_icu(std::string_view bytes, std::string_view converter_name) {
  UErrorCode status = U_ZERO_ERROR;
  const std::unique_ptr<UConverter, CloseConverter> converter(ucnv_open(std::string(converter_name).c_str(), &status));
  if (U_FAILURE(status)) throw std::runtime_error("ICU has no converter for " + std::string(converter_name));
  std::array<UChar, 4096> chunk;
  const char* at = bytes.data();
  const char* const end = at + bytes.size();
  std::string out;
  out.reserve(bytes.size() + bytes.size() / 2);
  char32_t lead = 0;  // a high surrogate that the last chunk ended with
  do {
    UChar* to = chunk.data();
    status = U_ZERO_ERROR;
    ucnv_toUnicode(converter.get(), &to, chunk.data() + chunk.size(), &at, end, nullptr, true, &status);
    for (const UChar* unit = chunk.data(); unit < to; ++unit) {
      if (U16_IS_LEAD(*unit)) {
        lead = *unit;
      } else if (U16_IS_TRAIL(*unit) && lead != 0) {
        append_utf8(static_cast<char32_t>(U16_GET_SUPPLEMENTARY(lead, *unit)), out);
        lead = 0;
      } else {
        append_utf8(*unit, out);
      }
    }
  } while (status == U_BUFFER_OVERFLOW_ERROR);
  return out;
}

}  // namespace

const Charset* find_charset(std::string_view label) noexcept {
  constexpr std::size_t kLongestLabel = 24;
  label = trim(label);
  if (label.empty() || label.size() > kLongestLabel) return nullptr;
  std::array<char, kLongestLabel> buffer{};
  std::transform(label.begin(), label.end(), buffer.begin(), ascii_lower);
  const std::string_view lower(buffer.data(), label.size());
  for (const Charset& charset : kCharsets)
    if (charset.name == lower || has_label(charset.labels, lower)) return &charset;
  return nullptr;
}

const Charset& utf8() noexcept { return kCharsets[0]; }

std::string to_utf8(std::string_view bytes, const Charset& charset) {
  if (charset.name == "viscii") return by_table(bytes, kViscii);
  if (charset.name == "iso-8859-16") return by_table(bytes, kIso8859_16);
  if (charset.name == "tcvn5712") return by_table(bytes, kTcvn5712);
  return by_icu(bytes, charset.converter);
}

}  // namespace winnow::decode
