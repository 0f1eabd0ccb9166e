// The model files are JSON (which is YAML too), which is read ten times faster. Features are stored
// by name: a model trained before a feature was added still loads, one that needs a feature that is
// gone does not.

#include "pipeline/choose/models.h"

#include <simdjson.h>

#include <algorithm>

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
    std::vector<std::size_t> columns;
    for (dom::element name : array_of(from, "features")) columns.push_back(column_of(name, names));
    std::vector<PlainTree> trees;
    for (dom::element tree : array_of(from, "trees")) trees.push_back(plain_tree(tree, columns));
    return Forest(trees, static_cast<float>(number_of(from, "base")));
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
  std::size_t column_of(dom::element element, const std::vector<std::string>& names) const {
    std::string_view name;
    if (element.get(name)) fail("has a feature without a name");
    const auto found = std::find(names.begin(), names.end(), name);
    if (found == names.end()) fail("no feature '" + std::string(name) + "'; train the model again");
    return static_cast<std::size_t>(found - names.begin());
  }

  /// [feature, threshold, left, right, mean] for a split, [value] for a leaf; children come later.
  PlainTree plain_tree(dom::element from, const std::vector<std::size_t>& columns) const {
    PlainTree tree;
    dom::array nodes;
    if (from.get(nodes)) fail("has a tree that is no list");
    const std::size_t count = nodes.size();
    tree.nodes.reserve(count);
    std::vector<double> values;  // one for all nodes: a model has fifty thousand
    for (dom::element element : nodes) {
      dom::array row;
      if (element.get(row)) fail("has a tree node that is no list");
      values.clear();
      for (dom::element value : row) values.push_back(number(value));
      tree.nodes.push_back(node_of(values, tree.nodes.size(), count, columns));
    }
    if (tree.nodes.empty()) fail("has an empty tree");
    return tree;
  }

  PlainTree::Node node_of(const std::vector<double>& values, std::size_t self, std::size_t count,
                          const std::vector<std::size_t>& columns) const {
    if (values.size() == 1) return {.value = static_cast<float>(values[0])};
    if (values.size() != 5) fail("has a tree node of " + std::to_string(values.size()) + " numbers");
    const auto index = [&](double value, std::size_t low, std::size_t high) {
      if (!(value >= static_cast<double>(low) && value < static_cast<double>(high))) fail("has a tree node out of range");
      return static_cast<std::uint32_t>(value);
    };
    return {.feature = static_cast<std::uint32_t>(columns[index(values[0], 0, columns.size())]),
            .threshold = static_cast<float>(values[1]),
            .left = index(values[2], self + 1, count),
            .right = index(values[3], self + 1, count),
            .value = static_cast<float>(values[4])};
  }

  std::filesystem::path file_;
  dom::parser parser_;
  dom::element root_;
};

/// {"weights of text words": [[hash, value], …]}
void load_words(const ModelFile& file, const char* key, LearnedWords::Table& words) {
  for (dom::element entry : file.array_of(file.root(), key)) {
    dom::array pair;
    if (entry.get(pair) || pair.size() != 2) file.fail(std::string(key) + " holds something else than pairs");
    std::uint64_t hash = 0;
    if (pair.at(0).get(hash)) file.fail(std::string(key) + " has a word that is no hash");
    words[static_cast<std::uint32_t>(hash)] = static_cast<float>(file.number(pair.at(1)));
  }
}

}  // namespace

Model Model::load(const std::filesystem::path& path, bool is_html) {
  const ModelFile file(path, is_html);
  Model model;
  dom::element blocks;
  model.least_expected_f1 = static_cast<float>(file.number_of(file.root(), "least_expected_f1"));
  if (file.root()["blocks"].get(blocks)) file.fail("has no 'blocks'");
  model.blocks = file.forest(blocks, feature_names(is_html));
  for (dom::element type : file.array_of(file.root(), "types")) {
    std::string_view name;
    if (type["type"].get(name)) file.fail("has a page type without a name");
    model.types.emplace_back(name, file.forest(type, page_feature_names(is_html)));
  }
  load_words(file, "words", model.learned.text);
  load_words(file, "classes", model.learned.classes);
  for (dom::element entry : file.array_of(file.root(), "calibration")) {
    dom::array pair;
    if (entry.get(pair) || pair.size() != 2) file.fail("calibration holds something else than pairs");
    model.calibration.emplace_back(static_cast<float>(file.number(pair.at(0))),
                                   static_cast<float>(file.number(pair.at(1))));
  }
  return model;
}

std::string Model::type_of(const FeatureMatrix& page) const {
  std::string best;
  float best_log_odds = 0;
  for (const auto& [type, forest] : types) {
    const float log_odds = forest.predict_row(page.row(0));
    if (!best.empty() && log_odds <= best_log_odds) continue;
    best = type;
    best_log_odds = log_odds;
  }
  return best;
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
