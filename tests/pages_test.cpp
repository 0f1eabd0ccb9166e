// The golden pages: tests/pages/<slug>/ holds a page, about.yaml and what must come out of it.
//
// about.yaml: `why` the page is there and its `licence`; optionally its `url`, `content_type`,
// `articles_only: true`, `misses`: what is known to come out wrong today, and `page`, a path from the
// root of the tree where the page is not in the folder as page.html or page.txt.
//
// expected.json is the record without its text, or the reason of the Drop; expected.txt is the text;
// expected.blocks has a line for each block: kept or dropped, label, what decided, first words.
// UPDATE_GOLDEN=1 rewrites them and still fails; a missing expectation fails.
//
// A page with `misses` has in expected.txt the text that should come out and in expected.json those members
// of the record that matter, both written by hand, and in today.txt all that comes out today. It fails as
// soon as it comes out right, so that the mark is removed, and when it comes out wrong in another way.
// UPDATE_GOLDEN=1 rewrites today.txt alone.

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <fstream>
#include <set>
#include <sstream>
#include <vector>

#include "pipeline/base/text.h"
#include "pipeline/rulepack/yaml.h"
#include "pipeline/write/fields.h"
#include "pipeline/write/json_record.h"
#include "tests/support/support.h"
#include "tests/support/temp_folder.h"

