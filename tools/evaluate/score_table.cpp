#include "tools/evaluate/score_table.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <ostream>

namespace winnow::tools {

double Mean::error() const {
  return count > 1 ? std::sqrt(std::max(0.0, (squares - sum * sum / count) / (count - 1)) / count) : 0;
}

void ScoreTable::add(const Truth& truth, const WordScore& score) {
  // A leading space sorts the whole before its parts.
  for (const std::string& group :
       {std::string(" all"), truth.corpus + " all", truth.corpus + " " + truth.type, "lang " + truth.language}) {
    Row& row = rows_[group];
    row.f1.add(score.f1);
    row.precision.add(score.precision);
    row.recall.add(score.recall);
  }
}

void ScoreTable::print(std::ostream& out, const std::string& title) const {
  out << title << fmt::format("\n{:28}{:>6}{:>9}{:>9}{:>9}{:>9}\n", "", "pages", "F1", "+-", "prec", "rec");
  for (const auto& [name, row] : rows_)
    out << fmt::format("{:28}{:>6}{:>9.4f}{:>9.4f}{:>9.4f}{:>9.4f}\n", name, row.f1.count, row.f1.value(),
                       row.f1.error(), row.precision.value(), row.recall.value());
}

}  // namespace winnow::tools
