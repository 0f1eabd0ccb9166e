#pragma once
// Counts how often words stand in content, for the tables that LearnedWords holds. A training row
// gets tables that were counted without its own fold, so that the trees learn how far to trust them.

#include <cstdint>
#include <unordered_map>
#include <vector>

#include "pipeline/choose/learned_words.h"
#include "pipeline/document/blocks.h"

namespace winnow::tools {

/// Counts of one kind of word over pages, kept apart by fold.
class WordCounts {
 public:
  explicit WordCounts(int folds) : folds_(static_cast<std::size_t>(folds)) {}

  /// Adds a page: each word counts once, by the share of its blocks' words that are content.
  void add_page(const std::vector<std::vector<std::uint32_t>>& words_of_blocks, const Blocks& page,
                const std::vector<float>& content, int fold);

  /// Returns log-odds against the average word, for words on enough pages, without the given folds (−1: none).
  LearnedWords::Table table(int without, int and_without) const;

 private:
  struct Count {
    float content = 0, pages = 0;
  };
  std::size_t folds_;
  std::unordered_map<std::uint32_t, std::vector<Count>> counts_;
};

}  // namespace winnow::tools
