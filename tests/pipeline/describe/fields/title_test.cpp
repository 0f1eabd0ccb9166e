// Titles: the site's name cut off, agreement between sources, headings that are no titles, dumps.

#include <gtest/gtest.h>

#include "pipeline/describe/fields/title.h"
#include "pipeline/rules.h"
#include "tests/support/support.h"

namespace winnow {
namespace {

const TitleRules& rules() { return testing::shipped_rules()->metadata->titles; }

TEST(Titles, LoseTheSiteName) {
  struct Case {
    std::string_view title, want;
  };
  for (const auto& [title, want] : {
           Case{"Bridge opens | Harbour Post", "Bridge opens"},
           Case{"Bridge opens - harbourpost.example", "Bridge opens"},
           Case{"Bridge opens – News | Harbour Post", "Bridge opens – News"},
           Case{"Harbour Post: Bridge opens", "Harbour Post: Bridge opens"},
           Case{"Harbour Post | Bridge opens", "Bridge opens"},
           Case{"Bridge opens — Harbour Post Online", "Bridge opens"},
           Case{"Bridge - a long story", "Bridge - a long story"},
           Case{"Harbour Post", "Harbour Post"},
       })
    EXPECT_EQ(without_site_name(title, {"harbourpost", "harbourpostexample"}, rules()), want) << title;
}

std::string chosen(std::initializer_list<std::tuple<std::string_view, std::string_view, float>> sources,
                   std::string_view url = "https://www.harbourpost.example/bridge") {
  Findings findings;
  for (const auto& [evidence, value, rank] : sources) findings.add(Field::title, value, std::string(evidence), rank);
  return choose_title(findings, url, rules());
}

TEST(Titles, OfTwoHeadingsThatTheTitleElementJoinsTheLongerIsThePost) {
  EXPECT_EQ(chosen({{"title element", "Bridge opens after ten years | Notes from the Coast", 50},
                    {"heading", "Notes from the Coast", 80},
                    {"heading", "Bridge opens after ten years", 58}}),
            "Bridge opens after ten years");
  EXPECT_EQ(chosen({{"title element", "Coast Notes » Blog Archive » Bridge opens after ten years", 50},
                    {"heading", "Coast Notes", 80},
                    {"heading", "Bridge opens after ten years", 58}}),
            "Bridge opens after ten years");
}

TEST(Titles, ACutOfWhatHeadingAndStructuredDataSayLoses) {
  EXPECT_EQ(chosen({{"meta og:title", "A quiet year for the lamp", 70},
                    {"title element", "A quiet year for the lamp", 50},
                    {"json-ld Article.headline", "A quiet year for the lamp is a loud one for the bell", 84},
                    {"heading", "A quiet year for the lamp is a loud one for the bell", 80}}),
            "A quiet year for the lamp is a loud one for the bell");
}

TEST(Titles, WhatTwoVoicesSayWins) {
  EXPECT_EQ(chosen({{"heading", "Bridge opens after ten years", 80},
                    {"meta og:title", "You will not believe this bridge", 70},
                    {"json-ld NewsArticle.headline", "Bridge opens after ten years", 84}}),
            "Bridge opens after ten years");
  EXPECT_EQ(chosen({{"heading", "Bridge opens at last", 80},
                    {"meta og:title", "Bridge opens at last", 70},
                    {"title element", "Ten years for a bridge: it opens at last", 50},
                    {"json-ld NewsArticle.headline", "Ten years for a bridge: it opens at last", 84}}),
            "Bridge opens at last")
      << "<title> and headline for search engines, heading for readers";
}

TEST(Titles, AHeadingThatNothingConfirmsLoses) {
  EXPECT_EQ(chosen({{"heading", "Our favourite recipes", 80}, {"meta og:title", "Bridge opens after ten years", 70}}),
            "Bridge opens after ten years");
  EXPECT_EQ(chosen({{"heading", "Harbour Post", 80}, {"title element", "Bridge opens | Harbour Post", 50}}),
            "Bridge opens");
}

TEST(Titles, ABlogsNameOverEachPostIsNotTheTitle) {
  EXPECT_EQ(chosen({{"heading", "Notes from the Coast", 80},
                    {"meta og:title", "Bridge opens after ten years", 70},
                    {"title element", "Notes from the Coast: Bridge opens after ten years", 50}}),
            "Bridge opens after ten years");
}

TEST(Titles, AKickerIsNotTheTitle) {
  EXPECT_EQ(chosen({{"heading", "Harbour works: Bridge opens after ten years", 80},
                    {"json-ld NewsArticle.headline", "Harbour works: Bridge opens after ten years", 84},
                    {"meta og:title", "Bridge opens after ten years", 70}}),
            "Bridge opens after ten years");
}

TEST(Titles, FrontPagesAreNamedByTheirHead) {
  EXPECT_EQ(chosen({{"heading", "News you can use", 80}, {"meta og:title", "News from the coast", 70}},
                   "https://www.harbourpost.example/"),
            "News from the coast");
}

std::string title_of_dump(std::vector<std::string> lines, std::string url = "") {
  Blocks page;
  page.doc.is_html = false;
  page.doc.page.url = std::move(url);
  for (const std::string& line : lines) {
    Block block;
    block.begin = static_cast<std::uint32_t>(page.text.size());
    block.length = static_cast<std::uint32_t>(line.size());
    block.words = static_cast<std::uint32_t>(1 + std::count(line.begin(), line.end(), ' '));
    page.blocks.push_back(block);
    page.text += line + "\n";
  }
  Findings findings;
  find_headings(page, *testing::shipped_rules()->metadata, testing::shipped_rules()->cues.get(), findings);
  return choose_title(findings, page.doc.page.url, rules());
}

const std::string kParagraph =
    "The bridge over the harbour was opened on Monday after ten years of work, the mayor said at a small ceremony "
    "with two hundred guests, and the first cars crossed it before noon.";

TEST(Titles, OfDumpsStandAboveTheText) {
  EXPECT_EQ(title_of_dump({"Menu", "Bridge over the harbour opens after ten years", kParagraph, kParagraph}),
            "Bridge over the harbour opens after ten years");
}

TEST(Titles, OfDumpsAreRepeatedAndCardsAreRepeatedAtOnce) {
  EXPECT_EQ(title_of_dump({"Local news today", "Bridge over the harbour opens after ten years", "3 min",
                           "Bridge over the harbour opens after ten years", kParagraph,
                           "Old mill burns down in the night", "Old mill burns down in the night", kParagraph}),
            "Bridge over the harbour opens after ten years");
}

TEST(Titles, OfShortDumpsAreNotTheCardsBelowTheText) {
  EXPECT_EQ(
      title_of_dump({"Menu", "Harbour bridge opens", "The mayor cut the ribbon on Monday before two hundred guests.",
                     "Old mill burns down in the night", "Old mill burns down in the night"}),
      "Harbour bridge opens");
}

TEST(Titles, OfDumpsAreNoSentencesInAnyScript) {
  EXPECT_EQ(title_of_dump({"পুরোনো কল আবার খুলল",
                           "নদীর ধারের পুরোনো কলটি দীর্ঘ মেরামতের পর রবিবার আবার খুলেছে বলে জানালেন গ্রামের প্রধান।",
                           "তিন শতাধিক মানুষ নতুন চাকাটি প্রথমবারের মতো ঘুরতে দেখতে এসেছিলেন বলে তিনি জানান।"}),
            "পুরোনো কল আবার খুলল");
  EXPECT_EQ(title_of_dump({"پرانی چکی دوبارہ کھل گئی",
                           "دریا کے کنارے پرانی چکی نو سال کی مرمت کے بعد اتوار کو دوبارہ کھل گئی۔",
                           "تین سو سے زیادہ لوگ نئے پہیے کو پہلی بار گھومتے دیکھنے آئے تھے۔"}),
            "پرانی چکی دوبارہ کھل گئی");
}

TEST(Titles, OfDumpsLoseTheSiteThatIsALineOfItsOwn) {
  EXPECT_EQ(title_of_dump({"Bridge opens after ten years - The Coast", "The Coast", kParagraph}),
            "Bridge opens after ten years");
}

TEST(Titles, OfDumpsAgreeWithTheAddress) {
  EXPECT_EQ(
      title_of_dump({"All about our coast today", "Weather and tides", "Bridge opens after ten years", kParagraph},
                    "https://example.org/bridge-opens-after-ten-years"),
      "Bridge opens after ten years");
}

TEST(Titles, OfDumpsStandInTheAddressWithoutTheirMarks) {
  EXPECT_EQ(title_of_dump({"Báo điện tử Sông Quê", "Chính trị xã hội trong nước", "Đường về bến cũ", kParagraph},
                          "https://songque.example/duong-ve-ben-cu-post123456.html"),
            "Đường về bến cũ");
}

TEST(Titles, OfDumpsAreFoundBelowALongMenu) {
  std::vector<std::string> lines(80, "Harbour news");
  lines.insert(lines.end(), {"Ferry sails for the very last time", "Click to share", kParagraph, kParagraph});
  EXPECT_EQ(title_of_dump(lines), "Ferry sails for the very last time");
}

TEST(Titles, OfDumpsAreNoShareLinesAndNoDates) {
  EXPECT_EQ(title_of_dump({"Home", "Ferry sails for the very last time", "Share this article on social media",
                           "Monday, 4 March 2024 at 10:30 in the morning", kParagraph, kParagraph}),
            "Ferry sails for the very last time");
}

TEST(Titles, AHeadingThatTheAddressRepeatsWins) {
  const std::string url = "https://www.harbourpost.example/2024/bridge-opens-after-ten-years.html";
  EXPECT_EQ(chosen({{"heading", "Notes from the coast", 80}, {"heading", "Bridge opens after ten years", 74}}, url),
            "Bridge opens after ten years");
}

}  // namespace
}  // namespace winnow
