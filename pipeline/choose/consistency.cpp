#include "pipeline/choose/consistency.h"

#include <algorithm>

namespace winnow {
namespace {

/// Cells of more words than this on average hold prose: the table is there for the layout.
constexpr float kMostWordsOfADataCell = 12;

/// A heading that the cut missed needs at least this score. Below it most headings between kept
/// blocks open something that is no part of the article.
constexpr float kLeastHeadingScore = 0.25f;

}  // namespace

void share_table_scores(Blocks& page) {
  const Dom& dom = page.doc.dom;
  if (dom.nodes.empty()) return;
  for (std::size_t from = 0; from < page.blocks.size();) {
    const std::uint32_t table =
        page.blocks[from].kind == Kind::table_cell ? dom.ancestor_with_tag(page.blocks[from].node, Tag::table) : 0;
    std::size_t to = from + 1;
    if (table != 0) {
      float words = 0, sum = 0;
      for (to = from; to < page.blocks.size() && page.blocks[to].first_node < dom.nodes[table].end; ++to) {
        const auto weight = static_cast<float>(page.blocks[to].words + 1);
        words += weight;
        sum += weight * page.blocks[to].score;
      }
      const bool is_data = words / static_cast<float>(to - from) <= kMostWordsOfADataCell;
      if (is_data && sum / words >= 0.5f)
        for (std::size_t b = from; b < to; ++b) page.blocks[b].score = std::max(page.blocks[b].score, sum / words);
    }
    from = to;
  }
}

void keep_headings_of_kept_text(Blocks& page) {
  bool before_is_kept = false;
  for (std::size_t b = 0; b + 1 < page.blocks.size(); ++b) {
    Block& block = page.blocks[b];
    const bool candidate = block.kind == Kind::heading && !block.kept && !block.force_drop && !block.label_is_set;
    if (candidate && before_is_kept && page.blocks[b + 1].kept && block.score >= kLeastHeadingScore) block.kept = true;
    before_is_kept = block.kept;
  }
}

}  // namespace winnow
