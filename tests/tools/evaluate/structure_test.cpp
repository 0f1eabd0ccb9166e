// Tables, lists and code that are kept whole, torn and lost.

#include "tools/evaluate/structure.h"

#include "tests/support/segmented.h"

namespace winnow::tools {
namespace {

TEST(StructureScore, CountsWhatIsWholeTornAndLost) {
  Blocks page = testing::segment(
      "<table><tr><td>a<td>b</table><ul><li>c<ul><li>d</ul><li>e</ul><pre>f</pre>"
      "<table><tr><td>g<td>h</table><ul><li><h3>i</h3>j<li><h3>k</h3>l</ul><p>m");
  const std::vector<bool> kept = {true, false, true, true, true, false, false, false, true, false, true, false, true};
  ASSERT_EQ(page.blocks.size(), kept.size());
  for (std::size_t b = 0; b < kept.size(); ++b) page.blocks[b].kept = kept[b];
  std::vector<float> content(kept.size(), 1.0f);
  content[6] = content[7] = 0;  // the reference lacks the second table
  StructureScore score;
  score.add(page, content);
  const auto expect = [&](Structure kind, std::size_t whole, std::size_t torn, std::size_t lost) {
    EXPECT_EQ(score.of(kind).whole, whole);
    EXPECT_EQ(score.of(kind).torn, torn);
    EXPECT_EQ(score.of(kind).lost, lost);
  };
  expect(Structure::table, 0, 1, 0);
  expect(Structure::list, 1, 0, 0);  // cards are no list of text
  expect(Structure::code, 0, 0, 1);
  EXPECT_EQ(score.of(Structure::table).torn_share(), 1);
  page.blocks[1].force_drop = true;
  StructureScore without;
  without.add(page, content);
  EXPECT_EQ(without.of(Structure::table).whole, 1u) << "what a rule drops is no part of it";
}

}  // namespace
}  // namespace winnow::tools
