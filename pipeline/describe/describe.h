#pragma once
// The describe stage: what the page says about itself: title, authors, dates and so on.

#include <memory>

#include "pipeline/document/blocks.h"

namespace winnow {
struct BlockRules;
class CueMatcher;
struct MetadataRules;
}  // namespace winnow

namespace winnow::stage {

struct Describe {
  static constexpr std::string_view name = "describe";
  std::shared_ptr<const MetadataRules> rules{};
  std::shared_ptr<const BlockRules> sites{};  ///< what sites say of title, authors and date; may be null
  std::shared_ptr<const CueMatcher> cues{};   ///< what lines of a dump are no title by; may be null
  bool candidates = false;                    ///< also report every candidate of every field

  /// The same blocks with `meta` filled. Drops: too_slow.  Cost: linear.  Thread-safe.
  Result<Blocks> operator()(Blocks&& in) const;
};

}  // namespace winnow::stage
