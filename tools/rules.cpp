// winnow rules: check, test and list packs of rules, compare two, import those of others.

#include <algorithm>
#include <fstream>
#include <iostream>
#include <set>

#include "pipeline/label/block_rules.h"
#include "pipeline/label/site_rules.h"
#include "pipeline/rulepack/rules.h"
#include "tools/command.h"
#include "tools/ftr_import.h"
#include "tools/output.h"
#include "tools/rule_tests.h"
#include "tools/rules_diff.h"

namespace winnow::tools {
namespace {

constexpr const char* kExamples = R"(Examples:
  winnow rules check                         the rules that came with the program
  winnow rules check --rules rules --rules mine
  winnow rules test --rules rules --rules mine
  winnow rules list --url https://www.example.com/a
  winnow rules diff rules changed --on pages/ --truth truth.jsonl
  winnow rules import-ftr ftr-site-config -o rules/sites)";

struct RulesOptions {
  std::vector<std::string> rules;
  std::string url, junit;
  RulesDiff diff;
  std::string ftr_folder, ftr_output;
};

std::size_t plural_end(std::size_t count) { return count == 1 ? 0 : 1; }

std::string counted(std::size_t count, std::string_view noun) {
  return std::to_string(count) + ' ' + std::string(noun) + std::string(plural_end(count), 's');
}

/// Rules that no test names, and tests of rules that do not exist: a line each.
std::vector<std::string> untested(const BlockRules& rules, const std::vector<RuleTest>& tests) {
  std::set<std::string> tested, known;
  std::vector<std::string> wrong;
  for (const RuleTest& test : tests) tested.insert(test.rule);
  for (const RuleName& rule : rules.names) known.insert(rule.id);
  for (const BlockRule& rule : rules.rules)
    if (!tested.count(rule.id)) wrong.push_back(rule.place + ": rule '" + rule.id + "' has no test");
  for (const RuleTest& test : tests)
    if (!known.count(test.rule)) wrong.push_back(test.place + ": no rule '" + test.rule + "'");
  return wrong;
}

int check(const RulesOptions& o) {
  const auto folders = rules_folders(o.rules);
  const std::shared_ptr<const Rules> rules = load_rules(folders);
  const std::vector<RuleTest> tests = load_rule_tests(folders);
  const Cleaner cleaner(rules, {.blocks = true});
  std::vector<std::string> wrong = untested(*rules->blocks, tests);
  for (const RuleTest& test : tests)
    for (const std::string& line : run_rule_test(cleaner, test)) wrong.push_back(test.place + ": " + line);
  for (const std::string& line : wrong) std::cout << line << '\n';
  std::cout << counted(rules->blocks->rules.size(), "rule") << ", " << counted(rules->blocks->sites->all().size(), "site file")
            << ", " << counted(tests.size(), "test") << ", " << counted(wrong.size(), "problem") << '\n';
  return wrong.empty() ? kDone : kWrongUse;
}

void append_xml(std::string_view text, std::string& out) {
  for (char c : text) {
    if (c == '&') out += "&amp;";
    else if (c == '<') out += "&lt;";
    else if (c == '"') out += "&quot;";
    else out += c;
  }
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

std::string action_of(const BlockRule& rule) {
  std::string out = rule.verdict == Verdict::keep ? "keep" : rule.verdict == Verdict::drop ? "drop" : "";
  if (rule.weight != 0) out += (out.empty() ? "weight " : ", weight ") + std::to_string(rule.weight).substr(0, 5);
  if (rule.label) out += (out.empty() ? "label " : " as ") + std::string(name(*rule.label));
  return out;
}

void list_rules(const std::vector<BlockRule>& rules) {
  for (const BlockRule& rule : rules)
    std::cout << rule.id << "\t" << action_of(rule) << "\t" << rule.place << "\t" << rule.why << '\n';
}

/// The rules in the order in which they are asked, those of the address's site first.
int list(const RulesOptions& o) {
  const std::shared_ptr<const Rules> rules = load_rules(rules_folders(o.rules));
  if (const SiteRules* site = rules->blocks->sites->find(o.url)) {
    for (const SiteLayout& layout : site->layouts) {
      list_rules(layout.rules);
      const RuleName& name = rules->blocks->names[layout.body_name];
      std::cout << name.id << "\tbody and strip\t" << name.place
                << (layout.valid_until.empty() ? "" : "\tuntil " + layout.valid_until) << '\n';
    }
  }
  list_rules(rules->blocks->rules);
  return kDone;
}

void add_diff(CLI::App& app, RulesDiff& o) {
  app.add_option("A", o.before, "Folder of rules before")->required()->check(CLI::ExistingDirectory);
  app.add_option("B", o.after, "Folder of rules after")->required()->check(CLI::ExistingDirectory);
  app.add_option("--on", o.pages, "Pages to run both on: files, folders, globs")->required();
  app.add_option("--truth", o.truth, "truth.jsonl with the reference texts: word F1 before and after")->type_name("FILE");
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
  add_rules_option(*add("check", "Load packs strictly, run their tests, find rules without a test", check), o->rules);
  CLI::App* tests = add("test", "Run the tests of the rules; TAP on standard output", test);
  add_rules_option(*tests, o->rules);
  tests->add_option("--junit", o->junit, "Also write a JUnit report")->type_name("FILE");
  CLI::App* listing = add("list", "The rules in their order: id, action, place, why", list);
  add_rules_option(*listing, o->rules);
  listing->add_option("--url", o->url, "With the rules of this address's site");
  add_diff(*add("diff", "Pages whose text changes between two packs", [](const RulesOptions& r) { return run_rules_diff(r.diff); }),
           o->diff);
  CLI::App* import = add("import-ftr", "Convert FiveFilters' site configurations into site rules",
                         [](const RulesOptions& r) { return import_ftr(r.ftr_folder, r.ftr_output); });
  import->add_option("DIR", o->ftr_folder, "Folder of host.txt files")->required()->check(CLI::ExistingDirectory);
  import->add_option("-o,--output", o->ftr_output, "Folder for the host.yaml files")->required()->type_name("DIR");
  return [action] { return (*action)(); };
}

}  // namespace winnow::tools
