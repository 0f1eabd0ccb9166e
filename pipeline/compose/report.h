#pragma once
// The verdict on every block of a page, for `explain` and for Options::blocks.

#include <vector>

#include "pipeline/document/blocks.h"

namespace winnow {

struct BlockRules;

/// One report a block, in reading order. `rules` names the deciding rules.
std::vector<BlockReport> report_blocks(const Blocks& page, const BlockRules& rules);

/// "main>article.post>p" of a node, at most `levels` long, without html and body.
std::string path_of(const Dom& dom, std::uint32_t node, std::size_t levels = 5);

}  // namespace winnow
