#include "tools/tune_calibration.h"

#include <algorithm>

#include "pipeline/choose/decision.h"

namespace winnow::tools {

std::vector<std::pair<float, float>> calibration_of(const std::vector<Example>& examples) {
  std::vector<std::pair<float, double>> points;
  for (const Example& e : examples)
    if (!e.is_pseudo) points.emplace_back(e.expected_f1, e.score.f1);
  std::sort(points.begin(), points.end());
  struct Pool {
    double x = 0, y = 0, count = 0;
  };
  constexpr double kLeastPages = 25;
  std::vector<Pool> pools;
  for (const auto& [x, y] : points) {
    pools.push_back({x, y, 1});
    while (pools.size() > 1) {
      const Pool last = pools.back();
      Pool& before = pools[pools.size() - 2];
      if (before.y / before.count < last.y / last.count && before.count >= kLeastPages) break;
      before = {before.x + last.x, before.y + last.y, before.count + last.count};
      pools.pop_back();
    }
  }
  std::vector<std::pair<float, float>> out;
  for (const Pool& pool : pools)
    out.emplace_back(static_cast<float>(pool.x / pool.count), static_cast<float>(pool.y / pool.count));
  return out;
}

float fit_least_expected_f1(const std::vector<Example>& examples, int without) {
  std::vector<std::pair<float, double>> gains;  // by expected F1: what giving back nothing changes
  for (const Example& e : examples)
    if (!e.is_pseudo && e.fold != without) gains.emplace_back(e.expected_f1, e.page.truth.text->empty() - e.score.f1);
  std::sort(gains.begin(), gains.end());
  float least = 0;
  double sum = 0, best = 0;
  for (std::size_t i = 0; i + 1 < gains.size(); ++i) {
    sum += gains[i].second;
    if (sum <= best) continue;
    best = sum;
    least = (gains[i].first + gains[i + 1].first) / 2;
  }
  return least;
}

void give_back_empty_pages(std::vector<Example>& examples, int folds) {
  for (int fold = 0; fold < folds; ++fold) {
    const float least = fit_least_expected_f1(examples, fold);
    for (Example& e : examples) {
      if (e.fold != fold || e.is_pseudo || e.expected_f1 >= least) continue;
      decide(e.page.blocks, least);
      e.score = score_kept(e.page);
    }
  }
}

}  // namespace winnow::tools
