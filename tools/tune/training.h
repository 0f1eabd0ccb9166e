#pragma once
// Trains the forests of a model on examples: one that scores blocks, and one for each page type.

#include <cstdint>
#include <string>
#include <vector>

#include "pipeline/choose/models.h"
#include "tools/tune/boost.h"
#include "tools/tune/examples.h"

namespace winnow::tools {

/// Whose blocks a forest is for. Where the truth has page types, articles have a forest of their own:
/// the copies that teach it what short articles look like cost forums and listings .7 to 1.4 points (word
/// F1 over blocks, 250 trees, cross-validated: magic-forum .814 to .801, WCXB listings .731 to .717).
enum class ForestOf : std::uint8_t { all, articles, others };

/// Trains on all folds but one; sets the types and scores of that one's pages by forests that never
/// saw their sites. Throws UsageError when no page is left to train on.
void hold_out(std::vector<Example>& examples, const Vocabulary& vocabulary, const BoostOptions& boost, int folds,
              int fold);

/// Sets the features, types, margins and scores of all pages by a model that is there already.
void score_by(const Model& model, std::vector<Example>& examples);

/// Trains trees that add to the examples' margins on all folds but one; sets the scores of that one's pages.
void hold_out_on_top(std::vector<Example>& examples, const BoostOptions& boost, float least_expected_f1, int fold);

/// Trains on every page. Checks that our own inference gives what XGBoost does.
std::vector<PlainTree> train_on_all(const std::vector<Example>& examples, ForestOf kind, const BoostOptions& boost);

/// Returns the page types of the truth in order of their names, and none where all pages have the same.
std::vector<std::string> types_of(const std::vector<Example>& examples);

/// Trees that give the log-odds of one type, from the pages outside a fold (−1: from all).
std::vector<PlainTree> train_type(const std::vector<Example>& examples, const std::string& type, int without);

}  // namespace winnow::tools
