// A line of 25 words is no menu's. Runs end where more than 20 short lines follow one another: that is a menu or a
// stream of cards, while headings, lists and captions inside an article are fewer.

#include "pipeline/describe/fields/text_run.h"

namespace winnow {

TextRun find_text_run(const Blocks& page) {
  constexpr std::size_t kMostBetween = 20;
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
  return best;
}

}  // namespace winnow
