#pragma once
// Compares two packs of rules on a set of pages.

#include <cstddef>
#include <string>
#include <vector>

namespace winnow::tools {

struct RulesDiff {
  std::string before, after;       ///< folders of rules
  std::vector<std::string> pages;  ///< inputs
  std::string truth;               ///< truth.jsonl; may be empty
  std::size_t most = 20;           ///< pages shown
};

/// Prints the pages whose text changes, those with most words changed first, each with the blocks
/// whose verdict changes; with a truth, word F1 before and after. Returns the exit status.
int run_rules_diff(const RulesDiff& options);

}  // namespace winnow::tools
