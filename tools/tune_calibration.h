#pragma once
// What the held-out pages say about the F1 that a cut promises: how much of it is reached, and how
// little of it means that the page holds no content.

#include <utility>
#include <vector>

#include "tools/tune_examples.h"

namespace winnow::tools {

/// From expected to observed F1 on the held-out folds: means of neighbours pooled until they rise
/// (isotonic regression by pooling adjacent violators), then thinned to a few points.
std::vector<std::pair<float, float>> calibration_of(const std::vector<Example>& examples);

/// The expected F1 below which pages are better given back empty, from the pages outside a fold
/// (−1: from all): a reference without text is met exactly by no text.
float fit_least_expected_f1(const std::vector<Example>& examples, int without);

/// Scores the pages again, those that promise too little as empty; the threshold comes from the
/// folds that a page is not in.
void give_back_empty_pages(std::vector<Example>& examples, int folds);

}  // namespace winnow::tools
