#pragma once
// A footnote and its mark in the text stay together or go together.

#include "pipeline/document/blocks.h"

namespace winnow {

/// Takes the marks out of kept blocks whose notes are not kept: a bare number says nothing. Linear in the marks and the
/// text of their blocks.
void settle_notes(Blocks& page);

}  // namespace winnow
