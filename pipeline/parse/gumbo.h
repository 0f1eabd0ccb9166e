#pragma once
// What the rest of parse/ sees of Gumbo: bytes go in, nodes come out. gumbo.cpp is the only file
// that includes gumbo.h of the library, and knows its traps.

#include "pipeline/document/dom.h"
#include "pipeline/parse/arena.h"
#include "pipeline/parse/skeleton.h"

namespace winnow {

/// Fills `dom.nodes` from the skeleton of `dom.source`. `arena` was started by the caller; its
/// state tells whether the parse came to its end. Takes time and memory in proportion to the
/// skeleton.
void build_from(const Skeleton& skeleton, Dom& dom, Arena& arena);

/// Fills `dom.nodes` and `dom.asides` by giving Gumbo the whole of `dom.source`; decoded text is
/// appended to the source. Slow, and Gumbo's assertions can end the process on hostile input:
/// this is the oracle of the tests, and no page of a user comes here.
void build_plainly(Dom& dom, Arena& arena);

}  // namespace winnow
