// Choose, text dumps: what the lines around a line say of it.

#include <gtest/gtest.h>

#include <algorithm>

#include "pipeline/choose/line_facts.h"
#include "pipeline/rulepack/cues.h"

namespace winnow {
namespace {

constexpr const char* kProse =
    "The old mill on the river opened its doors on Sunday, after nine years of repairs by many hands.";
constexpr const char* kOtherProse =
    "Three hundred people from the valley came to watch it turn, and the baker sold all his bread.";

struct Line {
  const char* text;
  std::uint32_t cues = 0;
};

Blocks dump_of(const std::vector<Line>& lines) {
  Blocks page;
  for (const Line& line : lines) {
    const std::string text = line.text;
    page.blocks.push_back({.begin = static_cast<std::uint32_t>(page.text.size()),
                           .length = static_cast<std::uint32_t>(text.size()),
                           .words = static_cast<std::uint32_t>(1 + std::count(text.begin(), text.end(), ' ')),
                           .cues = line.cues});
    page.text += text + '\n';
  }
  return page;
}

std::vector<LineFacts> facts_of(const Blocks& page) { return note_lines(page, note_page(page)); }

constexpr std::size_t kComment = 0, kDate = kMarkers.size() - 1;

TEST(LineFacts, CountLinesToTheNearestMarkersOnBothSides) {
  const auto lines =
      facts_of(dump_of({{kProse}, {"Comments", bit(Cue::comment)}, {"Mira Sorrel"}, {"12 March 2024"}, {kOtherProse}}));
  EXPECT_EQ(lines[0].until[kComment], 1u);
  EXPECT_EQ(lines[0].since[kComment], LineFacts::kNone);
  EXPECT_EQ(lines[4].since[kComment], 3u);
  EXPECT_EQ(lines[4].since[kDate], 1u);
  EXPECT_EQ(lines[4].until[kDate], LineFacts::kNone);
  EXPECT_FLOAT_EQ(lines[4].comments_near, 1.0f / 5);
}

TEST(LineFacts, TakeNoLongLineForAMarker) {
  const auto lines = facts_of(dump_of({{kProse, bit(Cue::comment)}, {kOtherProse}}));
  EXPECT_EQ(lines[1].since[kComment], LineFacts::kNone);
}

TEST(LineFacts, FindPassagesThatThePageHasTwice) {
  const std::string copy = std::string("<p>") + kProse + "</p>";
  const auto lines = facts_of(dump_of({{kProse}, {kOtherProse}, {copy.c_str()}}));
  EXPECT_FLOAT_EQ(lines[0].seen_before, 0);
  EXPECT_GT(lines[0].seen_after, 0.9f);
  EXPECT_FLOAT_EQ(lines[1].seen_before + lines[1].seen_after, 0);
  EXPECT_GT(lines[2].seen_before, 0.7f);
}

TEST(LineFacts, MeasureFromTheLargestClusterAndTheDensestStretch) {
  std::vector<Line> page(30, Line{"Menu"});
  page[10] = page[13] = {kProse};
  page[12] = {kOtherProse};
  page[28] = {kOtherProse};
  const auto lines = facts_of(dump_of(page));
  EXPECT_EQ(lines[8].from_main, -2);
  EXPECT_EQ(lines[11].from_main, 0);
  EXPECT_EQ(lines[28].from_main, 15);
  EXPECT_EQ(lines[28].from_stretch, 15);
  EXPECT_FLOAT_EQ(lines[9].cluster_share, 0);
  EXPECT_NEAR(lines[20].cluster_share, 0.75f, 0.05f);
  EXPECT_NEAR(lines[29].cluster_share, 0.25f, 0.05f);
}

TEST(LineFacts, SayHowMuchALineSharesWithTheLead) {
  const auto lines = facts_of(dump_of({{kProse}, {kOtherProse}, {"The mill opened"}, {"Cheap flights tonight"}}));
  EXPECT_FLOAT_EQ(lines[2].lead_words, 1);
  EXPECT_FLOAT_EQ(lines[3].lead_words, 0);
}

TEST(LineFacts, OfAnEmptyPageAreNone) { EXPECT_TRUE(facts_of({}).empty()); }

}  // namespace
}  // namespace winnow
