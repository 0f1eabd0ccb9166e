// Training copies: what is added to the examples, and that their labels are right.

#include <gtest/gtest.h>

#include <algorithm>

#include "tests/tools/tune/made_up_example.h"
#include "tools/tune/copies.h"

namespace winnow {
namespace {

using tools::Example;

double content_words(const Example& e) {
  double words = 0;
  for (std::size_t b = 0; b < e.page.content.size(); ++b)
    if (e.page.content[b] >= 0.5f) words += e.page.blocks.blocks[b].words;
  return words;
}

class Copies : public ::testing::Test {
 protected:
  std::vector<Example> with(const tools::CopyOptions& options) {
    std::vector<Example> examples;
    for (const char* subject : {"mill", "bridge", "chapel", "lighthouse"})
      examples.push_back(testing::made_up_example(subject, cleaner_));
    tools::add_copies(examples, cleaner_, options);
    return examples;
  }
  static constexpr tools::CopyOptions kNone{
      .cut_share = 0, .second_article_share = 0, .stream_share = 0, .scrambled_share = 0, .emptied_share = 0};
  Cleaner cleaner_{testing::shipped_rules()};
};

TEST_F(Copies, CutArticlesAndLeaveWhatStandsAround) {
  tools::CopyOptions options = kNone;
  options.cut_share = 1;
  options.cut_weight = 0.25;
  const std::vector<Example> examples = with(options);
  ASSERT_EQ(examples.size(), 4u + 8u);
  for (std::size_t i = 4; i < examples.size(); ++i) {
    const Example& copy = examples[i];
    EXPECT_TRUE(copy.is_copy && copy.of_article);
    EXPECT_EQ(copy.weight, 0.25);
    EXPECT_LT(content_words(copy), content_words(examples[0]));
    EXPECT_GT(content_words(copy), 0);
    EXPECT_EQ(copy.page.content.size(), copy.page.blocks.blocks.size());
    std::size_t others = 0, others_before = 0;
    for (const float share : copy.page.content) others += share < 0.5f;
    for (const float share : examples[0].page.content) others_before += share < 0.5f;
    EXPECT_EQ(others, others_before);
  }
}

TEST_F(Copies, PutAnotherArticleBelowWithoutTakingItForContent) {
  tools::CopyOptions options = kNone;
  options.second_article_share = 1;
  const std::vector<Example> examples = with(options);
  ASSERT_GT(examples.size(), 4u);
  for (std::size_t i = 4; i < examples.size(); ++i) {
    const Example& copy = examples[i];
    const auto own = std::find_if(examples.begin(), examples.begin() + 4,
                                  [&](const Example& e) { return e.page.truth.id == copy.page.truth.id; });
    EXPECT_EQ(content_words(copy), content_words(*own));
    EXPECT_GE(copy.page.blocks.blocks.size(), own->page.blocks.blocks.size() + 12);
    const std::vector<Node>& nodes = copy.page.blocks.doc.dom.nodes;
    for (std::uint32_t n = 1; n < nodes.size(); ++n) {  // the tree is sound
      ASSERT_LT(nodes[n].parent, n);
      ASSERT_LE(nodes[n].end, nodes[nodes[n].parent].end) << n;
    }
  }
}

TEST_F(Copies, PutAStreamBelowAndScrambleClasses) {
  tools::CopyOptions options = kNone;
  options.stream_share = options.scrambled_share = 1;
  const std::vector<Example> examples = with(options);
  bool scrambled = false;
  for (std::size_t i = 4; i < examples.size(); ++i) {
    EXPECT_NEAR(content_words(examples[i]), content_words(examples[0]), 1);
    scrambled |= !examples[i].of_article && examples[i].page.blocks.class_words != examples[0].page.blocks.class_words;
  }
  EXPECT_TRUE(scrambled);
}

TEST_F(Copies, AreTheSameEachRun) {
  const std::vector<Example> a = with({}), b = with({});
  ASSERT_EQ(a.size(), b.size());
  for (std::size_t i = 0; i < a.size(); ++i) EXPECT_EQ(a[i].page.content, b[i].page.content);
}

TEST_F(Copies, TakeTheArticleOutOfAPage) {
  tools::CopyOptions options = kNone;
  options.emptied_share = 1;
  options.emptied_weight = 0.2;
  const std::vector<Example> examples = with(options);
  ASSERT_EQ(examples.size(), 4u + 4u);
  for (std::size_t i = 4; i < examples.size(); ++i) {
    const Example& copy = examples[i];
    EXPECT_TRUE(copy.is_copy && copy.teaches_type && !copy.of_article);
    EXPECT_EQ(copy.page.truth.type, "listing");
    EXPECT_EQ(copy.weight, 0.2);
    EXPECT_EQ(content_words(copy), 0);
    EXPECT_EQ(copy.page.blocks.blocks.size(), examples[i - 4].page.blocks.blocks.size() - 12);
    EXPECT_EQ(copy.page.content.size(), copy.page.blocks.blocks.size());
  }
}

}  // namespace
}  // namespace winnow
