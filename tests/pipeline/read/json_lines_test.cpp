// Lines of JSON: fields and aliases, fields carried through, and lines that are no record.

#include <gtest/gtest.h>

#include "pipeline/read/reader.h"
#include "tests/support/temp_folder.h"

namespace winnow {
namespace {

using read::Inputs;
using read::ReadOptions;

std::vector<Result<Page>> read_lines(std::string_view lines, ReadOptions options = {}) {
  const TempFolder folder;
  Inputs reader({folder.write("dump.jsonl", lines)}, std::move(options));
  std::vector<Result<Page>> out;
  while (auto page = reader.next()) out.push_back(std::move(*page));
  return out;
}

TEST(ReadJsonLines, TakesTheFieldsOfARecord) {
  const auto pages = read_lines(R"({"id":"a","url":"https://example.org/","html":"<p>caf\u00e9 \ud83d\udef6</p>",)"
                                R"("content_type":"text/html; charset=latin1","timestamp":"2024-05-01T10:00:00Z"})");
  ASSERT_EQ(pages.size(), 1u);
  const Page& page = *pages[0];
  EXPECT_EQ(page.id, "a");
  EXPECT_EQ(page.url, "https://example.org/");
  EXPECT_EQ(page.bytes, "<p>café 🛶</p>");
  EXPECT_EQ(page.content_type, "text/html; charset=utf-8");  // of the JSON, not of the site
  EXPECT_EQ(page.crawled, "2024-05-01T10:00:00Z");
  EXPECT_EQ(page.input, Input::html);
}

TEST(ReadJsonLines, TakesAliases) {
  struct Case {
    const char* line;
    Input input;
  };
  constexpr Case kCases[] = {{R"({"raw_html":"x","timestamp":17})", Input::html},
                             {R"({"text":"x","html":null,"timestamp":17})", Input::text},
                             {R"({"content":"x","timestamp":17})", Input::automatic},
                             {R"({"raw_content":"x","timestamp":17})", Input::automatic},
                             {R"({"text":"y","html":"x","timestamp":17})", Input::html}};
  for (const Case& c : kCases) {
    const auto pages = read_lines(c.line);
    ASSERT_TRUE(pages.at(0)) << c.line;
    EXPECT_EQ(pages[0]->bytes, "x");
    EXPECT_EQ(pages[0]->input, c.input) << c.line;
    EXPECT_EQ(pages[0]->crawled, "17");
    EXPECT_EQ(pages[0]->id, "dump.jsonl:1");
  }
}

TEST(ReadJsonLines, TakesTheMediaTypeFromHeaders) {
  const auto pages = read_lines(R"({"html":"x","headers":{"Server":"y","Content-TYPE":"text/html;charset=koi8-r"}})");
  EXPECT_EQ(pages.at(0)->content_type, "text/html; charset=utf-8");
}

TEST(ReadJsonLines, CarriesUnknownFieldsWhenAsked) {
  const char* line = R"({"score": 0.50, "text":"x", "marks":[ 1,"b" ], "quo\"te":null})";
  EXPECT_EQ(read_lines(line).at(0)->carry, "");
  EXPECT_EQ(read_lines(line, {.carry = true}).at(0)->carry, R"("score":0.50,"marks":[ 1,"b" ],"quo\"te":null)");
}

