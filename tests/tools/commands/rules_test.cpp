// `winnow rules`: the shipped rules pass their own tests, and each subcommand does what it says.

#include <gtest/gtest.h>

#include "pipeline/rulepack/condition_parts.h"
#include "tests/support/run_command.h"
#include "tools/rules/ftr_import.h"

namespace winnow {
namespace {

/// Runs `winnow rules`; `out` has what it says on standard error too.
Ran rules(const std::string& arguments) {
  Ran ran = winnow("rules " + arguments);
  ran.out += ran.err;
  return ran;
}

bool holds(const std::string& text, std::string_view part) { return text.find(part) != std::string::npos; }

constexpr std::string_view kRule =
    "rules:\n  - {id: ferry, when: {pattern: '^Ferry'}, do: {drop: true, label: promo}, why: an offer}\n";
constexpr std::string_view kLine =
    "The old mill on the river opened its doors on Sunday after nine years of repairs.\n";

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

TEST(RulesCommand, WritesAJUnitReportThatIsWellFormed) {
  const TempFolder folder;
  folder.write("news/a.yaml", kRule);
  folder.write("tests/a.yaml", "tests:\n  - rule: ferry\n    text: |\n      " + std::string(kLine) +
                                   "    stays: \"\\u0001 & <a href='x'> \\\"quoted\\\" ]]> \\uFFFE\"\n");
  const std::string report = folder / "junit.xml";
  EXPECT_EQ(rules("test --rules " + folder.path() + " --junit " + report).status, 2);
  const std::string xml = contents_of(report);
  EXPECT_TRUE(holds(xml, "is gone: ")) << xml;
  for (const char c : xml)
    EXPECT_FALSE(static_cast<unsigned char>(c) < 0x20 && c != '\n') << "a control character in\n" << xml;
  if (shell("xmllint --version").status != 0) GTEST_SKIP() << "no xmllint here";
  const Ran parsed = shell("xmllint --noout " + report);
  EXPECT_EQ(parsed.status, 0) << parsed.err << xml;
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

TEST(RulesCommand, CheckFindsPhrasesThatStandTwice) {
  const TempFolder folder;
  folder.write("lang/en.yaml",
               "language: en\ncues:\n  share:\n    whole: |\n      share | send\n      share\n    start: share\n");
  const std::string out = rules("check --rules " + folder.path()).out;
  EXPECT_TRUE(holds(out, "'share' stands twice in share: whole")) << out;
  EXPECT_TRUE(holds(out, " 1 problem")) << out;
}

/// A value of each part of a condition, as YAML has it.
struct SomeValue {
  std::string operator()(condition_part::HtmlOrText) const { return "html"; }
  std::string operator()(const condition_part::Bits& part) const { return std::string(part.names.front()); }
  std::string operator()(condition_part::Bound) const { return "{max: 1}"; }
  std::string operator()(condition_part::Asked) const { return "true"; }
  std::string operator()(condition_part::Patterns) const { return "'x'"; }
  std::string operator()(condition_part::Inside) const { return "aside"; }
  std::string operator()(condition_part::OfOther) const { return "{words: 1}"; }
  std::string operator()(condition_part::AnyOf) const { return "[{words: 1}]"; }
  std::string operator()(condition_part::NoneOf) const { return "{words: 1}"; }
};

TEST(RulesCommand, CheckComparesEachPartOfACondition) {
  for_each_part([](std::string_view key, const auto& part) {
    const TempFolder folder;
    const std::string when = std::string(key) + ": " + SomeValue{}(part);
    folder.write("news/a.yaml", "rules:\n  - {id: a, when: {" + when +
                                    "}, do: {drop: true}, why: x}\n"
                                    "  - {id: b, when: {words: 7, gap: 7}, do: {weight: 1}, why: x}\n"
                                    "  - {id: c, when: {" +
                                    when + "}, do: {weight: 1}, why: x}\n");
    const std::string out = rules("check --rules " + folder.path()).out;
    EXPECT_FALSE(holds(out, "rule 'b' is never reached")) << when << '\n' << out;
    EXPECT_TRUE(holds(out, "rule 'c' has the condition of 'a'")) << when << '\n' << out;
  });
}

TEST(RulesCommand, CheckFindsRulesThatAreNeverReached) {
  struct Case {
    const char *first, *second;
    bool unreachable;
  };
  const Case cases[] = {
      {"when: {words: {max: 9}}, do: {drop: true}", "when: {words: {max: 5}, hidden: true}, do: {weight: 1}", true},
      {"when: {words: {max: 5}}, do: {drop: true}", "when: {words: {max: 9}}, do: {weight: 1}", false},
      {"when: {words: {max: 9}}, do: {weight: 1}", "when: {words: {max: 5}}, do: {drop: true}", false},
      {"when: {words: {max: 9}}, do: {weight: 1}", "when: {words: {max: 9}}, do: {drop: true}", true},
      {"when: {cue: [share, follow]}, do: {drop: true}", "when: {cue: share}, do: {drop: true}", true},
      {"when: {cue: share}, do: {drop: true}", "when: {cue: [share, follow]}, do: {drop: true}", false},
      {"when: {cue: share}, do: {drop: true}", "when: {cue: share, prose: false}, do: {drop: true, span: page_end}",
       false},
      {"when: {pattern: [a, b]}, do: {keep: true}", "when: {pattern: b, level: 2}, do: {drop: true}", true},
      {"when: {inside: .ad}, do: {drop: true}", "when: {inside: .ad, next: {linked: true}}, do: {drop: true}", true},
      {"when: {next: {words: 1}}, do: {drop: true}", "when: {next: {words: 1, linked: true}}, do: {drop: true}", true},
      {"when: {any: [{linked: true}, {hidden: true}]}, do: {drop: true}",
       "when: {hidden: true, gap: 1}, do: {drop: true}", true},
      {"when: {gap: 1, not: {prose: true}}, do: {drop: true}", "when: {gap: 1}, do: {keep: true}", false},
      {"when: {gap: 1, not: {prose: true, words: 9}}, do: {drop: true}",
       "when: {gap: 1, level: 1, not: {prose: true}}, do: {keep: true}", true}};
  for (const Case& c : cases) {
    const TempFolder folder;
    folder.write("news/a.yaml", std::string("rules:\n  - {id: one, ") + c.first + ", why: x}\n  - {id: two, " +
                                    c.second + ", why: x}\n");
    const std::string out = rules("check --rules " + folder.path()).out;
    EXPECT_EQ(holds(out, "rule 'two' is never reached") || holds(out, "rule 'two' has the condition of 'one'"),
              c.unreachable)
        << c.first << '\n'
        << c.second << '\n'
        << out;
  }
}

TEST(RulesCommand, CheckFindsWhatIsWrongWithSites) {
  const TempFolder first, second;
  first.write("sites/mill.example.yaml", "body: p\n");
  first.write("sites/ferry.example.yaml",
              "body: p\nvalid_until: 2020-01-31\nexamples: ['https://ferry.example/1', 'https://other.example/1']\n");
  first.write(
      "sites/choir.example.yaml",
      "layouts:\n  - {valid_until: 2030-01-01, body: a}\n  - {valid_until: 2029-01-01, body: b}\n  - {body: p}\n");
  second.write("sites/mill.yaml", "hosts: [mill.example]\nbody: div\n");
  const Ran ran = rules("check --rules " + first.path() + " --rules " + second.path());
  EXPECT_EQ(ran.status, 2);
  EXPECT_TRUE(holds(ran.out, "sites/ferry.example.yaml:1: the last layout was valid until 2020-01-31")) << ran.out;
  EXPECT_TRUE(holds(ran.out, "the hosts do not cover the example https://other.example/1")) << ran.out;
  EXPECT_TRUE(holds(ran.out, "sites/choir.example.yaml:3: this layout is never reached")) << ran.out;
  EXPECT_TRUE(holds(ran.out, "sites/mill.example.yaml: for mill.example the rules of ")) << ran.out;
  EXPECT_TRUE(holds(ran.out, " 3 problems")) << ran.out;
}

TEST(RulesCommand, StatsCountTheRulesOfARunAndListShowsThem) {
  const TempFolder folder, pages;
  folder.write("news/a.yaml", kRule);
  folder.write("sites/mill.example.yaml", "body: .story\n");
  pages.write(
      "p.jsonl",
      "{\"url\":\"https://mill.example/1\",\"html\":\"<p>The old mill on the river opened its doors.\"}\n"
      "{\"url\":\"https://mill.example/2\",\"html\":\"<p>The old mill on the river opened its doors.<p>Ferry\"}\n"
      "{\"url\":\"https://mill.example/3\",\"html\":\"<div class=story>The old mill on the river opened.</div>\"}\n");
  const std::string stats = folder / "stats.json";
  ASSERT_EQ(std::system((WINNOW_PROGRAM " clean --rules " + folder.path() + " --stats " + stats + " " +
                         (pages / "p.jsonl") + " >/dev/null")
                            .c_str()),
            0);
  EXPECT_TRUE(holds(contents_of(stats), "\"site:mill.example/fallback\":2")) << contents_of(stats);
  const std::string out = rules("list --host mill.example --stats " + stats + " --rules " + folder.path()).out;
  EXPECT_TRUE(holds(out, "site:mill.example\tbody\t1\t")) << out;
  EXPECT_TRUE(holds(out, "site:mill.example/fallback\trules for all\t2\t")) << out;
  EXPECT_TRUE(holds(out, "ferry\tdrop as promo\t1\t")) << out;
}

TEST(RulesCommand, ListLeavesOutRulesThatNeedCuesWhichALanguageLacks) {
  const TempFolder folder;
  folder.write("news/a.yaml",
               "rules:\n  - {id: shares, when: {cue: share}, do: {drop: true}, why: x}\n  - {id: follows, when: {cue: "
               "follow}, do: {drop: true}, why: x}\n");
  folder.write("lang/xx.yaml", "language: xx\ncues:\n  share:\n    whole: |\n      partaj | partaji\n");
  const std::string out = rules("list --lang xx --rules " + folder.path()).out;
  EXPECT_TRUE(holds(out, "shares\t")) << out;
  EXPECT_FALSE(holds(out, "follows\t")) << out;
  EXPECT_TRUE(holds(out, "cue:share\t2 phrases\t")) << out;
  EXPECT_TRUE(holds(out, "lang/xx.yaml:4\t")) << out;
  EXPECT_EQ(rules("list --lang yy --rules " + folder.path()).status, 2);
}

TEST(RulesCommand, ListShowsTheRulesThatCountForAnAddress) {
  const TempFolder folder;
  folder.write("news/a.yaml", kRule);
  folder.write("sites/mill.example.yaml", "body: .story\n");
  EXPECT_TRUE(holds(rules("list --rules " + folder.path()).out, "ferry\tdrop as promo\t"));
  EXPECT_FALSE(holds(rules("list --rules " + folder.path()).out, "site:"));
  EXPECT_TRUE(
      holds(rules("list --url https://www.mill.example/a --rules " + folder.path()).out, "site:mill.example\tbody\t"));
}

TEST(RulesCommand, DiffShowsBlocksAndScores) {
  const TempFolder before, after, pages;
  before.write("news/a.yaml", "prose: {min_words: 10}\n");
  after.write("news/a.yaml", kRule);
  pages.write("one.txt", std::string(kLine) + "Ferry runs all night in the summer months again\n");
  pages.write("two.txt", kLine);
  const std::string truth = before.write("truth.jsonl",
                                         "{\"id\":\"one\",\"text\":\"The old mill on the river opened its doors on "
                                         "Sunday after nine years of repairs.\"}\n");
  const Ran ran = rules("diff " + before.path() + " " + after.path() + " --on " + pages.path() + " --truth " + truth);
  EXPECT_EQ(ran.status, 0);
  EXPECT_TRUE(holds(ran.out, "one: 9 words change, word F1 0.")) << ran.out;
  EXPECT_TRUE(holds(ran.out, "  - ferry: Ferry runs all night"));
  EXPECT_TRUE(holds(ran.out, "1 of 2 pages change, 1 better, 0 worse"));
}

TEST(RulesCommand, ImportsSiteConfigurations) {
  const tools::FtrSite site =
      tools::convert_ftr(".mill.example",
                         "\xEF\xBB\xBF# a comment\r\n"
                         "title: //h1[@class='headline']\r\n"
                         "title: substring-before(//title, ' | The Mill')\n"
                         "body: //div[contains(concat(' ',normalize-space(@class),' '),' story ')]\n"
                         "body: (//article)[1]\n"
                         "strip_id_or_class: 'ad-box'\n"
                         "strip_image_src: /spacer.gif\n"
                         "strip: //p[contains(text(), 'Read also')]/ancestor::div[1]\n"
                         "author: //a[@rel='author']\n"
                         "next_page_link: //a[@class='next']\n"
                         "single_page_link: //a[@id='all']\n"
                         "find_string: <noscript>\n"
                         "replace_string: <div>\n"
                         "replace_string(https://old.mill.example): https://mill.example\n"
                         "prune: no\n"
                         "autodetect_on_failure: no\n"
                         "test_url: https://a.mill.example/1\n");
  EXPECT_EQ(
      site.yaml,
      "# Converted from ftr-site-config (CC0).\n"
      "hosts: ['mill.example']\n"
      "subdomains: only\n"
      "fallback: none\n"
      "authors:\n  - '//a[@rel=''author'']'\n"
      "body:\n  - '//div[contains(concat('' '',normalize-space(@class),'' ''),'' story '')]'\n  - '(//article)[1]'\n"
      "next_page:\n  - '//a[@class=''next'']'\n"
      "single_page:\n  - '//a[@id=''all'']'\n"
      "strip:\n  - '[class*=''ad-box''], [id*=''ad-box'']'\n  - 'img[src*=''/spacer.gif'']'\n"
      "  - '//p[contains(text(), ''Read also'')]/ancestor::div[1]'\n"
      "title:\n  - '//h1[@class=''headline'']'\n  - 'substring-before(//title, '' | The Mill'')'\n"
      "replace:\n  - {find: '<noscript>', by: '<div>'}\n"
      "  - {find: 'https://old.mill.example', by: 'https://mill.example'}\n"
      "examples:\n  - 'https://a.mill.example/1'\n");
  EXPECT_TRUE(site.left_out.empty()) << site.left_out.front();
  EXPECT_EQ(site.keys.at("title").converted, 2u);
}

TEST(RulesCommand, ImportReportsEveryLineThatItLeavesOut) {
  struct Case {
    const char *line, *why;
  };
  const Case cases[] = {{"strip: //p[count(a) > 3]", "'@' is missing"},
                        {"body: //article/@id", "elements are needed"},
                        {"author: //script[@id='data']", "scripts are no part"},
                        {"nonsense", "no key"},
                        {"ttle: //h1", "no such key"},
                        {"body:", "no value"},
                        {"prune: perhaps", "neither yes nor no"},
                        {"tidy: yes", "parsed as browsers do"},
                        {"parser: libxml", "parsed as browsers do"},
                        {"convert_double_br_tags: yes", "line breaks part paragraphs"},
                        {"dissolve: //span", "the text is the same"},
                        {"wrap_in(blockquote): //p[@class='q']", "the text is the same"},
                        {"strip_attr: //p/@style", "attributes are not in the text"},
                        {"src_lazy_load_attr: data-src", "from src"},
                        {"insert_detected_image: no", "no image"},
                        {"skip_json_ld: yes", "JSON-LD"},
                        {"native_ad_clue: //meta[@name='ad']", "not marked"},
                        {"single_page_link_in_feed: //a", "nothing is fetched"},
                        {"http_header(user-agent): Mill/1.0", "nothing is fetched"},
                        {"requires_login: yes", "nothing is fetched"},
                        {"test_contains: the wheel", "write it as a test"},
                        {"find_string: a", "no replace_string follows"},
                        {"replace_string: b", "no find_string before it"},
                        {"if_page_contains: //nav", "no guards"}};
  for (const Case& c : cases) {
    const tools::FtrSite site = tools::convert_ftr("mill.example", "# one\n" + std::string(c.line) + "\n");
    ASSERT_EQ(site.left_out.size(), 1u) << c.line;
    EXPECT_TRUE(holds(site.left_out[0], "2: " + std::string(c.line) + " (")) << site.left_out[0];
    EXPECT_TRUE(holds(site.left_out[0], c.why)) << site.left_out[0];
    EXPECT_FALSE(site.has_rules) << c.line;
  }
}

TEST(RulesCommand, ImportLeavesOutALinkWithItsGuard) {
  const tools::FtrSite site = tools::convert_ftr(
      "mill.example", "single_page_link: //a[@id='one']\nsingle_page_link: //a[@id='two']\nif_page_contains: //nav\n");
  EXPECT_TRUE(holds(site.yaml, "''one''"));
  EXPECT_FALSE(holds(site.yaml, "''two''"));
  ASSERT_EQ(site.left_out.size(), 2u);
  EXPECT_TRUE(holds(site.left_out[1], "2: single_page_link: //a[@id='two'] (guarded by if_page_contains)"));
}

TEST(RulesCommand, ImportedSitesLoad) {
  const TempFolder from, to;
  from.write("mill.example.txt", "body: //div[@id='story']\nstrip_id_or_class: ad\n");
  from.write(".mill.example.txt", "body: //article | //main\n");
  from.write("www.mill.example.txt", "body: //div\n");
  from.write("README.txt", "body: //div\n");
  from.write("ferry.example.txt", "tidy: no\n");
  const Ran ran = rules("import-ftr " + from.path() + " -o " + (to / "sites"));
  EXPECT_EQ(ran.status, 0) << ran.out;
  EXPECT_TRUE(holds(ran.out, "2 of 5 sites converted, 1 lines left out")) << ran.out;
  EXPECT_TRUE(holds(ran.out, "www.mill.example.txt:1: left out (")) << ran.out;
  EXPECT_TRUE(holds(ran.out, "README.txt:1: left out (the name is no host)")) << ran.out;
  EXPECT_TRUE(holds(ran.out, "ferry.example.txt:1: no rules in it")) << ran.out;
  EXPECT_TRUE(holds(ran.out, "XPaths converted: 2 of 2, 100.0 %")) << ran.out;
  EXPECT_TRUE(holds(rules("check --rules " + to.path()).out, "2 site files"));
}

}  // namespace
}  // namespace winnow
