// `winnow tune`: trains the score on pages with a reference text, measures it on held-out sites,
// and writes the model file that rules/model/ ships. The features are those that `clean` computes.

#ifdef WINNOW_TUNE

#include <algorithm>
#include <cmath>
#include <fstream>
#include <iostream>
#include <map>
#include <set>

#include <fmt/format.h>

#include "pipeline/base/hash.h"
#include "pipeline/choose/decision.h"
#include "pipeline/choose/models.h"
#include "pipeline/rulepack/rules.h"
#include "tools/boost.h"
#include "tools/command.h"
#include "tools/fit_weights.h"
#include "tools/labelled_pages.h"
#include "tools/model_writer.h"
#include "tools/pseudo_script.h"
#include "tools/score_table.h"
#include "tools/word_counts.h"
#include "tools/worst.h"

namespace winnow::tools {
namespace {

struct TuneOptions {
  std::vector<std::string> inputs, truths, prose_truths, rules;
  std::string output, predictions, transfer_to, fit_rules;
  int folds = 5;
  bool oracle = false;
  std::size_t worst = 0;
  BoostOptions boost{};
};

/// Of 100 training pages so many are added a second time in each pseudo script.
constexpr int kHanPercent = 12, kCaselessPercent = 6;

/// A page with its features and what came of it on the fold that held it out.
struct Example {
  LabelledPage page;
  FeatureMatrix features, page_features;
  bool is_pseudo = false;  ///< rewritten in another script: trains, but is not scored
  int fold = 0;
  std::vector<float> log_odds;
  float expected_f1 = 0;
  WordScore score;
};

/// The same fold for all pages of a site, whatever else is in the set.
int fold_of(const std::string& site, int folds) {
  std::uint32_t hash = kFnv1aBasis;
  for (char c : site) hash = fnv1a(hash, static_cast<unsigned char>(c));
  return static_cast<int>((hash ^ hash >> 15) % static_cast<std::uint32_t>(folds));
}

/// True for blocks that a reference of paragraphs and headings leaves out by its own convention:
/// lists, tables and quotes inside the article. They teach nothing.
bool is_left_out(const Example& example, std::size_t b) {
  const auto is_content = [](float share) { return share >= 0.5f; };
  const auto& content = example.page.content;
  const Kind kind = example.page.blocks.blocks[b].kind;
  if (kind != Kind::list_item && kind != Kind::table_cell && kind != Kind::quote) return false;
  const auto here = content.begin() + static_cast<std::ptrdiff_t>(b);
  return std::any_of(content.begin(), here, is_content) && std::none_of(here, here + 1, is_content) &&
         std::any_of(here, content.end(), is_content);
}

/// Of blocks lighter than this only a share trains, at this weight: the sums stay, the time does not.
constexpr double kLeastWeight = 0.4;

/// A number from 0 to 1 that looks random and is the same each run (splitmix64).
double unit_hash(std::size_t n) {
  std::uint64_t z = n * 0x9E3779B97F4A7C15ull + 1;
  z = (z ^ z >> 30) * 0xBF58476D1CE4E5B9ull;
  z = (z ^ z >> 27) * 0x94D049BB133111EBull;
  return static_cast<double>((z ^ z >> 31) >> 11) * 0x1p-53;
}

/// Blocks weigh by words, so that each page counts about alike.
void add_rows(const Example& example, BoostRows& rows) {
  if (example.features.rows == 0) return;
  double page_words = 50;
  for (const Block& block : example.page.blocks.blocks) page_words += block.words;
  rows.columns = example.features.columns;
  for (std::size_t b = 0; b < example.features.rows; ++b) {
    if (example.page.prose_only && is_left_out(example, b)) continue;
    const Block& block = example.page.blocks.blocks[b];
    const double weight = 100 * std::min((block.words + 1.0) / page_words, 0.2);
    if (weight < kLeastWeight && weight < kLeastWeight * unit_hash(rows.labels.size() + b)) continue;
    const std::span<const float> row = example.features.row(b);
    rows.values.insert(rows.values.end(), row.begin(), row.end());
    rows.labels.push_back(example.page.content[b] >= 0.5f ? 1.0f : 0.0f);
    rows.weights.push_back(static_cast<float>(std::max(weight, kLeastWeight)));
  }
}

void choose_and_score(Example& example) {
  auto& blocks = example.page.blocks.blocks;
  for (std::size_t b = 0; b < blocks.size(); ++b)
    blocks[b].score = probability(example.log_odds[b] + blocks[b].rule_weight);
  example.expected_f1 = decide(example.page.blocks, 0).expected_f1;
  example.score = score_kept(example.page);
}

void print_scores(const std::vector<Example>& examples, const std::string& title) {
  ScoreTable table;
  for (const Example& e : examples)
    if (!e.is_pseudo) table.add(e.page.truth, e.score);
  table.print(std::cout, title);
}

/// The learned tables of all pages, by fold.
struct Vocabulary {
  WordCounts text, classes;
  /// Folds are counted from 0; `folds` itself is that of the pages of --transfer-to.
  explicit Vocabulary(const std::vector<Example>& examples, int folds) : text(folds + 1), classes(folds + 1) {
    for (const Example& e : examples) {
      const BlockWords words = words_of_blocks(e.page.blocks);
      text.add_page(words.text, e.page.blocks, e.page.content, e.fold);
      classes.add_page(words.classes, e.page.blocks, e.page.content, e.fold);
    }
  }
  LearnedWords without(int fold, int other = -1) const {
    return {text.table(fold, other), classes.table(fold, other)};
  }
};

void compute_one(Example& example, const LearnedWords& learned) {
  Features features = compute_features(example.page.blocks, learned);
  example.features = std::move(features.blocks);
  example.page_features = std::move(features.page);
}

/// Computes every page's features with tables that know neither its own fold nor `held_out`.
void compute_all(std::vector<Example>& examples, const Vocabulary& vocabulary, int folds, int held_out) {
  for (int fold = 0; fold <= folds; ++fold) {
    const LearnedWords learned = vocabulary.without(fold, held_out);
    for (Example& e : examples)
      if (e.fold == fold && !e.page.blocks.blocks.empty()) compute_one(e, learned);
  }
}

/// Trains on all folds but one and scores that one's pages by the forest that never saw their sites.
void hold_out(std::vector<Example>& examples, const Vocabulary& vocabulary, const TuneOptions& options, int fold) {
  compute_all(examples, vocabulary, options.folds, fold);
  BoostRows rows;
  for (const Example& e : examples)
    if (e.fold != fold) add_rows(e, rows);
  if (rows.rows() == 0) throw UsageError("no page is left to train on");
  std::cerr << fmt::format("{} blocks train\n", rows.rows());
  const Forest forest(Booster(rows, options.boost).trees(), 0);
  for (Example& e : examples) {
    if (e.fold != fold || e.is_pseudo) continue;
    e.log_odds = forest.predict(e.features);
    choose_and_score(e);
  }
}

std::vector<Example> load_examples(const TuneOptions& options) {
  const Cleaner cleaner(load_rules_without_models(rules_folders(options.rules)));
  std::vector<Example> examples;
  for (LabelledPage& page : load_labelled_pages(options.inputs, options.truths, options.prose_truths, cleaner)) {
    Example& example = examples.emplace_back();
    example.page = std::move(page);
    const bool is_target = example.page.truth.corpus == options.transfer_to;
    example.fold = is_target ? options.folds : fold_of(example.page.site, options.folds);
  }
  if (examples.empty()) throw UsageError("no page of the inputs is in the truth");
  return examples;
}

/// Adds copies of some pages in pseudo scripts, the same pages each run, in their page's fold.
void add_pseudo_pages(std::vector<Example>& examples) {
  const std::size_t count = examples.size();
  for (std::size_t i = 0; i < count; ++i) {
    const int lot = static_cast<int>(100 * unit_hash(i));
    if (lot >= kHanPercent + kCaselessPercent) continue;
    Example copy = examples[i];
    copy.is_pseudo = true;
    copy.page.blocks = in_pseudo_script(std::move(copy.page.blocks),
                                        lot < kHanPercent ? PseudoScript::han : PseudoScript::caseless);
    examples.push_back(std::move(copy));
  }
}

/// What choosing among whole blocks by the labels themselves would reach.
void print_oracle(std::vector<Example>& examples) {
  for (Example& e : examples) {
    for (std::size_t b = 0; b < e.page.content.size(); ++b) e.page.blocks.blocks[b].kept = e.page.content[b] >= 0.5f;
    e.score = score_kept(e.page);
  }
  print_scores(examples, "Blocks chosen by their labels (the ceiling)");
}

/// From expected to observed F1 on the held-out folds: means of neighbours pooled until they rise
/// (isotonic regression by pooling adjacent violators), then thinned to a few points.
std::vector<std::pair<float, float>> calibration_of(const std::vector<Example>& examples) {
  std::vector<std::pair<float, double>> points;
  for (const Example& e : examples)
    if (!e.is_pseudo) points.emplace_back(e.expected_f1, e.score.f1);
  std::sort(points.begin(), points.end());
  struct Pool {
    double x = 0, y = 0, count = 0;
  };
  constexpr double kLeastPages = 25;
  std::vector<Pool> pools;
  for (const auto& [x, y] : points) {
    pools.push_back({x, y, 1});
    while (pools.size() > 1) {
      const Pool last = pools.back();
      Pool& before = pools[pools.size() - 2];
      if (before.y / before.count < last.y / last.count && before.count >= kLeastPages) break;
      before = {before.x + last.x, before.y + last.y, before.count + last.count};
      pools.pop_back();
    }
  }
  std::vector<std::pair<float, float>> out;
  for (const Pool& pool : pools)
    out.emplace_back(static_cast<float>(pool.x / pool.count), static_cast<float>(pool.y / pool.count));
  return out;
}

/// The expected F1 below which pages are better given back empty, from the pages outside a fold
/// (−1: from all): a reference without text is met exactly by no text.
float fit_least_expected_f1(const std::vector<Example>& examples, int without) {
  std::vector<std::pair<float, double>> gains;  // by expected F1: what giving back nothing changes
  for (const Example& e : examples)
    if (!e.is_pseudo && e.fold != without) gains.emplace_back(e.expected_f1, e.page.truth.text->empty() - e.score.f1);
  std::sort(gains.begin(), gains.end());
  float least = 0;
  double sum = 0, best = 0;
  for (std::size_t i = 0; i + 1 < gains.size(); ++i) {
    sum += gains[i].second;
    if (sum <= best) continue;
    best = sum;
    least = (gains[i].first + gains[i + 1].first) / 2;
  }
  return least;
}

/// Scores the pages again, those that promise too little as empty; the threshold comes from the
/// folds that a page is not in.
void give_back_empty_pages(std::vector<Example>& examples, int folds) {
  for (int fold = 0; fold < folds; ++fold) {
    const float least = fit_least_expected_f1(examples, fold);
    for (Example& e : examples) {
      if (e.fold != fold || e.is_pseudo || e.expected_f1 >= least) continue;
      decide(e.page.blocks, least);
      e.score = score_kept(e.page);
    }
  }
}

/// How well `confidence` predicts, for the log: what pages of each band reached.
void print_calibration(const std::vector<Example>& examples, const std::vector<std::pair<float, float>>& calibration) {
  Model model;
  model.calibration = calibration;
  std::map<int, Mean> bands;
  for (const Example& e : examples)
    if (!e.is_pseudo) bands[static_cast<int>(calibrate(model, e.expected_f1) * 10)].add(e.score.f1);
  std::cout << "Confidence against what was reached\n";
  for (const auto& [band, f1] : bands)
    std::cout << fmt::format("{:.1f} and up {:>14}{:>9.4f}{:>9.4f}\n", band / 10.0, f1.count, f1.value(), f1.error());
}

/// The page types of the truth, in order of their names; none where all pages are of one.
std::vector<std::string> types_of(const std::vector<Example>& examples) {
  std::set<std::string> types;
  for (const Example& e : examples) types.insert(e.page.truth.type);
  return types.size() > 1 ? std::vector(types.begin(), types.end()) : std::vector<std::string>{};
}

/// Trees that give the log-odds of one type, from the pages outside a fold (−1: from all).
std::vector<PlainTree> train_type(const std::vector<Example>& examples, const std::string& type, int without) {
  BoostRows rows;
  for (const Example& e : examples) {
    if (e.fold == without || e.is_pseudo || e.page_features.rows == 0) continue;
    rows.columns = e.page_features.columns;
    rows.values.insert(rows.values.end(), e.page_features.values.begin(), e.page_features.values.end());
    rows.labels.push_back(e.page.truth.type == type ? 1.0f : 0.0f);
    rows.weights.push_back(1);
  }
  return Booster(rows, {.trees = 80, .depth = 4, .learning_rate = 0.1, .column_share = 0.6}).trees();
}

/// Says how often the type of a page on a held-out site is right.
void print_type_accuracy(const std::vector<Example>& examples, int folds) {
  const std::vector<std::string> types = types_of(examples);
  if (types.empty()) return;
  std::map<std::string, Mean> right;
  for (int fold = 0; fold < folds; ++fold) {
    Model model;
    for (const std::string& type : types) model.types.emplace_back(type, Forest(train_type(examples, type, fold), 0));
    for (const Example& e : examples) {
      if (e.fold != fold || e.is_pseudo || e.page_features.rows == 0) continue;
      const double hit = model.type_of(e.page_features) == e.page.truth.type;
      right[" all"].add(hit);
      right[e.page.truth.type].add(hit);
    }
  }
  std::cout << "Page type found, on held-out sites\n";
  for (const auto& [type, mean] : right)
    std::cout << fmt::format("{:28}{:>6}{:>9.4f}{:>9.4f}\n", type, mean.count, mean.value(), mean.error());
}

/// Trains on every page. Checks that our own inference gives what XGBoost does.
std::vector<PlainTree> train_on_all(const std::vector<Example>& examples, const TuneOptions& options) {
  BoostRows rows;
  for (const Example& e : examples) add_rows(e, rows);
  const Booster booster(rows, options.boost);
  std::vector<PlainTree> trees = booster.trees();
  const FeatureMatrix matrix{.rows = rows.rows(), .columns = rows.columns, .values = std::move(rows.values)};
  const std::vector<float> ours = Forest(trees, 0).predict(matrix), theirs = booster.predict(matrix.values, matrix.columns);
  float apart = 0;
  for (std::size_t i = 0; i < ours.size(); ++i) apart = std::max(apart, std::abs(ours[i] - theirs[i]));
  std::cout << fmt::format("{} trees; log-odds differ from XGBoost's by {} at most\n", trees.size(), apart);
  if (apart > 1e-4f) throw std::runtime_error("our predictions differ from XGBoost's");
  return trees;
}

void train_and_write_model(const std::vector<Example>& examples, const TuneOptions& options, LearnedWords learned,
                           std::vector<std::pair<float, float>> calibration, float least_expected_f1) {
  TrainedModel model{.is_html = examples.front().page.blocks.doc.is_html,
                     .least_expected_f1 = least_expected_f1,
                     .calibration = std::move(calibration),
                     .learned = std::move(learned),
                     .blocks = train_on_all(examples, options),
                     .types = {}};
  for (const std::string& type : types_of(examples)) model.types.emplace_back(type, train_type(examples, type, -1));
  std::ofstream out(options.output);
  write_model(model, out);
  if (!out.flush()) throw FileError(options.output + ": cannot be written");
}

/// One JSON line a page: F1 reached and expected, and for each block its words, log-odds and label.
void write_predictions(const std::vector<Example>& examples, const std::string& file) {
  std::ofstream out(file);
  for (const Example& e : examples) {
    if (e.is_pseudo) continue;
    out << fmt::format("{{\"id\":\"{}\",\"corpus\":\"{}\",\"type\":\"{}\",\"f1\":{:.4f},\"expected\":{:.4f},\"blocks\":[",
                       e.page.truth.id, e.page.truth.corpus, e.page.truth.type, e.score.f1, e.expected_f1);
    for (std::size_t b = 0; b < e.log_odds.size(); ++b)
      out << (b ? "," : "") << fmt::format("[{},{:.3f},{:.2f}]", e.page.blocks.blocks[b].words, e.log_odds[b], e.page.content[b]);
    out << "]}\n";
  }
  if (!out.flush()) throw FileError(file + ": cannot be written");
}

/// Fits the rules' weights on the held-out log-odds and writes them as a pack's news/weights.yaml.
void fit_rules(std::vector<Example>& examples, const TuneOptions& options) {
  const auto rules = load_rules_without_models(rules_folders(options.rules));
  std::vector<WeighedPage> pages;
  for (Example& e : examples) {
    if (e.is_pseudo || e.log_odds.empty()) continue;
    const auto score = [&e] {
      choose_and_score(e);
      return e.score.f1;
    };
    pages.push_back({.blocks = &e.page.blocks, .log_odds = &e.log_odds, .content = &e.page.content, .fold = e.fold, .score = score});
  }
  const FittedWeights fitted = fit_weights(pages, *rules->blocks, options.folds);
  print_fit(fitted, *rules->blocks, std::cout);
  std::ofstream out(options.fit_rules);
  if (!(out << overlay_of(fitted)).flush()) throw FileError(options.fit_rules + ": cannot be written");
}

int tune(const TuneOptions& options) {
  std::vector<Example> examples = load_examples(options);
  if (options.oracle) print_oracle(examples);
  const Vocabulary vocabulary(examples, options.folds);
  add_pseudo_pages(examples);
  if (!options.transfer_to.empty()) {
    hold_out(examples, vocabulary, options, options.folds);
    std::erase_if(examples, [&](const Example& e) { return e.fold != options.folds; });
    print_scores(examples, "Trained on the other corpora, scored on " + options.transfer_to);
    return kDone;
  }
  for (int fold = 0; fold < options.folds; ++fold) hold_out(examples, vocabulary, options, fold);
  const float least_expected_f1 = fit_least_expected_f1(examples, -1);
  give_back_empty_pages(examples, options.folds);
  print_scores(examples, "Cross-validated over sites");
  std::cout << fmt::format("Pages that promise less F1 than {:.3f} are given back empty\n", least_expected_f1);
  const auto calibration = calibration_of(examples);
  print_calibration(examples, calibration);
  print_type_accuracy(examples, options.folds);
  if (!options.fit_rules.empty()) fit_rules(examples, options);
  if (!options.predictions.empty()) write_predictions(examples, options.predictions);
  if (options.worst) {
    std::vector<Scored> scored;
    for (const Example& e : examples)
      if (!e.is_pseudo) scored.push_back({&e.page, e.score});
    print_worst(std::cout, std::move(scored), options.worst);
  }
  if (options.output.empty()) return kDone;
  compute_all(examples, vocabulary, options.folds, -1);
  train_and_write_model(examples, options, vocabulary.without(-1), calibration, least_expected_f1);
  return kDone;
}

}  // namespace

Action set_up_tune(CLI::App& app) {
  auto options = std::make_shared<TuneOptions>();
  app.add_option("inputs", options->inputs, "Pages: files, folders, JSONL")->required();
  app.add_option("--truth", options->truths, "Reference: truth.jsonl (repeatable)");
  app.add_option("--prose-truth", options->prose_truths,
                 "Reference that leaves out lists, tables and quotes inside articles (repeatable)");
  app.add_option("-o,--output", options->output, "Write the model here: rules/model/html.json");
  app.add_option("--transfer-to", options->transfer_to,
                 "Only train on the pages of other corpora and score those of this one (`corpus` of the truth)");
  app.add_option("--folds", options->folds, "Folds of the cross-validation")->check(CLI::Range(2, 20))->capture_default_str();
  app.add_option("--trees", options->boost.trees, "Trees")->check(CLI::Range(1, 2000))->capture_default_str();
  app.add_option("--depth", options->boost.depth, "Depth of each tree")->check(CLI::Range(1, 8))->capture_default_str();
  app.add_option("--least-weight", options->boost.least_weight, "Least weight of a leaf")->capture_default_str();
  app.add_option("--rate", options->boost.learning_rate, "Learning rate")->capture_default_str();
  app.add_option("--columns", options->boost.column_share, "Share of features a tree sees")->capture_default_str();
  app.add_option("--seed", options->boost.seed, "Seed")->capture_default_str();
  app.add_flag("--oracle", options->oracle, "Also print what a perfect choice of blocks would reach");
  app.add_option("--predictions", options->predictions, "Write each page's held-out scores here, as JSON lines");
  app.add_option("--fit-rules", options->fit_rules,
                 "Fit the rules' weights and the cut, the trees held fixed, and write them here: PACK/news/weights.yaml")
      ->type_name("FILE");
  app.add_option("--worst", options->worst, "List so many of the worst pages and the blocks that cost most");
  add_rules_option(app, options->rules);
  return [options] { return tune(*options); };
}

}  // namespace winnow::tools

#endif  // WINNOW_TUNE
