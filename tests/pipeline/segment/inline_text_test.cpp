// What of the text inside of a paragraph is read with it.

#include "pipeline/segment/inline_text.h"

#include "pipeline/rulepack/yaml.h"
#include "tests/support/segmented.h"

namespace winnow {
namespace {

using testing::segment;
using testing::SegmentCase;
using testing::Texts;
using testing::texts;

TEST(InlineText, LeavesOutWhatNobodySeesInASentence) {
  const SegmentCase cases[] = {
      {"<p>the <a href=x>map<span class=sr-only> (new window)</span></a> of it</p>", {"the map of it"}},
      {"<p>the map<span class='c-visuallyHidden'> of it</span></p>", {"the map"}},
      {"<p>the map<span class='Hint_visuallyHidden__a81x'> (new window)</span></p>", {"the map"}},
      {"<p>the map<span class='sr-only sm:not-sr-only'> of it</span></p>", {"the map of it"}},
      {"<p>the map<span class='sr-only focus:not-sr-only'> of it</span></p>", {"the map"}},
      {"<p>the clerk<span style='display: none'>an officer</span> says<span hidden>!</span></p>", {"the clerk says"}},
      {"<p>go<span style='position:absolute;clip:rect(0 0 0 0)'>hint</span> on</p>", {"go on"}},
      {"<p><span class=screen-reader-text>Hint: </span>go on</p>", {"go on"}},
  };
  for (const SegmentCase& c : cases) EXPECT_EQ(texts(segment(c.html)), c.blocks) << c.html;
}

TEST(InlineText, KeepsHiddenTextThatIsABlockOrTheRestOfAStory) {
  const std::string rest(400, 'x');
  EXPECT_EQ(texts(segment("<p>go<span style='display:none'> " + rest + "</span></p>")), Texts{"go " + rest});
  EXPECT_EQ(texts(segment("<p><span class=sr-only>all of it</span></p>")), Texts{"all of it"});
  EXPECT_EQ(texts(segment("<p>a<span hidden><div>b</div></span>")), (Texts{"a", "b"}));
}

TEST(InlineText, LeavesOutTheLinksAtHeadings) {
  const SegmentCase cases[] = {
      {"<h2>The cost<span>[<a href=/e>edit</a> | <a href=/s>edit source</a>]</span></h2>", {"The cost"}},
      {"<h2>The cost<span>[edit]</span></h2><h2>The [edit] key</h2>", {"The cost", "The [edit] key"}},
      {"<h2><a href='#c'>#</a> The cost <a class=x href='#c'>¶</a></h2>", {"The cost"}},
      {"<h2>The cost<button>Copy link</button></h2>", {"The cost"}},
      {"<h2>Die Kosten<span>[<a href=/e>Bearbeiten</a>]</span></h2>", {"Die Kosten"}},
      {"<h2><a href=/e>Edit</a></h2>", {"Edit"}},
      {"<h2>What to <a href=/e>edit</a> first</h2><p>We <a href=x>edit</a></p>", {"What to first", "We edit"}},
  };
  for (const SegmentCase& c : cases) EXPECT_EQ(texts(segment(c.html)), c.blocks) << c.html;
}

TEST(InlineText, ReadsCharactersWithoutTheirReadings) {
  const SegmentCase cases[] = {
      {"<p>古い<ruby>港<rt>みなと</rt></ruby>の<ruby>船<rp>(</rp><rt>ふね</rt><rp>)</rp></ruby></p>", {"古い港の船"}},
      {"<p><ruby>東<rb>京</rb><rtc><rt>とう</rt></rtc></ruby></p>", {"東京"}},
      {"<p>a<ruby><rt>only a reading</rt></ruby></p>", {"a"}},
  };
  for (const SegmentCase& c : cases) EXPECT_EQ(texts(segment(c.html)), c.blocks) << c.html;
}

TEST(InlineText, LeavesOutStruckWordsAndReadsEmojiByTheirAlt) {
  const SegmentCase cases[] = {
      {"<p>a toll of <s>30</s> <del>31</del> 35 crowns</p>", {"a toll of 35 crowns"}},
      {"<p><s>all of it is struck</s></p>", {"all of it is struck"}},
      {"<p>she laughed <img class=x alt='😀' src=e.png> and left</p>", {"she laughed 😀 and left"}},
      {"<p>she laughed <img class=wp-smiley alt=':-)'></p>", {"she laughed :-)"}},
      {"<p>she laughed <img alt='A boat'></p>", {"she laughed"}},
  };
  for (const SegmentCase& c : cases) EXPECT_EQ(texts(segment(c.html)), c.blocks) << c.html;
}

TEST(InlineText, WritesTheMarksThatQuotesDraw) {
  const SegmentCase cases[] = {
      {"<p>he said <q>we stay</q>, and left</p>", {"he said “we stay”, and left"}},
      {"<p>he said <q>we <q>stay</q> </q></p>", {"he said “we ‘stay’”"}},
      {"<p>he said <q>“we stay”</q></p>", {"he said “we stay”"}},
      {"<html lang=de-AT><p>er sagte <q>wir bleiben</q>", {"er sagte „wir bleiben“"}},
      {"<html lang=fr><p>il dit <q>restons</q>.", {"il dit « restons »."}},
      {"<p>a<q></q>b</p>", {"ab"}},
  };
  for (const SegmentCase& c : cases) EXPECT_EQ(texts(segment(c.html)), c.blocks) << c.html;
}

TEST(InlineText, NotesTheMarksOfFootnotes) {
  const Blocks page = segment(
      "<p>built in 1874<sup><a href='#n1'>1</a></sup> of stone <a href='#n2' role=doc-noteref>2</a>and oak"
      "<a href='#n3'>[3]</a></p><p>see part <a href='#n1'>1</a> and note<a href='#none'>*</a></p>"
      "<ol><li id=n1>The rolls. <a href='#r1'>↩</a><li id=n2><p>The accounts.</ol><p><a id=n3></a>The letters.</p>");
  EXPECT_EQ(texts(page), (Texts{"built in 1874[1] of stone[2] and oak[3]", "see part 1 and note", "The rolls.",
                                "The accounts.", "The letters."}));
  EXPECT_EQ(page.notes.size(), 3u);
}

TEST(InlineRules, RefusesWhatItDoesNotKnow) {
  InlineRules rules;
  EXPECT_THROW(rules.load(Yaml::parse("screenreader: [x]\n", "inline.yaml")), RuleError);
  EXPECT_THROW(rules.load(Yaml::parse("quotes: {de: [a, b]}\n", "inline.yaml")), RuleError);
  rules.load(Yaml::parse("quotes: {de: ['„', '“', '‚', '‘']}\n", "inline.yaml"));
  EXPECT_EQ(rules.quotes_of("de-AT")[0], "„");
  EXPECT_EQ(rules.quotes_of("xx")[0], "“");
}

}  // namespace
}  // namespace winnow
