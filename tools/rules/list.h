#pragma once
// The rules that count for a page's host and language, in the order in which they are asked.

#include <string>
#include <vector>

namespace winnow::tools {

struct RulesList {
  std::vector<std::string> rules;  ///< folders
  std::string host;                ///< host or address: with the rules of its site
  std::string language;            ///< with its cue phrases; rules that need others are left out
  std::string stats;               ///< --stats of a run: how many articles each rule matched in
};

/// Prints a line for each: id, action, articles (with stats), place, why. Returns the exit status.
int list_rules(const RulesList& options);

}  // namespace winnow::tools
