#pragma once
// The article's plain text from the kept blocks: blocks separated by one blank line, items of a list
// and rows of a table by a newline, cells of a row by " | "; items carry "- " or their number.

#include <string>

#include "pipeline/document/blocks.h"

namespace winnow {

/// The kept blocks as text, without a newline at the end. Linear.
std::string compose_text(const Blocks& page);

}  // namespace winnow
