// The weights are a logistic regression over the blocks that rules reach, with the trees' log-odds
// as its offset, drawn towards the weights that stand in the rules: the weight of a rule that few
// blocks met stays where its author put it. The bias is chosen from a few by F1 on the fitted folds.

#include "tools/tune/fit_weights.h"

#include <algorithm>
#include <array>
#include <cmath>

#include <fmt/format.h>

#include "pipeline/label/matching.h"
#include "pipeline/label/page_view.h"

namespace winnow::tools {
namespace {

/// How strongly weights are drawn to their old values, as a share of one whole page's words. The weight
/// of a rule that decides the words of some pages moves freely.
constexpr double kPull = 1;
constexpr double kMostWeight = 10;  // as in rules
constexpr std::array<float, 7> kBiases = {-0.6f, -0.4f, -0.2f, 0, 0.2f, 0.4f, 0.6f};

/// A block that rules with a weight reach.
struct Row {
  double log_odds = 0, label = 0, mass = 0;  ///< mass: its share of the page's words
  std::size_t page = 0, block = 0;
  std::vector<double> times;  ///< by rule with a weight: how often it reached the block
};

bool is_decided(const Block& block) noexcept { return block.force_keep || block.force_drop; }

/// The rules that have a weight.
std::vector<const BlockRule*> weighted(const BlockRules& rules) {
  std::vector<const BlockRule*> out;
  for (const BlockRule& rule : rules.rules)
    if (rule.weight != 0) out.push_back(&rule);
  return out;
}

/// By block, how often each rule with a weight reaches it.
std::vector<std::vector<double>> reaches(const Blocks& blocks, const BlockRules& rules) {
  const std::vector<const BlockRule*> with_weight = weighted(rules);
  std::vector<std::vector<double>> out(blocks.blocks.size());
  const PageView view = view_page(blocks, rules.prose);
  for (std::size_t r = 0; r < with_weight.size(); ++r) {
    for (std::size_t i = 0; i < out.size(); ++i) {
      if (!holds(with_weight[r]->when, view, i)) continue;
      const auto [first, end] = reach_of(with_weight[r]->span, view, i);
      for (std::size_t k = first; k < end; ++k) {
        out[k].resize(with_weight.size());
        out[k][r] += 1;
      }
    }
  }
  return out;
}

std::vector<Row> rows_of(const std::vector<WeighedPage>& pages, const BlockRules& rules) {
  std::vector<Row> rows;
  for (std::size_t p = 0; p < pages.size(); ++p) {
    const auto& blocks = pages[p].blocks->blocks;
    double words = 1;
    for (const Block& block : blocks) words += block.words;
    auto times = reaches(*pages[p].blocks, rules);
    for (std::size_t b = 0; b < blocks.size(); ++b) {
      if (times[b].empty() || is_decided(blocks[b])) continue;
      rows.push_back({.log_odds = (*pages[p].log_odds)[b],
                      .label = (*pages[p].content)[b] >= 0.5f ? 1.0 : 0.0,
                      .mass = (blocks[b].words + 1.0) / words,
                      .page = p,
                      .block = b,
                      .times = std::move(times[b])});
    }
  }
  return rows;
}

double log_odds_of(const Row& row, const std::vector<double>& weights) {
  double sum = row.log_odds;
  for (std::size_t r = 0; r < weights.size(); ++r) sum += row.times[r] * weights[r];
  return sum;
}

/// Newton's method, one weight at a time. `counts` says which rows to fit on.
template <class Counts>
std::vector<double> fit(const std::vector<Row>& rows, const std::vector<double>& start, Counts&& counts) {
  constexpr int kRounds = 30;
  std::vector<double> weights = start;
  for (int round = 0; round < kRounds; ++round) {
    for (std::size_t r = 0; r < weights.size(); ++r) {
      double slope = kPull * (weights[r] - start[r]), curve = kPull;
      for (const Row& row : rows) {
        if (row.times[r] == 0 || !counts(row)) continue;
        const double p = 1 / (1 + std::exp(-log_odds_of(row, weights)));
        slope += row.mass * row.times[r] * (p - row.label);
        curve += row.mass * row.times[r] * row.times[r] * p * (1 - p);
      }
      weights[r] = std::clamp(weights[r] - slope / curve, -kMostWeight, kMostWeight);
    }
  }
  return weights;
}

/// Scores the pages with one set of weights for each fold and with each bias.
class Trial {
 public:
  Trial(std::vector<WeighedPage>& pages, const std::vector<Row>& rows) : pages_(pages), rows_(rows) {
    for (const WeighedPage& page : pages)
      for (const Block& block : page.blocks->blocks) before_.push_back(block.rule_weight);
  }
  ~Trial() {
    auto weight = before_.begin();
    for (WeighedPage& page : pages_)
      for (Block& block : page.blocks->blocks) block.rule_weight = *weight++;
  }
  Trial(const Trial&) = delete;
  Trial& operator=(const Trial&) = delete;

