#include "pipeline/choose/cut.h"

#include <algorithm>
#include <cstdint>
#include <numeric>

namespace winnow {

Cut best_cut(std::span<const float> probability, std::span<const float> words) {
  std::vector<std::uint32_t> order(probability.size());
  std::iota(order.begin(), order.end(), 0u);
  std::sort(order.begin(), order.end(), [&](std::uint32_t a, std::uint32_t b) {
    return probability[a] != probability[b] ? probability[a] > probability[b] : a < b;
  });
  double expected = 0;  // words of content on the page
  for (std::size_t i = 0; i < probability.size(); ++i) expected += double{probability[i]} * words[i];
  Cut best;
  double hits = 0, kept = 0;
  for (const std::uint32_t i : order) {
    hits += double{probability[i]} * words[i];
    kept += words[i];
    const double f1 = kept + expected > 0 ? 2 * hits / (kept + expected) : 0;
    if (f1 >= best.expected_f1) best = {probability[i], static_cast<float>(f1)};
  }
  return best;
}

}  // namespace winnow
