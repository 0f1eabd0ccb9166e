#include "tools/model_writer.h"

#include <bit>
#include <map>

#include <fmt/format.h>

#include "pipeline/base/base64.h"

namespace winnow::tools {
namespace {

constexpr std::uint16_t kLeaf = 0xFFFF;

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
      nodes.add(node->left ? columns.at(node->feature) : kLeaf);
      values.add(node->value);
      if (node->left) thresholds.add(node->threshold);
    }
  }
  out << "\"base\":0,\n\"features\":[";
  for (const auto& [column, place] : columns) out << (place ? "," : "") << '"' << names[column] << '"';
  out << "],\n\"nodes\":" << nodes.text() << ",\n\"thresholds\":" << thresholds.text() << ",\n\"values\":" << values.text();
}

}  // namespace

void write_model(const TrainedModel& model, std::ostream& out) {
  out << "{\"kind\":\"" << (model.is_html ? "html" : "text") << "\",\n"
      << fmt::format("\"least_expected_f1\":{:.3f},\n\"recall_weights\":{{", model.least_expected_f1);
  bool first = true;
  for (const auto& [type, weight] : model.recall_weights) {
    out << fmt::format("{}\"{}\":{:.2f}", first ? "" : ",", type, weight);
    first = false;
  }
  out << "},\n\"calibration\":[";
  first = true;
  for (const auto& [expected, observed] : model.calibration) {
    out << fmt::format("{}[{:.4f},{:.4f}]", first ? "" : ",", expected, observed);
    first = false;
  }
  out << "],\n\"words\":";
  write_words(model.learned.text, out);
  out << ",\n\"classes\":";
  write_words(model.learned.classes, out);
  out << ",\n\"blocks\":{";
  write_forest(model.blocks, feature_names(model.is_html), out);
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

}  // namespace winnow::tools
