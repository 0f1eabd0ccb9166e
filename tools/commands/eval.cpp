// `winnow eval`: cleans pages that have a reference text and scores the result, by type and
// language, with the worst pages and the blocks that cost them most, and
// how many tables, lists and pieces of code came through whole.

#include <iostream>
#include <memory>

#include "tools/commands/command.h"
#include "tools/evaluate/labelled_pages.h"
#include "tools/evaluate/score_table.h"
#include "tools/evaluate/structure.h"
#include "tools/evaluate/worst_pages.h"
#include "tools/installed_rules.h"

namespace winnow::tools {
namespace {

struct EvalOptions {
  std::vector<std::string> inputs, truths, rules;
  std::size_t worst = 0;
};

int eval(const EvalOptions& options) {
  const Cleaner cleaner(load_rules(rules_folders(options.rules)));
  std::vector<LabelledPage> pages = load_labelled_pages(options.inputs, options.truths, cleaner);
  if (pages.empty()) throw UsageError("no page of the inputs is in the truth");
  ScoreTable table;
  StructureScore structure;
  std::vector<Scored> scored;
  for (LabelledPage& page : pages) {
    if (!page.blocks.blocks.empty()) {
      auto chosen = run_stage(cleaner.stages().choose, Result<Blocks>(std::move(page.blocks)));
      page.blocks = chosen ? std::move(*chosen) : Blocks{};
    }
    structure.add(page.blocks, page.content);
    scored.push_back({&page, score_kept(page)});
    table.add(page.truth, scored.back().score);
  }
  table.print(std::cout, "Word scores");
  structure.print(std::cout);
  if (options.worst) print_worst_pages(std::cout, std::move(scored), options.worst);
  return kDone;
}

}  // namespace

Action set_up_eval(CLI::App& app) {
  auto options = std::make_shared<EvalOptions>();
  app.footer(
      "Word F1, precision and recall of each page against its reference, then means and standard errors;\n"
      "then how many tables, lists and pieces of code are kept whole, torn, and lost.\n"
      "Scores on pages that the model was trained on flatter it: `winnow tune` prints held-out ones.\n\n"
      "  winnow eval pages/ --truth truth.jsonl --worst 20");
  app.add_option("inputs", options->inputs, "Pages: files, folders, JSONL")->required();
  app.add_option("--truth", options->truths, "Reference: truth.jsonl with id and text (repeatable)")->required();
  app.add_option("--worst", options->worst, "List so many of the worst pages and the blocks that cost most");
  add_rules_option(app, options->rules);
  return [options] { return eval(*options); };
}

}  // namespace winnow::tools
