// Training a model further on other pages.

#include <gtest/gtest.h>

#include "pipeline/choose/model_file.h"
#include "tests/tools/tune/made_up_example.h"
#include "tools/tune/training.h"

namespace winnow {
namespace {

using tools::Example;

/// A model that takes every block for content, and so keeps the boxes too.
Model all_is_content() {
  TrainedModel model{.calibration = {}, .learned = {}, .blocks = {}, .types = {}};
  model.blocks = {PlainTree{.nodes = {{.value = 2}}}};
  return model_of(std::move(model));
}

TEST(OnTop, MendsWhatAModelGetsWrongOnSitesThatItDidNotTrainOn) {
  const Cleaner cleaner(testing::shipped_rules());
  std::vector<Example> examples;
  for (const char* subject : {"mill", "bridge", "chapel", "lighthouse", "tower", "station"}) {
    examples.push_back(testing::made_up_example(subject, cleaner));
    examples.back().fold = static_cast<int>(examples.size() % 2);
  }
  tools::score_by(all_is_content(), examples);
  for (const Example& e : examples) {
    EXPECT_LT(e.score.precision, 0.7);
    EXPECT_GT(e.score.recall, 0.99);
    ASSERT_EQ(e.margins.size(), e.page.blocks.blocks.size());
    EXPECT_NEAR(e.margins.front(), 2, 0.01);
  }
  const tools::BoostOptions boost{.trees = 15, .depth = 3, .learning_rate = 0.3};
  for (int fold = 0; fold < 2; ++fold) tools::hold_out_on_top(examples, boost, 0, fold);
  for (const Example& e : examples) {
    EXPECT_GT(e.score.precision, 0.99) << e.page.truth.id;
    EXPECT_GT(e.score.recall, 0.99) << e.page.truth.id;
  }
}

}  // namespace
}  // namespace winnow
