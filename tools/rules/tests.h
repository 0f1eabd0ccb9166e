#pragma once
// The tests of rules: rules/tests/*.yaml. Each is a small page with what must be kept and dropped, and
// the rule that must have decided some of it. rules/README.md documents the keys.

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

/// Returns the tests of the folders, in the order of files and places. Throws RuleError.
std::vector<RuleTest> load_rule_tests(const std::vector<std::filesystem::path>& folders);

/// Returns the faults, one a line; none: the test passed.
std::vector<std::string> run_rule_test(const Cleaner& cleaner, const RuleTest& test);

}  // namespace winnow::tools
