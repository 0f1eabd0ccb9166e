#pragma once
// What the rules can ask about the blocks of one page, noted once: which blocks are prose, how much
// prose stands before and after, what repeats what, which heading is above. Linear in text.

#include <bitset>
#include <cstdint>
#include <vector>

#include "pipeline/document/blocks.h"
#include "pipeline/rulepack/block_rules.h"

namespace winnow {

struct BlockView {
  std::uint64_t text_hash = 0;
  std::uint32_t prose_before = 0, prose_after = 0;  ///< paragraphs of prose before and after it
  std::int32_t heading = -1;                        ///< the last heading before it; -1: none
  std::uint32_t repeats = 0;                        ///< bit set of Repeat
  bool ends_sentence = false;
  bool prose = false;  ///< long, ends like a sentence, hardly linked, and no teaser of a repeated line
  bool before_title = false;
};

struct PageView {
  const Blocks& page;
  std::vector<BlockView> blocks;
  std::uint32_t cues = 0, kinds = 0, repeats = 0;  ///< bits of any block
  std::bitset<65536> classes{};                    ///< by the upper bits of hash_of_class

  /// False when the page has none of the classes that the selector needs.
  bool may_hold(const Selector& selector) const noexcept;
};

PageView view_page(const Blocks& page, const ProseLimits& limits);

}  // namespace winnow
