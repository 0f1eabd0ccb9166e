#include "tools/tune/word_counts.h"

#include <algorithm>
#include <cmath>

namespace winnow::tools {
namespace {

constexpr float kLeastPages = 8;     ///< a word on fewer says little
constexpr float kPrior = 3;          ///< pages that stand for "as usual" in each estimate
constexpr float kLeastValue = 0.3f;  ///< weaker hints are left out

}  // namespace

void WordCounts::add_page(const std::vector<std::vector<std::uint32_t>>& words_of_blocks, const Blocks& page,
                          const std::vector<float>& content, int fold) {
  std::unordered_map<std::uint32_t, Count> seen;  // words under content and all words, for each key
  for (std::size_t b = 0; b < words_of_blocks.size(); ++b) {
    const auto weight = static_cast<float>(page.blocks[b].words + 1);
    for (const std::uint32_t word : words_of_blocks[b]) {
      Count& count = seen[word];
      count.content += content[b] >= 0.5f ? weight : 0;
      count.pages += weight;
    }
  }
  for (const auto& [word, count] : seen) {
    auto& folds = counts_.try_emplace(word, folds_).first->second;
    folds[static_cast<std::size_t>(fold)].content += count.content / count.pages;
    folds[static_cast<std::size_t>(fold)].pages += 1;
  }
}

LearnedWords::Table WordCounts::table(int without, int and_without) const {
  Count total;
  std::vector<std::pair<std::uint32_t, Count>> sums;
  for (const auto& [word, folds] : counts_) {
    Count sum;
    for (std::size_t f = 0; f < folds.size(); ++f) {
      if (static_cast<int>(f) == without || static_cast<int>(f) == and_without) continue;
      sum.content += folds[f].content;
      sum.pages += folds[f].pages;
    }
    if (sum.pages < kLeastPages) continue;
    total.content += sum.content;
    total.pages += sum.pages;
    sums.emplace_back(word, sum);
  }
  LearnedWords::Table table;
  const float usual = total.pages > 0 ? total.content / total.pages : 0.5f;
  for (const auto& [word, sum] : sums) {
    const float odds = (sum.content + kPrior * usual) / (sum.pages - sum.content + kPrior * (1 - usual));
    const float value = std::log(odds * (1 - usual) / usual);
    if (std::abs(value) >= kLeastValue) table[word] = std::round(value * 20) / 20;
  }
  return table;
}

}  // namespace winnow::tools
