// What counts as a repeated article, and which article it repeats.

#include <gtest/gtest.h>

#include <bit>
#include <random>

#include "pipeline/filter/duplicates.h"

namespace winnow::tools {
namespace {

TEST(DuplicateFinder, NamesTheFirstOfThoseItRepeats) {
  for (const Dedup kind : {Dedup::exact, Dedup::near}) {
    DuplicateFinder finder(kind);
    EXPECT_EQ(finder.find_or_add(7, "first"), std::nullopt);
    EXPECT_EQ(finder.find_or_add(~std::uint64_t{7}, ""), std::nullopt);
    EXPECT_EQ(finder.find_or_add(7, "second"), "first");
    EXPECT_EQ(finder.find_or_add(~std::uint64_t{7}, "third"), "");
  }
}

TEST(DuplicateFinder, IsNearUpToThreeBits) {
  DuplicateFinder finder(Dedup::near);
  finder.find_or_add(0, "zero");
  EXPECT_EQ(finder.find_or_add(0x8000'0000'0100'0001, "three"), "zero");
  EXPECT_EQ(finder.find_or_add(0x8000'0000'0100'0003, "four"), std::nullopt);
  EXPECT_EQ(finder.find_or_add(0x8000'0000'0000'0003, "between"), "zero") << "the first of two that are near";
}

/// Looks through all keys, as the pieces of a key must spare it.
TEST(DuplicateFinder, FindsWhatASearchOfAllKeysFinds) {
  std::mt19937_64 random(1);
  DuplicateFinder finder(Dedup::near);
  std::vector<std::uint64_t> keys;
  for (int i = 0; i < 3000; ++i) {
    std::uint64_t key = random();
    if (i % 3 == 2)
      key = keys[random() % keys.size()] ^ (1ull << random() % 64) ^ (1ull << random() % 64) ^ (1ull << random() % 64);
    std::optional<std::string> expected;
    for (std::size_t k = 0; k < keys.size() && !expected; ++k)
      if (std::popcount(keys[k] ^ key) <= kNearBits) expected = std::to_string(k);
    EXPECT_EQ(finder.find_or_add(key, std::to_string(keys.size())), expected);
    if (!expected) keys.push_back(key);
  }
}

TEST(DuplicateFinder, TakesShortTextsForTheSameOnlyIfTheyAre) {
  const DuplicateFinder near(Dedup::near), exact(Dedup::exact);
  EXPECT_EQ(near.key_of("The boat, left."), near.key_of("the  boat left"));
  EXPECT_NE(near.key_of("The boat left."), near.key_of("The boat left early."));
  EXPECT_NE(exact.key_of("The boat left."), exact.key_of("The boat left early."));
}

}  // namespace
}  // namespace winnow::tools
