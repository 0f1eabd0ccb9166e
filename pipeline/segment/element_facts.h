#pragma once
// What is noted of each element in the one walk over the tree: class groups, role, visibility.

#include <cstdint>
#include <vector>

#include "pipeline/parse/dom.h"
#include "pipeline/rulepack/class_lexicon.h"
#include "pipeline/stages.h"

namespace winnow {

/// Elements that begin and end a block of text, as browsers lay them out by default
/// (https://html.spec.whatwg.org/multipage/rendering.html#flow-content-3), and button.
bool is_block_level(Tag tag) noexcept;

/// Elements without text that a reader sees: script, svg, form controls, players.
bool is_skipped(Tag tag) noexcept;

/// Fills `page.elements` and `page.class_words`. Linear in the start tags' bytes.
void note_elements(const ClassLexicon& lexicon, Blocks& page);

}  // namespace winnow
