// What a whole page is: news/pages.yaml.

#include "pipeline/rulepack/page_verdicts.h"

#include <gtest/gtest.h>

#include <fstream>

#include "pipeline/document/blocks.h"
#include "pipeline/rulepack/cues.h"
#include "tests/support/temp_folder.h"
#include "winnow/winnow.h"

namespace winnow {
namespace {

class PageVerdictsTest : public ::testing::Test {
 protected:
  PageVerdicts load(const std::string& yaml) {
    const std::string file = folder_.path() + "/pages.yaml";
    std::ofstream(file) << yaml;
    PageVerdicts verdicts;
    verdicts.load(file);
    return verdicts;
  }
  /// A page with a kept block of so many words and a dropped heading above it.
  static Blocks page(std::uint32_t words, std::uint32_t heading_cues) {
    Blocks page;
    page.blocks.resize(2);
    page.blocks[0].kind = Kind::heading;
    page.blocks[0].cues = heading_cues;
    page.blocks[1].words = words;
    page.blocks[1].kept = true;
    page.confidence = 0.9f;
    page.meta.type = "article";
    return page;
  }
  TempFolder folder_;
};

TEST_F(PageVerdictsTest, BoundsTheConfidenceOfAPageThatSaysItIsNoArticle) {
  const PageVerdicts verdicts =
      load("pages:\n  - {when: {cue: wall, most_words: 20}, type: service, most_confidence: 0.25}\n");
  Blocks wall = page(20, bit(Cue::wall));
  verdicts.apply(wall);
  EXPECT_EQ(wall.confidence, 0.25f);
  EXPECT_EQ(wall.meta.type, "service");
  for (Blocks article : {page(21, bit(Cue::wall)), page(20, bit(Cue::share))}) {
    verdicts.apply(article);
    EXPECT_EQ(article.confidence, 0.9f);
    EXPECT_EQ(article.meta.type, "article");
  }
}

TEST_F(PageVerdictsTest, AsksLaterPacksFirstAndRaisesNothing) {
  PageVerdicts verdicts = load("pages:\n  - {when: {type: article}, most_confidence: 0.4}\n");
  const std::string later = folder_.path() + "/later.yaml";
  std::ofstream(later) << "pages:\n  - {when: {most_words: 5}, most_confidence: 1}\n";
  verdicts.load(later);
  Blocks few = page(5, 0), many = page(6, 0);
  few.confidence = 0.2f;
  verdicts.apply(few);
  verdicts.apply(many);
  EXPECT_EQ(few.confidence, 0.2f);
  EXPECT_EQ(many.confidence, 0.4f);
}

TEST_F(PageVerdictsTest, KnowsTheAddressOfAFrontPage) {
  const PageVerdicts verdicts = load("pages:\n  - {when: {front_page: true}, most_confidence: 0.5}\n");
  const std::pair<const char*, float> cases[] = {
      {"https://news.example", 0.5f},     {"https://news.example/", 0.5f},        {"https://news.example/?p=3", 0.9f},
      {"https://news.example?p=3", 0.9f}, {"https://news.example/harbour", 0.9f}, {"", 0.9f}};
  for (const auto& [url, confidence] : cases) {
    Blocks front = page(100, 0);
    front.doc.page.url = url;
    verdicts.apply(front);
    EXPECT_EQ(front.confidence, confidence) << url;
  }
}

TEST_F(PageVerdictsTest, RefusesWhatItCannotUse) {
  EXPECT_THROW(load("pages:\n  - {when: {}, most_confidence: 0.4}\n"), RuleError);
  EXPECT_THROW(load("pages:\n  - {when: {cue: wal}, most_confidence: 0.4}\n"), RuleError);
  EXPECT_THROW(load("pages:\n  - {when: {most_words: 3}, most_confidence: 40}\n"), RuleError);
}

}  // namespace
}  // namespace winnow
