#pragma once
// Trains the forests of a model on examples: one that scores blocks, and one for each page type.

#include <string>
#include <vector>

#include "tools/tune/boost.h"
#include "tools/tune/examples.h"

namespace winnow::tools {

/// For each fold, trains on the others and scores its pages by the forest that never saw their sites.
/// Throws UsageError when no page is left to train on.
void hold_out(std::vector<Example>& examples, const Vocabulary& vocabulary, const BoostOptions& boost, int folds,
              int fold);

/// Trains on every page. Checks that our own inference gives what XGBoost does.
std::vector<PlainTree> train_on_all(const std::vector<Example>& examples, const BoostOptions& boost);

/// Returns the page types of the truth in order of their names, and none where all pages have the same.
std::vector<std::string> types_of(const std::vector<Example>& examples);

/// Sets Example::found_type of all pages by forests that never saw their sites.
void find_types(std::vector<Example>& examples, int folds);

/// Returns trees for the log-odds of one type, trained on the pages outside a fold (−1: on all).
std::vector<PlainTree> train_type(const std::vector<Example>& examples, const std::string& type, int without);

}  // namespace winnow::tools
