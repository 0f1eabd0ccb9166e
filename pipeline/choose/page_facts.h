#pragma once
// What a block is among the blocks of its page, HTML or text dump: good paragraphs around it, the
// page's own vocabulary, repeats, the title and the headings. One pass each, linear.

#include <cstdint>
#include <vector>

#include "pipeline/choose/text_facts.h"
#include "pipeline/document/blocks.h"

namespace winnow {

/// Running sums over blocks: the sum over [a, b) is at(b) - at(a).
struct Sums {
  double words = 0, good_words = 0, linked_words = 0, blocks = 0, good_blocks = 0;
  Sums operator-(const Sums& o) const noexcept {
    return {words - o.words, good_words - o.good_words, linked_words - o.linked_words, blocks - o.blocks,
            good_blocks - o.good_blocks};
  }
  Sums& operator+=(const Sums& o) noexcept {
    words += o.words;
    good_words += o.good_words;
    linked_words += o.linked_words;
    blocks += o.blocks;
    good_blocks += o.good_blocks;
    return *this;
  }
  double link_density() const noexcept { return words > 0 ? linked_words / words : 0; }
};

struct BlockContext {
  bool good = false;               ///< reads like a paragraph of prose
  float common_words = 0;          ///< share of words among the page's 30 most frequent in good blocks
  float shared_words = 0;          ///< share of the other words that stand in other good blocks too
  float title_similarity = 0;      ///< Dice coefficient of word sets, 0 to 1
  float description_overlap = 0;   ///< share of its words that stand in the meta description
  float body_overlap = 0;          ///< share of its word pairs that stand in JSON-LD's articleBody
  std::uint32_t repeats = 1;       ///< blocks of the page with the same text
  std::uint32_t repetition = 0;    ///< which of them this is, from 0
  std::uint32_t near_repeat = 0;   ///< blocks back to the last one with the same text; 0: none
  std::uint32_t top_headings = 0;  ///< headings of level 1 before it: a page of several articles has several
  std::int32_t heading = -1;       ///< index of the last heading before it
  std::int32_t previous_good = -1, next_good = -1;  ///< index of the nearest good block
};

struct PageFacts {
  std::vector<TextFacts> text;        ///< by block
  std::vector<std::uint32_t> words;   ///< word hashes of all blocks
  std::vector<BlockContext> context;  ///< by block
  std::vector<Sums> before;           ///< sums over all blocks before; one more than blocks
  std::int32_t title_block = -1;      ///< the block that is most likely the title
  const Sums& total() const noexcept { return before.back(); }
};

/// Linear in text.
PageFacts note_page(const Blocks& page);

}  // namespace winnow
