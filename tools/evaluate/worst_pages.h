#pragma once
// The pages with the lowest scores and the blocks that cost them most, for people who repair rules.

#include <iosfwd>
#include <string>
#include <vector>

#include "tools/evaluate/labelled_pages.h"

namespace winnow::tools {

/// A page and how it scored; `page->blocks` have their `kept` and `score`.
struct Scored {
  const LabelledPage* page = nullptr;
  WordScore score;
};

/// Prints the `count` pages with the lowest F1, each with up to `blocks` blocks that were kept or
/// dropped against the reference, largest first.
void print_worst_pages(std::ostream& out, std::vector<Scored> pages, std::size_t count, std::size_t blocks = 8);

}  // namespace winnow::tools
