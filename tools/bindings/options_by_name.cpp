#include "tools/bindings/options_by_name.h"

#include <utility>

namespace winnow::tools {

bool set_option(Options& o, std::string_view name, std::size_t value) noexcept {
  const std::pair<std::string_view, std::size_t*> numbers[] = {
      {"max_bytes", &o.limits.max_bytes}, {"max_tree_bytes", &o.limits.max_tree_bytes},
      {"max_depth", &o.limits.max_depth}, {"max_time_ms", &o.limits.max_time_ms},
      {"min_words", &o.min_words}};
  const std::pair<std::string_view, bool*> switches[] = {
      {"articles_only", &o.articles_only}, {"markdown", &o.markdown},
      {"html", &o.html},                   {"tei", &o.tei},
      {"blocks", &o.blocks},               {"keep_captions", &o.keep.captions},
      {"keep_comments", &o.keep.comments}, {"keep_links", &o.keep.links},
      {"keep_images", &o.keep.images},     {"keep_bylines", &o.keep.bylines},
      {"keep_tables", &o.keep.tables}};
  const std::pair<std::string_view, float> weights[] = {{"favor_precision", 0.5f}, {"favor_recall", 2.0f}};
  for (const auto& [key, number] : numbers)
    if (key == name) return *number = value, true;
  for (const auto& [key, on] : switches)
    if (key == name) return *on = value != 0, true;
  for (const auto& [key, weight] : weights)
    if (key == name) return o.recall_weight = value != 0 ? weight : 1, true;
  return false;
}

}  // namespace winnow::tools
