#pragma once
// What the held-out pages say about the cut: how much recall should weigh in it, how much of the F1
// that it promises is reached, and how little means that the page holds no content.

#include <map>
#include <string>
#include <utility>
#include <vector>

#include "tools/tune/examples.h"

namespace winnow::tools {

/// Fits Model::recall_weights: the weight of recall in the cut that reaches the most F1, for each
/// type that pages were found to be of.
class RecallFit {
 public:
  /// Decides all pages by each of a list of weights. The examples' decisions are those of the last.
  explicit RecallFit(std::vector<Example>& examples);

  /// From the pages outside a fold (−1: from all). Types of few pages are not in it: they weigh 1.
  std::map<std::string, float> without(int fold) const;

 private:
  const std::vector<Example>& examples_;
  std::vector<std::vector<double>> f1_;  // by weight, then page
};

/// Decides all pages by the weights that the folds that they are not in ask for. `types`: those that
/// Example::type_shares is about.
void choose_by_recall_weights(std::vector<Example>& examples, const RecallFit& fit, const std::vector<std::string>& types, int folds);

/// From expected to observed F1 on the held-out folds: means of neighbours pooled until they rise
/// (isotonic regression by pooling adjacent violators), then thinned to a few points.
std::vector<std::pair<float, float>> calibration_of(const std::vector<Example>& examples);

/// The F1 that the best cut must promise, below which pages are better given back empty, from the pages outside a fold
/// (−1: from all): a reference without text is met exactly by no text.
float fit_least_expected_f1(const std::vector<Example>& examples, int without);

/// Scores the pages again, those that promise too little as empty; the threshold comes from the
/// folds that a page is not in.
void give_back_empty_pages(std::vector<Example>& examples, int folds);

}  // namespace winnow::tools
