// The golden pages: tests/pages/<slug>/ holds a page, about.yaml and what must come out of it.
//
// about.yaml: `why` the page is there and its `licence`; optionally its `url`, `content_type`,
// `articles_only: true`, `misses`: what is known to come out wrong today (the test then fails as
// soon as the page comes out right, so that the mark goes), and `page`, a path from the root of the tree where the page is not in the
// folder as page.html or page.txt. expected.txt is the text; expected.json some of the record's
// members, or the reason of the Drop. UPDATE_GOLDEN=1 rewrites both and still fails; a missing
// expectation fails.

#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <fstream>
#include <vector>

#include "pipeline/base/json.h"
#include "pipeline/rulepack/yaml.h"
#include "tests/support/support.h"

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
                         .articles_only = about.has("articles_only") && about.at("articles_only").boolean()});
  return cleaner({.id = folder.filename().string(),
                  .url = text_at(about, "url"),
                  .content_type = text_at(about, "content_type"),
                  .bytes = testing::read_file(file),
                  .input = file.extension() == ".txt" ? Input::text : Input::html});
}

/// The members of expected.json, one a line.
class Summary {
 public:
  void text(std::string_view key, std::string_view value) {
    start(key);
    if (value.empty()) out_ += "null";
    else append_json_string(value, out_);
  }
  void texts(std::string_view key, const std::vector<std::string>& values) {
    start(key);
    out_ += '[';
    for (const std::string& value : values) {
      if (&value != &values.front()) out_ += ", ";
      append_json_string(value, out_);
    }
    out_ += ']';
  }
  std::string take() { return std::move(out_) + "\n}\n"; }

 private:
  void start(std::string_view key) {
    out_ += out_.empty() ? "{\n  " : ",\n  ";
    append_json_string(key, out_);
    out_ += ": ";
  }
  std::string out_;
};

std::string summary_of(const Outcome& outcome) {
  Summary summary;
  if (!outcome) {
    summary.text("drop", name(outcome.error().reason));
    return summary.take();
  }
  summary.text("title", outcome->title);
  summary.texts("authors", outcome->authors);
  summary.text("date", outcome->date);
  summary.text("language", outcome->language);
  summary.text("site_name", outcome->site_name);
  return summary.take();
}

void expect_file(const fs::path& file, const std::string& found) {
  if (std::getenv("UPDATE_GOLDEN")) {
    std::ofstream(file, std::ios::binary) << found;
    ADD_FAILURE() << file << " is rewritten; look at the change and run again";
    return;
  }
  ASSERT_TRUE(fs::exists(file)) << "no expectation; UPDATE_GOLDEN=1 writes one";
  EXPECT_EQ(testing::read_file(file), found) << file;
}

class GoldenPage : public ::testing::TestWithParam<std::string> {};

TEST_P(GoldenPage, ComesOutAsExpected) {
  const fs::path folder = testing::in_tree("tests/pages") / GetParam();
  const Outcome outcome = clean(folder);
  if (about_page(folder).has("misses")) {
    const bool same = testing::read_file(folder / "expected.json") == summary_of(outcome) &&
                      testing::read_file(folder / "expected.txt") == (outcome ? outcome->text + "\n" : "");
    EXPECT_FALSE(same) << "comes out right now: take `misses` out of its about.yaml";
    return;
  }
  expect_file(folder / "expected.json", summary_of(outcome));
  expect_file(folder / "expected.txt", outcome ? outcome->text + "\n" : "");
}

INSTANTIATE_TEST_SUITE_P(Pages, GoldenPage, ::testing::ValuesIn(golden_slugs()), [](const auto& slug) {
  std::string test_name = slug.param;
  std::replace(test_name.begin(), test_name.end(), '-', '_');
  return test_name;
});

}  // namespace
}  // namespace winnow
