// Runs the rules in their order over the blocks. The first rule that keeps or drops a block decides
// it; labels without a verdict and weights add to what the score will decide.

#include "pipeline/label/label.h"

#include "pipeline/label/matching.h"
#include "pipeline/rulepack/rules.h"

namespace winnow::stage {
namespace {

bool is_decided(const Block& block) noexcept { return block.force_keep || block.force_drop; }

void apply(const BlockRule& rule, std::uint16_t number, Block& block) {
  if (is_decided(block)) return;
  if (rule.label && !block.label_is_set) {
    block.label = *rule.label;
    block.label_is_set = true;
  }
  block.rule_weight += rule.weight;
  if (rule.verdict == Verdict::none) return;
  block.force_keep = rule.verdict == Verdict::keep;
  block.force_drop = rule.verdict == Verdict::drop;
  if (rule.label) block.label = *rule.label;
  block.rule = number;
}

}  // namespace

Result<Blocks> Label::operator()(Blocks&& in) const {
  for (Block& block : in.blocks) block.cues = rules->cues.match(in.text_of(block));
  if (in.doc.deadline.passed()) return Drop{Reason::too_slow, name, "finding cue phrases"};

  const PageView view = view_page(in, rules->blocks->prose);
  for (std::size_t r = 0; r < rules->blocks->rules.size(); ++r) {
    const BlockRule& rule = rules->blocks->rules[r];
    for (std::size_t i = 0; i < in.blocks.size(); ++i) {
      if (!holds(rule.when, view, i)) continue;
      const auto [first, end] = reach_of(rule.span, view, i);
      for (std::size_t k = first; k < end; ++k) apply(rule, static_cast<std::uint16_t>(r), in.blocks[k]);
    }
    if (in.doc.deadline.passed()) return Drop{Reason::too_slow, name, "running rule " + rule.id};
  }
  return std::move(in);
}

}  // namespace winnow::stage
