#pragma once
// The choose stage: the model's score and the rules decide which blocks are kept.

#include <memory>

#include "pipeline/document/blocks.h"

namespace winnow {
class DroppedLabels;
class PageVerdicts;
struct Models;
}  // namespace winnow

namespace winnow::stage {

struct Choose {
  static constexpr std::string_view name = "choose";
  std::shared_ptr<const Models> models{};                 ///< not null
  std::shared_ptr<const DroppedLabels> dropped_labels{};  ///< not null
  std::shared_ptr<const PageVerdicts> page_verdicts{};    ///< not null
  Keep keep{};
  bool terms = false;       ///< also fill Blocks::terms
  float recall_weight = 1;  ///< as in Options

  /// The same blocks with `score`, `label` and `kept` set, and the page's confidence and type, on which
  /// news/pages.yaml has the last word.
  /// Drops: too_slow; too_large when terms are wanted of more than 100,000 blocks.  Cost: linear in blocks and nodes.
  /// Thread-safe.
  Result<Blocks> operator()(Blocks&& in) const;
};

}  // namespace winnow::stage
