// Site rules: which pages they touch, body and strip, fields, layouts by date, and falling back.

#include <gtest/gtest.h>

#include "pipeline/winnow.h"
#include "tests/temp_folder.h"

namespace winnow {
namespace {

constexpr std::string_view kHtml =
    "<!doctype html><html lang=en><head><title>Mill opens</title><meta name=by content='Anna Sorrel'></head><body>"
    "<div id=top><p>The village paper of the river valley has been printed every week since the mill was built.</p></div>"
    "<div class=story><h2 class=headline>The old mill opens</h2>"
    "<p>The old mill on the river opened its doors on Sunday after nine years of repairs.</p>"
    "<p class=poll>Have you ever been to the mill on the river? Tell us below this fine article.</p>"
    "<p>Coda</p></div>"
    "<div id=end><p>More than three hundred people came to see the new wheel turn for the first time.</p></div>"
    "</body></html>";

Article clean(const TempFolder& folder, std::string url, std::string crawled = "") {
  Page page;
  page.url = std::move(url);
  page.crawled = std::move(crawled);
  page.bytes = kHtml;
  page.input = Input::html;
  const Outcome out = Cleaner(load_rules(std::filesystem::path(folder.path())), {.blocks = true})(page);
  return out ? *out : Article{};
}

bool holds(const Article& article, std::string_view text) { return article.text.find(text) != std::string::npos; }

constexpr std::string_view kSite =
    "hosts: [mill.example]\nbody: .story\nstrip: [.poll]\ntitle: .headline\nauthors: //meta[@name='by']/@content\n";

TEST(SiteRules, KeepTheBodyAndStrip) {
  const TempFolder folder;
  folder.write("sites/mill.example.yaml", kSite);
  for (const char* url : {"https://mill.example/a", "http://www.MILL.example:8080/a", "https://me@mill.example"}) {
    const Article article = clean(folder, url);
    EXPECT_TRUE(holds(article, "nine years of repairs")) << url;
    EXPECT_TRUE(holds(article, "Coda"));
    EXPECT_FALSE(holds(article, "Tell us below"));
    EXPECT_FALSE(holds(article, "three hundred people"));
    EXPECT_EQ(article.title, "The old mill opens");
    EXPECT_EQ(article.authors, std::vector<std::string>{"Anna Sorrel"});
    EXPECT_EQ(article.rules_hit, std::vector<std::string>{"site:mill.example"});
  }
}

TEST(SiteRules, ChangeOnlyTheirOwnSite) {
  const TempFolder with, without;
  with.write("sites/mill.example.yaml", kSite);
  for (const char* url : {"https://other.example/a", "https://sub.mill.example/a", "https://notmill.example/", ""})
    EXPECT_EQ(clean(with, url).text, clean(without, url).text) << url;
}

TEST(SiteRules, CoverSubdomainsWhenTheySaySo) {
  const TempFolder folder;
  folder.write("sites/mill.example.yaml", std::string(kSite) + "subdomains: true\n");
  folder.write("sites/top.mill.example.yaml", "body: '#top'\n");
  EXPECT_FALSE(holds(clean(folder, "https://a.b.mill.example/x"), "three hundred"));
  EXPECT_TRUE(holds(clean(folder, "https://top.mill.example/x"), "every week"));
}

TEST(SiteRules, FallBackWhereTheLayoutNoLongerFits) {
  const TempFolder folder, none;
  folder.write("sites/mill.example.yaml", "body: .gone\n");
  const Article article = clean(folder, "https://mill.example/a");
  EXPECT_EQ(article.text, clean(none, "https://mill.example/a").text);
  EXPECT_EQ(article.rules_hit, std::vector<std::string>{"site:mill.example/fallback"});
  folder.write("sites/mill.example.yaml", "body: .story\nmin_words: 1000\n");
  EXPECT_EQ(clean(folder, "https://mill.example/a").rules_hit, std::vector<std::string>{"site:mill.example/fallback"});
  folder.write("sites/mill.example.yaml", "body: .gone\nfallback: none\n");
  EXPECT_EQ(clean(folder, "https://mill.example/a").text, "");
}

TEST(SiteRules, LayoutsAreChosenByTheDayOfTheFetch) {
  const TempFolder folder;
  folder.write("sites/mill.example.yaml",
               "layouts:\n  - {valid_until: 2020-12-31, body: '#top'}\n  - {body: '#end'}\n");
  EXPECT_TRUE(holds(clean(folder, "https://mill.example/a", "2020-05-01T10:00:00Z"), "every week"));
  EXPECT_TRUE(holds(clean(folder, "https://mill.example/a", "2021-01-01"), "three hundred"));
  EXPECT_TRUE(holds(clean(folder, "https://mill.example/a"), "three hundred"));
}

TEST(SiteRules, TheirOwnBlockRulesComeFirst) {
  const TempFolder folder;
  folder.write("sites/mill.example.yaml",
               std::string(kSite) + "rules:\n  - {id: coda, when: {pattern: '^Coda$'}, do: {drop: true}, why: a sign-off}\n");
  const Article article = clean(folder, "https://mill.example/a");
  EXPECT_FALSE(holds(article, "Coda"));
  EXPECT_EQ(article.rules_hit.front(), "site:mill.example/coda");
}

TEST(SiteRules, AreReadStrictly) {
  const std::pair<const char*, const char*> cases[] = {
      {"bdy: .x\n", ":1:1: unknown key 'bdy'; did you mean 'body'?"},
      {"body: 'p['\n", ":1:7: bad selector: "},
      {"body: p\nvalid_until: soon\n", ":2:14: found 'soon' where a day like 2026-12-31 is needed"},
      {"layouts: []\n", ":1:10: no layout"},
      {"fallback: never\n", ":1:11: unknown value 'never'"}};
  for (const auto& [text, error] : cases) {
    const TempFolder folder;
    folder.write("sites/a.example.yaml", text);
    try {
      load_rules(std::filesystem::path(folder.path()));
      FAIL() << text;
    } catch (const RuleError& e) {
      EXPECT_NE(std::string(e.what()).find(error), std::string::npos) << e.what();
    }
  }
}

}  // namespace
}  // namespace winnow