  /// Returns the F1 of each page with the weights of its fold.
  std::vector<double> scores(const std::vector<std::vector<double>>& by_fold, float bias) {
    for (WeighedPage& page : pages_)
      for (Block& block : page.blocks->blocks) block.rule_weight = bias;
    for (const Row& row : rows_) {
      const auto& weights = by_fold[static_cast<std::size_t>(pages_[row.page].fold)];
      pages_[row.page].blocks->blocks[row.block].rule_weight +=
          static_cast<float>(log_odds_of(row, weights) - row.log_odds);
    }
    std::vector<double> f1;
    for (const WeighedPage& page : pages_) f1.push_back(page.score());
    return f1;
  }

 private:
  std::vector<WeighedPage>& pages_;
  const std::vector<Row>& rows_;
  std::vector<float> before_;
};

/// Returns the bias with the best mean over the pages outside a fold (−1: over all), and none where all are equal.
std::size_t best_bias(const std::vector<std::vector<double>>& f1_by_bias, const std::vector<WeighedPage>& pages,
                      int without) {
  constexpr std::size_t kNone = kBiases.size() / 2;
  static_assert(kBiases[kNone] == 0);
  const auto sum = [&](std::size_t bias) {
    double total = 0;
    for (std::size_t p = 0; p < pages.size(); ++p)
      if (pages[p].fold != without) total += f1_by_bias[bias][p];
    return total;
  };
  std::size_t best = kNone;
  for (std::size_t bias = 0; bias < kBiases.size(); ++bias)
    if (sum(bias) > sum(best)) best = bias;
  return best;
}

}  // namespace

FittedWeights fit_weights(std::vector<WeighedPage>& pages, const BlockRules& rules, int folds) {
  const std::vector<Row> rows = rows_of(pages, rules);
  std::vector<double> start;
  for (const BlockRule* rule : weighted(rules)) start.push_back(rule->weight);
  std::vector<std::vector<double>> by_fold;
  for (int fold = 0; fold < folds; ++fold)
    by_fold.push_back(fit(rows, start, [&](const Row& row) { return pages[row.page].fold != fold; }));

  Trial trial(pages, rows);
  const std::vector<double> before = trial.scores(std::vector(by_fold.size(), start), 0);
  std::vector<std::vector<double>> f1_by_bias;
  for (const float bias : kBiases) f1_by_bias.push_back(trial.scores(by_fold, bias));

  FittedWeights out{.weights = {}, .pages = pages.size()};
  std::vector<std::size_t> bias_of_fold;
  for (int fold = 0; fold < folds; ++fold) bias_of_fold.push_back(best_bias(f1_by_bias, pages, fold));
  for (std::size_t p = 0; p < pages.size(); ++p) {
    const double after = f1_by_bias[bias_of_fold[static_cast<std::size_t>(pages[p].fold)]][p];
    out.f1_before += before[p] / static_cast<double>(pages.size());
    out.f1_after += after / static_cast<double>(pages.size());
    out.better += after > before[p] ? 1 : 0;
    out.worse += after < before[p] ? 1 : 0;
  }
  const std::vector<double> final_weights = fit(rows, start, [](const Row&) { return true; });
  const std::vector<const BlockRule*> with_weight = weighted(rules);
  for (std::size_t r = 0; r < with_weight.size(); ++r)
    out.weights.emplace_back(with_weight[r]->id, static_cast<float>(final_weights[r]));
  out.bias = kBiases[best_bias(f1_by_bias, pages, -1)];
  return out;
}

std::string overlay_of(const FittedWeights& fitted) {
  std::string out = fmt::format(
      "# Weights of rules, fitted by `winnow tune --fit-rules` with the trees held fixed. On the folds left out, word\n"
      "# F1 of {} pages goes from {:.4f} to {:.4f}: {} better, {} worse.\nbias: {:.2f}\nweights:\n",
      fitted.pages, fitted.f1_before, fitted.f1_after, fitted.better, fitted.worse, fitted.bias);
  for (const auto& [id, weight] : fitted.weights) out += fmt::format("  {}: {:.2f}\n", id, weight);
  return out;
}

void print_fit(const FittedWeights& fitted, const BlockRules& rules, std::ostream& out) {
  out << "Weights of rules, fitted on all pages\n";
  const std::vector<const BlockRule*> with_weight = weighted(rules);
  for (std::size_t r = 0; r < with_weight.size(); ++r)
    out << fmt::format("{:28}{:>9.2f} to {:.2f}\n", fitted.weights[r].first, with_weight[r]->weight,
                       fitted.weights[r].second);
  out << fmt::format("{:28}{:>9.2f} to {:.2f}\n", "bias", rules.bias, fitted.bias);
  out << fmt::format("On the folds left out: word F1 {:.4f} to {:.4f} on {} pages, {} better, {} worse{}\n",
                     fitted.f1_before, fitted.f1_after, fitted.pages, fitted.better, fitted.worse,
                     fitted.f1_after > fitted.f1_before ? "" : "; the fit brings nothing");
}

}  // namespace winnow::tools
