#include "tools/tune/word_counts.h"

#include <gtest/gtest.h>

#include <map>

namespace winnow::tools {
namespace {

constexpr std::uint32_t kGood = 11, kBad = 22, kRare = 33;

/// `pages` of two blocks in fold `fold`: one of content with kGood, one of boilerplate with kBad.
void add_pages(WordCounts& counts, int pages, int fold) {
  Blocks page;
  page.blocks.resize(2);
  page.blocks[0].words = page.blocks[1].words = 9;
  for (int i = 0; i < pages; ++i) counts.add_page({{kGood}, {kBad, kBad}}, page, {1, 0}, fold);
}

std::map<std::uint32_t, float> table_of(const WordCounts& counts, int without = -1, int and_without = -1) {
  std::map<std::uint32_t, float> values;
  const LearnedWords::Table table = counts.table(without, and_without);
  for (const auto& slot : table.slots())
    if (slot.key != 0) values[slot.key] = slot.value;
  return values;
}

TEST(WordCounts, GivesLogOddsAgainstTheAverageWord) {
  WordCounts counts(2);
  add_pages(counts, 10, 0);
  const auto table = table_of(counts);
  ASSERT_EQ(table.size(), 2u);
  // Content on 10 of 10 pages and on 0 of 10, half of all; three more pages stand for "as usual":
  // ln((10 + 1.5) / (0 + 1.5)) = 2.037, in steps of 0.05.
  EXPECT_FLOAT_EQ(table.at(kGood), 2.05f);
  EXPECT_FLOAT_EQ(table.at(kBad), -2.05f);
}

TEST(WordCounts, LeavesRareWordsOut) {
  WordCounts counts(1);
  add_pages(counts, 8, 0);
  Blocks page;
  page.blocks.resize(1);
  for (int i = 0; i < 7; ++i) counts.add_page({{kRare}}, page, {1}, 0);
  EXPECT_FALSE(table_of(counts).contains(kRare));
  EXPECT_TRUE(table_of(counts).contains(kGood));
}

TEST(WordCounts, LeavesFoldsOut) {
  WordCounts counts(3);
  for (const int fold : {0, 1, 2}) add_pages(counts, 5, fold);
  EXPECT_EQ(table_of(counts).size(), 2u);
  EXPECT_EQ(table_of(counts, 1).size(), 2u) << "10 pages are left";
  EXPECT_TRUE(table_of(counts, 0, 2).empty()) << "5 pages are left";
  EXPECT_EQ(table_of(counts, 2, 2), table_of(counts, 2));
}

}  // namespace
}  // namespace winnow::tools
