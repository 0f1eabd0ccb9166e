#pragma once
// Sets of elements that more than one stage asks for.

#include "pipeline/document/tag.h"

namespace winnow {

/// Elements that begin and end a block of text, as browsers lay them out by default
/// (https://html.spec.whatwg.org/multipage/rendering.html#flow-content-3), and button.
bool is_block_level(Tag tag) noexcept;

/// Elements without text that a reader sees: script, svg, form controls, players.
bool is_skipped(Tag tag) noexcept;

}  // namespace winnow
