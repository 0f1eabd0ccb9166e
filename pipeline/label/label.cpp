// Runs the rules in their order over the blocks. The first rule that keeps or drops a block decides
// it; labels without a verdict and weights add to what the score will decide.

#include "pipeline/label/label.h"

#include "pipeline/label/matching.h"
#include "pipeline/label/site_apply.h"
#include "pipeline/rulepack/block_rules.h"
#include "pipeline/rulepack/cue_matcher.h"

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

/// Looks at the page's clock after every few thousand bytes or blocks of work.
class DeadlineCheck {
 public:
  explicit DeadlineCheck(const Deadline& deadline) : deadline_(deadline) {}

  /// False when the page's time is up. `blocks`: so many were looked at, `bytes`: their text.
  bool has_time_after(std::size_t blocks, std::size_t bytes) {
    constexpr std::size_t kBytesPerBlock = 64, kBlocks = 256;
    work_ += blocks + bytes / kBytesPerBlock;
    if (work_ < kBlocks) return true;
    work_ = 0;
    return !deadline_.passed();
  }

 private:
  const Deadline& deadline_;
  std::size_t work_ = 0;
};

/// The most that a selector may cost at a block, counted in blocks: it tests each element above the
/// block. Pages as people write them are at most 52 levels deep.
std::size_t climb_of(const Blocks& page, const Block& block) noexcept {
  constexpr std::size_t kUsualDepth = 64, kTestsPerBlock = 32;
  if (page.doc.dom.nodes.empty()) return 0;
  const std::size_t depth = page.doc.dom.nodes[block.node].depth;
  return depth > kUsualDepth ? depth * depth / kTestsPerBlock : 0;
}

/// Runs rules in their order; `first_name` is the first one's number. False when the page's time is
/// up: a span reaches over all blocks at worst, so that one rule may cost their square.
bool run_rules(const std::vector<BlockRule>& rules, std::uint16_t first_name, const PageView& view, Blocks& page) {
  DeadlineCheck clock(page.doc.deadline);
  for (std::size_t r = 0; r < rules.size(); ++r) {
    if (!may_hold(rules[r].when, view)) continue;
    const auto name = static_cast<std::uint16_t>(first_name + r);
    bool hit = false;
    for (std::size_t i = 0; i < page.blocks.size(); ++i) {
      if (!clock.has_time_after(1 + climb_of(page, page.blocks[i]), page.blocks[i].length)) return false;
      if (!holds(rules[r].when, view, i)) continue;
      hit = true;
      const auto [first, end] = reach_of(rules[r].span, view, i);
      for (std::size_t k = first; k < end; ++k) apply(rules[r], name, page.blocks[k]);
      if (!clock.has_time_after(end - first, 0)) return false;
    }
    if (hit) page.rules_hit.push_back(name);
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
  unsigned looks = 0;
  for (Block& block : in.blocks) {
    block.cues = cues->match_and_phrase(in.text_of(block));
    block.rule_weight = rules->bias;
    if (in.doc.deadline.passed_every_256(looks)) return Drop{Reason::too_slow, name, "finding cue phrases"};
  }

  const SiteRules* site = rules->sites->find(in.doc.page.url);
  const SiteLayout* layout = site ? &site->layout_of(in.doc.page.crawled) : nullptr;
  const PageView view = view_page(in, rules->prose);
  if (layout) {
    if (!run_rules(layout->rules, layout->first_rule_name, view, in))
      return Drop{Reason::too_slow, name, "running the site's rules"};
    run_site(*layout, in);
    if (in.doc.deadline.passed()) return Drop{Reason::too_slow, name, "running the site's selectors"};
  }
  if (!run_rules(rules->rules, 0, view, in) || in.doc.deadline.passed())
    return Drop{Reason::too_slow, name, "running the rules"};
  return std::move(in);
}

}  // namespace winnow::stage
