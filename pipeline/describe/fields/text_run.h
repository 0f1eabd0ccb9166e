#pragma once
// Where the text of a dump stands: menus, teasers and cards around it are short lines.

#include <cstddef>

#include "pipeline/document/blocks.h"

namespace winnow {

/// The run of long lines that holds the most words; few short lines may stand between two of them.
struct TextRun {
  std::size_t begin = 0;  ///< the first long line; the number of blocks if there is none
  std::size_t end = 0;    ///< behind the last one
};

/// Cost: linear in blocks.
TextRun find_text_run(const Blocks& page);

}  // namespace winnow
