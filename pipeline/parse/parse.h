#pragma once
// The parse stage: UTF-8 becomes a document tree; only this folder knows Gumbo.

#include <memory>

#include "pipeline/document/document.h"

namespace winnow {
struct BlockRules;
}  // namespace winnow

namespace winnow::stage {

struct Parse {
  static constexpr std::string_view name = "parse";
  Limits limits{};
  std::shared_ptr<const BlockRules> rules{};  ///< what sites ask to replace in their sources; may be null

  /// The page's tree; for a text dump its text as it is.
  /// Drops: too_large, too_slow.  Cost: linear in bytes, within the limits.  Thread-safe.
  Result<Document> operator()(Decoded&& in) const;
};

}  // namespace winnow::stage
