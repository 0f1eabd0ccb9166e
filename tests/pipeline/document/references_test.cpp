// Character references and attributes, read from the page's own bytes.

#include <gtest/gtest.h>

#include "pipeline/document/dom.h"

namespace winnow {
namespace {

std::string decoded(std::string_view raw, bool in_attribute = false) {
  std::string out;
  append_decoded(raw, in_attribute, out);
  return out;
}

TEST(References, AreResolvedInText) {
  struct Case {
    std::string_view raw, text;
  };
  const Case cases[] = {
      {"", ""},
      {"plain", "plain"},
      {"a &amp; b", "a & b"},
      {"&lt;p&gt;", "<p>"},
      {"&eacute", "é"},
      {"&eacutex", "éx"},
      {"&notit;", "¬it;"},
      {"&notin;", "∉"},
      {"&region", "®ion"},
      {"&nosuchname;", "&nosuchname;"},
      {"&", "&"},
      {"&&amp;", "&&"},
      {"& ", "& "},
      {"&#", "&#"},
      {"&#x", "&#x"},
      {"&#x;", "&#x;"},
      {"&#39;", "'"},
      {"&#39x", "'x"},
      {"&#x2019;", "’"},
      {"&#X41", "A"},
      {"&#150;", "–"},
      {"&#0;", "\uFFFD"},
      {"&#xD800;", "\uFFFD"},
      {"&#4294967294;", "\uFFFD"},
      {"&#99999999999999999999;", "\uFFFD"},
      {"&NotEqualTilde;", "\u2242\u0338"},
      {"&CounterClockwiseContourIntegral;", "∳"},
      {"a\r\nb\rc", "a\nb\nc"},
      {"a\xC2\x85z", "a\uFFFDz"},
      {"caf\xC3\xA9\xC2\xA0", "café\u00A0"},
      {"a\x08z", "a\uFFFDz"},
  };
  for (const auto& c : cases) EXPECT_EQ(decoded(c.raw), c.text) << c.raw;
}

TEST(References, InAttributesNeedTheirSemicolonBeforeLettersDigitsAndEquals) {
  EXPECT_EQ(decoded("?a=1&region=2", true), "?a=1&region=2");
  EXPECT_EQ(decoded("?a=1&reg=2", true), "?a=1&reg=2");
  EXPECT_EQ(decoded("?a=1&reg;=2", true), "?a=1®=2");
  EXPECT_EQ(decoded("&reg", true), "®");
}

TEST(References, DropNulInTextAndReplaceItInAttributes) {
  const std::string_view raw("a\0z", 3);
  EXPECT_EQ(decoded(raw), "az");
  EXPECT_EQ(decoded(raw, true), "a\uFFFDz");
}

std::string listed(std::string_view start_tag) {
  std::string out;
  AttributeReader reader(start_tag);
  for (RawAttribute a; reader.next(a);) out.append(a.name).append("=").append(a.value).append(";");
  return out;
}

TEST(Attributes, FollowTheTokenizer) {
  struct Case {
    std::string_view tag, attributes;
  };
  const Case cases[] = {
      {"<p>", ""},
      {"<p", ""},
      {"<br/>", ""},
      {"<p class=lead>", "class=lead;"},
      {"<p class='a b' id=\"c>d\">", "class=a b;id=c>d;"},
      {"<p hidden hidden class = x>", "hidden=;hidden=;class=x;"},
      {"<p\nID=1\thref=/a/b/>", "ID=1;href=/a/b/;"},
      {"<a href=>", "href=;"},
      {"<a =b=c>", "=b=c;"},
      {"<a b=\"c\"d='e'>", "b=c;d=e;"},
      {"<a b=\"cut off", "b=cut off;"},
      {"</br class=x>", "class=x;"},
      {"<a/b/c=d>", "b=;c=d;"},
  };
  for (const auto& c : cases) EXPECT_EQ(listed(c.tag), c.attributes) << c.tag;
}

TEST(Attributes, AreFoundInAnyLetterCaseAndTheFirstCounts) {
  EXPECT_EQ(attribute_of("<A HREF='/x?a&amp;b' href=/y>", "href"), "/x?a&b");
  EXPECT_EQ(attribute_of("<a href=/y>", "id"), "");
}

TEST(Tags, AreFoundByNameInAnyLetterCase) {
  for (std::size_t i = 2; i < kTagCount; ++i) EXPECT_EQ(tag_from_name(name(static_cast<Tag>(i))), static_cast<Tag>(i));
  EXPECT_EQ(tag_from_name("BlockQuote"), Tag::blockquote);
  EXPECT_EQ(tag_from_name("h7"), Tag::unknown);
  EXPECT_EQ(tag_from_name(""), Tag::unknown);
  EXPECT_EQ(tag_from_name("#text"), Tag::unknown);
  EXPECT_EQ(tag_from_name("amp-img"), Tag::unknown);
}

}  // namespace
}  // namespace winnow
