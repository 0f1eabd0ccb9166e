// Tables and lists stay or go as one, whatever scores their cells and items have.

#include "pipeline/choose/groups.h"

#include "pipeline/choose/decision.h"
#include "tests/support/segmented.h"

namespace winnow {
namespace {

using testing::segment;
using testing::Texts;

/// What the decision keeps of a page whose blocks have these scores.
Texts kept(const std::string& html, const std::vector<float>& scores) {
  Blocks page = segment(html);
  EXPECT_EQ(page.blocks.size(), scores.size()) << html;
  for (std::size_t b = 0; b < page.blocks.size(); ++b) page.blocks[b].score = scores[b];
  decide(page, 0, 1);
  Texts out;
  for (const Block& block : page.blocks)
    if (block.kept) out.emplace_back(page.text_of(block));
  return out;
}

const std::string kText = "<p>The harbour office keeps the figures of all its tides in a ledger, year after year.</p>";
const std::string kTextIs = "The harbour office keeps the figures of all its tides in a ledger, year after year.";

TEST(Groups, AreTablesWithTheirCaptionsAndOutermostPlainLists) {
  const Blocks page = segment(
      "<p>a<table><caption>b</caption><tr><th>c<th>d<tr><td>e<td>f</table>"
      "<ul><li>g<ul><li>h</ul><li>i</ul><figure><table><tr><td>j<td>k</table><figcaption>l</figcaption></figure>");
  struct Group {
    std::size_t begin, end;
    bool is_table;
    bool operator==(const Group&) const = default;
  };
  std::vector<Group> found;
  for (const BlockGroup& group : groups_of(page)) found.push_back({group.begin, group.end, group.is_table});
  EXPECT_EQ(found, (std::vector<Group>{{1, 6, true}, {6, 9, false}, {9, 12, true}}));
}

TEST(Groups, AreNoCardsPostsOrTablesOfTheLayout) {
  for (const char* html : {"<ul><li><h3>a</h3>b<li><h3>c</h3>d</ul>", "<ol><li><p>a<p>b<p>c<li><p>d<p>e<p>f</ol>",
                           "<table><tr><td>a<tr><td>b</table>", "<table role=presentation><tr><td>a<td>b</table>"})
    EXPECT_TRUE(groups_of(segment(html)).empty()) << html;
}

TEST(Decision, KeepsATableWholeOrNotAtAll) {
  const std::string table = "<table><tr><td>Early<td>40<tr><td>Late<td>55</table>";
  const Texts whole = {kTextIs, "Early", "40", "Late", "55"};
  EXPECT_EQ(kept(kText + table, {0.99f, 0.8f, 0.2f, 0.8f, 0.2f}), whole) << "at the end, parts of it kept";
  EXPECT_EQ(kept(kText + table + "<nav>x</nav>", {0.99f, 0.4f, 0.4f, 0.4f, 0.4f, 0.01f}), whole) << "behind kept text";
  EXPECT_EQ(kept(kText + table, {0.99f, 0.01f, 0.01f, 0.01f, 0.01f}), Texts{kTextIs});
  EXPECT_EQ(kept(kText + table, {0.99f, 0.01f, 0.7f, 0.01f, 0.01f}), Texts{kTextIs}) << "one cell is no table";
}

TEST(Decision, KeepsTheCaptionOfATable) {
  const std::string table = "<table><caption>Fares</caption><tr><td>Early<td>40</table>";
  EXPECT_EQ(kept(kText + table, {0.99f, 0.01f, 0.9f, 0.9f}), (Texts{kTextIs, "Fares", "Early", "40"}));
  EXPECT_EQ(kept(kText + table, {0.99f, 0.99f, 0.01f, 0.01f}), Texts{kTextIs});
}

TEST(Decision, KeepsAListWithTheListsInIt) {
  const std::string list = "<ul><li>Walkers<ul><li>east flight<li>lamps</ul><li>Cyclists</ul>";
  EXPECT_EQ(kept(kText + list + kText, {0.99f, 0.9f, 0.3f, 0.3f, 0.9f, 0.99f}),
            (Texts{kTextIs, "Walkers", "east flight", "lamps", "Cyclists", kTextIs}));
  EXPECT_EQ(kept(kText + list, {0.99f, 0.05f, 0.05f, 0.05f, 0.6f}), Texts{kTextIs});
}

TEST(Decision, KeepsAListOfLinksOnlyWhereTheTextAnnouncesIt) {
  const std::string list = "<ul><li><a href=a>Ferries</a><li><a href=b>Quays</a></ul>";
  EXPECT_EQ(kept(kText + list + kText, {0.99f, 0.4f, 0.4f, 0.99f}), (Texts{kTextIs, kTextIs}));
  EXPECT_EQ(kept("<p>These are the pages of the office that everybody should read:</p>" + list + kText,
                 {0.99f, 0.4f, 0.4f, 0.99f})
                .size(),
            4u);
}

TEST(Decision, KeepsShortCodeOfKeptText) {
  const Texts both = {kTextIs, "ls", kTextIs};
  EXPECT_EQ(kept(kText + "<pre>ls</pre>" + kText, {0.99f, 0.1f, 0.99f}), both);
  EXPECT_EQ(kept(kText + "<pre>ls</pre><nav>x</nav>", {0.99f, 0.1f, 0.01f}), (Texts{kTextIs, "ls"}));
  EXPECT_EQ(kept("<nav>x</nav><pre>ls</pre>" + kText, {0.01f, 0.1f, 0.99f}), Texts{kTextIs});
}

TEST(Decision, LetsRulesOutrankTheGroup) {
  Blocks page = segment(kText + "<ul><li>a<li>b<li>c</ul>");
  for (Block& block : page.blocks) block.score = 0.9f;
  page.blocks[2].force_drop = true;
  decide(page, 0, 1);
  EXPECT_TRUE(page.blocks[1].kept);
  EXPECT_FALSE(page.blocks[2].kept);
}

}  // namespace
}  // namespace winnow
