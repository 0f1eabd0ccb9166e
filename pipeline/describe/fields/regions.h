#pragma once
// Which parts of a page speak about other pages.

#include <cstdint>

#include "pipeline/document/blocks.h"

namespace winnow {

/// Whether `node` stands among comments or related stories, in a menu or a footer, or in a link
/// around a whole card. What also holds `title_node` (0: unknown) is no such part, whatever it is
/// called, nor is the footer of an article. Without `footers_count` no footer is: a site's licence
/// stands there. Cost: the node's depth.
bool stands_elsewhere(const Blocks& page, std::uint32_t node, std::uint32_t title_node, bool footers_count = true);

}  // namespace winnow
