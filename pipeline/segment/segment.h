#pragma once
// The segment stage: a document becomes blocks of visible text in reading order.

#include <memory>

#include "pipeline/document/blocks.h"

namespace winnow {
class ClassLexicon;
class InlineRules;
}  // namespace winnow

namespace winnow::stage {

struct Segment {
  static constexpr std::string_view name = "segment";
  std::shared_ptr<const ClassLexicon> classes{};  ///< not null
  std::shared_ptr<const InlineRules> inlines{};   ///< not null
  Wrapped wrapped = Wrapped::automatic;           ///< of text dumps: whether their lines were wrapped

  /// The blocks with their shape and word counts, HTML and text dumps alike; for HTML also
  /// `elements`, one a node.
  /// Drops: no_text (not of a page whose scripts hold data), too_slow.  Cost: linear in nodes and text, no recursion.
  /// Thread-safe.
  Result<Blocks> operator()(Document&& in) const;
};

}  // namespace winnow::stage
