// What `tune` learns from held-out pages about the cut.

#include <gtest/gtest.h>

#include "tools/tune/calibration.h"

namespace winnow::tools {
namespace {

const std::vector<std::string> kTypes = {"article", "forum", "listing"};

/// A page of a sure block and a doubtful one; `has_both` says whether the second is content too.
Example page_of(const std::string& type, int fold, bool has_both) {
  const std::string sure = "the ferry left the old harbour at dawn";
  const std::string doubtful = "boats and timetables of the coming winter";
  Example example;
  example.fold = fold;
  example.found_type = type;
  for (const std::string& known : kTypes) example.type_shares.push_back(known == type ? 1.0f : 0.0f);
  example.page.truth.text = has_both ? sure + "\n" + doubtful : sure;
  Blocks& page = example.page.blocks;
  for (const std::string& text : {sure, doubtful}) {
    page.blocks.push_back({.begin = static_cast<std::uint32_t>(page.text.size()),
                           .length = static_cast<std::uint32_t>(text.size()),
                           .words = 7});
    page.text += text + "\n";
  }
  example.log_odds = {5, -0.4f};
  return example;
}

TEST(RecallFit, WeighsRecallByWhatPagesOfTheTypeHold) {
  std::vector<Example> examples;
  for (int i = 0; i < 100; ++i) {
    examples.push_back(page_of("article", i % 2, false));
    examples.push_back(page_of("listing", i % 2, true));
  }
  examples.push_back(page_of("forum", 0, true));
  const RecallFit fit(examples);
  const auto weights = fit.without(-1);
  EXPECT_LT(weights.at("article"), 1);
  EXPECT_GT(weights.at("listing"), weights.at("article"));
  EXPECT_EQ(weights.count("forum"), 0u) << "one page says nothing";

  choose_by_recall_weights(examples, fit, kTypes, 2);
  for (const Example& e : examples)
    if (e.found_type != "forum") {
      EXPECT_EQ(e.score.f1, 1) << e.found_type;
    }
}

TEST(RecallFit, LearnsNothingFromTheFoldThatItIsFor) {
  std::vector<Example> examples;
  for (int i = 0; i < 120; ++i) examples.push_back(page_of("article", i < 60 ? 0 : 1, i < 60));
  const RecallFit fit(examples);
  EXPECT_LT(fit.without(0).at("article"), fit.without(1).at("article"));
}

}  // namespace
}  // namespace winnow::tools
