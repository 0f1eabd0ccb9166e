// Charsets: every way a page can say its own, and what becomes of bytes that do not fit.

#include <gtest/gtest.h>

#include <string>

#include "pipeline/base/nfc.h"
#include "pipeline/decode/charset.h"
#include "pipeline/decode/decode.h"

namespace winnow {
namespace {

// A sentence in each charset, in bytes made by other software than ours (Python's codecs, iconv).
struct Sample {
  const char* charset;
  std::string_view text;
  std::string_view bytes;
};

constexpr Sample kSamples[] = {
    {"windows-1258",
     "Chợ nổi họp từ sáng sớm, ghe chở dưa hấu và khoai lang đậu kín hai bên bờ sông. Người bán hàng nói giá năm nay "
     "cao hơn năm ngoái một chút.",
     "Ch\xF5\xF2 n\xF4\xD2i ho\xF2p t\xFD\xCC s\xE1ng s\xF5\xECm, ghe ch\xF5\xD2 d\xFD"
     "a h\xE2\xECu v\xE0 khoai lang \xF0\xE2\xF2u k\xEDn hai b\xEAn b\xF5\xCC s\xF4ng. Ng\xFD\xF5\xCCi b\xE1n h\xE0ng "
     "n\xF3i gi\xE1 n\xE3m nay cao h\xF5n n\xE3m ngo\xE1i m\xF4\xF2t ch\xFAt."},
    {"shift_jis", "村の朝市には今年も多くの人が集まり、とれたての野菜と魚がよく売れました。",
     "\x91\xBA\x82\xCC\x92\xA9\x8Es\x82\xC9\x82\xCD\x8D\xA1\x94N\x82\xE0\x91\xBD\x82\xAD\x82\xCC\x90l\x82\xAA\x8FW\x82"
     "\xDC\x82\xE8\x81"
     "A\x82\xC6\x82\xEA\x82\xBD\x82\xC4\x82\xCC\x96\xEC\x8D\xD8\x82\xC6\x8B\x9B\x82\xAA\x82\xE6\x82\xAD\x94\x84\x82\xEA"
     "\x82\xDC\x82\xB5\x82\xBD\x81"
     "B"},
    {"euc-kr", "마을 장터에는 올해도 많은 사람이 모였고 채소와 생선이 잘 팔렸습니다.",
     "\xB8\xB6\xC0\xBB \xC0\xE5\xC5\xCD\xBF\xA1\xB4\xC2 \xBF\xC3\xC7\xD8\xB5\xB5 \xB8\xB9\xC0\xBA "
     "\xBB\xE7\xB6\xF7\xC0\xCC \xB8\xF0\xBF\xB4\xB0\xED \xC3\xA4\xBC\xD2\xBF\xCD \xBB\xFD\xBC\xB1\xC0\xCC \xC0\xDF "
     "\xC6\xC8\xB7\xC8\xBD\xC0\xB4\xCF\xB4\xD9."},
    {"gb18030", "村里的早市今年也来了很多人，新鲜的蔬菜和鱼卖得很好。",
     "\xB4\xE5\xC0\xEF\xB5\xC4\xD4\xE7\xCA\xD0\xBD\xF1\xC4\xEA\xD2\xB2\xC0\xB4\xC1\xCB\xBA\xDC\xB6\xE0\xC8\xCB\xA3\xAC"
     "\xD0\xC2\xCF\xCA\xB5\xC4\xCA\xDF\xB2\xCB\xBA\xCD\xD3\xE3\xC2\xF4\xB5\xC3\xBA\xDC\xBA\xC3\xA1\xA3"},
    {"big5", "村裡的早市今年也來了很多人，新鮮的蔬菜和魚賣得很好。",
     "\xA7\xF8\xB8\xCC\xAA\xBA\xA6\xAD\xA5\xAB\xA4\xB5\xA6~\xA4]\xA8\xD3\xA4"
     "F\xAB\xDC\xA6h\xA4H\xA1"
     "A\xB7s\xC2"
     "A\xAA\xBA\xBD\xAD\xB5\xE6\xA9M\xB3\xBD\xBD\xE6\xB1o\xAB\xDC\xA6n\xA1"
     "C"},
    {"windows-1251", "На рынок в деревне и в этом году пришло много людей, овощи и рыба продавались хорошо.",
     "\xCD\xE0 \xF0\xFB\xED\xEE\xEA \xE2 \xE4\xE5\xF0\xE5\xE2\xED\xE5 \xE8 \xE2 \xFD\xF2\xEE\xEC \xE3\xEE\xE4\xF3 "
     "\xEF\xF0\xE8\xF8\xEB\xEE \xEC\xED\xEE\xE3\xEE \xEB\xFE\xE4\xE5\xE9, \xEE\xE2\xEE\xF9\xE8 \xE8 \xF0\xFB\xE1\xE0 "
     "\xEF\xF0\xEE\xE4\xE0\xE2\xE0\xEB\xE8\xF1\xFC \xF5\xEE\xF0\xEE\xF8\xEE."},
    {"windows-1252", "Le marché du village a attiré beaucoup de monde cette année encore, dès huit heures.",
     "Le march\xE9 du village a attir\xE9 beaucoup de monde cette ann\xE9"
     "e encore, d\xE8s huit heures."},
};

Decoded decoded(std::string bytes, std::string content_type = "") {
  auto out = stage::Decode{}({.content_type = std::move(content_type), .bytes = std::move(bytes)});
  EXPECT_TRUE(out) << out.error().detail;
  return out ? std::move(*out) : Decoded{};
}

std::string page_of(std::string_view head, std::string_view body) {
  return "<html><head>" + std::string(head) + "</head><body><p>" + std::string(body) + "</p></body></html>";
}

TEST(DecodeCharset, TakesTheHeader) {
  for (const Sample& s : kSamples) {
    const Decoded page = decoded(page_of("", s.bytes), std::string("text/html; Charset=\"") + s.charset + "\"");
    EXPECT_EQ(page.text, page_of("", s.text)) << s.charset;
    EXPECT_EQ(page.charset, s.charset);
  }
}

TEST(DecodeCharset, TakesTheDeclarationInThePage) {
  for (const Sample& s : kSamples) {
    const std::string charset = s.charset;
    for (const std::string& head :
         {"<meta charset=" + charset + ">",
          "<!-- <meta charset=utf-8> --><META content='text/html;charset=" + charset + "' http-equiv=Content-Type>"}) {
      const Decoded page = decoded(page_of(head, s.bytes));
      EXPECT_EQ(page.text, page_of(head, s.text)) << head;
      EXPECT_EQ(page.charset, charset);
    }
  }
}

TEST(DecodeCharset, GuessesWhereNothingIsSaid) {
  for (const Sample& s : kSamples) {
    const std::string bytes = std::string(s.bytes) + "\n" + std::string(s.bytes);
    const std::string text = std::string(s.text) + "\n" + std::string(s.text);
    EXPECT_EQ(decoded(bytes).text, text) << s.charset;
  }
}

TEST(DecodeCharset, ReadsAVietnamesePageOf1998) {
  const Sample& s = kSamples[0];
  const std::string head =
      "<TITLE>Ch\xF5\xF2 n\xF4\xD2i</TITLE>"
      "<META HTTP-EQUIV=\"Content-Type\" CONTENT=\"text/html; charset=windows-1258\">";
  const Decoded page = decoded("<!DOCTYPE HTML PUBLIC \"-//W3C//DTD HTML 3.2//EN\">" + page_of(head, s.bytes));
  EXPECT_NE(page.text.find("<TITLE>Chợ nổi</TITLE>"), std::string::npos) << page.text;
  EXPECT_NE(page.text.find(s.text), std::string::npos);
}

TEST(DecodeCharset, ReadsTheVietnameseCharsetsThatIcuLacks) {
  EXPECT_EQ(decoded("Ch\xFE n\xB1i h\xF7p t\xD7 s\xE1ng s\xBEm", "text/plain; charset=VISCII").text,
            "Chợ nổi họp từ sáng sớm");
  EXPECT_EQ(decoded("Ch\xEE n\xE6i h\xE4p t\xF5 s\xB8ng s\xEDm", "text/plain; charset=x-viet-tcvn5712").text,
            "Chợ nổi họp từ sáng sớm");
}

TEST(DecodeCharset, ReadsRomanianInIso8859_16) {
  EXPECT_EQ(decoded("<p>\xAA"
                    "tiri din ora\xBA: pia\xFE"
                    "a \xBA"
                    "i \xDE"
                    "ara, 5 \xA4",
                    "text/html; charset=ISO-8859-16")
                .text,
            "<p>Știri din oraș: piața și Țara, 5 €");
}

TEST(DecodeCharset, ReadsUtf16WithAndWithoutAMark) {
  const std::u16string text = u"<p>Chợ nổi 🛶 họp từ sáng sớm</p>";
  std::string little, big;
  for (const char16_t unit : text) {
    const char low = static_cast<char>(unit & 0xFF), high = static_cast<char>(unit >> 8);
    little += {low, high};
    big += {high, low};
  }
  for (const std::string& bytes : {"\xFF\xFE" + little, "\xFE\xFF" + big, little, big})
    EXPECT_EQ(decoded(bytes).text, "<p>Chợ nổi 🛶 họp từ sáng sớm</p>");
}

TEST(DecodeCharset, BelievesTheMarkThenTheHeaderThenValidUtf8) {
  const std::string e_acute = "caf\xC3\xA9 na\xC3\xAFve";
  EXPECT_EQ(decoded("\xEF\xBB\xBF" + e_acute, "text/plain; charset=windows-1251").text, "café naïve");
  EXPECT_EQ(decoded(e_acute, "text/plain; charset=iso-8859-1").text, "cafÃ© naÃ¯ve");
  EXPECT_EQ(decoded(page_of("<meta charset=windows-1251>", e_acute)).charset, "utf-8");
}

TEST(DecodeCharset, DoesNotBelieveUtf8ThatIsNot) {
  const std::string bytes(kSamples[5].bytes);
  EXPECT_EQ(decoded(bytes, "text/plain; charset=utf-8").charset, "windows-1251");
  EXPECT_EQ(decoded(page_of("<meta charset=utf-8>", bytes)).charset, "windows-1251");
}

TEST(DecodeCharset, IgnoresAnUnknownLabel) {
  EXPECT_EQ(decoded("Chợ nổi", "text/plain; charset=klingon").text, "Chợ nổi");
}

TEST(DecodeCharset, ReadsIso2022JpThoughItIsAscii) {
  EXPECT_EQ(decoded("<p>\x1B$BB<$ND+;T\x1B(B</p>", "text/html; charset=iso-2022-jp").text, "<p>村の朝市</p>");
  EXPECT_EQ(decoded("<meta charset=iso-2022-jp><p>\x1B$BB<$ND+;T\x1B(B</p>").text,
            "<meta charset=iso-2022-jp><p>村の朝市</p>");
}

TEST(DecodeCharset, ReplacesBytesThatDoNotFit) {
  EXPECT_EQ(decoded("Chợ nổi họp từ sáng\xFF, bên bờ sông\xE1\xBB").text,
            "Chợ nổi họp từ sáng\uFFFD, bên bờ sông\uFFFD\uFFFD");
}

TEST(DecodeCharset, HasAConverterForEveryLabel) {
  for (const char* label :
       {"utf-16le",    "utf-16be",    "latin1",     "cp1250",   "cp1253",      "iso-8859-9",  "cp1255",
        "cp1256",      "cp1257",      "tis-620",    "latin2",   "latin3",      "latin4",      "cyrillic",
        "arabic",      "greek",       "visual",     "logical",  "latin6",      "iso-8859-13", "iso-8859-14",
        "l9",          "iso-8859-16", "koi8",       "koi8-u",   "cp866",       "mac",         "x-mac-cyrillic",
        "gb2312",      "hz-gb-2312",  "big5-hkscs", "x-euc-jp", "csiso2022jp", "sjis",        "ks_c_5601-1987",
        "iso-2022-kr", "viscii",      "tcvn3"}) {
    const decode::Charset* charset = decode::find_charset(std::string(" ") + label + "\n");
    ASSERT_NE(charset, nullptr) << label;
    EXPECT_NO_THROW(decode::to_utf8("abcd", *charset)) << label;
  }
}

TEST(DecodeCharset, ComposesToNfc) {
  EXPECT_EQ(decoded("Vie\u0323\u0302t Nam").text, "Việt Nam");
  EXPECT_EQ(decoded("か\u3099").text, "が");
}

TEST(DecodeNfc, KnowsWhatSurelyIsComposed) {
  for (const char* text : {"plain", "Chợ nổi", "“quoted” – 5 €", "На рынок", "村の朝市には", "마을 장터", "朝市。"})
    EXPECT_TRUE(surely_nfc(text)) << text;
  for (const char* text : {"e\u0301", "か\u3099", "\u2126", "\u2000", "\u0340", "\uF900", "\u1100\u1161"})
    EXPECT_FALSE(surely_nfc(text)) << text;
}

}  // namespace
}  // namespace winnow
