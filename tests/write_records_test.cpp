// Records as bytes.

#include <gtest/gtest.h>
#include <simdjson.h>

#include "pipeline/write/json_record.h"
#include "pipeline/write/writer.h"

namespace winnow {
namespace {

using write::Format;

std::string written(Format format, const Article& article) {
  std::string out;
  write::make_writer(format)->append(article, out);
  return out;
}

TEST(WriteJson, KeepsTheOrderOfFieldsAndSaysWhatIsAbsent) {
  EXPECT_EQ(written(Format::jsonl, {.id = "a", .text = "x"}),
            R"({"id":"a","url":null,"canonical_url":null,"type":null,"title":null,"authors":[],"date":null,)"
            R"("date_modified":null,"language":null,"language_score":null,"site_name":null,"description":null,)"
            R"("image":null,"tags":[],"categories":[],"source":null,"license":null,"paywalled":null,)"
            R"("next_page":null,"confidence":0,"text":"x"})"
            "\n");
}

TEST(WriteJson, WritesWhatIsThere) {
  Article article{.id = "a", .authors = {"An", "Bo"}, .language = "vi", .language_score = 0.98768f, .paywalled = false};
  article.confidence = 1;
  article.carry = R"("score":0.50)";
  article.blocks = {{.kind = Kind::heading, .label = Label::related, .score = 0.25f, .rule = "r", .terms = {{"w", -1.5f}}, .text = "t"}};
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
  const auto writer = write::make_writer(Format::text);
  std::string out;
  writer->append({.text = "one\n\ntwo"}, out);
  writer->append({.text = "three"}, out);
  EXPECT_EQ(out, "one\n\ntwo\n\f\nthree\n\f\n");
}

TEST(WriteDrop, NamesFilePlaceAndReason) {
  const Drop drop{.reason = Reason::malformed_record, .stage = "read", .detail = "no \"text\"",
                  .source = {.file = "d.jsonl", .offset = 5, .line = 2}};
  EXPECT_EQ(write::describe(drop), "d.jsonl:2: malformed_record: no \"text\"");
  std::string out;
  write::append_drop(drop, out);
  EXPECT_EQ(out, R"({"file":"d.jsonl","offset":5,"length":0,"line":2,"id":null,"url":null,)"
                 R"("reason":"malformed_record","stage":"read","detail":"no \"text\""})" "\n");
}

TEST(WriteDrop, TellsErrorsOfTheInputFromVerdicts) {
  EXPECT_TRUE(write::is_input_error({Reason::malformed_record, "read"}));
  EXPECT_TRUE(write::is_input_error({Reason::empty, "decode"}));
  EXPECT_TRUE(write::is_input_error({Reason::not_html, "decode"}));
  EXPECT_FALSE(write::is_input_error({Reason::not_html, "read"}));
  EXPECT_FALSE(write::is_input_error({.reason = Reason::empty, .stage = "decode", .source = {.file = "d.jsonl", .line = 2}}));
  EXPECT_FALSE(write::is_input_error({Reason::no_text, "compose"}));
  EXPECT_FALSE(write::is_input_error({Reason::too_large, "decode"}));
}

}  // namespace
}  // namespace winnow
