// winnow rules: check, test and list packs of rules, compare two, import those of others.

#include <ctime>
#include <iostream>

#include <fmt/format.h>

#include "pipeline/base/xml.h"
#include "pipeline/rulepack/block_rules.h"
#include "pipeline/rulepack/site_rules.h"
#include "pipeline/rules.h"
#include "tools/batch/output_file.h"
#include "tools/commands/command.h"
#include "tools/installed_rules.h"
#include "tools/rules/check.h"
#include "tools/rules/diff.h"
#include "tools/rules/ftr_import.h"
#include "tools/rules/list.h"
#include "tools/rules/tests.h"

namespace winnow::tools {
namespace {

constexpr const char* kExamples = R"(Examples:
  winnow rules check                         the rules that came with the program
  winnow rules check --rules rules --rules mine
  winnow rules test --rules rules --rules mine
  winnow rules list --host www.example.com --lang vi --stats stats.json
  winnow rules diff rules changed --on pages/ --truth truth.jsonl
  winnow rules import-ftr ftr-site-config -o rules/sites)";

struct RulesOptions {
  std::vector<std::string> rules;
  std::string junit;
  RulesList list;
  RulesDiff diff;
  std::string ftr_folder, ftr_output;
  bool ftr_overwrite = false;
};

std::size_t plural_end(std::size_t count) { return count == 1 ? 0 : 1; }

std::string counted(std::size_t count, std::string_view noun) {
  return std::to_string(count) + ' ' + std::string(noun) + std::string(plural_end(count), 's');
}

/// Today's day in UTC, "2026-11-22".
std::string today() {
  const std::time_t now = std::time(nullptr);
  std::tm day{};
  gmtime_r(&now, &day);
  return fmt::format("{:04}-{:02}-{:02}", day.tm_year + 1900, day.tm_mon + 1, day.tm_mday);
}

int check(const RulesOptions& o) {
  const auto folders = rules_folders(o.rules);
  const std::shared_ptr<const Rules> rules = load_rules(folders);
  const std::vector<RuleTest> tests = load_rule_tests(folders);
  const RulesCheck found = check_rules(*rules, folders, tests, Cleaner(rules, {.blocks = true}), today());
  for (const std::string& line : found.notes) std::cout << "note: " << line << '\n';
  for (const std::string& line : found.problems) std::cout << line << '\n';
  std::cout << counted(rules->blocks->rules.size(), "rule") << ", "
            << counted(rules->blocks->sites->all().size(), "site file") << ", " << counted(tests.size(), "test") << ", "
            << counted(found.problems.size(), "problem") << '\n';
  return found.problems.empty() ? kDone : kWrongUse;
}

/// One test case of a JUnit report.
void append_junit(const RuleTest& test, const std::vector<std::string>& wrong, std::string& out) {
  out += "<testcase classname=\"rules\" name=\"";
  append_xml(test.rule + " at " + test.place, out);
  out += "\">";
  for (const std::string& line : wrong) {
    out += "<failure message=\"";
    append_xml(line, out);
    out += "\"/>";
  }
  out += "</testcase>\n";
}

/// Runs all tests; TAP (https://testanything.org) on standard output.
int test(const RulesOptions& o) {
  const auto folders = rules_folders(o.rules);
  const std::vector<RuleTest> tests = load_rule_tests(folders);
  const Cleaner cleaner(load_rules(folders), {.blocks = true});
  std::string cases;
  std::size_t failed = 0;
  std::cout << "TAP version 13\n1.." << tests.size() << '\n';
  for (std::size_t i = 0; i < tests.size(); ++i) {
    const std::vector<std::string> wrong = run_rule_test(cleaner, tests[i]);
    failed += wrong.empty() ? 0 : 1;
    std::cout << (wrong.empty() ? "ok " : "not ok ") << i + 1 << " - " << tests[i].rule << '\n';
    for (const std::string& line : wrong) std::cout << "# " << tests[i].place << ": " << line << '\n';
    append_junit(tests[i], wrong, cases);
  }
  if (!o.junit.empty()) {
    Output report(o.junit);
    report.buffer() = "<testsuite name=\"rules\" tests=\"" + std::to_string(tests.size()) + "\" failures=\"" +
                      std::to_string(failed) + "\">\n" + cases + "</testsuite>\n";
    report.close();
  }
  return failed == 0 ? kDone : kWrongUse;
}

void add_diff(CLI::App& app, RulesDiff& o) {
  app.add_option("A", o.before, "Folder of rules before")->required()->check(CLI::ExistingDirectory);
  app.add_option("B", o.after, "Folder of rules after")->required()->check(CLI::ExistingDirectory);
  app.add_option("--on", o.pages, "Pages to run both on: files, folders, globs")->required();
  app.add_option("--truth", o.truth, "truth.jsonl with the reference texts: word F1 before and after")
      ->type_name("FILE");
  app.add_option("--most", o.most, "Pages to show, those that changed most first")->capture_default_str();
}

}  // namespace

Action set_up_rules(CLI::App& app) {
  const auto o = std::make_shared<RulesOptions>();
  const auto action = std::make_shared<Action>();
  app.footer(kExamples);
  app.require_subcommand(1);
  const auto add = [&](const char* name, const char* help, int (*run)(const RulesOptions&)) {
    CLI::App* sub = app.add_subcommand(name, help);
    sub->callback([o, action, run] { *action = [o, run] { return run(*o); }; });
    return sub;
  };
  add_rules_option(
      *add("check", "Load packs strictly, run their tests, find rules without a test and rules never reached", check),
      o->rules);
  CLI::App* tests = add("test", "Run the tests of the rules; TAP on standard output", test);
  add_rules_option(*tests, o->rules);
  tests->add_option("--junit", o->junit, "Also write a JUnit report")->type_name("FILE");
  CLI::App* listing = add("list", "The rules in their order: id, action, place, why",
                          [](const RulesOptions& r) { return list_rules(r.list); });
  add_rules_option(*listing, o->list.rules);
  listing->add_option("--host,--url", o->list.host, "With the rules of this host's or address's site");
  listing
      ->add_option("--lang", o->list.language,
                   "Without rules that need cue phrases which this language lacks; with its cues")
      ->type_name("CODE");
  listing->add_option("--stats", o->list.stats, "What --stats of a run wrote: in how many articles each rule matched")
      ->type_name("FILE");
  add_diff(*add("diff", "Pages whose text changes between two packs",
                [](const RulesOptions& r) { return run_rules_diff(r.diff); }),
           o->diff);
  CLI::App* import = add("import-ftr", "Convert FiveFilters' site configurations into site rules",
                         [](const RulesOptions& r) { return import_ftr(r.ftr_folder, r.ftr_output, r.ftr_overwrite); });
  import->add_option("DIR", o->ftr_folder, "Folder of host.txt files")->required()->check(CLI::ExistingDirectory);
  import->add_option("-o,--output", o->ftr_output, "Folder for the host.yaml files")->required()->type_name("DIR");
  import->add_flag("--overwrite", o->ftr_overwrite, "Replace files that say something else, such as edited ones");
  return [action] { return (*action)(); };
}

}  // namespace winnow::tools
