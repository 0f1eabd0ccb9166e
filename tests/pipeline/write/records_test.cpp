// Records as bytes.

#include <gtest/gtest.h>
#include <simdjson.h>

#include "pipeline/write/json_record.h"
#include "pipeline/write/writer.h"
#include "tests/support/support.h"

namespace winnow {
namespace {

using testing::article_with;

using write::Format;

std::string written(Format format, const Article& article) {
  std::string out;
  write::make_writer({.format = format})->append(article, out);
  return out;
}

TEST(WriteJson, KeepsTheOrderOfFieldsAndSaysWhatIsAbsent) {
  EXPECT_EQ(written(Format::jsonl, article_with([](Article& a) {
                      a.id = "a";
                      a.text = "x";
                    })),
            R"({"id":"a","url":null,"canonical_url":null,"type":null,"title":null,"authors":[],"date":null,)"
            R"("date_modified":null,"language":null,"language_score":null,"site_name":null,"description":null,)"
            R"("image":null,"tags":[],"categories":[],"source":null,"license":null,"paywalled":null,)"
            R"("next_page":null,"confidence":0,"text":"x"})"
            "\n");
}

TEST(WriteJson, WritesWhatIsThere) {
  Article article = article_with([](Article& a) {
    a.id = "a";
    a.authors = {"An", "Bo"};
    a.language = "vi";
    a.language_score = 0.98768f;
    a.paywalled = false;
  });
  article.confidence = 1;
  article.carry = R"("score":0.50)";
  article.blocks = {{.kind = Kind::heading,
                     .label = Label::related,
                     .score = 0.25f,
                     .rule = "r",
                     .terms = {{"w", -1.5f}},
                     .text = "t"}};
  const std::string out = written(Format::jsonl, article);
  for (const char* part : {R"("authors":["An","Bo"])", R"("language_score":0.9877)", R"("paywalled":false)",
                           R"("confidence":1,)", R"("score":0.50})",
                           R"("blocks":[{"kind":"heading","label":"related","kept":false,"score":0.25,"rule":"r",)"
                           R"("rule_at":null,"path":null,"terms":{"w":-1.5},"text":"t"}])"})
    EXPECT_NE(out.find(part), std::string::npos) << part << "\n" << out;
}

TEST(WriteJson, EscapesSoThatAParserReadsTheSame) {
  std::string text;
  for (int c = 1; c < 128; ++c) text += static_cast<char>(c);
  text += "Chợ nổi 🛶\u2028";
  std::string json;
  append_json_string(text, json);
  simdjson::dom::parser parser;
  EXPECT_EQ(std::string_view(parser.parse("[" + json + "]").at(0)), text);
}

TEST(WritePlain, PartsArticlesByAFormFeed) {
  const auto writer = write::make_writer({.format = Format::text});
  std::string out;
  writer->append(article_with([](Article& a) { a.text = "one\n\ntwo"; }), out);
  writer->append(article_with([](Article& a) { a.text = "three"; }), out);
  EXPECT_EQ(out, "one\n\ntwo\n\f\nthree\n\f\n");
}

TEST(WriteFields, WritesThoseAskedForInThatOrder) {
  std::string out;
  write::make_writer({.fields = {"text", "offset", "id"}})
      ->append(article_with([](Article& a) {
                 a.id = "a";
                 a.text = "x";
                 a.carry = "\"k\":1";
                 a.source = {.offset = 7};
               }),
               out);
  EXPECT_EQ(out, "{\"text\":\"x\",\"offset\":7,\"id\":\"a\"}\n");
  EXPECT_THROW(write::make_writer({.fields = {"txt"}}), std::invalid_argument);
}

TEST(WriteFields, SpeaksTheNamesOfOtherTools) {
  const Article article = article_with([](Article& a) {
    a.id = "a";
    a.url = "https://www.example.org/x";
    a.title = "T";
    a.authors = {"An Vu", "Bo Le"};
    a.date = "2024-05-01T10:00:00+07:00";
    a.language = "vi";
    a.tags = {"s", "t"};
    a.text = "x";
  });
  std::string out;
  write::make_writer({.schema = write::Schema::trafilatura})->append(article, out);
  EXPECT_EQ(out, R"({"title":"T","author":"An Vu; Bo Le","hostname":"example.org","date":"2024-05-01","id":"a",)"
                 R"("license":null,"comments":null,"text":"x","language":"vi","image":null,"pagetype":null,)"
                 R"("source":"https://www.example.org/x","source-hostname":null,"excerpt":null,"categories":null,)"
                 R"("tags":"s; t"})"
                 "\n");
  out.clear();
  write::make_writer({.schema = write::Schema::datatrove, .fields = {"metadata.title", "text", "metadata.language"}})
      ->append(article, out);
  EXPECT_EQ(out, R"({"text":"x","metadata":{"title":"T","language":"vi"}})"
                 "\n");
}

TEST(WriteCsv, QuotesWhatItMust) {
  const auto writer =
      write::make_writer({.format = Format::csv, .fields = {"id", "authors", "paywalled", "confidence", "text"}});
  std::string out;
  writer->begin(out);
  writer->append(article_with([](Article& a) {
                   a.id = "a";
                   a.authors = {"An", "Bo"};
                   a.paywalled = true;
                   a.confidence = 0.5f;
                   a.text = "one, \"two\"\n\nthree";
                 }),
                 out);
  EXPECT_EQ(out, "id,authors,paywalled,confidence,text\r\na,An; Bo,true,0.5,\"one, \"\"two\"\"\n\nthree\"\r\n");
}

TEST(WriteDocuments, HoldAllArticles) {
  for (const auto& [format, expected] :
       {std::pair{Format::html,
                  "<body>\n<article id=\"a&amp;b\">\n<h1>T &lt;</h1>\n<p>x</p>\n</article>\n</body>\n</html>\n"},
        std::pair{Format::tei, "</teiHeader>\n<TEI/>\n</teiCorpus>\n"}}) {
    const auto writer = write::make_writer({.format = format});
    std::string out;
    writer->begin(out);
    writer->append(article_with([](Article& a) {
                     a.id = "a&b";
                     a.title = "T <";
                     a.html = "<p>x</p>";
                     a.tei = "<TEI/>";
                   }),
                   out);
    writer->end(out);
    EXPECT_TRUE(out.ends_with(expected)) << out;
  }
}

TEST(WriteDrop, NamesFilePlaceAndReason) {
  const Drop drop{.reason = Reason::malformed_record,
                  .stage = "read",
                  .detail = "no \"text\"",
                  .source = {.file = "d.jsonl", .offset = 5, .line = 2}};
  EXPECT_EQ(write::message_of(drop), "d.jsonl:2: malformed_record: no \"text\"");
  std::string out;
  write::append_drop(drop, out);
  EXPECT_EQ(out, R"({"file":"d.jsonl","offset":5,"length":0,"line":2,"id":null,"url":null,)"
                 R"("reason":"malformed_record","stage":"read","detail":"no \"text\""})"
                 "\n");
}

TEST(WriteDrop, TellsErrorsOfTheInputFromVerdicts) {
  EXPECT_TRUE(is_input_error({Reason::malformed_record, "read"}));
  EXPECT_TRUE(is_input_error({Reason::empty, "decode"}));
  EXPECT_TRUE(is_input_error({Reason::not_html, "decode"}));
  EXPECT_FALSE(is_input_error({Reason::not_html, "read"}));
  EXPECT_FALSE(is_input_error({.reason = Reason::empty, .stage = "decode", .source = {.file = "d.jsonl", .line = 2}}));
  EXPECT_FALSE(is_input_error({Reason::no_text, "compose"}));
  EXPECT_FALSE(is_input_error({Reason::too_large, "decode"}));
}

}  // namespace
}  // namespace winnow
