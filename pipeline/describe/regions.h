#pragma once
// Which parts of a page speak about other pages.

#include <cstdint>

#include "pipeline/stages.h"

namespace winnow {

/// Whether `node` stands among comments or related stories, in a menu or a footer, or in a link
/// around a whole card. With `own_footer`, the footer of an article counts as part of it.
/// Cost: the node's depth.
bool stands_elsewhere(const Blocks& page, std::uint32_t node, bool own_footer = false);

}  // namespace winnow
