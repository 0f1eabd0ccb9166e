#pragma once
// What is wrong with packs of rules beyond what loading refuses.

#include <filesystem>
#include <string>
#include <vector>

#include "pipeline/rules.h"
#include "tools/rules/tests.h"

namespace winnow::tools {

/// One finding, a line each: "rules/news/a.yaml:3: rule 'ferry' has no test".
struct RulesCheck {
  std::vector<std::string> problems;
  std::vector<std::string> notes;  ///< what may well be meant: a later pack's site in place of an earlier one's
};

/// Rules without a test, tests that fail or of rules that are not there, rules and layouts that can
/// never decide anything, site rules whose last day has passed by `today` ("2026-11-22"), examples
/// that the site's hosts do not cover, cue phrases that stand twice in one list. `folders` are those
/// that `rules` was loaded from.
RulesCheck check_rules(const Rules& rules, const std::vector<std::filesystem::path>& folders,
                       const std::vector<RuleTest>& tests, const Cleaner& cleaner, std::string_view today);

}  // namespace winnow::tools