TEST(ReadJsonLines, TakesWhatARecordStatesOfItsPage) {
  struct Case {
    const char* fields;
    Stated want;
  };
  const Case kCases[] = {
      {R"("title":" Bridge opens ","author":"Ann Lee","date":"2024-05-03","tags":["a","b"],"lang":"en")",
       {.title = "Bridge opens", .date = "2024-05-03", .language = "en", .authors = {"Ann Lee"}, .tags = {"a", "b"}}},
      {R"("headline":"no","title":"Bridge opens","Headline":"no")", {.title = "Bridge opens"}},
      {R"("title":null,"headline":"Bridge opens")", {.title = "Bridge opens"}},
      {R"("title":{"rendered":"Bridge opens"})", {.title = "Bridge opens"}},
      {R"("title":["Bridge opens","Again"])", {.title = "Bridge opens"}},
      {R"("title":7,"author":true,"date":[[1]],"tags":{"x":[1]},"language":{})", {}},
      {R"("title":"None","author":"nan","date":"","tags":[null,""])", {}},
      {R"("authors":[{"name":"Ann Lee","@type":"Person"},{"id":3},"Bo Day",null,4])",
       {.authors = {"Ann Lee", "Bo Day"}}},
      {R"("byline":{"name":"Ann Lee"})", {.authors = {"Ann Lee"}}},
      {R"("creator":"Ann Lee","author":"")", {.authors = {"Ann Lee"}}},
      {R"("publishedAt":1714729920)", {.date = "1714729920"}},
      {R"("pubDate":1714729920.5)", {.date = "1714729920"}},
      {R"("date":{"$date":1714729920000})", {.date = "1714729920000"}},
      {R"("date":"2024-05-04","publish_date":"2024-05-03")", {.date = "2024-05-03"}},
      {R"("published":"1","date":"2")", {.date = "1"}},
      {R"("published_date":"1")", {.date = "1"}},
      {R"("date_published":"1")", {.date = "1"}},
      {R"("publication_date":"1")", {.date = "1"}},
      {R"("keywords":"bridges, harbour")", {.tags = {"bridges, harbour"}}},
  };
  for (const Case& c : kCases)
    for (const char* body : {"text", "html"}) {
      const auto pages = read_lines("{" + std::string(c.fields) + ",\"" + body + "\":\"x\"}");
      ASSERT_TRUE(pages.at(0)) << c.fields;
      const Stated& got = pages[0]->stated;
      EXPECT_EQ(got.title, c.want.title) << c.fields;
      EXPECT_EQ(got.authors, c.want.authors) << c.fields;
      EXPECT_EQ(got.date, c.want.date) << c.fields;
      EXPECT_EQ(got.tags, c.want.tags) << c.fields;
      EXPECT_EQ(got.language, c.want.language) << c.fields;
      EXPECT_EQ(pages[0]->crawled, "") << c.fields;
    }
}

TEST(ReadJsonLines, TheDateOfACrawlsRecordIsTheCrawls) {
  const auto pages = read_lines(R"({"text":"x","date":"2024-05-01T10:00:00Z","dump":"CC-MAIN-2024-22"})");
  EXPECT_EQ(pages.at(0)->crawled, "2024-05-01T10:00:00Z");
  EXPECT_EQ(pages[0]->stated.date, "");
}

TEST(ReadJsonLines, ReportsBadLinesWithTheirNumberAndGoesOn) {
  const auto pages = read_lines(
      "\xEF\xBB\xBF{\"id\":1,\"text\":\"x\"}\n"
      "\n"
      "not json\r\n"
      "{\"id\":2,\"url\":\"u\"}\r\n"
      "[1]\n"
      "{\"text\":\"x\"\n"
      "{\"text\":\"x\"} {\"text\":\"y\"}\n"
      "{\"id\":3,\"text\":\"x\"}");
  ASSERT_EQ(pages.size(), 7u);
  EXPECT_EQ(pages[0]->id, "1");
  const std::pair<std::size_t, std::size_t> bad[] = {{1, 3}, {2, 4}, {3, 5}, {4, 6}, {5, 7}};
  for (const auto& [index, line] : bad) {
    ASSERT_FALSE(pages[index]) << line;
    EXPECT_EQ(pages[index].error().reason, Reason::malformed_record);
    EXPECT_EQ(pages[index].error().source.line, line);
  }
  EXPECT_EQ(pages[2].error().detail, "a record without html or text");
  EXPECT_EQ(pages[1].error().source.offset, 24u);
  EXPECT_EQ(pages[6]->id, "3");
}

TEST(ReadJsonLines, MendsIllFormedStrings) {
  EXPECT_EQ(read_lines("{\"text\":\"a\xFFz\"}").at(0)->bytes, "a\uFFFDz");
  EXPECT_EQ(read_lines(R"({"text":"a\ud83dz \udef6 \\ud83d \ud83d\udef6"})").at(0)->bytes,
            "a\uFFFDz \uFFFD \\ud83d 🛶");
}

TEST(ReadJsonLines, RefusesALineThatNeverEnds) {
  const auto pages = read_lines(std::string(200'000, ' ') + "\n{\"text\":\"x\"}\n", {.max_bytes = 1000});
  ASSERT_EQ(pages.size(), 2u);
  ASSERT_FALSE(pages[0]);
  EXPECT_EQ(pages[0].error().reason, Reason::too_large);
  EXPECT_TRUE(pages[1]);
}

TEST(ReadJsonLines, KnowsWhereInTheFileALineIs) {
  const auto pages = read_lines("{\"text\":\"x\"}\n{\"text\":\"yy\"}\n");
  EXPECT_EQ(pages.at(1)->source.offset, 13u);
  EXPECT_EQ(pages.at(1)->source.length, 13u);
  EXPECT_EQ(pages.at(1)->source.line, 2u);
}

}  // namespace
}  // namespace winnow
