#pragma once
// What is noted of each element in the one walk over the tree: class groups, role, visibility.

#include <cstdint>
#include <vector>

#include "pipeline/document/blocks.h"
#include "pipeline/document/dom.h"
#include "pipeline/rulepack/class_lexicon.h"
#include "pipeline/rulepack/inline_rules.h"

namespace winnow {

/// Fills `page.elements` and `page.class_words`. Linear in the start tags' bytes.
void note_elements(const ClassLexicon& lexicon, const InlineRules& inlines, Blocks& page);

}  // namespace winnow
