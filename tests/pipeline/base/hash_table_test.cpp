#include "pipeline/base/hash_table.h"

#include <gtest/gtest.h>

#include <map>

namespace winnow {
namespace {

TEST(HashTable, MakesAValueWhereAKeyIsMissing) {
  HashTable<std::uint32_t, int> table;
  EXPECT_TRUE(table.empty());
  EXPECT_EQ(table.find(7), nullptr);
  EXPECT_EQ(table[7], 0);
  table[7] = 70;
  EXPECT_FALSE(table.empty());
  ASSERT_NE(table.find(7), nullptr);
  EXPECT_EQ(*table.find(7), 70);
  EXPECT_EQ(table.find(8), nullptr);
}

TEST(HashTable, CountsKeyZeroAsOne) {
  HashTable<std::uint64_t, int> table;
  EXPECT_EQ(table.find(0), nullptr);
  table[0] = 5;
  ASSERT_NE(table.find(0), nullptr);
  EXPECT_EQ(*table.find(1), 5);
  table[1] = 6;
  EXPECT_EQ(*table.find(0), 6);
}

TEST(HashTable, KeepsEverythingAsItGrows) {
  for (const std::uint32_t step : {1u, 16u, 0x10000u}) {  // side by side, and into the same few places
    HashTable<std::uint32_t, std::uint32_t> table;
    std::map<std::uint32_t, std::uint32_t> expected;
    for (std::uint32_t i = 1; i <= 5000; ++i) table[i * step] = expected[i * step] = i;
    std::map<std::uint32_t, std::uint32_t> found;
    for (const auto& slot : table.slots())
      if (slot.key != 0) found[slot.key] = slot.value;
    EXPECT_EQ(found, expected) << step;
    for (const auto& [key, value] : expected) ASSERT_EQ(*table.find(key), value) << step;
    EXPECT_EQ(table.find(5001 * step), nullptr);
  }
}

TEST(HashTable, GivesTheSameOrderForTheSameInsertions) {
  const auto order = [](std::size_t room) {
    HashTable<std::uint64_t, int> table(room);
    for (std::uint64_t key = 1; key < 300; ++key) table[key * 0x9E3779B97F4A7C15u] = 1;
    std::vector<std::uint64_t> keys;
    for (const auto& slot : table.slots()) keys.push_back(slot.key);
    return keys;
  };
  EXPECT_EQ(order(0), order(0));
  EXPECT_EQ(order(300).size(), 1024u) << "room for the keys: it does not grow";
}

}  // namespace
}  // namespace winnow
