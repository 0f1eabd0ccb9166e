#pragma once
// What `tune` learned about words and class names, as a table a kind of word.

#include <cstdint>

#include "pipeline/base/hash_table.h"

namespace winnow {

/// How much more often a word stands in content than elsewhere, in log-odds, learned by `tune`.
/// Keys are the hashes of scan_text, and of for_each_class_word by short_hash.
struct LearnedWords {
  using Table = HashTable<std::uint32_t, float>;
  Table text, classes;
};

/// A word's value in the learned table, 0 for words that it does not hold; `known` counts those it holds.
inline float learned_value(const LearnedWords::Table& table, std::uint32_t word, int& known) noexcept {
  const float* const found = table.find(word);
  if (!found) return 0;
  ++known;
  return *found;
}

}  // namespace winnow
