#include "pipeline/choose/consistency.h"

#include <algorithm>

namespace winnow {
namespace {

/// Cells of more words than this on average hold prose: the table is there for the layout.
constexpr float kMostWordsOfADataCell = 12;

/// A heading or a data table between kept blocks that the cut missed needs at least this score. Below
/// it most such headings open something that is no part of the article.
constexpr float kLeastScoreBetweenKept = 0.25f;

/// The blocks of one data table, from `begin` to before `end`, and the mean of their scores by words.
struct DataTable {
  std::size_t begin = 0, end = 0;
  float score = 0;
};

/// Calls use(table) for each data table of the page, in order.
template <class Use>
void for_each_data_table(const Blocks& page, Use use) {
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
      if (words <= kMostWordsOfADataCell * static_cast<float>(to - from)) use(DataTable{from, to, sum / words});
    }
    from = to;
  }
}

}  // namespace

void share_table_scores(Blocks& page) {
  for_each_data_table(page, [&](const DataTable& table) {
    if (table.score < 0.5f) return;
    for (std::size_t b = table.begin; b < table.end; ++b)
      page.blocks[b].score = std::max(page.blocks[b].score, table.score);
  });
}

void keep_tables_of_kept_text(Blocks& page) {
  const auto is_kept = [&](std::size_t b) { return b < page.blocks.size() && page.blocks[b].kept; };
  for_each_data_table(page, [&](const DataTable& table) {
    if (table.score < kLeastScoreBetweenKept || !is_kept(table.begin - 1) || !is_kept(table.end)) return;
    for (std::size_t b = table.begin; b < table.end; ++b) page.blocks[b].kept |= !page.blocks[b].force_drop;
  });
}

void keep_headings_and_quotes_of_kept_text(Blocks& page) {
  // What stands beside the text, not in it, is between no two blocks.
  const auto is_beside = [](const Block& block) {
    return !block.kept && (block.force_drop || block.kind == Kind::caption);
  };
  std::vector<Block>& blocks = page.blocks;
  bool before_is_kept = false;
  for (std::size_t b = 0; b < blocks.size(); ++b) {
    Block& block = blocks[b];
    if (is_beside(block)) continue;
    const bool is_of_text = block.kind == Kind::heading || block.kind == Kind::quote;
    const bool candidate = is_of_text && !block.kept && !block.label_is_set && block.score >= kLeastScoreBetweenKept;
    if (candidate && before_is_kept) {
      std::size_t next = b + 1;
      while (next < blocks.size() && is_beside(blocks[next])) ++next;
      block.kept = next < blocks.size() && blocks[next].kept;
    }
    before_is_kept = block.kept;
  }
}

}  // namespace winnow
