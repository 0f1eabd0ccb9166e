// Choose, HTML: the article seen from its title.

#include <gtest/gtest.h>

#include "pipeline/choose/title_facts.h"
#include "pipeline/cleaner.h"
#include "tests/support/support.h"

namespace winnow {
namespace {

constexpr const char* kProse =
    "<p>The old mill on the river opened its doors on Sunday, after nine years of repairs by many hands.</p>"
    "<p>Three hundred people from the valley came to watch it turn, and the baker sold all of his bread.</p>"
    "<p>Nobody had seen the wheel move since the flood, when the weir broke and the water went elsewhere.</p>";

/// A card of a linked headline, a day and a teaser in prose.
std::string card(const std::string& headline) {
  return "<div class=c><h3><a href=/x>" + headline +
         "</a></h3><time>Sunday 3 May, 14:20</time>"
         "<p>The council met again on Monday, and it talked about the bridge, the market and the new bus "
         "line.</p></div>";
}

Blocks labelled(const std::string& body) {
  static const Cleaner cleaner(testing::shipped_rules());
  return *run_until_choose(cleaner.stages(), {.bytes = "<title>Mill turns again after nine years</title><body>" + body,
                                              .input = Input::html});
}

struct Seen {
  Blocks blocks;
  TitleFacts facts;
  std::size_t find(std::string_view text) const {
    for (std::size_t b = 0; b < blocks.blocks.size(); ++b)
      if (blocks.text_of(blocks.blocks[b]).starts_with(text)) return b;
    ADD_FAILURE() << text;
    return 0;
  }
};

Seen seen(const std::string& body) {
  Seen out{labelled(body), {}};
  const PageFacts page = note_page(out.blocks);
  out.facts = note_title_facts(out.blocks, page, note_tree(out.blocks, page));
  return out;
}

std::string short_article_over_cards() {
  std::string stream;
  for (const char* headline : {"Bridge closes", "Market moves", "Bus line opens", "Weir repaired"})
    stream += card(headline);
  return "<a href=/1>Mill turns again after nine years</a><main><article><h1>Mill turns again after nine years</h1>" +
         std::string(kProse) + "</article><section>" + stream + "</section></main>";
}

TEST(TitleFacts, TakeAHeadingForTheTitleRatherThanALink) {
  const Seen page = seen(short_article_over_cards());
  ASSERT_GE(page.facts.title, 0);
  EXPECT_EQ(page.blocks.blocks[static_cast<std::size_t>(page.facts.title)].kind, Kind::heading);
}

TEST(TitleFacts, FindTheTitlesOwnContainerBesideALongerStream) {
  const Seen page = seen(short_article_over_cards());
  const TitleContainer& container = page.facts.containers[0];
  ASSERT_TRUE(container.is_there);
  const Dom& dom = page.blocks.doc.dom;
  EXPECT_EQ(dom.nodes[container.node].tag, Tag::article);
  EXPECT_EQ(container.levels, 1);
  EXPECT_TRUE(is_inside(dom, page.blocks.blocks[page.find("Nobody had")].node, container.node));
  EXPECT_FALSE(is_inside(dom, page.blocks.blocks[page.find("The council")].node, container.node));
}

TEST(TitleFacts, CountWhatAReaderPassesOnTheWayDown) {
  const Seen page = seen(short_article_over_cards());
  const auto passed = [&](std::size_t block, Passed kind) {
    return page.facts.passed[block][static_cast<std::size_t>(kind)];
  };
  const std::size_t prose = page.find("Nobody had");
  EXPECT_EQ(passed(prose, Passed::linked_heading), 0);
  EXPECT_EQ(page.facts.last_end[prose], -1);
  const std::size_t last = page.blocks.blocks.size() - 1;
  EXPECT_EQ(passed(last, Passed::linked_heading), 4);
  EXPECT_EQ(passed(last, Passed::dated), 4);
  EXPECT_EQ(page.facts.last_end[last], static_cast<std::int32_t>(last) - 1);
}

TEST(TitleFacts, EndTheRunWhereManyBlocksAreNoProse) {
  std::string links;
  for (int i = 0; i < 6; ++i) links += "<li><a href=/y>Short</a></li>";
  const Seen page = seen("<h1>Mill turns again after nine years</h1>" + std::string(kProse) + "<ul>" + links + "</ul>" +
                         card("Bridge closes"));
  EXPECT_TRUE(page.facts.in_run[page.find("Nobody had")]);
  EXPECT_FALSE(page.facts.in_run[page.find("The council")]);
}

TEST(TitleFacts, AreEmptyWithoutATitle) {
  const Seen page = seen("<p>One.</p>");
  EXPECT_EQ(page.facts.title, -1);
  EXPECT_FALSE(page.facts.containers[0].is_there);
  EXPECT_FALSE(page.facts.in_run[0]);
}

TEST(TitleFacts, CompareWithTheFirstProseBehindTheTitle) {
  const Seen page = seen(short_article_over_cards());
  EXPECT_FLOAT_EQ(page.facts.lead_overlap[page.find("The old mill")], 1);
  EXPECT_LT(page.facts.lead_overlap[page.find("Bridge closes")], 0.6f);
}

}  // namespace
}  // namespace winnow
