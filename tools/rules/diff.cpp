#include "tools/rules/diff.h"

#include <algorithm>
#include <cstdio>
#include <iostream>
#include <unordered_map>

#include "pipeline/base/text.h"
#include "pipeline/read/reader.h"
#include "tools/errors.h"
#include "tools/evaluate/score.h"
#include "tools/evaluate/truth.h"

namespace winnow::tools {
namespace {

struct Change {
  std::string id;
  std::size_t words = 0;            ///< in the blocks whose verdict changed
  std::vector<std::string> blocks;  ///< "+ rule: text" or "- rule: text"
  double f1_before = 0, f1_after = 0;
  bool has_f1 = false;
};

constexpr std::size_t kMostShown = 100;  // bytes of a block

/// A block that only one of the packs keeps, as a line.
void note(char sign, const BlockReport& block, const std::string& rule, Change& change) {
  change.words += block.words;
  change.blocks.push_back(std::string{sign, ' '} + (rule.empty() ? "score" : rule) + ": " +
                          shortened(block.text, kMostShown));
}

/// Both packs cut a page into the same blocks, unless a site's rules replace or strip a part of one;
/// such a block is missing on one side and new on the other.
Change compare(const Article& before, const Article& after) {
  Change change{.id = after.id.empty() ? after.url : after.id, .blocks = {}};
  for (std::size_t i = 0; i < std::max(before.blocks.size(), after.blocks.size()); ++i) {
    const BlockReport* const a = i < before.blocks.size() ? &before.blocks[i] : nullptr;
    const BlockReport* const b = i < after.blocks.size() ? &after.blocks[i] : nullptr;
    if (a && b && a->text == b->text && a->kept == b->kept) continue;
    const std::string rule = b && !b->rule.empty() ? b->rule : a ? a->rule : std::string{};
    if (a && a->kept) note('-', *a, rule, change);
    if (b && b->kept) note('+', *b, rule, change);
  }
  return change;
}

/// Sums over the pages with a reference.
struct Totals {
  std::size_t pages = 0, changed = 0, scored = 0, better = 0, worse = 0;
  double f1_before = 0, f1_after = 0;

  void add(const Change& change) {
    ++pages;
    changed += change.blocks.empty() ? 0 : 1;
    if (!change.has_f1) return;
    ++scored;
    f1_before += change.f1_before;
    f1_after += change.f1_after;
    better += change.f1_after > change.f1_before ? 1 : 0;
    worse += change.f1_after < change.f1_before ? 1 : 0;
  }
};

void print(const Change& change) {
  std::cout << change.id << ": " << change.words << " words change";
  if (change.has_f1) std::printf(", word F1 %.4f to %.4f", change.f1_before, change.f1_after);
  std::cout << '\n';
  for (const std::string& block : change.blocks) std::cout << "  " << block << '\n';
}

void print(const Totals& totals) {
  std::cout << totals.changed << " of " << totals.pages << " pages change";
  if (totals.scored > 0) {
    const auto scored = static_cast<double>(totals.scored);
    std::printf(", %zu better, %zu worse; word F1 %.4f to %.4f on %zu pages", totals.better, totals.worse,
                totals.f1_before / scored, totals.f1_after / scored, totals.scored);
  }
  std::cout << '\n';
}

}  // namespace

int run_rules_diff(const RulesDiff& o) {
  const Options with_blocks{.blocks = true};
  const Cleaner before(load_rules(o.before), with_blocks), after(load_rules(o.after), with_blocks);
  const auto truth = o.truth.empty() ? std::unordered_map<std::string, Truth>{} : load_truth(o.truth);
  std::vector<Change> changes;
  Totals totals;
  read::Inputs inputs(o.pages, {});
  while (auto page = inputs.next()) {
    if (!*page) continue;
    const std::string id = (*page)->id;
    const Outcome one = before(**page), two = after(std::move(**page));
    if (!one || !two) continue;
    Change change = compare(*one, *two);
    if (const auto row = truth.find(id); row != truth.end() && row->second.text) {
      change.has_f1 = true;
      change.f1_before = score_words(one->text, *row->second.text).f1;
      change.f1_after = score_words(two->text, *row->second.text).f1;
    }
    totals.add(change);
    if (!change.blocks.empty()) changes.push_back(std::move(change));
  }
  std::stable_sort(changes.begin(), changes.end(), [](const Change& a, const Change& b) { return a.words > b.words; });
  for (std::size_t i = 0; i < std::min(o.most, changes.size()); ++i) print(changes[i]);
  print(totals);
  return inputs.unopened() > 0 ? kNotOpened : kDone;
}

}  // namespace winnow::tools
