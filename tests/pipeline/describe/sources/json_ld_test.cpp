// JSON-LD: the shapes sites give it, and the faults they make.

#include <gtest/gtest.h>
#include <simdjson.h>

#include "pipeline/describe/sources/json_ld.h"
#include "pipeline/rules.h"
#include "tests/support/support.h"

namespace winnow {
namespace {

Findings read(std::initializer_list<std::string_view> scripts, std::string_view url = "https://example.org/a") {
  Dom dom;
  for (const std::string_view script : scripts) {
    Aside aside{.tag = Tag::script};
    aside.begin = static_cast<std::uint32_t>(dom.source.size());
    dom.source += "<script type=\"application/ld+json\">";
    aside.length = static_cast<std::uint32_t>(dom.source.size()) - aside.begin;
    aside.content_begin = static_cast<std::uint32_t>(dom.source.size());
    aside.content_length = static_cast<std::uint32_t>(script.size());
    dom.source += script;
    dom.source += "</script>";
    dom.asides.push_back(aside);
  }
  Findings findings;
  read_json_ld(dom, url, *testing::shipped_rules()->metadata, findings);
  return findings;
}

std::string first(const Findings& findings, Field field) {
  return findings.of(field).empty() ? "none" : findings.of(field).front().value;
}

TEST(JsonLd, IsReadInAllItsShapes) {
  for (
      const std::string_view script : {
          R"({"@type":"NewsArticle","headline":"Bridge opens","author":{"@type":"Person","name":"Ann Lee"}})",
          R"([{"@type":"WebSite","name":"x"},{"@type":["Article","NewsArticle"],"headline":"Bridge opens","author":"Ann Lee"}])",
          R"({"@graph":[{"@type":"Person","@id":"#p","name":"Ann Lee"},{"@type":"NewsArticle","headline":"Bridge opens","author":{"@id":"#p"}}]})",
          R"({"@type":"WebPage","mainEntity":{"@type":"http://schema.org/NewsArticle","headline":"Bridge opens","author":[{"name":"Ann Lee"}]}})",
      }) {
    const Findings findings = read({script});
    EXPECT_EQ(first(findings, Field::title), "Bridge opens") << script;
    EXPECT_EQ(first(findings, Field::author), "Ann Lee") << script;
  }
}

TEST(JsonLd, BrokenOnesAreMended) {
  for (const std::string_view script : {
           R"({"@type":"NewsArticle","headline":"Bridge opens",})",
           "{\"@type\":\"NewsArticle\",\"description\":\"two\nlines\",\"headline\":\"Bridge opens\"}",
           R"({"@type":"NewsArticle","description":"the "old" bridge","headline":"Bridge opens"})",
           R"(<!-- {"@type":"NewsArticle","headline":"Bridge opens"} -->)",
           R"(//<![CDATA[
              {"@type":"NewsArticle","headline":"Bridge opens"}
              //]]>)",
           R"({"@type":"NewsArticle","headline":"Bridge opens","author":{"name":"Ann)",
           R"({"@type":"NewsArticle","headline":"Bridge opens"};)",
           R"({"@type":"NewsArticle","description":"it\'s","headline":"Bridge opens"})",
           R"({&quot;@type&quot;:&quot;NewsArticle&quot;,&quot;headline&quot;:&quot;Bridge opens&quot;})",
           R"({"@type":"NewsArticle",,"headline":"Bridge opens"})",
       })
    EXPECT_EQ(first(read({script}), Field::title), "Bridge opens") << script;
}

TEST(JsonLd, HopelessOnesAreSkippedAndTheOthersRead) {
  const Findings findings = read({"not json at all", "", "{]", R"({"@type":"Article","headline":"Bridge opens"})"});
  EXPECT_EQ(first(findings, Field::title), "Bridge opens");
}

TEST(JsonLd, MendingLeavesValidJsonAlone) {
  for (const std::string_view json :
       {R"({"a":[1,2,{"b":"c\"d \u00e4"}],"e":null,"f":true,"g":-1.5e3})", R"(["a",["b"]])"})
    EXPECT_EQ(mend_json(json), json);
}

TEST(JsonLd, OtherStoriesOnThePageDoNotCount) {
  const Findings findings = read(
      {R"({"@type":"ItemList","itemListElement":[{"@type":"NewsArticle","headline":"Another story","datePublished":"2020-01-01"}]})",
       R"([{"@type":"NewsArticle","headline":"Another story","url":"https://example.org/b"},
          {"@type":"NewsArticle","headline":"Bridge opens","datePublished":"2024-03-05","url":"https://example.org/a"}])"});
  EXPECT_EQ(first(findings, Field::title), "Bridge opens");
  EXPECT_EQ(first(findings, Field::date), "2024-03-05");
  EXPECT_EQ(findings.of(Field::date).size(), 1u);
}

TEST(JsonLd, ValuesBecomePlainText) {
  const Findings findings = read(
      {R"({"@type":"NewsArticle","headline":"Q&amp;A: <b>Bridge</b>  opens","articleBody":"<p>One.</p><p>Two &lt; three.</p>"})"});
  EXPECT_EQ(first(findings, Field::title), "Q&A: Bridge opens");
  EXPECT_EQ(first(findings, Field::article_body), "One.\n\nTwo < three.");
}

TEST(JsonLd, OrganizationsAreMarked) {
  const Findings findings =
      read({R"({"@type":"NewsArticle","headline":"x","author":{"@type":"Organization","name":"Harbour Post"}})"});
  ASSERT_EQ(findings.of(Field::author).size(), 1u);
  EXPECT_TRUE(findings.of(Field::author)[0].organization);
}

}  // namespace
}  // namespace winnow
