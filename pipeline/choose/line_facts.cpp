#include "pipeline/choose/line_facts.h"

#include <algorithm>

#include "pipeline/base/hash.h"
#include "pipeline/base/hash_table.h"
#include "pipeline/rulepack/cues.h"

namespace winnow {
namespace {

constexpr std::uint32_t kMarkerWords = 12;  ///< longer lines with a cue are text, not a marker
constexpr std::size_t kNear = 10;           ///< lines to each side that count as around

constexpr std::array<std::uint32_t, kMarkers.size()> kMarkerCues = {
    bit(Cue::comment),
    bit(Cue::related) | bit(Cue::popular),
    bit(Cue::share) | bit(Cue::follow),
    bit(Cue::byline) | bit(Cue::author_bio),
    bit(Cue::newsletter) | bit(Cue::subscribe) | bit(Cue::promo) | bit(Cue::advert),
    bit(Cue::legal) | bit(Cue::footer),
    bit(Cue::tags),
    bit(Cue::date)};

bool is_marker(const Block& block, const TextFacts& text, std::size_t marker) noexcept {
  if (block.words > kMarkerWords) return false;
  const bool is_dated = kMarkers[marker] == "date" && (text.has_year || text.has_time);
  return is_dated || (block.cues & kMarkerCues[marker]) != 0;
}

/// Sets the mean of `of(b)` over the lines around each, itself included.
template <class Of, class Set>
void note_mean_near(std::size_t count, Of&& of, Set&& set) {
  std::vector<float> sums(count + 1);
  for (std::size_t b = 0; b < count; ++b) sums[b + 1] = sums[b] + of(b);
  for (std::size_t b = 0; b < count; ++b) {
    const std::size_t from = b > kNear ? b - kNear : 0, to = std::min(b + kNear + 1, count);
    set(b, (sums[to] - sums[from]) / static_cast<float>(to - from));
  }
}

void note_markers(const Blocks& blocks, const PageFacts& page, std::vector<LineFacts>& lines) {
  const std::size_t count = lines.size();
  const auto marked = [&](std::size_t b, std::size_t marker) {
    return is_marker(blocks.blocks[b], page.text[b], marker);
  };
  for (std::size_t marker = 0; marker < kMarkers.size(); ++marker) {
    std::uint32_t since = LineFacts::kNone, until = LineFacts::kNone;
    for (std::size_t b = 0; b < count; ++b) {
      lines[b].since[marker] = since;
      since = marked(b, marker) ? 1 : std::min(since + 1, LineFacts::kNone);
    }
    for (std::size_t b = count; b-- > 0;) {
      lines[b].until[marker] = until;
      until = marked(b, marker) ? 1 : std::min(until + 1, LineFacts::kNone);
    }
  }
  constexpr std::size_t kComment = 0, kDate = kMarkers.size() - 1;
  static_assert(kMarkers[kComment] == "comment" && kMarkers[kDate] == "date");
  note_mean_near(
      count, [&](std::size_t b) { return marked(b, kComment) ? 1.0f : 0.0f; },
      [&](std::size_t b, float mean) { lines[b].comments_near = mean; });
  note_mean_near(
      count, [&](std::size_t b) { return marked(b, kDate) ? 1.0f : 0.0f; },
      [&](std::size_t b, float mean) { lines[b].dates_near = mean; });
}

void note_title_words(const PageFacts& page, std::vector<LineFacts>& lines) {
  const auto title_words = [&](std::size_t b) {
    return page.context[b].title_similarity * static_cast<float>(page.text[b].words);
  };
  note_mean_near(lines.size(), title_words, [&](std::size_t b, float mean) { lines[b].title_words_near = mean; });
}

/// Calls use(hash) for each run of four words of a line.
template <class Use>
void for_each_run(const PageFacts& page, std::size_t b, Use&& use) {
  constexpr std::uint32_t kRun = 4;
  for (std::uint32_t w = page.text[b].first_word; w + kRun <= page.text[b].end_word; ++w) {
    std::uint32_t hash = kFnv1aBasis;
    for (std::uint32_t k = 0; k < kRun; ++k) hash = fnv1a(hash, page.words[w + k]);
    use(hash);
  }
}

void note_repeated_runs(const PageFacts& page, std::vector<LineFacts>& lines) {
  constexpr std::size_t kMostRoom = std::size_t{1} << 17;  // the table grows
  struct Use {
    std::size_t first = 0, last = 0;  ///< line, plus one
  };
  HashTable<std::uint32_t, Use> uses(std::min(page.words.size(), kMostRoom));
  for (std::size_t b = 0; b < lines.size(); ++b)
    for_each_run(page, b, [&](std::uint32_t run) {
      Use& use = uses[run];
      if (use.first == 0) use.first = b + 1;
      use.last = b + 1;
    });
  for (std::size_t b = 0; b < lines.size(); ++b) {
    std::uint32_t runs = 0, before = 0, after = 0;
    for_each_run(page, b, [&](std::uint32_t run) {
      const Use& use = *uses.find(run);
      ++runs;
      before += use.first < b + 1;
      after += use.last > b + 1;
    });
    if (runs == 0) continue;
    lines[b].seen_before = static_cast<float>(before) / static_cast<float>(runs);
    lines[b].seen_after = static_cast<float>(after) / static_cast<float>(runs);
  }
}

/// The lead: good lines from the title on, up to so many words.
void note_lead_words(const Blocks& blocks, const PageFacts& page, std::vector<LineFacts>& lines) {
  constexpr std::uint32_t kLeadWords = 250;
  constexpr std::size_t kSeveral = ~std::size_t{0};
  HashTable<std::uint32_t, std::size_t> lead_line(kLeadWords);  // the line that has the word, plus one
  std::uint32_t words = 0;
  const auto title = static_cast<std::size_t>(std::max(page.title_block, 0));
  for (std::size_t b = title; b < lines.size() && words < kLeadWords; ++b) {
    if (!page.context[b].good) continue;
    words += blocks.blocks[b].words;
    for (std::uint32_t w = page.text[b].first_word; w < page.text[b].end_word; ++w) {
      std::size_t& line = lead_line[page.words[w]];
      line = line == 0 || line == b + 1 ? b + 1 : kSeveral;
    }
  }
  for (std::size_t b = 0; b < lines.size(); ++b) {
    const TextFacts& text = page.text[b];
    std::uint32_t hits = 0;
    for (std::uint32_t w = text.first_word; w < text.end_word; ++w) {
      const std::size_t* const line = lead_line.find(page.words[w]);
      hits += line && *line != b + 1;
    }
    if (text.words) lines[b].lead_words = static_cast<float>(hits) / static_cast<float>(text.words);
  }
}

/// Lines from `b` to those of [from, to): 0 inside, before them < 0.
std::int32_t distance_to(std::size_t b, std::size_t from, std::size_t to) noexcept {
  if (b < from) return -static_cast<std::int32_t>(from - b);
  return b < to ? 0 : static_cast<std::int32_t>(b - to + 1);
}

/// Clusters are good lines with at most kMostBetween others between one and the next.
void note_clusters(const Blocks& blocks, const PageFacts& page, std::vector<LineFacts>& lines) {
  constexpr std::size_t kMostBetween = 8;
  struct Cluster {
    std::size_t from = 0, to = 0;
    double words = 0;
  };
  std::vector<Cluster> clusters;
  for (std::size_t b = 0; b < lines.size(); ++b) {
    if (!page.context[b].good) continue;
    if (clusters.empty() || b - clusters.back().to > kMostBetween) clusters.push_back({.from = b});
    clusters.back().to = b + 1;
    clusters.back().words += blocks.blocks[b].words;
  }
  if (clusters.empty()) return;
  const Cluster main = *std::max_element(clusters.begin(), clusters.end(),
                                         [](const Cluster& a, const Cluster& b) { return a.words < b.words; });
  auto next = clusters.begin();
  float share = 0;
  for (std::size_t b = 0; b < lines.size(); ++b) {
    if (next != clusters.end() && next->from == b) share = static_cast<float>(next++->words / page.total().good_words);
    lines[b].cluster_share = share;
    lines[b].from_main = distance_to(b, main.from, main.to);
  }
}

/// The stretch of lines with the largest sum: words of good lines, less a price for each other line.
void note_stretch(const Blocks& blocks, const PageFacts& page, std::vector<LineFacts>& lines) {
  constexpr double kPrice = 12, kMostWords = 100;
  double sum = 0, best = 0;
  std::size_t start = 0, from = 0, to = 0;
  for (std::size_t b = 0; b < lines.size(); ++b) {
    if (sum <= 0) {
      sum = 0;
      start = b;
    }
    sum += page.context[b].good ? std::min<double>(blocks.blocks[b].words, kMostWords) : -kPrice;
    if (sum <= best) continue;
    best = sum;
    from = start;
    to = b + 1;
  }
  for (std::size_t b = 0; b < lines.size(); ++b) lines[b].from_stretch = distance_to(b, from, to);
}

}  // namespace

std::vector<LineFacts> note_lines(const Blocks& blocks, const PageFacts& page) {
  std::vector<LineFacts> lines(blocks.blocks.size());
  note_markers(blocks, page, lines);
  note_title_words(page, lines);
  note_repeated_runs(page, lines);
  note_lead_words(blocks, page, lines);
  note_clusters(blocks, page, lines);
  note_stretch(blocks, page, lines);
  return lines;
}

}  // namespace winnow
