#pragma once
// Which blocks of a page are content, by alignment to its reference text. A block is content
// when most of its words stand in the reference at a place that fits the order of the other blocks.

#include <string>
#include <vector>

#include "pipeline/document/blocks.h"

namespace winnow::tools {

/// Returns for each block the share of its words that stand in the reference where they belong, 0 to 1.
std::vector<float> align_blocks(const Blocks& page, const std::string& reference);

}  // namespace winnow::tools
