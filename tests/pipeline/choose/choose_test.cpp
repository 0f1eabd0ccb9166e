// Choose: the cut through a page's scores, the flattened trees, the list of features.

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <fstream>
#include <random>
#include <set>

#include "pipeline/choose/choose.h"
#include "pipeline/choose/cut.h"
#include "pipeline/choose/decision.h"
#include "pipeline/choose/features.h"
#include "pipeline/choose/forest.h"
#include "pipeline/choose/model_file.h"
#include "pipeline/choose/models.h"
#include "pipeline/choose/text_facts.h"
#include "pipeline/rules.h"
#include "tests/support/support.h"
#include "tests/support/temp_folder.h"

namespace winnow {
namespace {

/// The best F1 of any subset, by trying them all.
double best_f1_of_any_subset(const std::vector<float>& p, const std::vector<float>& w) {
  double all = 0, best = 0;
  for (std::size_t i = 0; i < p.size(); ++i) all += p[i] * w[i];
  for (std::size_t mask = 0; mask < std::size_t{1} << p.size(); ++mask) {
    double hits = 0, kept = 0;
    for (std::size_t i = 0; i < p.size(); ++i) {
      if (!(mask >> i & 1)) continue;
      hits += p[i] * w[i];
      kept += w[i];
    }
    if (kept > 0) best = std::max(best, 2 * hits / (kept + all));
  }
  return best;
}

TEST(Cut, ReachesTheBestExpectedF1OfAnySubset) {
  const std::vector<std::vector<float>> probabilities = {
      {0.9f, 0.8f, 0.1f}, {0.4f, 0.4f, 0.4f}, {1, 0, 0.5f, 0.5f}, {0.01f}, {0.3f, 0.2f, 0.9f, 0.05f, 0.6f}};
  for (const auto& p : probabilities) {
    std::vector<float> words;
    for (std::size_t i = 0; i < p.size(); ++i) words.push_back(static_cast<float>(3 + 7 * i % 11));
    EXPECT_NEAR(best_cut(p, words).expected_f1, best_f1_of_any_subset(p, words), 1e-5);
  }
}

Blocks page_with_scores(const std::vector<float>& scores) {
  Blocks page;
  for (const float score : scores) page.blocks.push_back({.words = 10, .score = score});
  return page;
}

TEST(Decision, GivesBackAPageThatPromisesTooLittleEmpty) {
  Blocks shell = page_with_scores({0.05f, 0.02f, 0.01f});
  const Cut cut = decide(shell, 0.25f);
  EXPECT_LT(cut.expected_f1, 0.25f);
  for (const Block& block : shell.blocks) EXPECT_FALSE(block.kept);

  Blocks article = page_with_scores({0.05f, 0.9f, 0.01f});
  decide(article, 0.25f);
  EXPECT_TRUE(article.blocks[1].kept);
  EXPECT_FALSE(article.blocks[0].kept);
}

TEST(Decision, AsksForTheBestF1OfAPageWhateverIsPreferred) {
  for (const float recall_weight : {0.1f, 10.0f}) {
    Blocks page = page_with_scores({0.9f, 0.4f, 0.1f, 0.05f});
    const float best = best_cut(std::vector<float>{0.9f, 0.4f, 0.1f, 0.05f}, std::vector<float>(4, 10)).expected_f1;
    const Cut cut = decide(page, best, recall_weight);
    EXPECT_LE(cut.expected_f1, best);
    EXPECT_TRUE(page.blocks[0].kept) << recall_weight;
  }
}

TEST(Decision, KeepsWhatRulesForceEvenThere) {
  Blocks shell = page_with_scores({0.01f, 0.01f});
  shell.blocks[1].force_keep = true;
  decide(shell, 1);
  EXPECT_FALSE(shell.blocks[0].kept);
  EXPECT_TRUE(shell.blocks[1].kept);
}

TEST(Cut, KeepsMoreTheMoreRecallCounts) {
  const std::vector<float> p = {0.95f, 0.7f, 0.45f, 0.3f, 0.1f}, words(5, 10);
  std::vector<std::size_t> kept;
  for (const float recall_weight : {0.25f, 0.5f, 1.0f, 2.0f, 4.0f}) {
    const Cut cut = best_cut(p, words, recall_weight);
    kept.push_back(
        static_cast<std::size_t>(std::count_if(p.begin(), p.end(), [&](float x) { return x >= cut.least; })));
    EXPECT_LE(cut.expected_f1, best_cut(p, words).expected_f1) << "the confidence is that of F1";
  }
  EXPECT_TRUE(std::is_sorted(kept.begin(), kept.end()));
  EXPECT_LT(kept.front(), kept[2]);
  EXPECT_LT(kept[2], kept.back());
}

TEST(Cut, OfAnEmptyPageKeepsNothing) { EXPECT_EQ(best_cut({}, {}).expected_f1, 0); }

PlainTree split(std::uint32_t feature, float threshold, float low, float high) {
  return {{{.feature = feature, .threshold = threshold, .left = 1, .right = 2}, {.value = low}, {.value = high}}};
}

/// Predicts by walking the plain trees: the oracle of the flattened ones.
float walk(const std::vector<PlainTree>& trees, std::span<const float> row) {
  float sum = 0;
  for (const PlainTree& tree : trees) {
    std::uint32_t at = 0;
    while (tree.nodes[at].left)
      at = row[tree.nodes[at].feature] < tree.nodes[at].threshold ? tree.nodes[at].left : tree.nodes[at].right;
    sum += tree.nodes[at].value;
  }
  return sum;
}

TEST(Forest, PredictsWhatWalkingTheTreesDoes) {
  std::vector<PlainTree> trees = {split(0, 0.5f, -1, 2), split(1, -3, 0.25f, 8), {{{.value = 0.125f}}}};
  trees.push_back({{{.feature = 1, .threshold = 0, .left = 1, .right = 4},
                    {.feature = 0, .threshold = 1, .left = 2, .right = 3},
                    {.value = 1},
                    {.value = 2},
                    {.value = 3}}});
  const Forest forest(trees);
  FeatureMatrix matrix{.rows = 41, .columns = 2, .values = {}};
  for (std::size_t i = 0; i < matrix.rows * matrix.columns; ++i)
    matrix.values.push_back(static_cast<float>(static_cast<int>(i * 37 % 19) - 9) / 2);
  const std::vector<float> predicted = forest.predict(matrix);
  for (std::size_t r = 0; r < matrix.rows; ++r) {
    EXPECT_EQ(predicted[r], walk(trees, matrix.row(r))) << "row " << r;  // leaves of few bits: exact
    EXPECT_EQ(forest.predict_row(matrix.row(r)), predicted[r]) << "row " << r;
    float bias = 0;
    float sum = 0;
    for (const float term : forest.contributions(matrix.row(r), bias)) sum += term;
    EXPECT_NEAR(bias + sum, predicted[r], 1e-4) << "row " << r;
  }
}

/// A tree of random splits and leaves, down to `depth` in places.
PlainTree random_tree(std::size_t depth, std::size_t columns, std::mt19937& random) {
  PlainTree tree;
  const auto add = [&](auto&& self, std::size_t level) -> std::uint32_t {
    const auto at = static_cast<std::uint32_t>(tree.nodes.size());
    tree.nodes.push_back({.value = static_cast<float>(random() % 1000) / 7});
    if (level == depth || (level > 0 && random() % 5 == 0)) return at;
    tree.nodes[at].feature = static_cast<std::uint32_t>(random() % columns);
    tree.nodes[at].threshold = static_cast<float>(random() % 10);
    const std::uint32_t left = self(self, level + 1), right = self(self, level + 1);
    tree.nodes[at].left = left;
    tree.nodes[at].right = right;
    return at;
  };
  add(add, 0);
  return tree;
}

TEST(Forest, OfEveryDepthPredictsWhatWalkingTheTreesDoes) {
  std::mt19937 random(7);
  for (std::size_t depth = 0; depth <= Forest::kMaxDepth; ++depth) {
    std::vector<PlainTree> trees;
    for (int i = 0; i < 20; ++i) trees.push_back(random_tree(depth, 5, random));
    const Forest forest(trees);
    FeatureMatrix matrix{.rows = 50, .columns = 5, .values = {}};
    for (std::size_t i = 0; i < matrix.rows * matrix.columns; ++i)
      matrix.values.push_back(static_cast<float>(random() % 10));
    const std::vector<float> predicted = forest.predict(matrix);
    for (std::size_t r = 0; r < matrix.rows; ++r)
      EXPECT_NEAR(predicted[r], walk(trees, matrix.row(r)), forest.rounding() + 1e-3)
          << "depth " << depth << ", row " << r;
    EXPECT_LT(forest.rounding(), 0.1);  // leaves are up to 143
  }
}

TEST(Forest, ComparesCodesAsItWouldCompareTheirValues) {
  std::mt19937 random(3);
  const auto any = [&] {
    const float number = static_cast<float>(random() % 2000) / static_cast<float>(1 + random() % 90);
    return random() % 2 ? number : -number;
  };
  for (int i = 0; i < 10000; ++i) {
    const float value = any(), other = any();
    EXPECT_LE(std::abs(value_of(code_of(value))), std::abs(value));
    EXPECT_EQ(code_of(value_of(code_of(value))), code_of(value)) << value;
    EXPECT_NEAR(value_of(code_of(value)), value, std::abs(value) / 128);
    if (value < other) {
      EXPECT_LE(code_of(value), code_of(other)) << value << ' ' << other;
    }
    const float threshold = random() % 4 ? other : value_of(code_of(value));
    FeatureMatrix row{.rows = 1, .columns = 1, .values = {value_of(code_of(value))}};
    const Forest forest({split(0, threshold, 1, 2)});
    EXPECT_EQ(forest.predict(row)[0], row.values[0] < threshold ? 1 : 2) << value << ' ' << threshold;
  }
  for (int whole = -256; whole <= 256; ++whole) EXPECT_EQ(value_of(code_of(static_cast<float>(whole))), whole);
  EXPECT_EQ(code_of(-0.0f), code_of(0.0f));
}

TEST(Forest, RefusesTreesThatAreTooDeep) {
  PlainTree chain;
  for (std::uint32_t level = 0; level < 9; ++level) {
    chain.nodes.push_back({.threshold = 1, .left = 2 * level + 2, .right = 2 * level + 1});
    chain.nodes.push_back({.value = 1});
  }
  chain.nodes.push_back({.value = 2});
  EXPECT_THROW(Forest({chain}), std::invalid_argument);
}

TEST(Features, HaveNamesOfTheirOwn) {
  for (const bool is_html : {true, false}) {
    const auto& names = feature_names(is_html);
    EXPECT_EQ(std::set<std::string>(names.begin(), names.end()).size(), names.size());
    EXPECT_GT(names.size(), 100u);
  }
}

TEST(TextFacts, SeeTheMarksOfAllScripts) {
  struct Case {
    const char* text;
    bool ends_sentence, ends_question, ends_colon;
    std::uint32_t sentences;
  };
  const Case cases[] = {
      {"A plain headline", false, false, false, 0},
      {"It rained. Then it stopped.", true, false, false, 2},
      {"\"It rained.\"", true, false, false, 1},
      {"Who knows?", true, true, false, 1},
      {"今日は雨だった。明日も雨だ。", true, false, false, 2},
      {"「そうか？」", true, true, false, 1},
      {"وقال الوزير إن المطر نزل.", true, false, false, 1},
      {"بارش ہوئی۔", true, false, false, 1},
      {"बारिश हुई।", true, false, false, 1},
      {"See also:", false, false, true, 0},
      {"相关新闻：", false, false, true, 0},
  };
  for (const Case& c : cases) {
    std::vector<std::uint32_t> words;
    const TextFacts facts = scan_text(c.text, words);
    EXPECT_EQ(facts.ends_sentence, c.ends_sentence) << c.text;
    EXPECT_EQ(facts.ends_question, c.ends_question) << c.text;
    EXPECT_EQ(facts.ends_colon, c.ends_colon) << c.text;
    EXPECT_EQ(facts.sentences, c.sentences) << c.text;
  }
}

TEST(TextFacts, CountLettersCapitalsAndWordsOfMixedText) {
  std::vector<std::uint32_t> words;
  const TextFacts facts = scan_text("The NATO-led über-Test isn't 3rd; Straße a1B.", words);
  EXPECT_EQ(facts.words, 7u);
  EXPECT_EQ(facts.initial_caps, 3u) << "The, NATO-led, Straße";
  EXPECT_EQ(facts.capitals, 8u);
  EXPECT_EQ(facts.letters, 32u);
  EXPECT_EQ(facts.short_words, 1u) << "3rd";
  std::vector<std::uint32_t> upper, lower;
  scan_text("MIXED Case wORDS", upper);
  scan_text("mixed case words", lower);
  EXPECT_EQ(upper, lower) << "hashes fold case";
}

TEST(TextFacts, FindYearsTimesPricesAndAddresses) {
  std::vector<std::uint32_t> words;
  EXPECT_TRUE(scan_text("12 March 2024", words).has_year);
  EXPECT_FALSE(scan_text("12 men, 20245 women", words).has_year);
  EXPECT_TRUE(scan_text("at 17:45", words).has_time);
  EXPECT_FALSE(scan_text("two: 45", words).has_time);
  EXPECT_TRUE(scan_text("$12", words).has_price);
  EXPECT_TRUE(scan_text("12€", words).has_price);
  EXPECT_TRUE(scan_text("desk@example.org", words).has_address);
}

TEST(Model, SaysWhatIsWrongWithItsFile) {
  const TempFolder folder;
  struct Case {
    const char* json;
    const char* error;
  };
  const Case cases[] = {
      {"{", "is no JSON"},
      {R"({"kind":"text"})", "is not a model for this kind of page"},
      {R"({"kind":"html"})", "no number 'least_expected_f1'"},
      {R"({"kind":"html","least_expected_f1":0,"recall_weights":{},"blocks":{"features":["no_such"]}})",
       "no feature 'no_such'"},
      {R"({"kind":"html","least_expected_f1":0,"recall_weights":{},"blocks":{"features":["words"],"trees":[]}})",
       "no packed numbers 'nodes'"},
      {R"({"kind":"html","least_expected_f1":0,"recall_weights":{},"blocks":{"features":["words"],"nodes":"AAA"}})",
       "broken numbers in 'nodes'"},
      {R"({"kind":"html","least_expected_f1":0,"recall_weights":{},"blocks":{"features":["words"],"nodes":"AAA=","values":"","thresholds":""}})",
       "not a value for each node"},
      {R"({"kind":"html","least_expected_f1":0,"recall_weights":{},"blocks":{"features":["words"],"nodes":"AQA=","values":"AAAAAA==","thresholds":"AAAAAA=="}})",
       "out of range"},
      {R"({"kind":"html","least_expected_f1":0,"recall_weights":{},"blocks":{"features":["words"],"nodes":"AAA=","values":"AAAAAA==","thresholds":"AAAAAA=="}})",
       "ends within a tree"},
  };
  for (const Case& c : cases) {
    const std::filesystem::path file = folder.path() + "/html.json";
    std::ofstream(file) << c.json;
    try {
      Model::load(file, true);
      ADD_FAILURE() << c.json;
    } catch (const RuleError& error) {
      EXPECT_NE(std::string(error.what()).find(c.error), std::string::npos) << error.what();
    }
  }
}

TEST(Model, ReadsWhatTuneWrites) {
  const PlainTree stump{.nodes = {{.feature = 0, .threshold = 2.5f, .left = 1, .right = 2, .value = 0.25f},
                                  {.value = -1.5f},
                                  {.value = 0.1f}}};
  const PlainTree leaning{.nodes = {{.feature = 2, .threshold = -1, .left = 2, .right = 1},
                                    {.feature = 0, .threshold = 7, .left = 3, .right = 4},
                                    {.value = 1},
                                    {.value = 2},
                                    {.value = 4}}};
  TrainedModel trained{.least_expected_f1 = 0.25f,
                       .recall_weights = {{"forum", 0.75f}},
                       .calibration = {{0.5f, 0.75f}},
                       .learned = {},
                       .blocks = {stump, leaning},
                       .other_blocks = {stump},
                       .types = {{"forum", {stump}}}};
  trained.learned.text[0xFFFFFFFF] = -0.3f;
  trained.learned.classes[7] = 2;
  const TempFolder folder;
  const std::filesystem::path file = folder.path() + "/html.json";
  std::ofstream out(file);
  write_model(trained, out);
  out.close();

  const Model model = Model::load(file, true);
  EXPECT_EQ(model.least_expected_f1, 0.25f);
  EXPECT_EQ(model.calibration, trained.calibration);
  EXPECT_FLOAT_EQ(model.recall_weight({1}), 0.75f);  // all forum
  EXPECT_EQ(*model.learned.text.find(0xFFFFFFFF), -0.3f);
  EXPECT_EQ(*model.learned.classes.find(7), 2);
  EXPECT_EQ(model.learned.classes.find(8), nullptr);
  const Forest forest({stump, leaning});
  for (const float words : {1.0f, 3.0f, 8.0f}) {
    for (const float other : {-2.0f, 0.0f}) {
      std::vector<float> row(feature_names(true).size());
      row[0] = words;
      row[2] = other;
      EXPECT_EQ(model.blocks.predict_row(row), forest.predict_row(row)) << words << ' ' << other;
    }
  }
  EXPECT_EQ(model.other_blocks.trees(), 1u);
  ASSERT_EQ(model.types.size(), 1u);
  EXPECT_EQ(model.types[0].first, "forum");
  EXPECT_EQ(model.types[0].second.trees(), 1u);
}

TEST(Choose, ReportsBlocksOfPagesUpToALimit) {
  const auto rules = testing::shipped_rules();
  for (const std::size_t blocks : {std::size_t{100'000}, std::size_t{100'001}}) {
    const stage::Choose choose{.models = rules->models,
                               .dropped_labels = rules->dropped_labels,
                               .page_verdicts = rules->page_verdicts,
                               .terms = true};
    auto chosen = choose(page_with_scores(std::vector<float>(blocks)));
    ASSERT_EQ(bool(chosen), blocks == 100'000);
    if (!chosen) {
      EXPECT_EQ(chosen.error().reason, Reason::too_large);
    }
    const stage::Choose unreported{
        .models = rules->models, .dropped_labels = rules->dropped_labels, .page_verdicts = rules->page_verdicts};
    EXPECT_TRUE(unreported(page_with_scores(std::vector<float>(blocks)))) << "not reported: no limit";
  }
}

TEST(Model, WeighsRecallBetweenTheTypesThatAPageMayBeOf) {
  Model model;
  EXPECT_EQ(model.recall_weight({}), 1);
  model.recall_weights = {{"", 0.8f}, {"article", 0.5f}, {"listing", 2.0f}};
  EXPECT_EQ(model.recall_weight({}), 0.8f);
  for (const char* type : {"article", "forum", "listing"}) model.types.emplace_back(type, Forest());
  EXPECT_FLOAT_EQ(model.recall_weight({1, 0, 0}), 0.5f);
  EXPECT_FLOAT_EQ(model.recall_weight({0, 1, 0}), 1);
  EXPECT_FLOAT_EQ(model.recall_weight({0.5f, 0, 0.5f}), 1);
  EXPECT_EQ(model.likeliest_type({0.3f, 0.3f, 0.4f}), "listing");
}

TEST(Model, HasAForestForArticlesAndOneForOtherPages) {
  const PlainTree leaf{.nodes = {{.value = 1}}};
  Model model;
  model.blocks = Forest({leaf});
  EXPECT_EQ(&model.forest_for({}), &model.blocks);
  for (const char* type : {"article", "forum"}) model.types.emplace_back(type, Forest());
  EXPECT_EQ(&model.forest_for({0.1f, 0.9f}), &model.blocks) << "there is no other";
  model.other_blocks = Forest({leaf});
  EXPECT_EQ(&model.forest_for({0.5f, 0.5f}), &model.blocks);
  EXPECT_EQ(&model.forest_for({0.49f, 0.51f}), &model.other_blocks);
}

TEST(Calibration, InterpolatesAndStaysWithinItsEnds) {
  Model model;
  EXPECT_EQ(calibrate(model, 0.7f), 0.7f);
  model.calibration = {{0.5f, 0.4f}, {0.9f, 0.8f}};
  EXPECT_FLOAT_EQ(calibrate(model, 0.1f), 0.4f);
  EXPECT_FLOAT_EQ(calibrate(model, 0.7f), 0.6f);
  EXPECT_FLOAT_EQ(calibrate(model, 0.99f), 0.8f);
}

}  // namespace
}  // namespace winnow
