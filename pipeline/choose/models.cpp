#include "pipeline/choose/models.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include "pipeline/choose/decision.h"

namespace winnow {

std::vector<float> Model::shares_of_types(const FeatureMatrix& page) const {
  std::vector<float> shares;
  float sum = 0;
  for (const auto& [type, forest] : types) sum += shares.emplace_back(probability(forest.predict_row(page.row(0))));
  for (float& share : shares) share /= std::max(sum, std::numeric_limits<float>::min());
  return shares;
}

const Forest& Model::forest_for(const std::vector<float>& shares) const {
  constexpr float kLikelierThanNot = 0.5f;
  if (other_blocks.empty()) return blocks;
  for (std::size_t i = 0; i < shares.size(); ++i)
    if (types[i].first == kArticleType) return shares[i] >= kLikelierThanNot ? blocks : other_blocks;
  return blocks;
}

std::string Model::likeliest_type(const std::vector<float>& shares) const {
  if (shares.empty()) return {};
  return types[static_cast<std::size_t>(std::max_element(shares.begin(), shares.end()) - shares.begin())].first;
}

float Model::recall_weight(const std::vector<float>& shares) const {
  const auto weight_of = [&](const std::string& type) {
    const auto found = recall_weights.find(type);
    return found == recall_weights.end() ? 1.0f : found->second;
  };
  if (shares.empty()) return weight_of({});
  float log_weight = 0;
  for (std::size_t i = 0; i < shares.size(); ++i) log_weight += shares[i] * std::log(weight_of(types[i].first));
  return std::exp(log_weight);
}

std::shared_ptr<const Models> load_models(const std::vector<std::filesystem::path>& folders) {
  auto models = std::make_shared<Models>();
  for (const auto& folder : folders) {
    if (const auto file = folder / "model" / "html.json"; std::filesystem::exists(file))
      models->html = Model::load(file, true);
    if (const auto file = folder / "model" / "text.json"; std::filesystem::exists(file))
      models->text = Model::load(file, false);
  }
  return models;
}

float calibrate(const Model& model, float expected) noexcept {
  const auto& points = model.calibration;
  if (points.empty()) return expected;
  const auto above = std::lower_bound(points.begin(), points.end(), expected,
                                      [](const auto& point, float value) { return point.first < value; });
  if (above == points.begin()) return points.front().second;
  if (above == points.end()) return points.back().second;
  const auto below = above - 1;
  const float share = (expected - below->first) / std::max(above->first - below->first, 1e-6f);
  return below->second + share * (above->second - below->second);
}

}  // namespace winnow
