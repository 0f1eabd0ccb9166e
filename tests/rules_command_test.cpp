// `winnow rules`: the shipped rules pass their own tests, and each subcommand does what it says.

#include <gtest/gtest.h>
#include <sys/wait.h>

#include <cstdlib>

#include "tests/temp_folder.h"
#include "tools/ftr_import.h"

namespace winnow {
namespace {

struct Ran {
  int status = 0;
  std::string out;
};

Ran rules(const std::string& arguments) {
  const TempFolder folder;
  const int status = std::system((WINNOW_PROGRAM " rules " + arguments + " >" + (folder / "out") + " 2>&1").c_str());
  return {WIFEXITED(status) ? WEXITSTATUS(status) : -1, contents_of(folder / "out")};
}

bool holds(const std::string& text, std::string_view part) { return text.find(part) != std::string::npos; }

constexpr std::string_view kRule =
    "rules:\n  - {id: ferry, when: {pattern: '^Ferry'}, do: {drop: true, label: promo}, why: an offer}\n";
constexpr std::string_view kLine = "The old mill on the river opened its doors on Sunday after nine years of repairs.\n";

TEST(RulesCommand, ShippedRulesPassTheirTests) {
  const Ran ran = rules("check --rules " WINNOW_SOURCE_DIR "/rules");
  EXPECT_EQ(ran.status, 0) << ran.out;
  EXPECT_TRUE(holds(ran.out, " 0 problems"));
}

TEST(RulesCommand, TestsSayWhatIsWrong) {
  const TempFolder folder;
  folder.write("news/a.yaml", kRule);
  folder.write("tests/a.yaml", "tests:\n  - rule: ferry\n    text: |\n      " + std::string(kLine) +
                                   "      Ferry runs all night in the summer months again\n"
                                   "    stays: [nine years, Ferry runs]\n    goes: [old mill]\n");
  const Ran ran = rules("test --rules " + folder.path() + " --junit " + (folder / "junit.xml"));
  EXPECT_EQ(ran.status, 2);
  EXPECT_TRUE(holds(ran.out, "1..1\nnot ok 1 - ferry\n")) << ran.out;
  EXPECT_TRUE(holds(ran.out, "must stay, but is gone: Ferry runs"));
  EXPECT_TRUE(holds(ran.out, "must go, but is there: old mill"));
  EXPECT_TRUE(holds(contents_of(folder / "junit.xml"), "failures=\"1\""));
}

TEST(RulesCommand, CheckFindsUntestedAndUnknownRules) {
  const TempFolder folder;
  folder.write("news/a.yaml", kRule);
  folder.write("tests/a.yaml", "tests:\n  - rule: fery\n    text: " + std::string(kLine) + "    stays: old mill\n");
  const Ran ran = rules("check --rules " + folder.path());
  EXPECT_EQ(ran.status, 2);
  EXPECT_TRUE(holds(ran.out, "rule 'ferry' has no test")) << ran.out;
  EXPECT_TRUE(holds(ran.out, "no rule 'fery'"));
  EXPECT_TRUE(holds(ran.out, "the rule fery matched nothing"));
}

TEST(RulesCommand, ListShowsTheRulesThatCountForAnAddress) {
  const TempFolder folder;
  folder.write("news/a.yaml", kRule);
  folder.write("sites/mill.example.yaml", "body: .story\n");
  EXPECT_TRUE(holds(rules("list --rules " + folder.path()).out, "ferry\tdrop as promo\t"));
  EXPECT_FALSE(holds(rules("list --rules " + folder.path()).out, "site:"));
  EXPECT_TRUE(holds(rules("list --url https://www.mill.example/a --rules " + folder.path()).out, "site:mill.example\tbody and strip"));
}

TEST(RulesCommand, DiffShowsBlocksAndScores) {
  const TempFolder before, after, pages;
  before.write("news/a.yaml", "prose: {min_words: 10}\n");
  after.write("news/a.yaml", kRule);
  pages.write("one.txt", std::string(kLine) + "Ferry runs all night in the summer months again\n");
  pages.write("two.txt", kLine);
  const std::string truth = before.write("truth.jsonl", "{\"id\":\"one\",\"text\":\"The old mill on the river opened its doors on Sunday after nine years of repairs.\"}\n");
  const Ran ran = rules("diff " + before.path() + " " + after.path() + " --on " + pages.path() + " --truth " + truth);
  EXPECT_EQ(ran.status, 0);
  EXPECT_TRUE(holds(ran.out, "one: 9 words change, word F1 0.")) << ran.out;
  EXPECT_TRUE(holds(ran.out, "  - ferry: Ferry runs all night"));
  EXPECT_TRUE(holds(ran.out, "1 of 2 pages change, 1 better, 0 worse"));
}

TEST(RulesCommand, ImportsSiteConfigurations) {
  const tools::FtrSite site = tools::convert_ftr(
      ".mill.example",
      "# a comment\n"
      "title: //h1[@class='headline']\n"
      "body: //div[contains(concat(' ',normalize-space(@class),' '),' story ')]\n"
      "strip_id_or_class: ad-box\n"
      "strip: //p[count(a) > 3]\n"
      "author: //a[@rel='author']\n"
      "prune: no\n"
      "single_page_link: //a[@id='all']\n"
      "test_url: https://mill.example/1\n"
      "nonsense\n");
  EXPECT_EQ(site.yaml,
            "# Converted from ftr-site-config (CC0).\n"
            "hosts: ['mill.example']\n"
            "subdomains: true\n"
            "authors:\n  - '//a[@rel=''author'']'\n"
            "body:\n  - '//div[contains(concat('' '',normalize-space(@class),'' ''),'' story '')]'\n"
            "strip:\n  - '[class*=''ad-box''], [id*=''ad-box'']'\n"
            "title:\n  - '//h1[@class=''headline'']'\n");
  ASSERT_EQ(site.left_out.size(), 3u);
  EXPECT_TRUE(holds(site.left_out[0], "5: strip: //p[count(a) > 3] ("));
  EXPECT_TRUE(holds(site.left_out[1], "8: single_page_link: "));
  EXPECT_TRUE(holds(site.left_out[2], "10: nonsense (no key)"));
}

TEST(RulesCommand, ImportedSitesLoad) {
  const TempFolder from, to;
  from.write("mill.example.txt", "body: //div[@id='story']\nstrip_id_or_class: ad\n");
  from.write(".ferry.example.txt", "body: //article | //main\n");
  const Ran ran = rules("import-ftr " + from.path() + " -o " + (to / "sites"));
  EXPECT_EQ(ran.status, 0) << ran.out;
  EXPECT_TRUE(holds(ran.out, "2 sites converted, 0 lines left out"));
  EXPECT_TRUE(holds(rules("check --rules " + to.path()).out, "2 site hosts"));
}

}  // namespace
}  // namespace winnow
