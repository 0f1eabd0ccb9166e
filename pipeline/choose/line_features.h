#pragma once
// Features of a line of a text dump, which has no tree: blank lines, short lines, repeats and cues
// around it, and what line_facts.h tells of the section that it stands in.

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <vector>

#include "pipeline/choose/feature_sinks.h"

namespace winnow::features {

/// Lines of up to so many words are short: menu entries, headlines of cards.
inline constexpr std::uint32_t kShortLineWords = 15;

template <class Sink>
void put_line(Sink& out, const Facts& f, std::size_t b) {
  const auto& blocks = f.blocks.blocks;
  out.put("gap_lines", std::min<int>(blocks[b].gap, 5));
  out.put("gap_lines_after", b + 1 < blocks.size() ? std::min<int>(blocks[b + 1].gap, 5) : 5);
  const auto is_short = [&](std::size_t i) {
    return blocks[i].words <= kShortLineWords && !f.page.text[i].ends_sentence;
  };
  std::size_t back = 0, ahead = 0;
  while (back < 64 && back < b && is_short(b - 1 - back)) ++back;
  while (ahead < 64 && b + 1 + ahead < blocks.size() && is_short(b + 1 + ahead)) ++ahead;
  out.put("short_lines_before", log_count(static_cast<double>(back)));
  out.put("short_lines_after", log_count(static_cast<double>(ahead)));
  out.put("is_short_line", is_short(b));
  std::size_t cues_before = 0, cue_distance = kNoLevels;
  for (std::size_t k = 1; k <= 8 && k <= b; ++k) {
    if (!blocks[b - k].cues) continue;
    ++cues_before;
    cue_distance = std::min(cue_distance, k);
  }
  out.put("cues_before", cues_before);
  out.put("lines_since_cue", cue_distance);
  const auto repeated = [&](std::size_t i) { return i < blocks.size() && f.page.context[i].repeats > 1; };
  int near_repeats = 0;
  for (std::size_t i = b > 4 ? b - 4 : 0; i <= b + 4; ++i) near_repeats += repeated(i);
  out.put("repeats_near", near_repeats);
}

/// Mean learned value of the known words in the lines around.
inline double learned_near(const Facts& f, std::size_t b, std::size_t width) noexcept {
  const std::size_t from = b > width ? b - width : 0, to = std::min(b + width + 1, f.blocks.blocks.size());
  const LearnedSum &before = f.learned_before[from], &through = f.learned_before[to];
  return ratio(through.value - before.value, through.known - before.known);
}

/// What the sections of a dump are told by.
template <class Sink>
void put_line_context(Sink& out, const Facts& f, std::size_t b) {
  const LineFacts& line = f.lines[b];
  const auto signed_log = [](std::int32_t lines) { return lines < 0 ? -log_count(-lines) : log_count(lines); };
  for (std::size_t m = 0; m < kMarkers.size(); ++m) {
    out.put("lines_since_", kMarkers[m], log_count(line.since[m]));
    out.put("lines_until_", kMarkers[m], log_count(line.until[m]));
  }
  out.put("comments_near", line.comments_near);
  out.put("dates_near", line.dates_near);
  out.put("title_words_near", line.title_words_near);
  out.put("seen_before_share", line.seen_before);
  out.put("seen_after_share", line.seen_after);
  out.put("lead_words_share", line.lead_words);
  out.put("cluster_share", line.cluster_share);
  out.put("lines_from_main", signed_log(line.from_main));
  out.put("lines_from_stretch", signed_log(line.from_stretch));
  out.put("learned_words_near4", learned_near(f, b, 4));
  out.put("learned_words_near12", learned_near(f, b, 12));
}

/// One more than blocks: the sum of all words before each.
inline std::vector<LearnedSum> sum_learned(const PageFacts& page, const LearnedWords::Table& table) {
  std::vector<LearnedSum> before(page.text.size() + 1);
  for (std::size_t b = 0; b < page.text.size(); ++b) {
    LearnedSum sum = before[b];
    for (std::uint32_t w = page.text[b].first_word; w < page.text[b].end_word; ++w)
      sum.value += learned_value(table, page.words[w], sum.known);
    before[b + 1] = sum;
  }
  return before;
}

}  // namespace winnow::features
