// `winnow explain`: its three forms, what other rules would change, and the page in a real browser.

#include <gtest/gtest.h>
#include <simdjson.h>
#include <sys/wait.h>

#include <cstdlib>
#include <regex>

#include "tests/support/temp_folder.h"

namespace winnow {
namespace {

/// What a shell command wrote to standard output, and its exit status.
struct Ran {
  int status = 0;
  std::string out;
};

Ran shell(const std::string& command) {
  const TempFolder folder;
  const int status = std::system((command + " >" + (folder / "out") + " 2>&1").c_str());
  return {WIFEXITED(status) ? WEXITSTATUS(status) : -1, contents_of(folder / "out")};
}

Ran explain(const std::string& arguments) { return shell(WINNOW_PROGRAM " explain " + arguments); }

const std::string kSample = WINNOW_SOURCE_DIR "/samples/vi-nuoc-man.txt";
const std::string kHtmlSample = WINNOW_SOURCE_DIR "/samples/en-lighthouse.html";

bool holds(const std::string& text, std::string_view part) { return text.find(part) != std::string::npos; }

/// Without what changes when the trees are trained again or a rule moves: its line, scores, terms.
std::string without_numbers(std::string text) {
  text = std::regex_replace(text, std::regex(R"((\.yaml:)\d+)"), "$1N");
  text = std::regex_replace(text, std::regex(R"(\n {10}\w+ [+-]\d\.\d\d(, \w+ [+-]\d\.\d\d){5}\n)"),
                            "\n          six terms\n");
  return std::regex_replace(text, std::regex(R"(\b\d\.\d\d\b)"), "N.NN");
}

TEST(Explain, NamesRulesAndTermsForATerminal) {
  const TempFolder folder;
  const std::string page = folder.write("ferry.html", R"(<!doctype html>
<html lang="en"><head><title>Ferry to the island runs again | The Harbour Post</title></head>
<body>
<nav><ul><li><a href="/">Home</a></li><li><a href="/sea">Sea</a></li></ul></nav>
<article>
<h1>Ferry to the island runs again</h1>
<p>The ferry to the island left the old harbour at dawn, and the people on board watched the lights of the town
grow small behind them as the wind rose.</p>
<div class="player">0:00 / 3:48</div>
<p>The boat had lain in the yard since the autumn. Its engine is new, its captain is not, and the first crossing
took four minutes longer than the timetable says.</p>
</article>
<footer>All rights reserved.</footer>
</body></html>
)");
  const Ran ran = explain(page);
  EXPECT_EQ(ran.status, 0);
  EXPECT_EQ(without_numbers(ran.out), R"(Ferry to the island runs again
ferry    60 of 74 words kept, confidence N.NN
title         *  88 Ferry to the island runs again  heading
                 50 Ferry to the island runs again | The Harbour Post  title element, lower by 38
language      *  99 en  text
              *  60 en  html lang
drop N.NN navigation  list_item  Home
          six terms
drop N.NN navigation  list_item  Sea
          six terms
drop N.NN title       heading    Ferry to the island runs again
          rule repeated-title (rules/news/news.yaml:N)
keep N.NN body        paragraph  The ferry to the island left the old harbour at dawn, and the peop…
          six terms
drop N.NN widget      paragraph  0:00 / 3:48
          rule player-clock (rules/news/news.yaml:N)
keep N.NN body        paragraph  The boat had lain in the yard since the autumn. Its engine is new,…
          six terms
drop N.NN legal       paragraph  All rights reserved.
          six terms
)") << ran.out;
}

TEST(Explain, ColoursOnATerminalUnlessNoColor) {
  const std::string command = "script -qec '" WINNOW_PROGRAM " explain " + kSample + "' /dev/null";
  EXPECT_TRUE(holds(shell("env -u NO_COLOR " + command).out, "\x1b[32mkeep"));
  EXPECT_FALSE(holds(shell("env NO_COLOR=1 " + command).out, "\x1b["));
}

TEST(Explain, WritesJsonWithEvidenceForEachBlock) {
  simdjson::dom::parser parser;
  const Ran ran = explain("--json " + kHtmlSample);
  const simdjson::dom::element page = parser.parse(ran.out);
  std::size_t index = 0, kept = 0;
  for (const simdjson::dom::element block : page["blocks"]) {
    EXPECT_EQ(std::uint64_t(block["index"]), index++);
    kept += bool(block["kept"]);
    EXPECT_TRUE(block["rule"].is_string() || !simdjson::dom::object(block["terms"]).begin().key().empty());
    EXPECT_TRUE(block["path"].is_string() || block["path"].is_null());
  }
  EXPECT_GT(kept, 1u);
  EXPECT_LT(kept, index);
}

TEST(Explain, ShowsWhatOtherRulesWouldChange) {
  const TempFolder mine;
  mine.write("news/mine.yaml",
             "rules:\n  - {id: keep-clock, when: {pattern: '^0:00'}, do: {keep: true, label: body}, why: a test}\n");
  const Ran ran = explain("--against " + mine.path() + " " + kSample);
  EXPECT_TRUE(holds(ran.out, "against: keep body")) << ran.out;
  EXPECT_TRUE(holds(ran.out, "rule keep-clock ("));
}

TEST(Explain, SaysWhyAPageWasDropped) {
  const TempFolder folder;
  const Ran ran = explain(folder.write("a.html", "<html><body></body></html>"));
  EXPECT_TRUE(holds(ran.out, "no_text")) << ran.out;
}

TEST(Explain, RefusesWrongUse) {
  EXPECT_EQ(explain("").status, 2);
  EXPECT_EQ(explain("--json --html x.html " + kSample).status, 2);
  EXPECT_EQ(explain("/no/such/page.html").status, 3);
}

/// A browser that can run without a screen, or "".
std::string browser() {
  for (const char* name : {"chromium", "google-chrome", "chromium-browser"})
    if (shell(std::string("command -v ") + name).status == 0) return name;
  return "";
}

/// What `program` makes of the page, its scripts run.
std::string drawn(const std::string& program, const TempFolder& folder, const std::string& file) {
  return shell(program +
               " --headless --no-sandbox --disable-gpu --disable-background-networking --disable-component-update "
               "--disable-sync --no-first-run --user-data-dir=" +
               (folder / "profile") + " --dump-dom file://" + file)
      .out;
}

TEST(Explain, TheHtmlPageFiltersByLabelWhenClicked) {
  const std::string program = browser();
  if (program.empty()) GTEST_SKIP() << "no chromium to look with";
  const TempFolder folder, mine;
  mine.write("news/mine.yaml",
             "rules:\n  - {id: all, when: {words: {min: 1}}, do: {drop: true, label: promo}, why: a test}\n");
  const std::string file = folder / "why.html";
  ASSERT_EQ(explain("--against " + mine.path() + " --html " + file + " " + kHtmlSample).status, 0);
  std::string page = contents_of(file);
  page.insert(
      page.rfind("</body>"),
      "<script>const all = [...document.querySelectorAll('.block')];"
      "const body = [...document.querySelectorAll('#filters button')].find(b => b.textContent.startsWith('body '));"
      "const hidden = () => all.filter(b => b.hidden).map(b => b.dataset.label).filter((l, i, a) => a.indexOf(l) === "
      "i).join();"
      "const seen = [hidden()]; body.click(); seen.push(hidden()); body.click(); seen.push(hidden());"
      "document.body.dataset.seen = seen.join('|');"
      "document.querySelector('#article p').click();"
      "document.body.dataset.marked = document.querySelectorAll('.marked').length;"
      "document.body.dataset.against = document.querySelectorAll('.against').length;"
      "document.body.dataset.link = document.querySelector('.evidence a').href;</script>");
  folder.write("clicked.html", page);
  const std::string dom = drawn(program, folder, folder / "clicked.html");
  EXPECT_TRUE(holds(dom, "data-seen=\"|body|\"")) << dom.substr(0, 800);
  EXPECT_TRUE(holds(dom, "data-marked=\"1\""));
  EXPECT_FALSE(holds(dom, "data-against=\"0\""));
  EXPECT_TRUE(holds(dom, "data-link=\"file://" WINNOW_SOURCE_DIR "/rules/news/news.yaml"));
}

TEST(Explain, TheHtmlPageDrawsItselfInABrowser) {
  const std::string program = browser();
  if (program.empty()) GTEST_SKIP() << "no chromium to look with";
  const TempFolder folder;
  const std::string file = folder / "why.html";
  ASSERT_EQ(explain("--html " + file + " " + kHtmlSample).status, 0);
  EXPECT_LT(std::filesystem::file_size(file), 500'000u);
  EXPECT_FALSE(holds(contents_of(file), "src=")) << "the page must need nothing else";
  const std::string dom = drawn(program, folder, file);
  EXPECT_TRUE(holds(dom, "class=\"block dropped\"")) << dom.substr(0, 500);
  EXPECT_TRUE(holds(dom, "id=\"block-0\""));
  EXPECT_TRUE(holds(dom, "aria-pressed=\"true\""));
  EXPECT_TRUE(holds(dom, "<p class=\"paragraph\">"));
}

}  // namespace
}  // namespace winnow
