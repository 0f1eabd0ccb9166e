#pragma once
// Finds faults in packs of rules that the loader does not refuse.

#include <filesystem>
#include <string>
#include <vector>

#include "pipeline/rules.h"
#include "tools/rules/tests.h"

namespace winnow::tools {

/// Findings, one a line: "rules/news/a.yaml:3: rule 'ferry' has no test".
struct RulesCheck {
  std::vector<std::string> problems;
  std::vector<std::string> notes;  ///< what may be intended: a later pack's site in place of an earlier one's
};

/// Finds rules without a test, tests that fail, tests of missing rules, rules and layouts that can never
/// decide anything, site rules whose last day has passed by `today` ("2026-11-22"), examples
/// that the site's hosts do not cover, cue phrases that stand twice in one list. `folders` are those
/// that `rules` was loaded from.
RulesCheck check_rules(const Rules& rules, const std::vector<std::filesystem::path>& folders,
                       const std::vector<RuleTest>& tests, const Cleaner& cleaner, std::string_view today);

}  // namespace winnow::tools
