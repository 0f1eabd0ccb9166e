#pragma once
// Dumps that are Markdown: what html2text, markdownify and markitdown make of a page.

#include <string_view>

#include "pipeline/document/blocks.h"

namespace winnow {

/// Whether `dump` as a whole shows that it is Markdown: links with their addresses, headings between blank lines,
/// underlined headings, emphasis in many places. A lone "*" or "#tag" shows nothing. Cost: linear.
bool reads_like_markdown(std::string_view dump);

/// Appends the blocks of a Markdown dump to `out`: each line one, with kind, level and number, its links and emphasis
/// counted, all marks out of the text; images, rules and definitions of links give none. Blank lines are gaps, as in
/// other dumps. False if the page's time is up. Cost: linear, but for brackets that never close: times their number.
bool cut_markdown(std::string_view dump, Blocks& out);

}  // namespace winnow
