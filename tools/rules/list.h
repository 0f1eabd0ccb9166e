#pragma once
// Lists the rules that apply to a page's host and language, in the order in which they are tried.

#include <string>
#include <vector>

namespace winnow::tools {

struct RulesList {
  std::vector<std::string> rules;  ///< folders
  std::string host;                ///< host or address, to add the rules of its site
  std::string language;            ///< to add its cue phrases and leave out rules that need phrases of others
  std::string stats;               ///< file of --stats, with the number of articles in which each rule matched
};

/// Prints a line for each: id, action, articles (with stats), place, why. Returns the exit status.
int list_rules(const RulesList& options);

}  // namespace winnow::tools
