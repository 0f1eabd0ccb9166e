#include "tools/rules/tests.h"

#include <algorithm>

#include "pipeline/base/files.h"
#include "pipeline/rulepack/yaml.h"

namespace winnow::tools {
namespace {

namespace fs = std::filesystem;

std::string bytes_of(const fs::path& file, const Yaml& named) {
  std::optional<std::string> bytes = contents_of(file);
  if (!bytes) named.fail("no page '" + file.string() + "'");
  return std::move(*bytes);
}

RuleTest read_test(const Yaml& yaml, const fs::path& folder) {
  yaml.keys({"rule", "text", "html", "file", "url", "stays", "goes"});
  RuleTest test{.rule = yaml.at("rule").text(), .place = yaml.place(), .page = {}, .stays = {}, .goes = {}};
  if (int(yaml.has("text")) + int(yaml.has("html")) + int(yaml.has("file")) != 1)
    yaml.fail("a test has one of text, html and file");
  if (yaml.has("file")) {
    const fs::path file = folder / yaml.at("file").text();
    test.page.bytes = bytes_of(file, yaml.at("file"));
    test.page.input = file.extension() == ".txt" ? Input::text : Input::html;
  } else {
    test.page.input = yaml.has("text") ? Input::text : Input::html;
    test.page.bytes = yaml.at(yaml.has("text") ? "text" : "html").text();
  }
  if (yaml.has("url")) test.page.url = yaml.at("url").text();
  if (yaml.has("stays")) test.stays = yaml.at("stays").texts();
  if (yaml.has("goes")) test.goes = yaml.at("goes").texts();
  if (test.stays.empty() && test.goes.empty()) yaml.fail("a test says what stays or what goes");
  return test;
}

bool decided(const Article& article, const std::string& rule) {
  return std::any_of(article.blocks.begin(), article.blocks.end(),
                     [&](const BlockReport& block) { return block.rule == rule; });
}

}  // namespace

std::vector<RuleTest> load_rule_tests(const std::vector<fs::path>& folders) {
  std::vector<RuleTest> tests;
  for (const fs::path& folder : folders) {
    for (const fs::path& path : yaml_files(folder / "tests")) {
      const Yaml file = Yaml::load(path);
      for (const Yaml& item : file.keys({"tests"}).at("tests").items())
        tests.push_back(read_test(item, path.parent_path()));
    }
  }
  return tests;
}

std::vector<std::string> run_rule_test(const Cleaner& cleaner, const RuleTest& test) {
  const Outcome outcome = cleaner(test.page);
  if (!outcome) return {"the page was dropped: " + std::string(name(outcome.error().reason))};
  std::vector<std::string> wrong;
  for (const std::string& text : test.stays)
    if (outcome->text.find(text) == std::string::npos) wrong.push_back("must stay, but is gone: " + text);
  for (const std::string& text : test.goes)
    if (outcome->text.find(text) != std::string::npos) wrong.push_back("must go, but is there: " + text);
  const auto& hits = outcome->rules_hit;
  if (std::find(hits.begin(), hits.end(), test.rule) == hits.end())
    wrong.push_back("the rule " + test.rule + " matched nothing");
  else if (!test.goes.empty() && !decided(*outcome, test.rule) && !outcome->blocks.empty())
    wrong.push_back("the rule " + test.rule + " matched, but other rules decided every block it reaches");
  return wrong;
}

}  // namespace winnow::tools
