#pragma once
// The compose stage: the kept blocks become one text, and on request Markdown, HTML, TEI.

#include <memory>

#include "pipeline/document/blocks.h"

namespace winnow {
struct BlockRules;
class InlineRules;
}  // namespace winnow

namespace winnow::stage {

struct Compose {
  static constexpr std::string_view name = "compose";
  std::shared_ptr<const BlockRules> rules{};     ///< for their names
  std::shared_ptr<const InlineRules> inlines{};  ///< where pictures have their address; may be null
  Options options{};

  /// The record. Drops: no_text, when nothing was kept.  Cost: linear.  Thread-safe.
  Result<Article> operator()(Blocks&& in) const;
};

}  // namespace winnow::stage
