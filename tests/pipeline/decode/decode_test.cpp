// What decode lets through: limits, file types, HTML or text.

#include <gtest/gtest.h>

#include <string>

#include "pipeline/decode/decode.h"

namespace winnow {
namespace {

using namespace std::string_literals;

Result<Decoded> decode_page(Page page) { return stage::Decode{}(std::move(page)); }

TEST(DecodePage, DropsPagesWithoutContent) {
  for (const std::string& bytes : {""s, "  \r\n\t"s, "\xEF\xBB\xBF"s, "\xEF\xBB\xBF \n"s, "\xC2\xA0"s}) {
    const auto out = decode_page({.bytes = bytes});
    ASSERT_FALSE(out) << bytes;
    EXPECT_EQ(out.error().reason, Reason::empty) << out.error().detail;
  }
}

TEST(DecodePage, HoldsTheByteLimitExactly) {
  const stage::Decode decode{.limits = {.max_bytes = 8}};
  EXPECT_TRUE(decode({.bytes = "12345678"}));
  const auto out = decode({.bytes = "123456789"});
  ASSERT_FALSE(out);
  EXPECT_EQ(out.error().reason, Reason::too_large);
  EXPECT_EQ(out.error().detail, "more than 8 bytes");
}

TEST(DecodePage, DropsFilesThatAreNoPage) {
  std::string noise;
  for (int i = 0; i < 2000; ++i) noise += static_cast<char>(i * 7919 % 251);
  const std::pair<std::string, const char*> cases[] = {{"%PDF-1.7\n%\xE2\xE3", "a PDF file"},
                                                       {"\x89PNG\r\n\x1A\n", "a PNG image"},
                                                       {"\xFF\xD8\xFF\xE0", "a JPEG image"},
                                                       {"PK\x03\x04zip", "a ZIP archive"},
                                                       {"\x1F\x8B\x08more", "gzip data"},
                                                       {"\0\0\0\x18"
                                                        "ftypmp42...."s,
                                                        "an MP4 file"},
                                                       {noise, "binary data"}};
  for (const auto& [bytes, kind] : cases) {
    const auto out = decode_page({.bytes = bytes});
    ASSERT_FALSE(out) << kind;
    EXPECT_EQ(out.error().reason, Reason::not_html);
    EXPECT_EQ(out.error().detail, kind);
  }
}

TEST(DecodePage, TellsHtmlFromText) {
  struct Case {
    const char* content_type;
    const char* bytes;
    bool is_html;
  };
  constexpr Case kCases[] = {
      {"", "<!doctype html><p>a", true},
      {"", "  <!-- c --><p>a", true},
      {"", "<?xml version='1.0'?><html>", true},
      {"", "Market day\n\nPrices rose <1 % a year.", false},
      {"", "intro <b>a</b> <i>b</i> <p>c</p>", true},
      {"text/html", "no tag at all", true},
      {"text/plain; charset=utf-8", "a <b>dump</b> with <i>three</i> old <u>tags</u>", false},
      {"text/plain", "<!DOCTYPE html><html><p>a", true},
      {"application/xhtml+xml", "<html/>", true},
  };
  for (const Case& c : kCases) {
    const auto out = decode_page({.content_type = c.content_type, .bytes = c.bytes});
    ASSERT_TRUE(out) << c.bytes;
    EXPECT_EQ(out->is_html, c.is_html) << c.bytes;
  }
}

TEST(DecodePage, BelievesTheCallerAboutHtmlAndText) {
  EXPECT_FALSE(decode_page({.bytes = "<html><p>a</p></html>", .input = Input::text})->is_html);
  EXPECT_TRUE(decode_page({.bytes = "no tag", .input = Input::html})->is_html);
}

TEST(DecodePage, DropsOtherMediaTypesAndFeeds) {
  const std::pair<const char*, const char*> cases[] = {{"application/json", "{}"},
                                                       {"image/svg+xml", "<svg/>"},
                                                       {"text/css", "p{}"},
                                                       {"", "<?xml version='1.0'?><rss version='2.0'/>"},
                                                       {"", "<feed xmlns='a'/>"}};
  for (const auto& [content_type, bytes] : cases) {
    const auto out = decode_page({.content_type = content_type, .bytes = bytes});
    ASSERT_FALSE(out) << bytes;
    EXPECT_EQ(out.error().reason, Reason::not_html);
  }
}

TEST(DecodePage, DropsWhatNoCharsetMakesTextOf) {
  std::string bytes;
  for (int i = 0; i < 400; ++i) bytes += "\xFF\xFF";
  const auto out = decode_page({.content_type = "text/plain; charset=gb18030", .bytes = bytes});
  ASSERT_FALSE(out);
  EXPECT_EQ(out.error().reason, Reason::undecodable);
}

TEST(DecodePage, LeavesOutNulBytes) {
  EXPECT_EQ(decode_page({.bytes = "<p>mar\0ket day in the village</p>"s})->text, "<p>market day in the village</p>");
}

}  // namespace
}  // namespace winnow
