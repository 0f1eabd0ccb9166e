#pragma once
// The tests of rules: rules/tests/*.yaml, each a small page with what must stay and go, and the rule
// that must have had a part in it. rules/README.md documents the keys.

#include <filesystem>
#include <string>
#include <vector>

#include "winnow/winnow.h"

namespace winnow::tools {

struct RuleTest {
  std::string rule;   ///< id
  std::string place;  ///< "…/tests/dumps.yaml:12:5"
  Page page;
  std::vector<std::string> stays, goes;
};

/// The tests of the folders, in the order of files and places. Throws RuleError.
std::vector<RuleTest> load_rule_tests(const std::vector<std::filesystem::path>& folders);

/// What is wrong, one line each; none: the test passed.
std::vector<std::string> run_rule_test(const Cleaner& cleaner, const RuleTest& test);

}  // namespace winnow::tools
