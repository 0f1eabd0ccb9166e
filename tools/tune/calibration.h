#pragma once
// Fits the cut to the held-out pages: how much recall weighs in it, how much of the promised F1 is
// reached, and below which promise a page holds no content.

#include <map>
#include <string>
#include <utility>
#include <vector>

#include "tools/tune/examples.h"

namespace winnow::tools {

/// Fits Model::recall_weights: for each type that some page was found to be of, the least weight of recall
/// with which the cut reaches nearly the highest F1 (of dumps: the highest).
class RecallFit {
 public:
  /// Decides all pages with each weight of a list. Afterwards the examples hold the decisions of the last one.
  explicit RecallFit(std::vector<Example>& examples);

  /// Returns the weights fitted on the pages outside a fold (−1: on all pages); corpora count alike, those of a
  /// training weight under 1 by that. Types with few pages are
  /// left out and so weigh 1.
  std::map<std::string, float> without(int fold) const;

 private:
  const std::vector<Example>& examples_;
  std::vector<std::vector<double>> f1_;  // by weight, then page
};

/// Decides each page by the weights fitted on the folds that it is not in. `types` are the types of
/// Example::type_shares.
void choose_by_recall_weights(std::vector<Example>& examples, const RecallFit& fit,
                              const std::vector<std::string>& types, int folds);

/// Returns pairs of expected and observed F1 on the held-out folds. Isotonic regression by pooling
/// adjacent violators makes them rise; then they are thinned to a few points.
std::vector<std::pair<float, float>> calibration_of(const std::vector<Example>& examples);

/// Returns the least F1 that the best cut must promise, fitted on the pages outside a fold (−1: on all).
/// Below it an empty text scores better, since it matches a reference without text exactly.
float fit_least_expected_f1(const std::vector<Example>& examples, int without);

/// Scores the pages again, and those that promise too little as empty. The threshold of a page comes
/// from the folds that it is not in.
void give_back_empty_pages(std::vector<Example>& examples, int folds);

}  // namespace winnow::tools
