
#include "tools/tune/boost.h"

#include <simdjson.h>
#include <xgboost/c_api.h>

#include <algorithm>
#include <stdexcept>
#include <string>

namespace winnow::tools {
namespace {

void check(int status) {
  if (status != 0) throw std::runtime_error(std::string("XGBoost: ") + XGBGetLastError());
}

/// A DMatrix that frees itself.
class Matrix {
 public:
  Matrix(const std::vector<float>& values, std::size_t columns) {
    check(XGDMatrixCreateFromMat(values.data(), values.size() / columns, columns, -1e30f, &handle_));
  }
  ~Matrix() { XGDMatrixFree(handle_); }
  Matrix(const Matrix&) = delete;
  Matrix& operator=(const Matrix&) = delete;
  void set(const char* field, const std::vector<float>& values) {
    check(XGDMatrixSetFloatInfo(handle_, field, values.data(), values.size()));
  }
  DMatrixHandle get() const noexcept { return handle_; }

 private:
  DMatrixHandle handle_ = nullptr;
};

/// One tree of the model's JSON (https://xgboost.readthedocs.io/en/stable/tutorials/saving_model.html).
PlainTree plain_tree(simdjson::dom::element tree) {
  simdjson::dom::array left = tree["left_children"], right = tree["right_children"];
  simdjson::dom::array feature = tree["split_indices"], condition = tree["split_conditions"];
  PlainTree out;
  std::vector<double> rows_below;  // weighted
  for (simdjson::dom::element sum : simdjson::dom::array(tree["sum_hessian"])) rows_below.push_back(double(sum));
  auto r = right.begin(), f = feature.begin(), c = condition.begin();
  for (auto l = left.begin(); l != left.end(); ++l, ++r, ++f, ++c) {
    const auto child = std::int64_t(*l);
    const auto number = static_cast<float>(double(*c));
    if (child < 0) {
      out.nodes.push_back({.value = number});
    } else {
      out.nodes.push_back({.feature = static_cast<std::uint32_t>(std::int64_t(*f)),
                           .threshold = number,
                           .left = static_cast<std::uint32_t>(child),
                           .right = static_cast<std::uint32_t>(std::int64_t(*r))});
    }
  }
  for (std::size_t n = out.nodes.size(); n-- > 0;) {  // children stand behind their parents
    PlainTree::Node& node = out.nodes[n];
    if (!node.left) continue;
    const double low = rows_below[node.left], high = rows_below[node.right];
    node.value = static_cast<float>((low * out.nodes[node.left].value + high * out.nodes[node.right].value) /
                                    std::max(low + high, 1e-9));
  }
  return out;
}

}  // namespace

Booster::Booster(const BoostRows& rows, const BoostOptions& options) {
  Matrix matrix(rows.values, rows.columns);
  matrix.set("label", rows.labels);
  matrix.set("weight", rows.weights);
  if (!rows.margins.empty()) matrix.set("base_margin", rows.margins);
  const DMatrixHandle cache[] = {matrix.get()};
  check(XGBoosterCreate(cache, 1, &handle_));
  const auto set = [&](const char* name, const std::string& value) {
    check(XGBoosterSetParam(handle_, name, value.c_str()));
  };
  set("objective", "binary:logistic");
  set("base_score", "0.5");
  set("tree_method", "hist");
  set("nthread", "2");  // fixed: sums depend on the number of threads
  set("max_bin", std::to_string(options.bins));
  set("max_depth", std::to_string(options.depth));
  set("eta", std::to_string(options.learning_rate));
  set("lambda", std::to_string(options.l2));
  set("colsample_bytree", std::to_string(options.column_share));
  set("subsample", std::to_string(options.row_share));
  set("min_child_weight", std::to_string(options.least_weight));
  set("seed", std::to_string(options.seed));
  set("verbosity", "0");
  for (int i = 0; i < options.trees; ++i) check(XGBoosterUpdateOneIter(handle_, i, matrix.get()));
}

Booster::~Booster() { XGBoosterFree(handle_); }

std::vector<PlainTree> Booster::trees() const {
  bst_ulong length = 0;
  const char* json = nullptr;
  check(XGBoosterSaveModelToBuffer(handle_, R"({"format": "json"})", &length, &json));
  simdjson::dom::parser parser;
  const simdjson::padded_string padded(json, length);
  simdjson::dom::element model = parser.parse(padded);
  std::vector<PlainTree> trees;
  for (simdjson::dom::element tree : simdjson::dom::array(model.at_pointer("/learner/gradient_booster/model/trees")))
    trees.push_back(plain_tree(tree));
  return trees;
}

std::vector<float> Booster::predict(const std::vector<float>& values, std::size_t columns) const {
  const Matrix matrix(values, columns);
  constexpr int kMargin = 1;
  bst_ulong length = 0;
  const float* out = nullptr;
  check(XGBoosterPredict(handle_, matrix.get(), kMargin, 0, 0, &length, &out));
  return {out, out + length};
}

}  // namespace winnow::tools
