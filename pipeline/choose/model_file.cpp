// Model files are JSON. What they have a hundred thousand of, nodes of trees and weights of words,
// stands in it as base64 of little-endian numbers: as JSON numbers they took a quarter of the
// instructions of a start-up. Features are stored by name: a model trained before a feature was added
// still loads; one that needs a feature that was removed does not.

#include "pipeline/choose/model_file.h"

#include <simdjson.h>

#include <algorithm>
#include <array>
#include <bit>
#include <charconv>
#include <map>

#include "pipeline/base/base64.h"
#include "pipeline/choose/features.h"
#include "winnow/winnow.h"

namespace winnow {
namespace {

/// The place of a leaf in `nodes`, where a split has that of its feature.
constexpr std::uint16_t kLeafInFile = 0xFFFF;

namespace dom = simdjson::dom;

/// One model file while it is read; every error names the file.
class ModelFile {
 public:
  ModelFile(const std::filesystem::path& file, bool is_html) : file_(file) {
    if (parser_.load(file.string()).get(root_)) fail("is no JSON");
    if (text_of("kind") != (is_html ? "html" : "text")) fail("is not a model for this kind of page");
  }

  /// The trees of a forest over columns that have these names.
  std::vector<PlainTree> trees(dom::element from, const std::vector<std::string>& names) const {
    std::vector<std::uint32_t> columns;
    for (dom::element name : array_of(from, "features")) columns.push_back(column_of(name, names));
    return plain_trees(from, columns);
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
    for (std::size_t i = 0; i < sizeof(Number); ++i)
      bits |= std::uint32_t{static_cast<unsigned char>(bytes[i])} << (8 * i);
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
        if (features[at] == kLeafInFile) continue;
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

  std::filesystem::path file_;
  dom::parser parser_;
  dom::element root_;
};

/// Numbers on their way into a file.
class Packed {
 public:
  void add(std::uint16_t number) { add_bytes(number, 2); }
  void add(std::uint32_t number) { add_bytes(number, 4); }
  void add(float number) { add_bytes(std::bit_cast<std::uint32_t>(number), 4); }
  std::string text() const { return '"' + to_base64(bytes_) + '"'; }

 private:
  void add_bytes(std::uint32_t bits, int count) {
    for (int i = 0; i < count; ++i) bytes_ += static_cast<char>(bits >> (8 * i) & 0xFF);
  }

