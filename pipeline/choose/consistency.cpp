#include "pipeline/choose/consistency.h"

#include <algorithm>

#include "pipeline/choose/groups.h"

namespace winnow {
namespace {

/// A heading, a table or a list between kept blocks that the cut missed needs at least this score. Below it
/// most such headings open something that is no part of the article.
constexpr float kLeastScoreBetweenKept = 0.25f;
/// The same for what stands behind a kept block with nothing kept behind it.
constexpr float kLeastScoreBehindKept = 0.35f;
/// Code between kept blocks is theirs whatever its score: the words of code say little.
constexpr float kLeastScoreOfCode = 0.02f;

/// The sums of a group's blocks, weighted by words.
struct GroupSums {
  float words = 0, score = 0, kept = 0;  ///< a word more a block, for those without any
  std::uint32_t all_words = 0, linked_words = 0;
};

GroupSums sums_of(const Blocks& page, const BlockGroup& group) {
  GroupSums sums;
  for (std::size_t b = group.begin; b < group.end; ++b) {
    const Block& block = page.blocks[b];
    if (block.kind == Kind::caption) continue;  // goes with the table, and has no say
    const auto weight = static_cast<float>(block.words + 1);
    sums.words += weight;
    sums.score += weight * block.score;
    sums.kept += block.kept ? weight : 0;
    sums.all_words += block.words;
    sums.linked_words += block.linked_words;
  }
  if (sums.words > 0) sums.score /= sums.words;
  return sums;
}

/// What stands beside the text, not in it, is between no two blocks.
bool is_beside(const Block& block) noexcept { return !block.kept && (block.force_drop || block.kind == Kind::caption); }

/// The nearest block before or after that is of the text; null if there is none.
const Block* neighbour(const Blocks& page, std::size_t from, int step) noexcept {
  constexpr int kFarthest = 50;  // so that a page of nothing but such blocks costs no more than it has
  for (int far = 0; far < kFarthest && from < page.blocks.size(); ++far, from += static_cast<std::size_t>(step))
    if (!is_beside(page.blocks[from])) return &page.blocks[from];
  return nullptr;
}

bool ends_with_colon(std::string_view text) noexcept { return text.ends_with(':') || text.ends_with("："); }

/// True if the block stands in the element around `element`, or in the one around that.
bool shares_parent(const Dom& dom, std::uint32_t element, const Block& block) noexcept {
  constexpr int kLevels = 2;
  std::uint32_t up = element;
  for (int level = 0; level < kLevels && up != 0; ++level) {
    up = dom.nodes[up].parent;
    if (block.node >= up && block.node < dom.nodes[up].end && (level == 0 || dom.nodes[up].tag != Tag::body))
      return true;
  }
  return false;
}

/// True if text that is kept runs on around a group, or up to it. A list of links stands there too where a site names
/// its other articles: only one that the text announces is the text's.
bool stands_in_kept_text(const Blocks& page, const BlockGroup& group, const GroupSums& sums) {
  if (sums.score < kLeastScoreBetweenKept) return false;
  const Block* const before = neighbour(page, group.begin - 1, -1);
  if (!before || !before->kept) return false;
  if (!group.is_table && sums.linked_words * 2 > sums.all_words) return ends_with_colon(page.text_of(*before));
  const Block* const after = neighbour(page, group.end, 1);
  if (after && after->kept) return true;
  return sums.score >= kLeastScoreBehindKept && shares_parent(page.doc.dom, group.element, *before);
}

}  // namespace

void share_table_scores(Blocks& page) {
  for (const BlockGroup& group : groups_of(page)) {
    if (!group.is_table) continue;
    const float score = sums_of(page, group).score;
    if (score < 0.5f) continue;
    for (std::size_t b = group.begin; b < group.end; ++b)
      if (page.blocks[b].kind != Kind::caption) page.blocks[b].score = std::max(page.blocks[b].score, score);
  }
}

void decide_groups(Blocks& page, float cut) {
  for (const BlockGroup& group : groups_of(page)) {
    const GroupSums sums = sums_of(page, group);
    const bool most = sums.kept * 2 >= sums.words || sums.score >= cut;
    const bool keeps = most || stands_in_kept_text(page, group, sums);
    for (std::size_t b = group.begin; b < group.end; ++b) {
      Block& block = page.blocks[b];
      block.kept = block.force_keep || (keeps && !block.force_drop);
    }
  }
}

void keep_small_blocks_of_kept_text(Blocks& page) {
  std::vector<Block>& blocks = page.blocks;
  const auto least_score = [](const Block& block) {
    if (block.kind == Kind::code) return kLeastScoreOfCode;
    return block.kind == Kind::heading || block.kind == Kind::quote ? kLeastScoreBetweenKept : 2.0f;
  };
  bool before_is_kept = false;
  for (std::size_t b = 0; b < blocks.size(); ++b) {
    Block& block = blocks[b];
    if (is_beside(block)) continue;
    const bool candidate = !block.kept && !block.label_is_set && block.score >= least_score(block);
    if (candidate && before_is_kept) {
      std::size_t next = b + 1;
      while (next < blocks.size() && (is_beside(blocks[next]) || blocks[next].kind == Kind::code)) ++next;
      block.kept = next < blocks.size() && blocks[next].kept;
      if (block.kind == Kind::code && b > 0 && !page.doc.dom.nodes.empty())
        block.kept |= shares_parent(page.doc.dom, block.node, blocks[b - 1]);
    }
    before_is_kept = block.kept;
  }
}

}  // namespace winnow
