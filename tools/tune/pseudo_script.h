#pragma once
// Rewrites training pages in made-up text of another script. The reference corpora are nearly all
// in Latin letters; a page whose words became pairs of Han characters, or letters without case,
// keeps its structure and its labels, and teaches the trees what a sentence looks like there.

#include "pipeline/document/blocks.h"

namespace winnow::tools {

enum class PseudoScript {
  han,      ///< a word is two Han characters, no spaces, full-width punctuation
  caseless  ///< each Latin letter is one Arabic letter, upper and lower case the same
};

/// Returns `text` rewritten. Equal words become equal words; digits stay.
std::string in_pseudo_script(std::string_view text, PseudoScript script);

/// Returns the page with its blocks' texts, title, description and articleBody rewritten. Word counts,
/// cues and structure stay as they are.
Blocks in_pseudo_script(Blocks page, PseudoScript script);

}  // namespace winnow::tools
