#include "tools/tune/examples.h"

#include <oneapi/tbb/parallel_for_each.h>

#include "pipeline/base/hash.h"
#include "pipeline/choose/decision.h"
#include "tools/errors.h"
#include "tools/tune/corpora.h"
#include "tools/tune/pseudo_script.h"

namespace winnow::tools {
namespace {

/// How many of 100 training pages are added a second time in each pseudo script.
constexpr int kHanPercent = 12, kCaselessPercent = 6;

/// The same fold for all pages of a site, whatever else is in the set.
int fold_of(const std::string& site, int folds) {
  std::uint32_t hash = kFnv1aBasis;
  for (char c : site) hash = fnv1a(hash, static_cast<unsigned char>(c));
  return static_cast<int>((hash ^ hash >> 15) % static_cast<std::uint32_t>(folds));
}

void compute_one(Example& example, const LearnedWords& learned) {
  Features features = compute_features(example.page.blocks, learned);
  example.features = std::move(features.blocks);
  example.page_features = std::move(features.page);
}

}  // namespace

std::vector<Example> load_examples(const ExampleOptions& options, const Cleaner& cleaner) {
  std::vector<Example> examples;
  const auto add = [&](std::vector<LabelledPage>&& pages, const Corpus& corpus) {
    for (LabelledPage& page : pages) {
      Example& example = examples.emplace_back();
      example.page = std::move(page);
      example.weight = corpus.weight;
      example.leaves_out = corpus.leaves_out;
      const bool is_target = example.page.truth.corpus == options.transfer_to;
      example.fold = is_target ? options.folds : fold_of(example.page.site, options.folds);
    }
  };
  if (!options.corpora.empty()) {
    for (const Corpus& corpus : load_corpora(options.corpora, options.dumps)) {
      const std::filesystem::path folder = std::filesystem::path(options.root) / corpus.name;
      add(load_labelled_pages({pages_of(folder)}, {(folder / "truth.jsonl").string()}, cleaner,
                              corpus.no_article ? NullText::no_content : NullText::not_annotated),
          corpus);
    }
  }
  if (!options.inputs.empty()) add(load_labelled_pages(options.inputs, options.truths, cleaner), {});
  if (examples.empty()) throw UsageError("no page of the inputs is in the truth");
  return examples;
}

double unit_hash(std::size_t n) {
  std::uint64_t z = n * 0x9E3779B97F4A7C15ull + 1;
  z = (z ^ z >> 30) * 0xBF58476D1CE4E5B9ull;
  z = (z ^ z >> 27) * 0x94D049BB133111EBull;
  return static_cast<double>((z ^ z >> 31) >> 11) * 0x1p-53;
}

void add_pseudo_pages(std::vector<Example>& examples) {
  const std::size_t count = examples.size();
  for (std::size_t i = 0; i < count; ++i) {
    const int lot = static_cast<int>(100 * unit_hash(i));
    if (lot >= kHanPercent + kCaselessPercent) continue;
    Example copy = examples[i];
    copy.is_copy = true;
    copy.page.blocks =
        in_pseudo_script(std::move(copy.page.blocks), lot < kHanPercent ? PseudoScript::han : PseudoScript::caseless);
    examples.push_back(std::move(copy));
  }
}

Vocabulary::Vocabulary(const std::vector<Example>& examples, int folds) : text(folds + 1), classes(folds + 1) {
  for (const Example& e : examples) {
    const BlockWords words = words_of_blocks(e.page.blocks);
    text.add_page(words.text, e.page.blocks, e.page.content, e.fold);
    classes.add_page(words.classes, e.page.blocks, e.page.content, e.fold);
  }
}

void compute_all(std::vector<Example>& examples, const Vocabulary& vocabulary, int folds, int held_out) {
  for (int fold = 0; fold <= folds; ++fold) {
    const LearnedWords learned = vocabulary.without(fold, held_out);
    oneapi::tbb::parallel_for_each(examples, [&](Example& e) {
      if (e.fold == fold && !e.page.blocks.blocks.empty()) compute_one(e, learned);
    });
  }
}

void choose_and_score(Example& example, float least_expected_f1) {
  auto& blocks = example.page.blocks.blocks;
  for (std::size_t b = 0; b < blocks.size(); ++b)
    blocks[b].score = probability(example.log_odds[b] + blocks[b].rule_weight);
  const Cut cut = decide(example.page.blocks, least_expected_f1, example.recall_weight);
  example.expected_f1 = cut.expected_f1;
  example.best_f1 = cut.best_f1;
  example.score = score_kept(example.page);
}

}  // namespace winnow::tools
