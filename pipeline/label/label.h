#pragma once
// The label stage: YAML rules say what blocks are: cue phrases, selectors, patterns, spans.

#include <memory>

#include "pipeline/document/blocks.h"

namespace winnow {
struct BlockRules;
class CueMatcher;
}  // namespace winnow

namespace winnow::stage {

struct Label {
  static constexpr std::string_view name = "label";
  std::shared_ptr<const CueMatcher> cues{};
  std::shared_ptr<const BlockRules> rules{};

  /// The same blocks with cues, and labels and verdicts where rules gave any.
  /// Drops: too_slow.  Cost: linear in text.  Thread-safe.
  Result<Blocks> operator()(Blocks&& in) const;
};

}  // namespace winnow::stage
