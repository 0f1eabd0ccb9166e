#include "tools/tune/calibration.h"

#include <algorithm>
#include <array>

#include <oneapi/tbb/parallel_for_each.h>

#include "pipeline/choose/decision.h"
#include "pipeline/choose/models.h"

namespace winnow::tools {
namespace {

constexpr std::array kRecallWeights = {0.45f, 0.5f, 0.6f, 0.7f, 0.8f, 0.9f, 1.0f, 1.1f, 1.2f, 1.35f, 1.5f, 1.65f};
constexpr double kLeastPagesOfType = 40;
/// Over so much of mean F1 the curve is flat, and the strictest cut is taken: on pages that nobody tuned on a strict
/// cut loses less (the second study, of HTML pages: 2024 pages .9175 to .9238 with a weight of .5 for .8, WCXB .9559 to
/// .9537). Dumps have no such evidence.
constexpr double kWorthAStricterCut = 0.0015;

/// Neighbouring pages of the calibration: sums of expected and of observed F1, each page by its weight.
struct Pool {
  double x = 0, y = 0, weight = 0;
};

}  // namespace

RecallFit::RecallFit(std::vector<Example>& examples) : examples_(examples), f1_(kRecallWeights.size()) {
  for (std::size_t w = 0; w < kRecallWeights.size(); ++w) {
    oneapi::tbb::parallel_for_each(examples, [&](Example& e) {
      e.recall_weight = kRecallWeights[w];
      if (!e.is_copy) choose_and_score(e);
    });
    for (const Example& e : examples) f1_[w].push_back(e.score.f1);
  }
}

std::map<std::string, float> RecallFit::without(int fold) const {
  struct Sums {
    std::array<double, kRecallWeights.size()> f1{};
    double pages = 0, shares = 0;
  };
  // Corpora count alike: the largest one's convention would decide alone.
  std::map<std::pair<std::string, std::string>, double> pages_of;  // by type found and corpus
  for (const Example& e : examples_)
    if (!e.is_copy && e.fold != fold) pages_of[{e.found_type, e.page.truth.corpus}] += 1;
  std::map<std::string, Sums> types;
  for (std::size_t i = 0; i < examples_.size(); ++i) {
    if (examples_[i].is_copy || examples_[i].fold == fold) continue;
    Sums& sums = types[examples_[i].found_type];
    sums.pages += 1;
    const double share =
        std::min(examples_[i].weight, 1.0) / pages_of.at({examples_[i].found_type, examples_[i].page.truth.corpus});
    sums.shares += share;
    for (std::size_t w = 0; w < kRecallWeights.size(); ++w) sums.f1[w] += share * f1_[w][i];
  }
  std::map<std::string, float> best;
  for (const auto& [type, sums] : types) {
    if (sums.pages < kLeastPagesOfType) continue;
    const double most = *std::max_element(sums.f1.begin(), sums.f1.end());
    const double worth = examples_.front().page.blocks.doc.is_html ? kWorthAStricterCut * sums.shares : 0;
    std::size_t strictest = 0;
    while (sums.f1[strictest] < most - worth) ++strictest;
    best[type] = kRecallWeights[strictest];
  }
  return best;
}

void choose_by_recall_weights(std::vector<Example>& examples, const RecallFit& fit,
                              const std::vector<std::string>& types, int folds) {
  for (int fold = 0; fold < folds; ++fold) {
    Model model;
    for (const std::string& type : types) model.types.emplace_back(type, Forest());
    model.recall_weights = fit.without(fold);
    for (Example& e : examples) {
      if (e.fold != fold || e.is_copy) continue;
      e.recall_weight = model.recall_weight(e.type_shares);
      choose_and_score(e);
    }
  }
}

std::vector<std::pair<float, float>> calibration_of(const std::vector<Example>& examples) {
  std::vector<Pool> points;
  for (const Example& e : examples)
    if (!e.is_copy && e.weight > 0) points.push_back({e.weight * e.expected_f1, e.weight * e.score.f1, e.weight});
  const auto less = [](const Pool& a, const Pool& b) { return a.x / a.weight < b.x / b.weight; };
  std::stable_sort(points.begin(), points.end(), less);
  constexpr double kLeastWeight = 25;  // in pages
  std::vector<Pool> pools;
  for (const Pool& point : points) {
    pools.push_back(point);
    while (pools.size() > 1) {
      const Pool last = pools.back();
      Pool& before = pools[pools.size() - 2];
      if (before.y / before.weight < last.y / last.weight && before.weight >= kLeastWeight) break;
      before = {before.x + last.x, before.y + last.y, before.weight + last.weight};
      pools.pop_back();
    }
  }
  std::vector<std::pair<float, float>> out;
  for (const Pool& pool : pools)
    out.emplace_back(static_cast<float>(pool.x / pool.weight), static_cast<float>(pool.y / pool.weight));
  return out;
}

float fit_least_expected_f1(const std::vector<Example>& examples, int without) {
  std::vector<std::pair<float, double>> gains;  // by promised F1: what giving back nothing changes
  for (const Example& e : examples)
    if (!e.is_copy && e.fold != without)
      gains.emplace_back(e.best_f1, e.weight * (e.page.truth.text->empty() - e.score.f1));
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
      if (e.fold != fold || e.is_copy || e.best_f1 >= least) continue;
      decide(e.page.blocks, least, e.recall_weight);
      e.score = score_kept(e.page);
    }
  }
}

}  // namespace winnow::tools
