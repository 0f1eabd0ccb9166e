#pragma once
// The pages that `tune` trains on and scores. All pages of a site are in one fold. Some pages are copied
// in pseudo scripts. Features use word tables that never saw the page's fold.

#include <cstdint>
#include <string>
#include <vector>

#include "pipeline/choose/features.h"
#include "tools/evaluate/labelled_pages.h"
#include "tools/tune/word_counts.h"

namespace winnow::tools {

/// A page with its features, and its scores by the forest that was trained without its fold.
struct Example {
  LabelledPage page;
  FeatureMatrix features, page_features;
  bool is_copy = false;          ///< made out of another one: trains, but is not scored
  bool of_article = false;       ///< a copy that only makes sense as an article: trains that forest alone
  bool teaches_type = false;     ///< a copy that trains the types of pages too
  double weight = 1;             ///< in training
  std::uint32_t leaves_out = 0;  ///< bits of Kind: blocks that the reference leaves out by its convention
  int fold = 0;
  std::vector<float> log_odds;
  std::vector<float> margins;          ///< log-odds by the model that is trained further; empty: there is none
  std::vector<float> type_shares;      ///< Model::shares_of_types by forests that never saw its site
  std::string found_type;              ///< the likeliest; "" where there are no types
  float recall_weight = 1;             ///< β of the cut
  float expected_f1 = 0, best_f1 = 0;  ///< of the cut, and of the best cut for β = 1
  WordScore score;
};

/// Where the examples come from and how they are separated into folds.
struct ExampleOptions {
  std::vector<std::string> inputs, truths, rules;
  std::string corpora, root;  ///< a file of corpora (corpora.h) and the folder that holds them; "": only `inputs`
  bool dumps = false;         ///< of the corpora take the text dumps, not the HTML pages
  std::string transfer_to;    ///< pages of this corpus make a fold of their own, number `folds`
  int folds = 5;
};

/// The pages of the inputs and the corpora that a truth knows. Throws UsageError when there are none.
std::vector<Example> load_examples(const ExampleOptions& options, const Cleaner& cleaner);

/// Adds copies of some pages in pseudo scripts, each in the fold of its page. Every run copies the same pages.
void add_pseudo_pages(std::vector<Example>& examples);

/// The learned tables of all pages, by fold.
struct Vocabulary {
  WordCounts text, classes;
  /// Folds are counted from 0; the fold numbered `folds` holds the pages of --transfer-to.
  Vocabulary(const std::vector<Example>& examples, int folds);
  LearnedWords without(int fold, int other = -1) const { return {text.table(fold, other), classes.table(fold, other)}; }
};

/// Computes every page's features with tables that know neither its own fold nor `held_out`.
void compute_all(std::vector<Example>& examples, const Vocabulary& vocabulary, int folds, int held_out);

/// Chooses blocks by the example's log-odds and scores what is kept; nothing of a page that promises less F1.
void choose_and_score(Example& example, float least_expected_f1 = 0);

/// Returns a number from 0 to 1 that looks random and is the same in each run (splitmix64).
double unit_hash(std::size_t n);

}  // namespace winnow::tools