  std::string bytes_;
};

/// {"hashes": …, "values": …}
void write_words(const LearnedWords::Table& table, std::ostream& out) {
  std::map<std::uint32_t, float> sorted;
  for (const auto& slot : table.slots())
    if (slot.key) sorted[slot.key] = slot.value;
  Packed hashes, values;
  for (const auto& [hash, value] : sorted) {
    hashes.add(hash);
    values.add(value);
  }
  out << "{\"hashes\":" << hashes.text() << ",\n\"values\":" << values.text() << '}';
}

/// The columns that splits ask for, in rising order, and the place of each in that order.
std::map<std::uint32_t, std::uint16_t> columns_of(const std::vector<PlainTree>& trees) {
  std::map<std::uint32_t, std::uint16_t> columns;
  for (const PlainTree& tree : trees)
    for (const auto& node : tree.nodes)
      if (node.left) columns.emplace(node.feature, std::uint16_t{0});
  std::uint16_t next = 0;
  for (auto& [column, place] : columns) place = next++;
  return columns;
}

/// A tree's nodes, breadth first.
std::vector<const PlainTree::Node*> nodes_of(const PlainTree& tree) {
  std::vector<const PlainTree::Node*> nodes = {&tree.nodes.front()};
  for (std::size_t i = 0; i < nodes.size(); ++i) {
    const PlainTree::Node& node = *nodes[i];
    if (node.left) nodes.insert(nodes.end(), {&tree.nodes[node.left], &tree.nodes[node.right]});
  }
  return nodes;
}

/// `"base": …` and what else a forest has: the members of an object.
void write_forest(const std::vector<PlainTree>& trees, const std::vector<std::string>& names, std::ostream& out) {
  const std::map<std::uint32_t, std::uint16_t> columns = columns_of(trees);
  Packed nodes, thresholds, values;
  for (const PlainTree& tree : trees) {
    for (const PlainTree::Node* node : nodes_of(tree)) {
      nodes.add(node->left ? columns.at(node->feature) : kLeafInFile);
      values.add(node->value);
      if (node->left) thresholds.add(node->threshold);
    }
  }
  out << "\"features\":[";
  for (const auto& [column, place] : columns) out << (place ? "," : "") << '"' << names[column] << '"';
  out << "],\n\"nodes\":" << nodes.text() << ",\n\"thresholds\":" << thresholds.text()
      << ",\n\"values\":" << values.text();
}

/// A number with so many digits behind the point.
std::string fixed(float number, int digits) {
  std::array<char, 64> out{};
  const auto end = std::to_chars(out.data(), out.data() + out.size(), number, std::chars_format::fixed, digits).ptr;
  return {out.data(), end};
}

}  // namespace

TrainedModel read_model(const std::filesystem::path& path, bool is_html) {
  const ModelFile file(path, is_html);
  TrainedModel model{.is_html = is_html, .calibration = {}, .learned = {}, .blocks = {}, .types = {}};
  dom::element blocks;
  model.least_expected_f1 = static_cast<float>(file.number_of(file.root(), "least_expected_f1"));
  dom::object recall_weights;
  if (file.root()["recall_weights"].get(recall_weights)) file.fail("has no 'recall_weights'");
  for (const auto [type, weight] : recall_weights)
    model.recall_weights[std::string(type)] = static_cast<float>(file.number(weight));
  if (file.root()["blocks"].get(blocks)) file.fail("has no 'blocks'");
  model.blocks = file.trees(blocks, feature_names(is_html));
  if (dom::element others; !file.root()["other_blocks"].get(others))
    model.other_blocks = file.trees(others, feature_names(is_html));
  for (dom::element type : file.array_of(file.root(), "types")) {
    std::string_view name;
    if (type["type"].get(name)) file.fail("has a page type without a name");
    model.types.emplace_back(name, file.trees(type, page_feature_names(is_html)));
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

Model Model::load(const std::filesystem::path& file, bool is_html) { return model_of(read_model(file, is_html)); }

Model model_of(TrainedModel&& trained) {
  Model model;
  model.blocks = Forest(trained.blocks);
  if (!trained.other_blocks.empty()) model.other_blocks = Forest(trained.other_blocks);
  for (const auto& [type, trees] : trained.types) model.types.emplace_back(type, Forest(trees));
  model.learned = std::move(trained.learned);
  model.calibration = std::move(trained.calibration);
  model.least_expected_f1 = trained.least_expected_f1;
  model.recall_weights = std::move(trained.recall_weights);
  return model;
}

void write_model(const TrainedModel& model, std::ostream& out) {
  out << "{\"kind\":\"" << (model.is_html ? "html" : "text") << "\",\n"
      << "\"least_expected_f1\":" << fixed(model.least_expected_f1, 3) << ",\n\"recall_weights\":{";
  bool first = true;
  for (const auto& [type, weight] : model.recall_weights) {
    out << (first ? "" : ",") << '"' << type << "\":" << fixed(weight, 2);
    first = false;
  }
  out << "},\n\"calibration\":[";
  first = true;
  for (const auto& [expected, observed] : model.calibration) {
    out << (first ? "" : ",") << '[' << fixed(expected, 4) << ',' << fixed(observed, 4) << ']';
    first = false;
  }
  out << "],\n\"words\":";
  write_words(model.learned.text, out);
  out << ",\n\"classes\":";
  write_words(model.learned.classes, out);
  out << ",\n\"blocks\":{";
  write_forest(model.blocks, feature_names(model.is_html), out);
  if (!model.other_blocks.empty()) {
    out << "},\n\"other_blocks\":{";
    write_forest(model.other_blocks, feature_names(model.is_html), out);
  }
  out << "},\n\"types\":[";
  first = true;
  for (const auto& [type, trees] : model.types) {
    out << (first ? "" : ",\n") << "{\"type\":\"" << type << "\",";
    write_forest(trees, page_feature_names(model.is_html), out);
    out << '}';
    first = false;
  }
  out << "]}\n";
}

}  // namespace winnow
