#pragma once
// Features of the article seen from its title.

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "pipeline/choose/feature_sinks.h"

namespace winnow::features {

/// The article seen from its title.
template <class Sink>
void put_title_facts(Sink& out, const Facts& f, std::size_t b) {
  static constexpr std::array<std::string_view, 3> kSizes = {"40", "100", "250"};
  static constexpr std::array<std::string_view, kPassedCount> kPassedNames = {
      "related", "comment", "offer", "share", "footer", "author", "dated", "linked_heading", "heading"};
  const TitleFacts& t = f.title;
  const Dom& dom = f.blocks.doc.dom;
  const std::uint32_t node = f.blocks.blocks[b].node;
  const bool behind = t.title >= 0 && static_cast<std::int32_t>(b) > t.title;
  out.put("title_is_found", t.title >= 0);
  for (std::size_t k = 0; k < kSizes.size(); ++k) {
    const TitleContainer& c = t.containers[k];
    out.put("title_inside_", kSizes[k], c.is_there && is_inside(dom, node, c.node));
    out.put("title_container_words_", kSizes[k], log_count(c.good_words));
    out.put("title_container_share_", kSizes[k], c.good_share);
    out.put("title_container_levels_", kSizes[k], c.is_there ? std::min(c.levels, kNoLevels) : kNoLevels);
  }
  out.put("title_containers_are_one", t.containers[0].is_there && t.containers[0].node == t.containers[2].node);
  out.put("behind_title_inside_40", behind && t.containers[0].is_there && is_inside(dom, node, t.containers[0].node));
  out.put("in_title_run", static_cast<bool>(t.in_run[b]));
  for (std::size_t k = 0; k < kPassedCount; ++k)
    out.put("passed_", kPassedNames[k], behind ? log_count(t.passed[b][k]) : -1.0f);
  const std::int32_t end = t.last_end[b];
  out.put("good_words_since_end",
          end < 0 ? -1.0f
                  : log_count(f.page.before[b].good_words - f.page.before[static_cast<std::size_t>(end)].good_words));
  out.put("blocks_since_end", end < 0 ? -1.0f : log_count(static_cast<double>(b) - end));
  out.put("lead_overlap", t.lead_overlap[b]);
}

}  // namespace winnow::features
