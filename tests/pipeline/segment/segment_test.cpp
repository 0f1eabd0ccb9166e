// Segment: where blocks begin and end, what shape they have, how words are counted.

#include "pipeline/segment/segment.h"

#include <gtest/gtest.h>

#include "pipeline/cleaner.h"
#include "tests/support/support.h"

namespace winnow {
namespace {

Blocks segment(std::string bytes, Input input = Input::html) {
  const Cleaner cleaner(testing::shipped_rules());
  const Cleaner::Stages& s = cleaner.stages();
  Page page{.bytes = std::move(bytes), .input = input};
  auto blocks = run_stage(s.segment, run_stage(s.parse, run_stage(s.decode, Result<Page>(std::move(page)))));
  EXPECT_TRUE(blocks);
  return blocks ? std::move(*blocks) : Blocks{};
}

std::vector<std::string> texts(const Blocks& page) {
  std::vector<std::string> out;
  for (const Block& block : page.blocks) out.emplace_back(page.text_of(block));
  return out;
}

using Texts = std::vector<std::string>;

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

TEST(Segment, PartsWordsThatAnElementsEdgeWouldRunTogether) {
  struct Case {
    const char* html;
    const char* text;
  };
  const Case cases[] = {
      {"<p><span>World News</span><span>Africa</span></p>", "World News Africa"},
      {"<p><span>T</span>he drop cap</p>", "The drop cap"},
      {"<p><a href=a>Home</a><a href=b>politics</a></p>", "Home politics"},
      {"<p>see <a href=a>this</a>.</p>", "see this."},
      {"<p>un<b>believ</b>able</p>", "unbelievable"},
      {"<p><a href=a>日本</a><a href=b>経済</a></p>", "日本経済"},
      {"<p><span>page</span><span>12</span></p>", "page 12"},
  };
  for (const Case& c : cases) EXPECT_EQ(texts(segment(c.html)), Texts{c.text}) << c.html;
}

TEST(Segment, KnowsTheShapeOfABlock) {
  const Blocks page = segment(
      "<h2>head</h2><p>para</p><ul><li>item</ul><blockquote><p>quote</blockquote><pre>code</pre>"
      "<table><tr><td>cell</table><figure><figcaption>caption</figcaption></figure>");
  std::vector<Kind> kinds;
  for (const Block& block : page.blocks) kinds.push_back(block.kind);
  EXPECT_EQ(kinds, (std::vector{Kind::heading, Kind::paragraph, Kind::list_item, Kind::quote, Kind::code,
                                Kind::table_cell, Kind::caption}));
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
