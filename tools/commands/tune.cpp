// `winnow tune`: trains the score on pages with a reference text, measures it on held-out sites,
// and writes the model file that rules/model/ ships. The features are those that `clean` computes.

#include <fstream>
#include <iostream>
#include <map>
#include <optional>

#include <fmt/format.h>

#include "pipeline/choose/model_file.h"
#include "pipeline/choose/models.h"
#include "pipeline/rules.h"
#include "pipeline/write/json_record.h"
#include "tools/batch/output_file.h"
#include "tools/commands/command.h"
#include "tools/evaluate/score_table.h"
#include "tools/evaluate/worst_pages.h"
#include "tools/installed_rules.h"
#include "tools/tune/calibration.h"
#include "tools/tune/copies.h"
#include "tools/tune/fit_weights.h"
#include "tools/tune/training.h"

namespace winnow::tools {
namespace {

struct TuneOptions {
  ExampleOptions examples{};
  std::string output, predictions, fit_rules;
  bool oracle = false, on_top = false;
  std::size_t worst = 0;
  BoostOptions boost{};
  std::optional<int> trees, depth;
  std::optional<double> learning_rate, least_weight;
  bool copies = false;
  CopyOptions copy{};
};

void print_scores(const std::vector<Example>& examples, const std::string& title) {
  ScoreTable table;
  for (const Example& e : examples)
    if (!e.is_copy) table.add(e.page.truth, e.score);
  table.print(std::cout, title);
}

/// Returns the score that a choice among whole blocks by the labels themselves would reach.
void print_oracle(std::vector<Example>& examples) {
  for (Example& e : examples) {
    for (std::size_t b = 0; b < e.page.content.size(); ++b) e.page.blocks.blocks[b].kept = e.page.content[b] >= 0.5f;
    e.score = score_kept(e.page);
  }
  print_scores(examples, "Blocks chosen by their labels (the ceiling)");
}

/// Prints how well `confidence` predicts: the F1 that pages of each band reached.
void print_calibration(const std::vector<Example>& examples, const std::vector<std::pair<float, float>>& calibration) {
  Model model;
  model.calibration = calibration;
  std::map<int, Mean> bands;
  for (const Example& e : examples)
    if (!e.is_copy) bands[static_cast<int>(calibrate(model, e.expected_f1) * 10)].add(e.score.f1);
  std::cout << "Confidence against what was reached\n";
  for (const auto& [band, f1] : bands)
    std::cout << fmt::format("{:.1f} and up {:>14}{:>9.4f}{:>9.4f}\n", band / 10.0, f1.count, f1.value(), f1.error());
}

/// Prints how often the type of a page on a held-out site is right.
void print_type_accuracy(const std::vector<Example>& examples) {
  if (types_of(examples).empty()) return;
  std::map<std::string, Mean> right;
  for (const Example& e : examples) {
    if (e.is_copy || e.found_type.empty()) continue;
    const double hit = e.found_type == e.page.truth.type;
    right[" all"].add(hit);
    right[e.page.truth.type].add(hit);
  }
  std::cout << "Page type found, on held-out sites\n";
  for (const auto& [type, mean] : right)
    std::cout << fmt::format("{:28}{:>6}{:>9.4f}{:>9.4f}\n", type, mean.count, mean.value(), mean.error());
}

void write_file(const TrainedModel& model, const std::string& file) {
  std::ofstream out(file);
  write_model(model, out);
  if (!out.flush()) throw FileError(file + ": cannot be written");
}

void train_and_write_model(const std::vector<Example>& examples, const TuneOptions& options, const BoostOptions& boost,
                           LearnedWords learned, std::map<std::string, float> recall_weights,
                           std::vector<std::pair<float, float>> calibration, float least_expected_f1) {
  TrainedModel model{.is_html = examples.front().page.blocks.doc.is_html,
                     .least_expected_f1 = least_expected_f1,
                     .recall_weights = std::move(recall_weights),
                     .calibration = std::move(calibration),
                     .learned = std::move(learned),
                     .blocks = {},
                     .types = {}};
  if (types_of(examples).empty()) {
    model.blocks = train_on_all(examples, ForestOf::all, boost);
  } else {
    model.blocks = train_on_all(examples, ForestOf::articles, boost);
    model.other_blocks = train_on_all(examples, ForestOf::others, boost);
  }
  for (const std::string& type : types_of(examples)) model.types.emplace_back(type, train_type(examples, type, -1));
  write_file(model, options.output);
}

/// One JSON line a page: what was reached and expected, and for each block its words, log-odds and label.
void append_prediction(const Example& e, const Model& calibrated, std::string& out) {
  write::JsonObject page(out);
  page.text("id", e.page.truth.id);
  page.text("corpus", e.page.truth.corpus);
  page.text("type", e.page.truth.type);
  page.fraction("f1", static_cast<float>(e.score.f1));
  page.fraction("precision", static_cast<float>(e.score.precision));
  page.fraction("recall", static_cast<float>(e.score.recall));
  page.fraction("expected", e.expected_f1);
  page.fraction("confidence", calibrate(calibrated, e.expected_f1));
  page.key("blocks") += '[';
  for (std::size_t b = 0; b < e.log_odds.size(); ++b)
    out += (b ? "," : "") +
           fmt::format("[{},{:.3f},{:.2f}]", e.page.blocks.blocks[b].words, e.log_odds[b], e.page.content[b]);
  out += ']';
  page.end();
  out += '\n';
}

void write_predictions(const std::vector<Example>& examples, const std::vector<std::pair<float, float>>& calibration,
                       const std::string& file) {
  Model calibrated;
  calibrated.calibration = calibration;
  Output out(file);
  for (const Example& e : examples) {
    if (!e.is_copy) append_prediction(e, calibrated, out.buffer());
    out.flush_if_full();
  }
  out.close();
}

/// Fits the rules' weights on the held-out log-odds and writes them as a pack's news/weights.yaml.
void fit_rules(std::vector<Example>& examples, const TuneOptions& options) {
  const auto rules = load_rules_without_models(rules_folders(options.examples.rules));
  std::vector<WeighedPage> pages;
  for (Example& e : examples) {
    if (e.is_copy || e.log_odds.empty()) continue;
    const auto score = [&e] {
      choose_and_score(e);
      return e.score.f1;
    };
    pages.push_back({.blocks = &e.page.blocks,
                     .log_odds = &e.log_odds,
                     .content = &e.page.content,
                     .fold = e.fold,
                     .score = score});
  }
  const FittedWeights fitted = fit_weights(pages, *rules->blocks, options.examples.folds);
  print_fit(fitted, *rules->blocks, std::cout);
  std::ofstream out(options.fit_rules);
  if (!(out << overlay_of(fitted)).flush()) throw FileError(options.fit_rules + ": cannot be written");
}

/// The size of the forest where nothing is asked for. The large one is what ships. Few pages are learnt by heart by
/// so many leaves; on top of a model only what it gets wrong is left to learn.
BoostOptions boost_for(const TuneOptions& options, std::size_t pages) {
  constexpr std::size_t kFewPages = 300;
  BoostOptions boost = options.boost;
  struct Size {
    int trees, depth;
    double rate, least_weight;
  };
  const Size size = options.on_top      ? Size{60, 3, 0.05, 3}
                    : pages < kFewPages ? Size{100, 4, 0.1, 1}
                                        : Size{400, 5, 0.06, 3};
  boost.trees = options.trees.value_or(size.trees);
  boost.depth = options.depth.value_or(size.depth);
  boost.learning_rate = options.learning_rate.value_or(size.rate);
  boost.least_weight = options.least_weight.value_or(size.least_weight);
  return boost;
}

void print_worst(const std::vector<Example>& examples, std::size_t count) {
  if (count == 0) return;
  std::vector<Scored> scored;
  for (const Example& e : examples)
    if (!e.is_copy) scored.push_back({&e.page, e.score});
  print_worst_pages(std::cout, std::move(scored), count);
}

/// The model that rules/ has for pages like these.
TrainedModel model_to_train_further(const TuneOptions& options, bool is_html) {
  const std::filesystem::path name = std::filesystem::path("model") / (is_html ? "html.json" : "text.json");
  const auto folders = rules_folders(options.examples.rules);
  for (auto folder = folders.rbegin(); folder != folders.rend(); ++folder)
    if (std::filesystem::exists(*folder / name)) return read_model(*folder / name, is_html);
  throw UsageError("--on-top: no folder of rules has " + name.string());
}

/// Trains trees that mend what the model of the rules gets wrong on these pages. Its words, types, cut and
/// calibration stay.
int tune_on_top(const TuneOptions& options, std::vector<Example>&& examples) {
  TrainedModel model = model_to_train_further(options, examples.front().page.blocks.doc.is_html);
  score_by(model_of(TrainedModel(model)), examples);
  print_scores(examples, "The model as it is");
  const BoostOptions boost = boost_for(options, examples.size());
  for (int fold = 0; fold < options.examples.folds; ++fold)
    hold_out_on_top(examples, boost, model.least_expected_f1, fold);
  print_scores(examples, "Trained further, cross-validated over sites");
  if (!options.predictions.empty()) write_predictions(examples, model.calibration, options.predictions);
  print_worst(examples, options.worst);
  if (options.output.empty()) return kDone;
  const std::vector<PlainTree> more = train_on_all(examples, ForestOf::all, boost);
  for (std::vector<PlainTree>* forest : {&model.blocks, &model.other_blocks})
    if (!forest->empty()) forest->insert(forest->end(), more.begin(), more.end());
  write_file(model, options.output);
  return kDone;
}

int tune(const TuneOptions& options) {
  const int folds = options.examples.folds;
  const Cleaner cleaner(load_rules_without_models(rules_folders(options.examples.rules)));
  std::vector<Example> examples = load_examples(options.examples, cleaner);
  if (options.oracle) print_oracle(examples);
  if (options.on_top) return tune_on_top(options, std::move(examples));
  const BoostOptions boost = boost_for(options, examples.size());
  const Vocabulary vocabulary(examples, folds);
  if (options.copies) add_copies(examples, cleaner, options.copy);
  add_pseudo_pages(examples);
  if (!options.examples.transfer_to.empty()) {
    hold_out(examples, vocabulary, boost, folds, folds);
    std::erase_if(examples, [&](const Example& e) { return e.fold != folds; });
    print_scores(examples, "Trained on the other corpora, scored on " + options.examples.transfer_to);
    return kDone;
  }
  for (int fold = 0; fold < folds; ++fold) hold_out(examples, vocabulary, boost, folds, fold);
  const RecallFit recall_fit(examples);
  choose_by_recall_weights(examples, recall_fit, types_of(examples), folds);
  const float least_expected_f1 = fit_least_expected_f1(examples, -1);
  give_back_empty_pages(examples, folds);
  print_scores(examples, "Cross-validated over sites");
  std::cout << fmt::format("Pages that promise less F1 than {:.3f} are given back empty\n", least_expected_f1);
  const std::map<std::string, float> recall_weights = recall_fit.without(-1);
  for (const auto& [type, weight] : recall_weights)
    std::cout << fmt::format("Recall weighs {:.2f} in the cut of pages of type '{}'\n", weight, type);
  const auto calibration = calibration_of(examples);
  print_calibration(examples, calibration);
  print_type_accuracy(examples);
  if (!options.fit_rules.empty()) fit_rules(examples, options);
  if (!options.predictions.empty()) write_predictions(examples, calibration, options.predictions);
  print_worst(examples, options.worst);
  if (options.output.empty()) return kDone;
  compute_all(examples, vocabulary, folds, -1);
  train_and_write_model(examples, options, boost, vocabulary.without(-1), recall_weights, calibration,
                        least_expected_f1);
  return kDone;
}

}  // namespace

Action set_up_tune(CLI::App& app) {
  auto options = std::make_shared<TuneOptions>();
  app.add_option("inputs", options->examples.inputs, "Pages: files, folders, JSONL");
  app.add_option("--corpora", options->examples.corpora,
                 "Corpora with their weights: rules/model/corpora.yaml says how")
      ->type_name("FILE");
  app.add_option("--root", options->examples.root, "Folder that holds the corpora")->type_name("DIR");
  app.add_flag("--dumps", options->examples.dumps, "Of the corpora take the text dumps, not the HTML pages");
  app.add_option("--truth", options->examples.truths, "Reference: truth.jsonl (repeatable)");
  app.add_option("-o,--output", options->output, "Write the model here: rules/model/html.json");
  app.add_option("--transfer-to", options->examples.transfer_to,
                 "Only train on the pages of other corpora and score those of this one (`corpus` of the truth)");
  app.add_option("--folds", options->examples.folds, "Folds of the cross-validation")
      ->check(CLI::Range(2, 20))
      ->capture_default_str();
  app.add_flag("--on-top", options->on_top,
               "Train the model of the rules further on these pages, instead of a new one: for fewer than some "
               "thousand pages");
  app.add_option("--trees", options->trees, "Trees [400; 100 for fewer than 300 pages; 60 on top]")
      ->check(CLI::Range(1, 2000));
  app.add_option("--depth", options->depth, "Depth of each tree [5; 4; 3]")->check(CLI::Range(1, 6));
  app.add_option("--rate", options->learning_rate, "Learning rate [.06; .1; .05]")->check(CLI::Range(0.001, 1.0));
  app.add_option("--least-weight", options->least_weight, "Least weight of a leaf [3; 1; 3]");
  app.add_option("--columns", options->boost.column_share, "Share of features a tree sees")->capture_default_str();
  app.add_option("--seed", options->boost.seed, "Seed")->capture_default_str();
  app.add_flag(
      "--copies", options->copies,
      "Train on copies too: articles cut short, with another article or stream of cards below, with other class names");
  app.add_option("--copy-weight", options->copy.cut_weight, "What an article cut short counts")
      ->check(CLI::Range(0.0, 1.0))
      ->capture_default_str();
  app.add_flag("--oracle", options->oracle, "Also print what a perfect choice of blocks would reach");
  app.add_option("--predictions", options->predictions, "Write each page's held-out scores here, as JSON lines");
  app.add_option(
         "--fit-rules", options->fit_rules,
         "Fit the rules' weights and the cut, the trees held fixed, and write them here: PACK/news/weights.yaml")
      ->type_name("FILE");
  app.add_option("--worst", options->worst, "List so many of the worst pages and the blocks that cost most");
  add_rules_option(app, options->examples.rules);
  return [options] { return tune(*options); };
}

}  // namespace winnow::tools
