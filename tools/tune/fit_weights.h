#pragma once
// Fits the weights of the rules and a shift of the cut, with the trees held fixed. Each page comes with
// log-odds from a forest that never saw its site. Weights fitted on some folds are measured on the fold
// left out, so that the figures hold for unseen sites.

#include <functional>
#include <ostream>
#include <string>
#include <vector>

#include "pipeline/document/blocks.h"
#include "pipeline/rulepack/block_rules.h"

namespace winnow::tools {

/// A page whose blocks are labelled by rules. It owns nothing.
struct WeighedPage {
  Blocks* blocks = nullptr;
  const std::vector<float>* log_odds = nullptr;  ///< by block, without rule weights
  const std::vector<float>* content = nullptr;   ///< by block: the share of its words that the reference has
  int fold = 0;
  std::function<double()> score;  ///< word F1 of what is kept with the blocks' present rule_weight
};

/// The result of a fit, and its effect on the folds that it was not fitted on.
struct FittedWeights {
  std::vector<std::pair<std::string, float>> weights;  ///< id of each rule that has a weight, fitted on all pages
  float bias = 0;                                      ///< log-odds added to every block
  double f1_before = 0, f1_after = 0;                  ///< means over pages, each on the fold left out
  std::size_t pages = 0, better = 0, worse = 0;
};

/// Leaves the blocks' rule_weight as it was. Cost: a few scorings of each page.
FittedWeights fit_weights(std::vector<WeighedPage>& pages, const BlockRules& rules, int folds);

/// Returns the text of a pack's news/weights.yaml: `bias`, `weights`, and the measurement in its head.
std::string overlay_of(const FittedWeights& fitted);
void print_fit(const FittedWeights& fitted, const BlockRules& rules, std::ostream& out);

}  // namespace winnow::tools
