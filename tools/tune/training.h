#pragma once
// Trains the forests of a model on examples: of blocks, and of page types.

#include <string>
#include <vector>

#include "tools/tune/boost.h"
#include "tools/tune/examples.h"

namespace winnow::tools {

/// Trains on all folds but one and scores that one's pages by the forest that never saw their sites.
/// Throws UsageError when no page is left to train on.
void hold_out(std::vector<Example>& examples, const Vocabulary& vocabulary, const BoostOptions& boost, int folds, int fold);

/// Trains on every page. Checks that our own inference gives what XGBoost does.
std::vector<PlainTree> train_on_all(const std::vector<Example>& examples, const BoostOptions& boost);

/// The page types of the truth, in order of their names; none where all pages are of one.
std::vector<std::string> types_of(const std::vector<Example>& examples);

/// Sets Example::found_type of all pages by forests that never saw their sites.
void find_types(std::vector<Example>& examples, int folds);

/// Trees that give the log-odds of one type, from the pages outside a fold (−1: from all).
std::vector<PlainTree> train_type(const std::vector<Example>& examples, const std::string& type, int without);

}  // namespace winnow::tools
