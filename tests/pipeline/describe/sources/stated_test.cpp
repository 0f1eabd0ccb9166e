// What a record states of its page, against what the page says.

#include <gtest/gtest.h>

#include "pipeline/cleaner.h"
#include "tests/support/support.h"

namespace winnow {
namespace {

using Names = std::vector<std::string>;

const std::string kLead =
    "The bridge over the harbour was opened on Monday after ten years of work, the mayor said at a small ceremony "
    "with two hundred guests. The first cars crossed it before noon, and ferries will stop running next week.";

Article clean(std::string bytes, Input input, Stated stated) {
  const Cleaner cleaner(testing::shipped_rules());
  Outcome page = cleaner({.bytes = std::move(bytes), .input = input, .stated = std::move(stated)});
  EXPECT_TRUE(page);
  return std::move(*page);
}

TEST(Stated, OutranksThePageAndIsKept) {
  const std::string html =
      "<title>Harbour news</title><meta name=author content='Jo Dee'><meta name=keywords "
      "content='x, y'><meta property='article:published_time' content='2020-01-01'>"
      "<h1>Harbour news</h1><p>" +
      kLead + "</p><p>" + kLead + "</p>";
  const Stated stated{
      .title = "Bridge &amp; ferry", .date = "1714729920", .authors = {"By Ann Lee and Bo Day"}, .tags = {"a, b", "c"}};
  for (const auto& [bytes, input] : {std::pair{html, Input::html}, {"Harbour news\n\n" + kLead, Input::text}}) {
    const Article article = clean(bytes, input, stated);
    EXPECT_EQ(article.title, "Bridge & ferry");
    EXPECT_EQ(article.authors, (Names{"Ann Lee", "Bo Day"}));
    EXPECT_EQ(article.date, "2024-05-03T09:52:00+00:00");
    EXPECT_EQ(article.tags, (Names{"a", "b", "c"}));
    EXPECT_NE(article.text.find("The bridge over"), std::string::npos);
  }
}

TEST(Stated, DatesComeInManyForms) {
  struct Case {
    std::string said, want;
  };
  for (const auto& [said, want] : {Case{"2024-05-03", "2024-05-03"},
                                   {"2024-05-03 10:12:00", "2024-05-03T10:12:00"},
                                   {"Fri, 03 May 2024 10:12:00 +0200", "2024-05-03T10:12:00+02:00"},
                                   {"1714729920000", "2024-05-03T09:52:00+00:00"},
                                   {"20240503", "2024-05-03"},
                                   {"soon", ""},
                                   {"7", ""}})
    EXPECT_EQ(clean(kLead, Input::text, {.date = said}).date, want) << said;
}

TEST(Stated, ATextThatRepeatsTheTitleDropsTheLine) {
  EXPECT_EQ(clean("Bridge opens at last\n\n" + kLead, Input::text, {.title = "Bridge opens at last"}).text,
            kLead);
  EXPECT_EQ(clean(kLead, Input::text, {.title = "Bridge opens at last"}).text, kLead) << "the lead stays";
}

TEST(Stated, AnAuthorWhoIsNoNameStaysAsWritten) {
  EXPECT_EQ(clean(kLead, Input::text, {.authors = {"harbourgirl77"}}).authors, Names{"harbourgirl77"});
}

}  // namespace
}  // namespace winnow
