#include "pipeline/choose/cut.h"

#include <algorithm>
#include <cstdint>
#include <numeric>

namespace winnow {
namespace {

/// The F-score of `hits` words of content among `kept` words, of `expected` in all, with β² = `recall`.
double f_score(double hits, double kept, double expected, double recall) noexcept {
  const double whole = kept + recall * expected;
  return whole > 0 ? (1 + recall) * hits / whole : 0;
}

}  // namespace

Cut best_cut(std::span<const float> probability, std::span<const float> words, float recall_weight) {
  std::vector<std::uint32_t> order(probability.size());
  std::iota(order.begin(), order.end(), 0u);
  std::sort(order.begin(), order.end(), [&](std::uint32_t a, std::uint32_t b) {
    return probability[a] != probability[b] ? probability[a] > probability[b] : a < b;
  });
  double expected = 0;  // words of content on the page
  for (std::size_t i = 0; i < probability.size(); ++i) expected += double{probability[i]} * words[i];
  const double recall = double{recall_weight} * recall_weight;
  Cut best;
  float best_score = 0;
  double hits = 0, kept = 0;
  for (const std::uint32_t i : order) {
    hits += double{probability[i]} * words[i];
    kept += words[i];
    const auto f1 = static_cast<float>(f_score(hits, kept, expected, 1));
    best.best_f1 = std::max(best.best_f1, f1);
    const double score = f_score(hits, kept, expected, recall);
    if (score < best_score) continue;
    best_score = static_cast<float>(score);
    best.least = probability[i];
    best.expected_f1 = f1;
  }
  return best;
}

}  // namespace winnow
