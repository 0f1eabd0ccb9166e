// Scoring and deciding are separate: the forest gives each block a probability, rules add to it or
// outrank it, and one cut through the page's probabilities decides which blocks stay.

#include "pipeline/choose/choose.h"

#include <algorithm>
#include <cmath>

#include "pipeline/choose/decision.h"
#include "pipeline/choose/features.h"
#include "pipeline/choose/models.h"
#include "pipeline/rulepack/dropped_labels.h"
#include "pipeline/rulepack/page_verdicts.h"

namespace winnow::stage {
namespace {

constexpr std::size_t kTermsShown = 6;
/// A report takes about 700 bytes a block; no page that people write has a tenth of these.
constexpr std::size_t kMostReported = 100'000;

/// Without a model, blocks that read like prose: the study's ≥ 5 words and link density < 1/3
/// (word F1 0.880 on articles).
float prior_log_odds(const Block& block) noexcept {
  return block.words >= 5 && block.linked_words * 3 < block.words ? 2.0f : -2.0f;
}

std::vector<std::pair<std::string_view, float>> main_terms(const Forest& forest, const std::vector<float>& row,
                                                           bool is_html) {
  float bias = 0;
  const std::vector<float> values = forest.contributions(row, bias);
  std::vector<std::size_t> columns;
  for (std::size_t i = 0; i < values.size(); ++i)
    if (values[i] != 0) columns.push_back(i);
  const std::size_t shown = std::min(kTermsShown, columns.size());
  std::partial_sort(columns.begin(), columns.begin() + static_cast<std::ptrdiff_t>(shown), columns.end(),
                    [&](std::size_t a, std::size_t b) { return std::abs(values[a]) > std::abs(values[b]); });
  std::vector<std::pair<std::string_view, float>> terms;
  terms.reserve(shown);
  for (std::size_t i = 0; i < shown; ++i) terms.emplace_back(feature_names(is_html)[columns[i]], values[columns[i]]);
  return terms;
}

bool wanted(Label label, const Keep& keep) noexcept {
  switch (label) {
    case Label::caption:
    case Label::credit:
      return keep.captions;
    case Label::comment:
      return keep.comments;
    case Label::byline:
    case Label::date:
      return keep.bylines;
    default:
      return false;
  }
}

Label label_of_kept(const Block& block) noexcept { return block.kind == Kind::heading ? Label::heading : Label::body; }

void score_without_model(Blocks& page) {
  for (Block& block : page.blocks) block.score = probability(prior_log_odds(block) + block.rule_weight);
  page.terms.resize(page.blocks.size());
}

/// Gives every block its probability, a few at a time, and the page its type. Returns how much recall
/// weighs in the cut of such a page. Stops when the page's time is up.
float score_blocks(Blocks& page, const Model& model, bool terms) {
  if (model.blocks.empty()) {
    score_without_model(page);
    return 1;
  }
  std::vector<float> shares;
  const Forest* forest = nullptr;
  const auto find_type = [&](const FeatureMatrix& whole) {
    shares = model.shares_of_types(whole);
    forest = &model.forest_for(shares);
  };
  const auto score = [&](std::size_t first, const FeatureBatch& batch) {
    const auto log_odds = forest->predict(batch);
    for (std::size_t row = 0; row < batch.rows; ++row) {
      Block& block = page.blocks[first + row];
      block.score = probability(log_odds[row] + block.rule_weight);
      if (terms) page.terms.push_back(main_terms(*forest, batch.row(row), !page.doc.dom.nodes.empty()));
    }
    return !page.doc.deadline.passed();
  };
  for_each_feature_batch(page, model.learned, find_type, score);
  if (!shares.empty()) page.meta.type = model.likeliest_type(shares);
  return model.recall_weight(shares);
}

}  // namespace

Result<Blocks> Choose::operator()(Blocks&& in) const {
  if (terms && in.blocks.size() > kMostReported)
    return Drop{Reason::too_large, name, "a report on more than " + std::to_string(kMostReported) + " blocks"};
  const Model& model = in.doc.dom.nodes.empty() ? models->text : models->html;
  const float model_recall_weight = score_blocks(in, model, terms);
  if (in.doc.deadline.passed()) return Drop{Reason::too_slow, name, "scoring blocks"};
  const Cut cut = decide(in, model.least_expected_f1, recall_weight * model_recall_weight);
  in.confidence = calibrate(model, cut.expected_f1);
  page_verdicts->apply(in);
  for (Block& block : in.blocks) {
    if (!block.label_is_set) block.label = block.kept ? label_of_kept(block) : dropped_labels->label_of(in, block);
    block.kept |= wanted(block.label, keep);
    block.kept &= keep.tables || block.kind != Kind::table_cell;
  }
  return in;
}

}  // namespace winnow::stage
