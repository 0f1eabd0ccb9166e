#pragma once
// What a block is in the tree: the share of the page's prose that each element above it holds, the
// containers of most of the prose, how many blocks share its tags and classes. Every subtree is a
// range of blocks, so its statistics are one subtraction of running sums.

#include <array>
#include <cstdint>
#include <vector>

#include "pipeline/choose/page_facts.h"
#include "pipeline/document/blocks.h"

namespace winnow {

/// Blocks that are alike in some way; the numbers of the whole group.
struct Group {
  float blocks = 0, words = 0, linked_words = 0, sentences = 0;  ///< sentences: blocks that end one
};

struct TreeFacts {
  std::vector<std::uint32_t> block_at;     ///< by node, one more: blocks that begin before it
  std::vector<std::uint16_t> alike;        ///< by node: siblings with the same tag and class, itself too
  std::vector<float> score;                ///< by node: prose that it holds near by, as Readability scores it
  std::array<std::uint32_t, 4> container;  ///< deepest element with ≥ 35, 50, 70, 90 % of good words
  std::uint32_t top = 0;                   ///< the element with the best score
  std::uint32_t article = 0, main = 0;     ///< largest <article> by good words, <main>; 0: none
  /// By block: which of the page's articles it stands in, from 1, of <article> elements with a few
  /// good paragraphs that lie in no other; 0: in none. Pages that load article after article have many.
  std::vector<std::uint16_t> article_number;
  std::vector<Group> groups;  ///< all kinds of groups, see group_of
  /// By block: the groups of the same three levels of tags and classes, of the same tag path, of
  /// the same parent and tag.
  std::vector<std::array<std::uint32_t, 3>> group_of;

  Sums sums_of(const PageFacts& page, const Dom& dom, std::uint32_t node) const noexcept {
    return page.before[block_at[dom.nodes[node].end]] - page.before[block_at[node]];
  }
};

/// Linear in nodes and blocks times their depth, which the parser bounds.
TreeFacts note_tree(const Blocks& blocks, const PageFacts& page);

/// True when `node` is `root` or below it.
inline bool is_inside(const Dom& dom, std::uint32_t node, std::uint32_t root) noexcept {
  return node >= root && node < dom.nodes[root].end;
}

}  // namespace winnow
