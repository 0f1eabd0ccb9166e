// A line of 25 words is no menu's. Runs end where more than 20 short lines follow one another: that is a menu or a
// stream of cards, while headings, lists and captions inside an article are fewer. The last paragraphs may be short.

#include "pipeline/describe/fields/text_run.h"

#include <algorithm>

#include "pipeline/base/text.h"

namespace winnow {

namespace {

/// Whether a shorter line is text all the same: a sentence that is closed.
bool is_short_paragraph(const Blocks& page, std::size_t i) {
  constexpr std::uint32_t kFewestWords = 10;
  if (page.blocks[i].words < kFewestWords) return false;
  std::string_view text = trim(page.text_of(page.blocks[i]));
  for (const std::string_view quote : {"\"", "”", "»", "’", ")"})
    if (text.ends_with(quote)) text.remove_suffix(quote.size());
  return text.ends_with('.') || text.ends_with("。") || text.ends_with("।") || text.ends_with("۔");
}

}  // namespace

TextRun find_text_run(const Blocks& page) {
  constexpr std::size_t kMostBetween = 20, kMostBehind = 4;
  constexpr std::uint32_t kLongWords = 25;
  TextRun best{.begin = page.blocks.size(), .end = page.blocks.size()}, run;
  std::uint32_t words = 0, most = 0;
  for (std::size_t i = 0; i < page.blocks.size(); ++i) {
    if (page.blocks[i].words < kLongWords) continue;
    if (words == 0 || i - run.end >= kMostBetween) run.begin = i, words = 0;
    words += page.blocks[i].words;
    run.end = i + 1;
    if (words > most) most = words, best = run;
  }
  for (std::size_t i = best.end; i < std::min(page.blocks.size(), best.end + kMostBehind); ++i)
    if (is_short_paragraph(page, i)) best.end = i + 1;
  return best;
}

}  // namespace winnow
