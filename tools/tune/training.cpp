
#include "tools/tune/training.h"

#include <algorithm>
#include <cmath>
#include <iostream>
#include <set>

#include <fmt/format.h>
#include <oneapi/tbb/parallel_for_each.h>

#include "pipeline/choose/forest.h"
#include "pipeline/choose/models.h"
#include "tools/errors.h"

namespace winnow::tools {
namespace {

/// True for blocks of a kind that the reference leaves out inside articles by its own convention.
/// They teach nothing.
bool is_left_out(const Example& example, std::size_t b) {
  const auto is_content = [](float share) { return share >= 0.5f; };
  const auto& content = example.page.content;
  const auto kind = static_cast<unsigned>(example.page.blocks.blocks[b].kind);
  if ((example.leaves_out >> kind & 1u) == 0) return false;
  const auto here = content.begin() + static_cast<std::ptrdiff_t>(b);
  return std::any_of(content.begin(), here, is_content) && std::none_of(here, here + 1, is_content) &&
         std::any_of(here, content.end(), is_content);
}

/// Of blocks lighter than this only a share trains, at this weight: the sums of weights stay the same
/// and training takes less time. Arbitrary.
constexpr double kLeastWeight = 0.7;

/// Blocks weigh by words, so that each page counts about alike.
void add_rows(const Example& example, double page_weight, BoostRows& rows) {
  if (example.features.rows == 0 || page_weight <= 0) return;
  double page_words = 50;
  for (const Block& block : example.page.blocks.blocks) page_words += block.words;
  rows.columns = example.features.columns;
  for (std::size_t b = 0; b < example.features.rows; ++b) {
    if (is_left_out(example, b)) continue;
    const Block& block = example.page.blocks.blocks[b];
    const double weight = 100 * std::min((block.words + 1.0) / page_words, 0.2);
    if (weight < kLeastWeight && weight < kLeastWeight * unit_hash(rows.labels.size() + b)) continue;
    const std::span<const float> row = example.features.row(b);
    rows.values.insert(rows.values.end(), row.begin(), row.end());
    rows.labels.push_back(example.page.content[b] >= 0.5f ? 1.0f : 0.0f);
    rows.weights.push_back(static_cast<float>(page_weight * std::max(weight, kLeastWeight)));
    if (!example.margins.empty()) rows.margins.push_back(example.margins[b]);
  }
}

/// What a page counts in the forest for articles, or in that for pages of other types. Pages of the
/// other kind teach much of the same; the two weights were set without trying others.
double weight_in(ForestOf kind, const Example& example) {
  constexpr double kOthersAmongArticles = 0.25, kArticlesAmongOthers = 0.4;
  const bool is_article = example.page.truth.type == kArticleType;
  switch (kind) {
    case ForestOf::all:
      return example.weight;
    case ForestOf::articles:
      return example.weight * (is_article ? 1 : kOthersAmongArticles);
    case ForestOf::others:
      return example.of_article ? 0 : example.weight * (is_article ? kArticlesAmongOthers : 1);
  }
  return 0;
}

BoostRows rows_without(const std::vector<Example>& examples, ForestOf kind, int fold) {
  BoostRows rows;
  for (const Example& e : examples)
    if (e.fold != fold) add_rows(e, weight_in(kind, e), rows);
  if (rows.rows() == 0) throw UsageError("no page is left to train on");
  std::cerr << fmt::format("{} blocks train\n", rows.rows());
  return rows;
}

}  // namespace

void hold_out(std::vector<Example>& examples, const Vocabulary& vocabulary, const BoostOptions& boost, int folds,
              int fold) {
  compute_all(examples, vocabulary, folds, fold);
  const std::vector<std::string> types = types_of(examples);
  Model model;
  for (const std::string& type : types) model.types.emplace_back(type, Forest(train_type(examples, type, fold)));
  if (types.empty()) {
    model.blocks = Forest(Booster(rows_without(examples, ForestOf::all, fold), boost).trees());
  } else {
    model.blocks = Forest(Booster(rows_without(examples, ForestOf::articles, fold), boost).trees());
    model.other_blocks = Forest(Booster(rows_without(examples, ForestOf::others, fold), boost).trees());
  }
  for (Example& e : examples) {
    if (e.fold != fold || e.is_copy) continue;
    if (e.page_features.rows != 0) {
      e.type_shares = model.shares_of_types(e.page_features);
      e.found_type = model.likeliest_type(e.type_shares);
    }
    e.log_odds = model.forest_for(e.type_shares).predict(e.features);
    choose_and_score(e);
  }
}

void score_by(const Model& model, std::vector<Example>& examples) {
  oneapi::tbb::parallel_for_each(examples, [&](Example& e) {
    Features features = compute_features(e.page.blocks, model.learned);
    e.features = std::move(features.blocks);
    if (!model.types.empty() && features.page.rows != 0) {
      e.type_shares = model.shares_of_types(features.page);
      e.found_type = model.likeliest_type(e.type_shares);
    }
    e.recall_weight = model.recall_weight(e.type_shares);
    e.margins = e.log_odds = model.forest_for(e.type_shares).predict(e.features);
    choose_and_score(e, model.least_expected_f1);
  });
}

void hold_out_on_top(std::vector<Example>& examples, const BoostOptions& boost, float least_expected_f1, int fold) {
  const Forest more(Booster(rows_without(examples, ForestOf::all, fold), boost).trees());
  for (Example& e : examples) {
    if (e.fold != fold || e.is_copy) continue;
    const std::vector<float> added = more.predict(e.features);
    for (std::size_t b = 0; b < added.size(); ++b) e.log_odds[b] = e.margins[b] + added[b];
    choose_and_score(e, least_expected_f1);
  }
}

std::vector<PlainTree> train_on_all(const std::vector<Example>& examples, ForestOf kind, const BoostOptions& boost) {
  BoostRows rows = rows_without(examples, kind, -1);
  const Booster booster(rows, boost);
  std::vector<PlainTree> trees = booster.trees();
  const FeatureMatrix matrix{.rows = rows.rows(), .columns = rows.columns, .values = std::move(rows.values)};
  const Forest forest(trees);
  const std::vector<float> ours = forest.predict(matrix), theirs = booster.predict(matrix.values, matrix.columns);
  float apart = 0;
  for (std::size_t i = 0; i < ours.size(); ++i) apart = std::max(apart, std::abs(ours[i] - theirs[i]));
  std::cout << fmt::format("{} trees; log-odds differ from XGBoost's by {:.6f} at most; rounding allows {:.6f}\n",
                           trees.size(), apart, forest.rounding());
  if (apart > forest.rounding() + 1e-4f) throw std::runtime_error("our predictions differ from XGBoost's");
  return trees;
}

std::vector<std::string> types_of(const std::vector<Example>& examples) {
  std::set<std::string> types;
  for (const Example& e : examples) types.insert(e.page.truth.type);
  return types.size() > 1 ? std::vector(types.begin(), types.end()) : std::vector<std::string>{};
}

std::vector<PlainTree> train_type(const std::vector<Example>& examples, const std::string& type, int without) {
  BoostRows rows;
  for (const Example& e : examples) {
    if (e.fold == without || (e.is_copy && !e.teaches_type) || e.page_features.rows == 0) continue;
    rows.columns = e.page_features.columns;
    rows.values.insert(rows.values.end(), e.page_features.values.begin(), e.page_features.values.end());
    rows.labels.push_back(e.page.truth.type == type ? 1.0f : 0.0f);
    rows.weights.push_back(e.is_copy ? static_cast<float>(e.weight) : 1.0f);
  }
  // Few and small trees, since pages are few; the numbers are arbitrary.
  return Booster(rows, {.trees = 80, .depth = 4, .learning_rate = 0.1, .column_share = 0.6}).trees();
}

}  // namespace winnow::tools
