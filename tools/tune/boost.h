#pragma once
// Training with XGBoost's C API (https://xgboost.readthedocs.io/en/stable/c.html), for `tune` alone.

#include <cstddef>
#include <vector>

#include "pipeline/choose/forest.h"

namespace winnow::tools {

struct BoostOptions {
  int trees = 200, depth = 4;
  double learning_rate = 0.1, l2 = 1, column_share = 0.5, row_share = 0.8, least_weight = 1;
  int bins = 64, seed = 1;
};

/// Rows for training: row-major features, and one label (0 to 1) and one weight for each row.
struct BoostRows {
  std::size_t columns = 0;
  std::vector<float> values, labels, weights;
  std::vector<float> margins;  ///< log-odds that the trees add to, one for each row; empty: 0
  std::size_t rows() const noexcept { return labels.size(); }
};

/// A trained forest, as the trees that Forest takes. Throws std::runtime_error with XGBoost's message.
class Booster {
 public:
  Booster(const BoostRows& rows, const BoostOptions& options);
  ~Booster();
  Booster(const Booster&) = delete;
  Booster& operator=(const Booster&) = delete;

  std::vector<PlainTree> trees() const;
  /// XGBoost's own log-odds, for comparison with Forest::predict.
  std::vector<float> predict(const std::vector<float>& values, std::size_t columns) const;

 private:
  void* handle_ = nullptr;
};

}  // namespace winnow::tools
