#pragma once
// What rules/model/ holds: one file for HTML pages and one for text dumps, written by `winnow tune`.

#include <cstdint>
#include <filesystem>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "pipeline/choose/feature_batch.h"
#include "pipeline/choose/forest.h"
#include "pipeline/choose/learned_words.h"

namespace winnow {

/// The page type whose blocks Model::blocks is for where there is another forest.
inline constexpr std::string_view kArticleType = "article";

/// The score of one kind of page.
struct Model {
  Forest blocks;        ///< log-odds of being content, a block: of articles, or of all pages
  Forest other_blocks;  ///< the same for pages that are likelier of another type; empty: `blocks` is
  LearnedWords learned;
  /// From expected to observed word F1, measured on held-out folds: pairs in rising order.
  std::vector<std::pair<float, float>> calibration;
  /// A page whose best cut promises less word F1 than this most likely holds no content.
  float least_expected_f1 = 0;
  /// β of the cut (best_cut) by page type, "" for a model without types; 1 for those not in it.
  std::map<std::string, float> recall_weights;
  /// Page types and the forest that gives the log-odds of each, over Features::page.
  std::vector<std::pair<std::string, Forest>> types;

  /// Reads a model file. Throws RuleError when it cannot be used: "model/html.json: no feature 'x'".
  static Model load(const std::filesystem::path& file, bool is_html);

  /// How likely a page is to be of each of `types`, in their order; sums to 1.
  std::vector<float> shares_of_types(const FeatureMatrix& page) const;
  /// The forest for the blocks of such a page.
  const Forest& forest_for(const std::vector<float>& shares) const;
  /// The likeliest type of a page by these; "" for a model without types.
  std::string likeliest_type(const std::vector<float>& shares) const;
  /// β for the cut of such a page: the mean of its types' weights, in logarithms.
  float recall_weight(const std::vector<float>& shares) const;
};

struct Models {
  Model html, text;
};

/// model/html.json and model/text.json of the last folder that has them; empty models where none has.
std::shared_ptr<const Models> load_models(const std::vector<std::filesystem::path>& folders);

/// The expected word F1 calibrated to what pages like it reached.
float calibrate(const Model& model, float expected) noexcept;

}  // namespace winnow
