#pragma once
// The article in three markups, each written from the same outline.

#include <string>

#include "pipeline/compose/outline.h"

namespace winnow {

/// CommonMark with GitHub's tables; no newline at the end.
std::string compose_markdown(const Blocks& page, const std::vector<Part>& outline);

/// An HTML fragment, one block element a line.
std::string compose_html(const Blocks& page, const std::vector<Part>& outline);

/// A TEI P5 document with the elements that trafilatura uses. `article` gives the header.
std::string compose_tei(const Blocks& page, const std::vector<Part>& outline, const Article& article);

}  // namespace winnow
