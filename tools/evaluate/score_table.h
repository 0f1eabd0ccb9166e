#pragma once
// Collects word scores by group and prints them as a table with standard errors.

#include <array>
#include <iosfwd>
#include <map>
#include <string>

#include "tools/evaluate/score.h"
#include "tools/evaluate/truth.h"

namespace winnow::tools {

/// A mean and its standard error.
struct Mean {
  double sum = 0, squares = 0, count = 0;
  void add(double x) { sum += x, squares += x * x, count += 1; }
  double value() const { return count > 0 ? sum / count : 0; }
  double error() const;
};

class ScoreTable {
 public:
  /// Counts the page under "all", its corpus and type, and its language.
  void add(const Truth& truth, const WordScore& score);
  void print(std::ostream& out, const std::string& title) const;

 private:
  struct Row {
    Mean f1, precision, recall;
  };
  std::map<std::string, Row> rows_;
};

}  // namespace winnow::tools
