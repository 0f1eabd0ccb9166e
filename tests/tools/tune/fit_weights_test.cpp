// Fitting the weights of rules on small made-up pages.

#include <gtest/gtest.h>

#include "pipeline/label/label.h"
#include "pipeline/rules.h"
#include "pipeline/segment/segment.h"
#include "tests/support/temp_folder.h"
#include "tools/tune/fit_weights.h"

namespace winnow {
namespace {

constexpr std::string_view kRules =
    "rules:\n"
    "  - {id: ferry, when: {pattern: '^Ferry'}, do: {weight: 1}, why: x}\n"
    "  - {id: choir, when: {pattern: '^Choir'}, do: {weight: -1}, why: x}\n"
    "  - {id: rare, when: {pattern: '^Wheel'}, do: {weight: 2}, why: x}\n";

/// Pages of a body and a line that a rule speaks of, which the reference has or has not.
class FitWeights : public testing::Test {
 protected:
  FitWeights() {
    folder_.write("news/a.yaml", kRules);
    rules_ = load_rules(std::filesystem::path(folder_.path()));
    for (int i = 0; i < 20; ++i)
      add(i % 2 ? "Ferry runs all night" : "Choir sings at noon", i % 2 ? 0.0f : 1.0f, i % 5);
    for (std::size_t i = 0; i < blocks_.size(); ++i)
      pages_.push_back({.blocks = &blocks_[i],
                        .log_odds = &log_odds_,
                        .content = &content_[i],
                        .fold = folds_[i],
                        .score = [this, i] { return score(i); }});
  }

  void add(const std::string& line, float content, int fold) {
    Document doc;
    doc.is_html = false;
    doc.dom.source = "The old mill opened its doors.\n\n" + line + "\n";
    auto blocks = stage::Label{.cues = rules_->cues, .rules = rules_->blocks}(
        std::move(*stage::Segment{.classes = rules_->classes, .inlines = rules_->inlines}(std::move(doc))));
    blocks_.push_back(std::move(*blocks));
    content_.push_back({1, content});
    folds_.push_back(fold);
  }

  /// 1 when the second block is kept or not as the reference has it.
  double score(std::size_t page) const {
    const bool kept = log_odds_[1] + blocks_[page].blocks[1].rule_weight > 0;
    return kept == (content_[page][1] > 0) ? 1 : 0;
  }

  TempFolder folder_;
  std::shared_ptr<const Rules> rules_;
  std::vector<Blocks> blocks_;
  std::vector<float> log_odds_ = {3, 0};
  std::vector<std::vector<float>> content_;
  std::vector<int> folds_;
  std::vector<tools::WeighedPage> pages_;
};

TEST_F(FitWeights, TurnsRulesThatAreWrongAndLeavesThoseThatNothingMeets) {
  const tools::FittedWeights fitted = tools::fit_weights(pages_, *rules_->blocks, 5);
  ASSERT_EQ(fitted.weights.size(), 3u);
  EXPECT_LT(fitted.weights[0].second, 0);
  EXPECT_GT(fitted.weights[1].second, 0);
  EXPECT_EQ(fitted.weights[2].second, 2);
  EXPECT_EQ(fitted.f1_before, 0);
  EXPECT_NEAR(fitted.f1_after, 1, 1e-9);
  EXPECT_EQ(fitted.better, 20u);
  EXPECT_EQ(blocks_[1].blocks[1].rule_weight, 1) << "the blocks are as they were";
}

TEST_F(FitWeights, WritesAPackThatLoads) {
  const tools::FittedWeights fitted = tools::fit_weights(pages_, *rules_->blocks, 5);
  const TempFolder overlay;
  overlay.write("news/weights.yaml", tools::overlay_of(fitted));
  const auto both = load_rules({std::filesystem::path(folder_.path()), overlay.path()});
  EXPECT_LT(both->blocks->rules[0].weight, 0);
  EXPECT_EQ(both->blocks->bias, fitted.bias);
}

TEST(WeightsOverlay, IsReadStrictly) {
  const std::pair<const char*, const char*> cases[] = {
      {"weights: {fery: 1}\n", "no rule 'fery' with a weight; did you mean 'ferry'?"},
      {"weights: {ferry: 11}\n", "where a number from -10 to 10 is needed"},
      {"bias: much\n", "where a number from -10 to 10 is needed"}};
  for (const auto& [text, error] : cases) {
    const TempFolder folder, overlay;
    folder.write("news/a.yaml", kRules);
    overlay.write("news/weights.yaml", text);
    try {
      load_rules({std::filesystem::path(folder.path()), overlay.path()});
      FAIL() << text;
    } catch (const RuleError& e) {
      EXPECT_NE(std::string(e.what()).find(error), std::string::npos) << e.what();
    }
  }
}

}  // namespace
}  // namespace winnow
