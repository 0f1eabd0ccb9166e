// The label stage on small pages: conditions, spans, actions, and which rule wins.

#include <gtest/gtest.h>

#include "pipeline/base/text.h"
#include "pipeline/label/label.h"
#include "pipeline/rulepack/cue_matcher.h"
#include "pipeline/rules.h"
#include "tests/support/temp_folder.h"
#include "winnow/winnow.h"

namespace winnow {
namespace {

/// A text dump of these lines.
Blocks page_of(const std::vector<std::string>& lines, Metadata meta = {}) {
  Blocks page;
  page.meta = std::move(meta);
  for (const std::string& line : lines) {
    page.blocks.push_back({.begin = static_cast<std::uint32_t>(page.text.size()),
                           .length = static_cast<std::uint32_t>(line.size()),
                           .words = static_cast<std::uint32_t>(count_words(line))});
    page.text += line + '\n';
  }
  return page;
}

stage::Label label_with(const std::shared_ptr<const Rules>& rules) {
  return {.cues = rules->cues, .rules = rules->blocks};
}

/// One letter a block: k kept, d dropped, - undecided.
std::string verdicts(const TempFolder& folder, Blocks page) {
  const Result<Blocks> out = label_with(load_rules(std::filesystem::path(folder.path())))(std::move(page));
  std::string letters;
  for (const Block& b : out->blocks) letters += b.force_keep ? 'k' : b.force_drop ? 'd' : '-';
  return letters;
}

/// The loader's complaint with the folder's name taken off, or "no error".
std::string error_of(const TempFolder& folder) {
  try {
    load_rules(std::filesystem::path(folder.path()));
  } catch (const RuleError& e) {
    const std::string what = e.what();
    return what.rfind(folder.path(), 0) == 0 ? what.substr(folder.path().size() + 1) : what;
  }
  return "no error";
}

std::string rule(const std::string& when, const std::string& action) {
  return "rules:\n  - {id: r, when: {" + when + "}, do: {" + action + "}, why: a test}\n";
}

const std::string kProse = "The council voted on the new bridge after a long debate on Monday night.";

TEST(Label, ConditionsAskForBlocksAndTheirSurroundings) {
  struct Case {
    std::string when;
    std::vector<std::string> lines;
    std::string verdicts;
  };
  const Case cases[] = {
      {"words: {min: 2, max: 3}", {"one", "one two", "1 2 3", "1 2 3 4"}, "-dd-"},
      {"words: 1", {"one", "one two"}, "d-"},
      {"pattern: '^Tel'", {"Tel 1", "Hotel"}, "d-"},
      {"pattern: ['^a', 'b$']", {"ax", "xb", "xx"}, "dd-"},
      {"prose: true", {kProse, "short."}, "d-"},
      {"ends_sentence: true", {"Yes.", "He said \"yes.\"", "To be ...", "Why?", "No"}, "dd---"},
      {"prose_before: {min: 1}, prose: false", {"a", kProse, "b"}, "--d"},
      {"prose_after: 0, prose: false", {"a", kProse, "b"}, "--d"},
      {"repeats: block_before", {"Bridge opens", "Bridge opens", "Bridge opens late"}, "-d-"},
      {"repeats: [block_before, block_after]", {"Bridge", "x", "Bridge", "y", "z", "Bridge"}, "d-d---"},
      {"previous: {pattern: Caption}", {"Caption", "A man", "A dog"}, "-d-"},
      {"next: {pattern: Caption}", {"A man", "Caption", "A dog"}, "d--"},
      {"any: [{pattern: a}, {pattern: b}], not: {pattern: c}", {"a", "b", "bc", "d"}, "dd--"},
      {"blocks_before: {max: 0}", {"a", "b"}, "d-"},
      {"blocks_after: 0", {"a", "b"}, "-d"},
      {"input: html", {"a"}, "-"},
      {"input: text", {"a"}, "d"},
      {"cue: related", {"Read more:", "They read more."}, "d-"},
      {"inside: 'div.x'", {"a"}, "-"},
  };
  for (const Case& c : cases) {
    TempFolder folder;
    folder.write("lang/en.yaml", "language: en\ncues: {related: {whole: read more | see also}}\n");
    folder.write("news/a.yaml", rule(c.when, "drop: true"));
    EXPECT_EQ(verdicts(folder, page_of(c.lines)), c.verdicts) << c.when;
  }
}

TEST(Label, MetadataIsRecognisedInTheText) {
  Metadata meta;
  meta.title = "Bridge opens";
  meta.authors = {"Ada Byron"};
  meta.description = "A bridge, at last";
  const std::vector<std::string> lines = {"Home", "BRIDGE  OPENS!", "ada byron", "A bridge – at last",
                                          "Bridge opens late"};
  const std::pair<const char*, const char*> cases[] = {{"repeats: title", "-d---"},
                                                       {"repeats: author", "--d--"},
                                                       {"repeats: description", "---d-"},
                                                       {"before_title: true", "d----"}};
  for (const auto& [when, expected] : cases) {
    TempFolder folder;
    folder.write("news/a.yaml", rule(when, "drop: true"));
    EXPECT_EQ(verdicts(folder, page_of(lines, meta)), expected) << when;
  }
}

TEST(Label, SpansReachFromTheMatch) {
  const std::vector<std::string> lines = {"a", "START", "b c", "b d", "e", "b f"};
  const std::pair<const char*, const char*> cases[] = {
      {"span: block", "-d----"},
      {"span: page_end", "-ddddd"},
      {"span: {last: 1}", "-dd---"},
      {"span: {first: -1, last: 2}", "dddd--"},
      {"span: {while: {pattern: '^b'}}", "-ddd--"},
      {"span: {while: {pattern: '^b'}, most: 1}", "-dd---"},
  };
  for (const auto& [span, expected] : cases) {
    TempFolder folder;
    folder.write("news/a.yaml", rule("pattern: START", std::string("drop: true, ") + span));
    EXPECT_EQ(verdicts(folder, page_of(lines)), expected) << span;
  }
}

TEST(Label, TheFirstRuleThatDecidesWins) {
  TempFolder folder;
  folder.write("news/a.yaml",
               "rules:\n"
               "  - {id: weigh, when: {pattern: a}, do: {weight: -1.5}, why: t}\n"
               "  - {id: keep, when: {pattern: ab}, do: {keep: true, label: body}, why: t}\n"
               "  - {id: drop, when: {pattern: a}, do: {drop: true, label: promo}, why: t}\n"
               "  - {id: late, when: {pattern: a}, do: {weight: 9}, why: t}\n");
  const Result<Blocks> out = label_with(load_rules(std::filesystem::path(folder.path())))(page_of({"ab", "a", "b"}));
  EXPECT_TRUE(out->blocks[0].force_keep);
  EXPECT_EQ(out->blocks[0].label, Label::body);
  EXPECT_TRUE(out->blocks[1].force_drop);
  EXPECT_EQ(out->blocks[1].label, Label::promo);
  EXPECT_EQ(out->blocks[1].rule_weight, -1.5f);
  EXPECT_EQ(out->blocks[2].rule, kNoRule);
}

TEST(Label, LaterFoldersOverrideByIdAndComeFirst) {
  TempFolder base, mine;
  base.write("news/a.yaml", rule("pattern: a", "drop: true"));
  mine.write("news/b.yaml",
             "rules:\n  - {id: r, when: {pattern: b}, do: {drop: true}, why: t}\n"
             "  - {id: s, when: {pattern: bc}, do: {keep: true}, why: t}\n");
  const Result<Blocks> out =
      label_with(load_rules(std::vector<std::filesystem::path>{base.path(), mine.path()}))(page_of({"a", "b", "bc"}));
  EXPECT_FALSE(out->blocks[0].force_drop);
  EXPECT_TRUE(out->blocks[1].force_drop);
  EXPECT_TRUE(out->blocks[2].force_keep);
}

TEST(Label, ErrorsInRulesNameTheirPlace) {
  struct Case {
    std::string text, error;
  };
  const Case cases[] = {
      {"rules:\n  - {id: a, wehn: {words: 1}, do: {drop: true}, why: t}\n",
       "news/a.yaml:2:13: unknown key 'wehn'; did you mean 'when'? Allowed: id, when, do, why"},
      {"rules:\n  - {id: a, when: {words: 1}, do: {drop: true}}\n", "news/a.yaml:2:5: the key 'why' is missing"},
      {"rules:\n  - {id: a, when: {}, do: {drop: true}, why: t}\n",
       "news/a.yaml:2:19: an empty condition would match every block"},
      {"rules:\n  - {id: a, when: {pattern: '(' }, do: {drop: true}, why: t}\n",
       "news/a.yaml:2:29: bad pattern: missing ): ("},
      {"rules:\n  - {id: a, when: {inside: 'p[' }, do: {drop: true}, why: t}\n",
       "news/a.yaml:2:28: bad selector: a name is missing at ''"},
      {"rules:\n  - {id: a, when: {words: {min: 3, max: 2}}, do: {drop: true}, why: t}\n",
       "news/a.yaml:2:27: min is above max: nothing can match"},
      {"rules:\n  - {id: a, when: {words: 1}, do: {drop: true, keep: true}, why: t}\n",
       "news/a.yaml:2:35: a rule keeps or drops, not both"},
      {"rules:\n  - {id: a, when: {words: 1}, do: {span: page_end}, why: t}\n",
       "news/a.yaml:2:35: the rule does nothing; it needs label, drop, keep or weight"},
      {"rules:\n  - {id: a, when: {cue: relatd}, do: {drop: true}, why: t}\n",
       "news/a.yaml:2:25: unknown value 'relatd'; did you mean 'related'?"},
  };
  for (const Case& c : cases) {
    TempFolder folder;
    folder.write("news/a.yaml", c.text);
    EXPECT_EQ(error_of(folder).substr(0, c.error.size()), c.error) << c.text;
  }
  TempFolder twice;
  twice.write("news/a.yaml", rule("words: 1", "drop: true"));
  twice.write("news/b.yaml", rule("words: 2", "drop: true"));
  EXPECT_EQ(error_of(twice).substr(0, 46), "news/b.yaml:2:5: the id 'r' stands already at ");
}

TEST(Label, ShippedRulesLoad) {
  const auto rules = load_rules(std::filesystem::path(WINNOW_SOURCE_DIR) / "rules");
  EXPECT_EQ(rules->fingerprint.size(), 16u);
  EXPECT_EQ(rules->cues->match("TIN LIÊN QUAN"), bit(Cue::related));
}

}  // namespace
}  // namespace winnow
