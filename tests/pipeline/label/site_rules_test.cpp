// Site rules: which pages they touch, body and strip, fields, layouts by date, and falling back.

#include <gtest/gtest.h>

#include "pipeline/rules.h"
#include "tests/support/temp_folder.h"
#include "winnow/winnow.h"

namespace winnow {
namespace {

constexpr std::string_view kHtml =
    "<!doctype html><html lang=en><head><title>Mill opens</title><meta name=by content='Anna Sorrel'></head><body>"
    "<div id=top><p>The village paper of the river valley has been printed every week since the mill was "
    "built.</p></div>"
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

TEST(SiteRules, CoverOnlySubdomainsWhenTheySaySo) {
  const TempFolder folder;
  folder.write("sites/mill.example.yaml", "body: '#end'\n");
  folder.write("sites/mill.example.subdomains.yaml", "hosts: [mill.example]\nsubdomains: only\nbody: '#top'\n");
  EXPECT_TRUE(holds(clean(folder, "https://mill.example/x"), "three hundred"));
  EXPECT_TRUE(holds(clean(folder, "https://www.mill.example/x"), "three hundred"));
  EXPECT_TRUE(holds(clean(folder, "https://a.b.mill.example/x"), "every week"));
}

TEST(SiteRules, LaterPacksReplaceTheSitesOfEarlierOnes) {
  const TempFolder first, second, twice;
  first.write("sites/mill.example.yaml", "body: '#top'\n");
  second.write("sites/mill.yaml", "hosts: [mill.example]\nbody: '#end'\n");
  const auto rules = load_rules({first.path(), second.path()});
  const Outcome out =
      Cleaner(rules)({.url = "https://mill.example/", .bytes = std::string(kHtml), .input = Input::html});
  EXPECT_TRUE(out && holds(*out, "three hundred"));
  twice.write("sites/a.yaml", "hosts: [mill.example]\nbody: p\n");
  twice.write("sites/b.yaml", "hosts: [www.mill.example]\nbody: p\n");
  EXPECT_THROW(load_rules(std::filesystem::path(twice.path())), RuleError);
}

TEST(SiteRules, CountForTheFingerprint) {
  const TempFolder folder;
  const auto fingerprint = [&] { return load_rules(std::filesystem::path(folder.path()))->fingerprint; };
  folder.write("sites/mill.example.yaml", "body: p\n");
  const std::string one = fingerprint();
  EXPECT_EQ(one, fingerprint());
  folder.write("sites/mill.example.yaml", "body: div\n");
  EXPECT_NE(one, fingerprint());
}

TEST(SiteRules, StripInsideParagraphs) {
  const TempFolder folder;
  folder.write("sites/mill.example.yaml", "body: .story\nstrip: ['//h2', \"//p[contains(., 'Coda')]\"]\n");
  EXPECT_FALSE(holds(clean(folder, "https://mill.example/a"), "Coda"));
  Page page{
      .url = "https://mill.example/b",
      .bytes =
          "<html lang=en><div class=story><p>The old mill <b>on the river</b> <small>(see map &amp; plan)</small> "
          "opened its <a href=/d>doors</a>.</p><p><span class=x>Gone</span></p></div></html>",
      .input = Input::html};
  folder.write("sites/mill.example.yaml", "body: .story\nstrip: [small, .x]\n");
  const Outcome out =
      Cleaner(load_rules(std::filesystem::path(folder.path())), {.keep = {.links = true}, .markdown = true})(page);
  ASSERT_TRUE(out);
  EXPECT_EQ(out->text, "The old mill on the river opened its doors.");
  EXPECT_EQ(out->markdown, "The old mill **on the river** opened its [doors](<https://mill.example/d>).");
}

TEST(SiteRules, StrippedImagesAreNotInTheMarkup) {
  const TempFolder folder;
  Page page{.url = "https://mill.example/b",
            .bytes =
                "<html lang=en><div class=story><p>The old mill on the river opened.</p><img src=/spacer.gif><img "
                "src=/mill.jpg>"
                "<p>The wheel was built by hand.</p></div></html>",
            .input = Input::html};
  folder.write("sites/mill.example.yaml", "body: .story\nstrip: ['img[src*=spacer]']\n");
  const Outcome out =
      Cleaner(load_rules(std::filesystem::path(folder.path())), {.keep = {.images = true}, .markdown = true})(page);
  ASSERT_TRUE(out);
  EXPECT_EQ(out->markdown.find("spacer"), std::string::npos) << out->markdown;
  EXPECT_NE(out->markdown.find("mill.jpg"), std::string::npos) << out->markdown;
}

TEST(SiteRules, PruneLeavesTheBodyToTheOtherRules) {
  const TempFolder folder;
  folder.write("news/a.yaml", "rules:\n  - {id: poll, when: {pattern: '^Have you'}, do: {drop: true}, why: a poll}\n");
  folder.write("sites/mill.example.yaml", "body: .story\n");
  EXPECT_TRUE(holds(clean(folder, "https://mill.example/a"), "Have you"));
  folder.write("sites/mill.example.yaml", "body: .story\nprune: true\n");
  const Article article = clean(folder, "https://mill.example/a");
  EXPECT_FALSE(holds(article, "Have you"));
  EXPECT_FALSE(holds(article, "three hundred"));
  EXPECT_TRUE(holds(article, "nine years"));
}

TEST(SiteRules, ReplaceInTheSourceBeforeItIsParsed) {
  const TempFolder folder;
  folder.write("sites/mill.example.yaml",
               "replace:\n  - {find: '<div id=top>', by: '<nav>'}\n  - {find: nine, by: ten}\n");
  EXPECT_TRUE(holds(clean(folder, "https://mill.example/a"), "ten years of repairs"));
  EXPECT_TRUE(holds(clean(folder, "https://other.example/a"), "nine years of repairs"));
}

TEST(SiteRules, ReadDatesAuthorsAndLinksAsPeopleWriteThem) {
  const TempFolder folder;
  folder.write("sites/mill.example.yaml",
               "authors: .by\ndate: .on\ntitle: \"substring-before(//h1/text(), ' - ')\"\n"
               "next_page: '//span[@class=\"next\"]/..'\nsingle_page: //a[@id='all']\n");
  Page page{.url = "https://mill.example/story",
            .bytes =
                "<html lang=en><title>x</title><h1><i>News</i>The mill opens - Mill Post</h1><p class=by>By Anna "
                "Sorrel and Bo Day</p>"
                "<p class=on>Sunday, 27 March 2022</p><p>The old mill on the river opened its doors on Sunday.</p>"
                "<a href='?p=2'><span class=next>more</span></a><a id=all href=/whole>all</a></html>",
            .input = Input::html};
  const Outcome out = Cleaner(load_rules({std::filesystem::path(WINNOW_SOURCE_DIR "/rules"), folder.path()}))(page);
  ASSERT_TRUE(out);
  EXPECT_EQ(out->authors, (std::vector<std::string>{"Anna Sorrel", "Bo Day"}));
  EXPECT_EQ(out->date, "2022-03-27");
  EXPECT_EQ(out->title, "The mill opens");
  EXPECT_EQ(out->next_page, "https://mill.example/story?p=2");
  EXPECT_EQ(out->single_page, "https://mill.example/whole");
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
  folder.write(
      "sites/mill.example.yaml",
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
      {"fallback: never\n", ":1:11: unknown value 'never'"},
      {"body: //p/@id\n", ":1:7: bad selector: it finds a value where elements are needed"},
      {"subdomains: some\n", ":1:13: unknown value 'some'"},
      {"hosts: ['https://a']\n", ":1:8: found 'https://a' where a host"},
      {"replace: [{find: a}]\n", "the key 'by' is missing"}};
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
