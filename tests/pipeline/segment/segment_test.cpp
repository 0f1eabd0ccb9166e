// Segment: where blocks begin and end, what shape they have, how words are counted.

#include "pipeline/segment/segment.h"

#include <gtest/gtest.h>

#include "tests/support/segmented.h"

namespace winnow {
namespace {

using testing::segment;
using testing::SegmentCase;
using testing::Texts;
using testing::texts;

TEST(Segment, CutsAtBlockLevelElements) {
  struct Case {
    const char* html;
    Texts blocks;
  };
  const Case cases[] = {
      {"<p>one<p>two", {"one", "two"}},
      {"<div>one<p>two</p>three</div>", {"one", "two", "three"}},
      {"<p>one <b>bold</b> and <i>more</i></p>", {"one bold and more"}},
      {"<p>a line<br>and the next</p>", {"a line\nand the next"}},
      {"<p>a line<br><br>a paragraph</p>", {"a line", "a paragraph"}},
      {"<p>a line<br> \n <br>a paragraph</p>", {"a line", "a paragraph"}},
      {"<p>  many \n\t spaces&nbsp; here </p>", {"many spaces here"}},
      {"<table><tr><td>one<td>two</table>", {"one", "two"}},
      {"<ul><li>one<ul><li>inner</ul><li>two</ul>", {"one", "inner", "two"}},
      {"<p>kept</p><script>var gone</script><style>p{}</style><svg><text>gone</text></svg>", {"kept"}},
      {"<select><option>gone</select><p>kept", {"kept"}},
      {"<button>press</button><p>kept", {"press", "kept"}},
  };
  for (const Case& c : cases) EXPECT_EQ(texts(segment(c.html)), c.blocks) << c.html;
}

TEST(Segment, PartsWordsWhereOneElementMeetsAnother) {
  const SegmentCase cases[] = {
      {"<p><span>World News</span><span>Africa</span></p>", {"World News Africa"}},
      {"<p><a href=a>Home</a><a href=b>politics</a></p>", {"Home politics"}},
      {"<p><a href=a>Home</a><em>politics</em></p>", {"Home politics"}},
      {"<p><span>page</span><span>12</span></p>", {"page 12"}},
      {"<p><b>The end.</b><i>And more</i></p>", {"The end. And more"}},
      {"<div><span>GUEST</span><span>Good evening</span></div>", {"GUEST Good evening"}},
      {"<p>new<img src=x>Ferries</p>", {"new Ferries"}},
      {"<p><a href=a>日本</a><a href=b>経済</a></p>", {"日本経済"}},
      {"<p><span>Wash</span><span>ington</span></p>", {"Washington"}},
  };
  for (const SegmentCase& c : cases) EXPECT_EQ(texts(segment(c.html)), c.blocks) << c.html;
}

TEST(Segment, LeavesWordsWholeThatRunOverAnElementsEdge) {
  const SegmentCase cases[] = {
      {"<p><span>T</span>he drop cap</p>", {"The drop cap"}},
      {"<p><span class=cap>O</span>ben am Berg</p>", {"Oben am Berg"}},
      {"<p>see <a href=a>this</a>.</p>", {"see this."}},
      {"<p>un<b>believ</b>able</p>", {"unbelievable"}},
      {"<p>the <a href=a>sailor</a>s and <a href=b>light</a>house</p>", {"the sailors and lighthouse"}},
      {"<p>C<sub>6</sub>H<sub>12</sub>O<sub>6</sub>, 9 m<sup>2</sup></p>", {"C6H12O6, 9 m2"}},
      {"<p>Mc<i>Kay</i>s <b>e</b>Post</p>", {"McKays ePost"}},
      {"<p><a href=a>Tampere</a>lla ja <a href=b>부산</a>에서 ב<a href=c>חיפה</a></p>",
       {"Tamperella ja 부산에서 בחיפה"}},
      {"<p>a<span></span>b<wbr>c</p>", {"abc"}},
  };
  for (const SegmentCase& c : cases) EXPECT_EQ(texts(segment(c.html)), c.blocks) << c.html;
}

TEST(Segment, TakesInlineElementsForLinesWhereTheyAreLaidOutSo) {
  const SegmentCase cases[] = {
      {"<div><span style='display:block'>One.</span><span style='color:red;display: flex'>Two.</span></div>",
       {"One.", "Two."}},
      {"<div><span class='row d-block'>One</span><span class=d-block>Two</span></div>", {"One", "Two"}},
      {"<div><news-par>One.</news-par><news-par>Two.</news-par></div>", {"One.", "Two."}},
      {"<p>The <x-term>slip</x-term> is old, <x-term>quays</x-term> are not.</p>", {"The slip is old, quays are not."}},
      {"<p>a <img style='display:block'>b</p>", {"a b"}},
  };
  for (const SegmentCase& c : cases) EXPECT_EQ(texts(segment(c.html)), c.blocks) << c.html;
}

TEST(Segment, LeavesOutWhatIsInvisibleInsideOfWords) {
  const SegmentCase cases[] = {
      {"<p>Har&shy;bour of\u00ADfice</p>", {"Harbour office"}},
      {"<p>mil\u200Blion, \uFEFFone\u2060two</p>", {"million, onetwo"}},
      {"<p>می\u200Cخواهم</p>", {"می\u200Cخواهم"}},  // the joiners of Persian stay
      {"<p>a</p><p>\u200B</p><p>b</p>", {"a", "b"}},
  };
  for (const SegmentCase& c : cases) EXPECT_EQ(texts(segment(c.html)), c.blocks) << c.html;
}

TEST(Segment, JoinsLinesOfChineseAndJapaneseWithoutASpace) {
  const SegmentCase cases[] = {
      {"<p>海边的旧灯塔\n    今年冬天继续开放。\n</p>", {"海边的旧灯塔今年冬天继续开放。"}},
      {"<p>灯台は、\n来月</p>", {"灯台は、来月"}},
      {"<p>灯塔 开放</p>", {"灯塔 开放"}},
      {"<p>등대는\n내년에</p>", {"등대는 내년에"}},
      {"<p>用 Winnow\n清洗</p>", {"用 Winnow 清洗"}},
  };
  for (const SegmentCase& c : cases) EXPECT_EQ(texts(segment(c.html)), c.blocks) << c.html;
}

TEST(Segment, KnowsTheShapeOfABlock) {
  const Blocks page = segment(
      "<h2>head</h2><p>para</p><ul><li>item</ul><blockquote><p>quote</blockquote><pre>code</pre>"
      "<table><tr><td>cell<td>cell</table><figure><figcaption>caption</figcaption></figure>");
  std::vector<Kind> kinds;
  for (const Block& block : page.blocks) kinds.push_back(block.kind);
  EXPECT_EQ(kinds, (std::vector{Kind::heading, Kind::paragraph, Kind::list_item, Kind::quote, Kind::code,
                                Kind::table_cell, Kind::table_cell, Kind::caption}));
  EXPECT_EQ(page.blocks[0].level, 2);
}

TEST(Segment, NumbersItemsOfOrderedLists) {
  const Blocks page = segment("<ol start=3><li>a<p>more of a<li>b<ul><li>bullet</ul><li value=9>c</ol>");
  std::vector<int> numbers;
  for (const Block& block : page.blocks) numbers.push_back(block.number);
  EXPECT_EQ(numbers, (std::vector{3, 0, 4, 0, 9}));
}

TEST(Segment, CountsWordsAndWhatIsLinked) {
  const Blocks page = segment("<p>three plain words <a href=x>and four linked ones</a></p><p>日本語の文</p>");
  EXPECT_EQ(page.blocks[0].words, 7u);
  EXPECT_EQ(page.blocks[0].linked_words, 4u);
  EXPECT_EQ(page.blocks[0].links, 1);
  EXPECT_EQ(page.blocks[1].words, 3u);  // two characters count as one word
}

TEST(Segment, KeepsHiddenTextAndMarksIt) {
  const Blocks page =
      segment("<p>a<p hidden>b<div style='color:red; DISPLAY : none'><p>c</div><noscript><p>d</noscript>");
  ASSERT_EQ(texts(page), (Texts{"a", "b", "c", "d"}));
  EXPECT_FALSE(page.blocks[0].hidden);
  for (int b : {1, 2, 3}) EXPECT_TRUE(page.blocks[static_cast<std::size_t>(b)].hidden) << b;
}

TEST(Segment, KeepsTheLinesOfPreformattedText) {
  EXPECT_EQ(texts(segment("<pre>if x:\n    y()\n</pre>")), Texts{"if x:\n    y()"});
}

TEST(Segment, CutsDumpsIntoLinesAndCountsTheGaps) {
  const Blocks page = segment("Headline\n\n\n  First line. \r\nSecond line.\n", Input::text);
  ASSERT_EQ(texts(page), (Texts{"Headline", "First line.", "Second line."}));
  EXPECT_EQ(page.blocks[1].gap, 2);
  EXPECT_EQ(page.blocks[2].gap, 0);
}

}  // namespace
}  // namespace winnow
