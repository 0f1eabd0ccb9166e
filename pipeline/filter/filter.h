#pragma once
// The filter stage: whole pages that the caller does not want become drops.

#include <memory>

#include "pipeline/document/document.h"

namespace winnow::stage {

struct Filter {
  static constexpr std::string_view name = stage_names::filter;
  Options options{};

  /// The article as it is. Drops: too_short, wrong_language, not_article.  Thread-safe.
  Result<Article> operator()(Article&& in) const;
};

}  // namespace winnow::stage
