#pragma once
// Features of a block's text, of its neighbours in reading order, of the title and headings above
// it, and of the page as a whole. Pages with a tree and text dumps have these alike, except
// put_heading, which only pages with a tree use.

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "pipeline/choose/feature_sinks.h"
#include "pipeline/rulepack/cues.h"

namespace winnow::features {

// ---- the text of one block ----------------------------------------------------------------------

template <class Sink>
void put_text(Sink& out, const Facts& f, std::size_t b) {
  const Block& block = f.blocks.blocks[b];
  const TextFacts& t = f.page.text[b];
  const double words = std::max<std::uint32_t>(t.words, 1);
  out.put("words", log_count(block.words));
  out.put("chars", log_count(t.chars));
  out.put("chars_per_word", ratio(t.chars, words));
  out.put("ends_sentence", t.ends_sentence);
  out.put("ends_question", t.ends_question);
  out.put("ends_colon", t.ends_colon);
  out.put("ends_ellipsis", t.ends_ellipsis);
  out.put("sentences", log_count(t.sentences));
  out.put("words_per_sentence", log_count(ratio(block.words, std::max<std::uint32_t>(t.sentences, 1))));
  out.put("commas_per_word", ratio(t.commas, words));
  out.put("digits_share", ratio(t.digits, t.chars));
  out.put("capitals_share", ratio(t.capitals, t.letters));
  out.put("initial_caps_share", ratio(t.initial_caps, words));
  out.put("short_words_share", ratio(t.short_words, words));
  out.put("symbols", log_count(t.symbols));
  out.put("starts_lower", t.starts_lower);
  out.put("starts_digit", t.starts_digit);
  out.put("starts_symbol", t.starts_symbol);
  out.put("has_year", t.has_year);
  out.put("has_time", t.has_time);
  out.put("has_price", t.has_price);
  out.put("has_address", t.has_address);
  out.put("good", f.page.context[b].good);
  out.put("common_words_share", f.page.context[b].common_words);
  out.put("shared_words_share", f.page.context[b].shared_words);
  for (std::size_t c = 0; c < kCueCount; ++c) out.put("cue_", name(static_cast<Cue>(c)), (block.cues >> c) & 1u);
}

template <class Sink>
void put_learned_words(Sink& out, const Facts& f, std::size_t b) {
  const TextFacts& t = f.page.text[b];
  float sum = 0, least = 0, most = 0;
  int known = 0;
  for (std::uint32_t w = t.first_word; w < t.end_word; ++w) {
    const float value = learned_value(f.learned.text, f.page.words[w], known);
    sum += value;
    least = std::min(least, value);
    most = std::max(most, value);
  }
  out.put("learned_words_mean", ratio(sum, known));
  out.put("learned_words_sum", std::clamp(sum, -30.0f, 30.0f));
  out.put("learned_words_least", least);
  out.put("learned_words_most", most);
}

// ---- the block among its neighbours -------------------------------------------------------------

/// Features of the block `distance` away; zeros past the ends.
template <class Sink>
void put_neighbour(Sink& out, const Facts& f, std::size_t b, int distance, std::string_view prefix) {
  static const Block kNoBlock{};
  static const TextFacts kNoText{};
  const auto at = static_cast<std::ptrdiff_t>(b) + distance;
  const bool there = at >= 0 && at < static_cast<std::ptrdiff_t>(f.blocks.blocks.size());
  const auto i = static_cast<std::size_t>(there ? at : 0);
  const Block& block = there ? f.blocks.blocks[i] : kNoBlock;
  const TextFacts& text = there ? f.page.text[i] : kNoText;
  out.put(prefix, "words", log_count(block.words));
  out.put(prefix, "link_density", ratio(block.linked_words, block.words));
  out.put(prefix, "ends_sentence", text.ends_sentence);
  out.put(prefix, "initial_caps_share", ratio(text.initial_caps, text.words));
  out.put(prefix, "has_cue", there && block.cues != 0);
  out.put(prefix, "kind", there ? static_cast<int>(block.kind) : -1);
  out.put(prefix, "common_words_share", there ? f.page.context[i].common_words : 0);
  out.put(prefix, "repeats", there ? f.page.context[i].repeats : 0);
}

template <class Sink>
void put_window(Sink& out, const Facts& f, std::size_t b, std::size_t width, std::string_view prefix) {
  const std::size_t count = f.blocks.blocks.size();
  const std::size_t from = b > width ? b - width : 0, to = std::min(b + width + 1, count);
  const Sums before = f.page.before[b] - f.page.before[from];
  const Sums after = f.page.before[to] - f.page.before[b + 1];
  out.put(prefix, "good_share_before", ratio(before.good_words, before.words));
  out.put(prefix, "good_share_after", ratio(after.good_words, after.words));
  out.put(prefix, "link_density_before", before.link_density());
  out.put(prefix, "link_density_after", after.link_density());
  out.put(prefix, "words_before", log_count(before.words));
  out.put(prefix, "words_after", log_count(after.words));
}

template <class Sink>
void put_position(Sink& out, const Facts& f, std::size_t b) {
  const Sums& total = f.page.total();
  const Sums& before = f.page.before[b];
  const BlockContext& context = f.page.context[b];
  const auto count = static_cast<double>(f.blocks.blocks.size());
  const auto at = static_cast<double>(b);
  out.put("position_share", ratio(at, count));
  out.put("blocks_before", log_count(at));
  out.put("blocks_after", log_count(count - at - 1));
  out.put("words_before_share", ratio(before.words, total.words));
  out.put("good_words_before_share", ratio(before.good_words, total.good_words));
  out.put("good_words_before", log_count(before.good_words));
  out.put("good_words_after", log_count(total.good_words - f.page.before[b + 1].good_words));
  out.put("blocks_since_good", context.previous_good < 0 ? 12 : log_count(at - context.previous_good));
  out.put("blocks_to_good", context.next_good < 0 ? 12 : log_count(context.next_good - at));
  const double gap =
      context.previous_good < 0
          ? before.words
          : f.page.before[b].words - f.page.before[static_cast<std::size_t>(context.previous_good) + 1].words;
  out.put("words_since_good", log_count(gap));
  out.put("repeats", log_count(context.repeats));
  out.put("repetition", log_count(context.repetition));
  out.put("near_repeat_blocks", context.near_repeat ? log_count(context.near_repeat) : kNoLevels);
}

template <class Sink>
void put_title(Sink& out, const Facts& f, std::size_t b) {
  const BlockContext& context = f.page.context[b];
  const auto title = f.page.title_block;
  const auto at = static_cast<std::int32_t>(b);
  out.put("title_similarity", context.title_similarity);
  out.put("top_headings_before", log_count(context.top_headings));
  out.put("is_title_block", at == title);
  out.put("blocks_after_title", title < 0     ? -20.0
                                : at >= title ? double{log_count(at - title)}
                                              : -double{log_count(title - at)});
  const double words =
      title < 0 || at < title ? -1 : f.page.before[b].words - f.page.before[static_cast<std::size_t>(title)].words;
  out.put("words_after_title", words < 0 ? -1.0 : double{log_count(words)});
  const double good =
      title < 0 ? -1
                : std::abs(f.page.before[b].good_words - f.page.before[static_cast<std::size_t>(title)].good_words);
  out.put("good_words_from_title", good < 0 ? -1.0 : double{log_count(good)});
  out.put("description_overlap", context.description_overlap);
  out.put("article_body_overlap", context.body_overlap);
}

/// The heading above the block and the section under it, up to the next heading.
template <class Sink>
void put_heading(Sink& out, const Facts& f, std::size_t b) {
  const std::int32_t h =
      f.blocks.blocks[b].kind == Kind::heading ? static_cast<std::int32_t>(b) : f.page.context[b].heading;
  const auto heading = static_cast<std::size_t>(std::max(h, 0));
  std::size_t next = h < 0 ? b : heading + 1;
  const std::size_t limit = std::min(f.blocks.blocks.size(), next + 200);
  while (next < limit && f.blocks.blocks[next].kind != Kind::heading) ++next;
  const Sums section = h < 0 ? Sums{} : f.page.before[next] - f.page.before[heading + 1];
  const std::uint32_t cues = h < 0 ? 0 : f.blocks.blocks[heading].cues;
  out.put("heading_level", h < 0 ? 0 : f.blocks.blocks[heading].level);
  out.put("blocks_since_heading", h < 0 ? kNoLevels : log_count(static_cast<double>(b - heading)));
  out.put("words_since_heading", h < 0 ? kNoLevels : log_count(f.page.before[b].words - f.page.before[heading].words));
  out.put("heading_words", h < 0 ? 0 : log_count(f.blocks.blocks[heading].words));
  out.put("heading_is_related", (cues & (bit(Cue::related) | bit(Cue::popular))) != 0);
  out.put("heading_is_comment", (cues & bit(Cue::comment)) != 0);
  out.put("heading_is_offer", (cues & (bit(Cue::newsletter) | bit(Cue::subscribe) | bit(Cue::promo))) != 0);
  out.put("heading_is_share", (cues & (bit(Cue::share) | bit(Cue::follow))) != 0);
  out.put("heading_is_author", (cues & (bit(Cue::byline) | bit(Cue::author_bio))) != 0);
  out.put("heading_has_cue", cues != 0);
  out.put("section_words", log_count(section.words));
  out.put("section_good_share", ratio(section.good_words, section.words));
  out.put("section_link_density", section.link_density());
}

template <class Sink>
void put_page(Sink& out, const Facts& f) {
  const Sums& total = f.page.total();
  out.put("page_blocks", log_count(total.blocks));
  out.put("page_words", log_count(total.words));
  out.put("page_good_words", log_count(total.good_words));
  out.put("page_good_share", ratio(total.good_words, total.words));
  out.put("page_link_density", total.link_density());
  out.put("page_words_per_block", log_count(ratio(total.words, total.blocks)));
}

template <class Sink>
void put_profile(Sink& out, const Facts& f) {
  const PageProfile& p = f.profile;
  const std::string_view type = f.blocks.meta.type;
  for (const std::string_view known : {"article", "product", "forum", "listing", "service"})
    out.put("page_declares_", known, type == known);
  out.put("page_declares_nothing", type.empty());
  out.put("page_url_levels", p.url_levels);
  out.put("page_url_words", p.url_words);
  out.put("page_url_has_date", p.url_has_date);
  out.put("page_has_date", p.has_date);
  out.put("page_has_author", p.has_author);
  out.put("page_description_words", log_count(p.description_words));
  out.put("page_price_share", p.price_share);
  out.put("page_time_share", p.time_share);
  out.put("page_year_share", p.year_share);
  out.put("page_list_share", p.list_share);
  out.put("page_table_share", p.table_share);
  out.put("page_heading_share", p.heading_share);
  out.put("page_comment_cues", log_count(p.comment_cues));
  out.put("page_related_cues", log_count(p.related_cues));
  out.put("page_promo_cues", log_count(p.promo_cues));
  out.put("page_date_cues", log_count(p.date_cues));
  out.put("page_longest_run", log_count(p.longest_run));
}

}  // namespace winnow::features