namespace winnow {
namespace {

namespace fs = std::filesystem;

std::vector<std::string> golden_slugs() {
  std::vector<std::string> slugs;
  for (const auto& entry : fs::directory_iterator(testing::in_tree("tests/pages")))
    if (entry.is_directory()) slugs.push_back(entry.path().filename().string());
  std::sort(slugs.begin(), slugs.end());
  return slugs;
}

Yaml about_page(const fs::path& folder) {
  const Yaml about = Yaml::load(folder / "about.yaml");
  about.keys({"why", "licence", "url", "content_type", "articles_only", "misses", "page"});
  return about;
}

std::string text_at(const Yaml& about, std::string_view key) {
  return about.has(key) ? about.at(key).text() : std::string();
}

fs::path page_file(const fs::path& folder, const Yaml& about) {
  if (about.has("page")) return testing::in_tree(about.at("page").text());
  return fs::exists(folder / "page.txt") ? folder / "page.txt" : folder / "page.html";
}

Outcome clean(const fs::path& folder) {
  const Yaml about = about_page(folder);
  const fs::path file = page_file(folder, about);
  const Cleaner cleaner(testing::shipped_rules(),
                        {.limits = {.max_time_ms = 60'000},  // a slow machine is no reason to fail
                         .blocks = true,
                         .articles_only = about.has("articles_only") && about.at("articles_only").boolean()});
  return cleaner({.id = folder.filename().string(),
                  .url = text_at(about, "url"),
                  .content_type = text_at(about, "content_type"),
                  .bytes = testing::read_file(file),
                  .input = file.extension() == ".txt" ? Input::text : Input::html});
}

/// Adds a value as the member `key` of a record. Fractions have two decimals, so that the last bits of
/// one machine's arithmetic are no difference.
struct AddMember {
  write::JsonObject& record;
  std::string_view key;

  void operator()(const std::string& text) const { record.text(key, text); }
  void operator()(const std::string* text) const { record.text(key, *text); }
  void operator()(const std::vector<std::string>* texts) const { record.texts(key, *texts); }
  void operator()(std::optional<float> fraction) const {
    if (fraction) fraction = std::round(*fraction * 100) / 100;
    record.fraction(key, fraction);
  }
  void operator()(std::optional<bool> truth) const { record.truth(key, truth); }
  void operator()(std::uint64_t number) const { record.number(key, number); }
  void operator()(const std::vector<BlockReport>*) const {}
};

/// Every field that a record always has, but the id, which is the folder's name, and the text.
std::string record_of(const Article& article) {
  std::string out;
  for (const write::Field& field : write::fields()) {
    if (field.presence != write::Presence::always || field.name == "id" || field.name == "text") continue;
    std::string member;
    write::JsonObject object(member);
    std::visit(AddMember{object, field.name}, field.value(article));
    member.insert(std::string_view("{\"\":").size() + field.name.size(), " ");
    out.append(out.empty() ? "{\n  " : ",\n  ").append(member, 1);
  }
  return out + "\n}\n";
}

/// "kept body score: The bench was put there in 1951 without…"
std::string line_of(const BlockReport& block) {
  constexpr std::size_t kShownBytes = 60;
  return std::string(block.kept ? "kept " : "dropped ") + std::string(name(block.label)) + ' ' +
         (block.rule.empty() ? "score" : block.rule) + ": " + shortened(block.text, kShownBytes) + '\n';
}

/// What comes out of a page, as the files of its folder hold it.
struct Golden {
  std::string record, text, blocks;
};

Golden golden_of(const Outcome& outcome) {
  if (!outcome) return {"{\n  \"drop\": \"" + std::string(name(outcome.error().reason)) + "\"\n}\n", "", ""};
  Golden golden{record_of(*outcome), outcome->text + "\n", ""};
  for (const BlockReport& block : outcome->blocks) golden.blocks += line_of(block);
  return golden;
}

/// "" if the file holds what was found, else what is wrong.
std::string problem_of_file(const fs::path& file, const std::string& found) {
  if (std::getenv("UPDATE_GOLDEN")) {
    std::ofstream(file, std::ios::binary) << found;
    return file.string() + " is rewritten; look at the change and run again\n";
  }
  if (!fs::exists(file)) return file.string() + ": no expectation; UPDATE_GOLDEN=1 writes one\n";
  const std::string expected = testing::read_file(file);
  if (expected == found) return "";
  return file.string() + " holds\n" + expected + "\nbut this comes out:\n" + found + '\n';
}

std::set<std::string> members_of(const std::string& record) {
  std::set<std::string> members;
  std::istringstream lines(record);
  for (std::string line; std::getline(lines, line);)
    members.insert(line.ends_with(',') ? line.substr(0, line.size() - 1) : line);
  return members;
}

/// True if the record has all members that the folder expects, and the text is the expected one.
bool is_right(const fs::path& folder, const Golden& golden) {
  return std::ranges::includes(members_of(golden.record), members_of(testing::read_file(folder / "expected.json"))) &&
         testing::read_file(folder / "expected.txt") == golden.text;
}

std::string problem_of_miss(const fs::path& folder, const Golden& golden) {
  if (is_right(folder, golden)) return folder.string() + " comes out right now: take `misses` out of its about.yaml\n";
  return problem_of_file(folder / "today.txt", golden.record + '\n' + golden.blocks + '\n' + golden.text);
}

/// "" if the page comes out as its folder says, else what is wrong.
std::string problem_of_page(const fs::path& folder) {
  const Golden golden = golden_of(clean(folder));
  if (about_page(folder).has("misses")) return problem_of_miss(folder, golden);
  return problem_of_file(folder / "expected.json", golden.record) +
         problem_of_file(folder / "expected.txt", golden.text) +
         problem_of_file(folder / "expected.blocks", golden.blocks);
}

class GoldenPage : public ::testing::TestWithParam<std::string> {};

TEST_P(GoldenPage, ComesOutAsExpected) { EXPECT_EQ(problem_of_page(testing::in_tree("tests/pages") / GetParam()), ""); }

TEST(GoldenPages, MissesAreHeldToWhatComesOutToday) {
  if (std::getenv("UPDATE_GOLDEN")) GTEST_SKIP() << "nothing is compared now";
  const TempFolder folder;
  folder.write("about.yaml", "why: a test\nlicence: Apache-2.0\nmisses: a paragraph\n");
  folder.write("page.html", testing::news_page(1));
  const Golden found = golden_of(clean(folder.path()));
  const auto problem = [&] { return problem_of_page(folder.path()); };

  folder.write("expected.json", found.record);
  folder.write("expected.txt", found.text);
  EXPECT_NE(problem().find("comes out right now"), std::string::npos);

  folder.write("expected.txt", found.text + "\nOne more paragraph.\n");
  EXPECT_NE(problem().find("no expectation"), std::string::npos);

  folder.write("today.txt", found.record + '\n' + found.blocks + '\n' + found.text);
  EXPECT_EQ(problem(), "");

  folder.write("today.txt", found.record + '\n' + found.text);
  EXPECT_NE(problem().find("today.txt holds"), std::string::npos);
}

INSTANTIATE_TEST_SUITE_P(Pages, GoldenPage, ::testing::ValuesIn(golden_slugs()), [](const auto& slug) {
  std::string test_name = slug.param;
  std::replace(test_name.begin(), test_name.end(), '-', '_');
  return test_name;
});

}  // namespace
}  // namespace winnow
