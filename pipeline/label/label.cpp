#include "pipeline/label/label.h"

#include "pipeline/rulepack/rules.h"

namespace winnow::stage {

Result<Blocks> Label::operator()(Blocks&& in) const {
  for (Block& block : in.blocks) block.cues = rules->cues.match(in.text_of(block));
  if (in.doc.deadline.passed()) return Drop{Reason::too_slow, name, "the page's time is up"};
  return std::move(in);
}

}  // namespace winnow::stage
