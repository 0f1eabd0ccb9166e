// The model files are JSON (which is YAML too). What they have a hundred thousand of, nodes of trees
// and weights of words, stands in it as base64 of little-endian numbers: as JSON numbers they took a
// quarter of the instructions of a start-up. Features are stored by name: a model trained before a
// feature was added still loads, one that needs a feature that is gone does not.
// tools/model_writer.h writes the files and says what is in them.

#include "pipeline/choose/models.h"

#include <simdjson.h>

#include <algorithm>
#include <bit>
#include <cmath>
#include <limits>

#include "pipeline/base/base64.h"
#include "pipeline/choose/decision.h"
#include "pipeline/winnow.h"

namespace winnow {
namespace {

namespace dom = simdjson::dom;

/// One model file while it is read; every error names the file.
class ModelFile {
 public:
  ModelFile(const std::filesystem::path& file, bool is_html) : file_(file) {
    if (parser_.load(file.string()).get(root_)) fail("is no JSON");
    if (text_of("kind") != (is_html ? "html" : "text")) fail("is not a model for this kind of page");
  }

  /// A forest over columns that have these names.
  Forest forest(dom::element from, const std::vector<std::string>& names) const {
    std::vector<std::uint32_t> columns;
    for (dom::element name : array_of(from, "features")) columns.push_back(column_of(name, names));
    return Forest(plain_trees(from, columns), static_cast<float>(number_of(from, "base")));
  }

  /// {"hashes": …, "values": …}
  LearnedWords::Table words(const char* key) const {
    dom::element from;
    if (root_[key].get(from)) fail(std::string("has no '") + key + "'");
    const auto hashes = packed<std::uint32_t>(from, "hashes");
    const auto values = packed<float>(from, "values");
    if (hashes.size() != values.size()) fail(std::string(key) + " has not a value for each word");
    LearnedWords::Table out(hashes.size());
    for (std::size_t i = 0; i < hashes.size(); ++i) out[hashes[i]] = values[i];
    return out;
  }

  dom::element root() const { return root_; }

  dom::array array_of(dom::element from, const char* key) const {
    dom::array array;
    if (from[key].get(array)) fail(std::string("has no list '") + key + "'");
    return array;
  }

  double number(dom::element from) const {
    double value = 0;
    if (from.get(value)) fail("holds something else where a number should stand");
    return value;
  }

  double number_of(dom::element from, const char* key) const {
    dom::element value;
    if (from[key].get(value)) fail(std::string("has no number '") + key + "'");
    return number(value);
  }

  std::string_view text_of(const char* key) const {
    std::string_view text;
    if (root_[key].get(text)) fail(std::string("has no text '") + key + "'");
    return text;
  }

  [[noreturn]] void fail(const std::string& what) const { throw RuleError(file_.string() + ": " + what); }

 private:
  std::uint32_t column_of(dom::element element, const std::vector<std::string>& names) const {
    std::string_view name;
    if (element.get(name)) fail("has a feature without a name");
    const auto found = std::find(names.begin(), names.end(), name);
    if (found == names.end()) fail("no feature '" + std::string(name) + "'; train the model again");
    return static_cast<std::uint32_t>(found - names.begin());
  }

  /// The numbers of a base64 text, little-endian.
  template <class Number>
  std::vector<Number> packed(dom::element from, const char* key) const {
    std::string_view text;
    if (from[key].get(text)) fail(std::string("has no packed numbers '") + key + "'");
    const auto bytes = from_base64(text);
    if (!bytes || bytes->size() % sizeof(Number) != 0) fail(std::string("has broken numbers in '") + key + "'");
    std::vector<Number> out(bytes->size() / sizeof(Number));
    for (std::size_t i = 0; i < out.size(); ++i) out[i] = number_at<Number>(bytes->data() + i * sizeof(Number));
    return out;
  }

  template <class Number>
  static Number number_at(const char* bytes) noexcept {
    using Bits = std::conditional_t<sizeof(Number) == 4, std::uint32_t, std::uint16_t>;
    std::uint32_t bits = 0;
    for (std::size_t i = 0; i < sizeof(Number); ++i) bits |= std::uint32_t{static_cast<unsigned char>(bytes[i])} << (8 * i);
    return std::bit_cast<Number>(static_cast<Bits>(bits));
  }

  /// Nodes come tree by tree, each breadth first, so that a split's children are the next two that
  /// are no child yet, and a tree ends where no split waits for its own.
  std::vector<PlainTree> plain_trees(dom::element from, const std::vector<std::uint32_t>& columns) const {
    const auto features = packed<std::uint16_t>(from, "nodes");
    const auto values = packed<float>(from, "values"), thresholds = packed<float>(from, "thresholds");
    if (values.size() != features.size()) fail("has not a value for each node");
    std::vector<PlainTree> trees;
    std::size_t split = 0;
    for (std::size_t at = 0; at < features.size();) {
      PlainTree& tree = trees.emplace_back();
      for (std::uint32_t children = 1; tree.nodes.size() < children; ++at) {
        if (at == features.size()) fail("ends within a tree");
        PlainTree::Node& node = tree.nodes.emplace_back();
        node.value = values[at];
        if (features[at] == kLeaf) continue;
        if (features[at] >= columns.size() || split == thresholds.size()) fail("has a tree node out of range");
        node.feature = columns[features[at]];
        node.threshold = thresholds[split++];
        node.left = children;
        node.right = children + 1;
        children += 2;
      }
    }
    return trees;
  }

  static constexpr std::uint16_t kLeaf = 0xFFFF;

  std::filesystem::path file_;
  dom::parser parser_;
  dom::element root_;
};

}  // namespace

Model Model::load(const std::filesystem::path& path, bool is_html) {
  const ModelFile file(path, is_html);
  Model model;
  dom::element blocks;
  model.least_expected_f1 = static_cast<float>(file.number_of(file.root(), "least_expected_f1"));
  dom::object recall_weights;
  if (file.root()["recall_weights"].get(recall_weights)) file.fail("has no 'recall_weights'");
  for (const auto [type, weight] : recall_weights)
    model.recall_weights[std::string(type)] = static_cast<float>(file.number(weight));
  if (file.root()["blocks"].get(blocks)) file.fail("has no 'blocks'");
  model.blocks = file.forest(blocks, feature_names(is_html));
  for (dom::element type : file.array_of(file.root(), "types")) {
    std::string_view name;
    if (type["type"].get(name)) file.fail("has a page type without a name");
    model.types.emplace_back(name, file.forest(type, page_feature_names(is_html)));
  }
  model.learned = {file.words("words"), file.words("classes")};
  for (dom::element entry : file.array_of(file.root(), "calibration")) {
    dom::array pair;
    if (entry.get(pair) || pair.size() != 2) file.fail("calibration holds something else than pairs");
    model.calibration.emplace_back(static_cast<float>(file.number(pair.at(0))),
                                   static_cast<float>(file.number(pair.at(1))));
  }
  return model;
}

std::vector<float> Model::shares_of_types(const FeatureMatrix& page) const {
  std::vector<float> shares;
  float sum = 0;
  for (const auto& [type, forest] : types) sum += shares.emplace_back(probability(forest.predict_row(page.row(0))));
  for (float& share : shares) share /= std::max(sum, std::numeric_limits<float>::min());
  return shares;
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
