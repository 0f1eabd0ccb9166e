// Runs the rules in their order over the blocks. The first rule that keeps or drops a block decides
// it; labels without a verdict and weights add to what the score will decide.

#include "pipeline/label/label.h"

#include "pipeline/label/matching.h"
#include "pipeline/label/site_apply.h"
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

/// Runs rules in their order; `first_name` is the first one's number.
bool run_rules(const std::vector<BlockRule>& rules, std::uint16_t first_name, const PageView& view, Blocks& page) {
  for (std::size_t r = 0; r < rules.size(); ++r) {
    if (!may_hold(rules[r].when, view)) continue;
    const auto name = static_cast<std::uint16_t>(first_name + r);
    bool hit = false;
    for (std::size_t i = 0; i < page.blocks.size(); ++i) {
      if (!holds(rules[r].when, view, i)) continue;
      hit = true;
      const auto [first, end] = reach_of(rules[r].span, view, i);
      for (std::size_t k = first; k < end; ++k) apply(rules[r], name, page.blocks[k]);
    }
    if (hit) page.rules_hit.push_back(name);
    if (page.doc.deadline.passed()) return false;
  }
  return true;
}

/// What the site's rules say of the page's body, or that they no longer fit it.
void run_site(const SiteLayout& layout, Blocks& page) {
  if (apply_site_body(layout, page)) {
    page.rules_hit.push_back(layout.body_name);
    return;
  }
  page.rules_hit.push_back(layout.fallback_name);
  if (layout.fall_back) return;
  for (Block& block : page.blocks) {
    block.force_drop = true;
    block.rule = layout.body_name;
  }
}

}  // namespace

Result<Blocks> Label::operator()(Blocks&& in) const {
  for (Block& block : in.blocks) block.cues = rules->cues.match(in.text_of(block));
  if (in.doc.deadline.passed()) return Drop{Reason::too_slow, name, "finding cue phrases"};

  const SiteRules* site = rules->blocks->sites->find(in.doc.page.url);
  const SiteLayout* layout = site ? &site->layout_of(in.doc.page.crawled) : nullptr;
  if (layout) apply_site_fields(*layout, *rules->metadata, in);
  const PageView view = view_page(in, rules->blocks->prose);
  if (layout) {
    run_rules(layout->rules, layout->first_rule_name, view, in);
    run_site(*layout, in);
  }
  if (!run_rules(rules->blocks->rules, 0, view, in)) return Drop{Reason::too_slow, name, "running the rules"};
  return std::move(in);
}

}  // namespace winnow::stage
