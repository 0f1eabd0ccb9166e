#include "pipeline/choose/title_facts.h"

#include <algorithm>

#include "pipeline/base/hash_table.h"
#include "pipeline/rulepack/cues.h"

namespace winnow {
namespace {

constexpr std::array<double, 3> kLeastGoodWords = {40, 100, 250};

/// A block that is a link is the title somewhere else: in a breadcrumb, in a list of the newest stories.
bool is_linked(const Block& block) noexcept { return block.inside_link || block.linked_words * 2 > block.words; }

/// The block that is the title: the likest one, headings first, links last.
std::int32_t find_title(const Blocks& blocks, const PageFacts& page) {
  constexpr float kLeast = 0.6f, kHeading = 0.15f, kTopHeading = 0.15f, kLink = 0.3f;
  constexpr std::uint32_t kMostWords = 40;
  std::int32_t title = -1;
  float best = kLeast;
  for (std::size_t b = 0; b < blocks.blocks.size(); ++b) {
    const Block& block = blocks.blocks[b];
    float likeness = page.context[b].title_similarity;
    if (likeness == 0 || block.words > kMostWords) continue;
    if (block.kind == Kind::heading) likeness += kHeading + (block.level == 1 ? kTopHeading : 0);
    if (is_linked(block)) likeness -= kLink;
    if (likeness <= best) continue;
    best = likeness;
    title = static_cast<std::int32_t>(b);
  }
  return title >= 0 ? title : page.title_block;
}

void find_containers(const Blocks& blocks, const PageFacts& page, const TreeFacts& tree, TitleFacts& facts) {
  const Dom& dom = blocks.doc.dom;
  const auto behind = static_cast<std::size_t>(facts.title) + 1;
  std::uint32_t node = blocks.blocks[static_cast<std::size_t>(facts.title)].node;
  std::size_t next = 0;
  for (int levels = 0; next < kLeastGoodWords.size(); ++levels, node = dom.nodes[node].parent) {
    const std::size_t end = std::max<std::size_t>(tree.block_at[dom.nodes[node].end], behind);
    const double good_behind = page.before[end].good_words - page.before[behind].good_words;
    for (; next < kLeastGoodWords.size() && good_behind >= kLeastGoodWords[next]; ++next) {
      const double good = tree.sums_of(page, dom, node).good_words;
      facts.containers[next] = {.is_there = true,
                                .node = node,
                                .levels = levels,
                                .good_words = good,
                                .good_share = page.total().good_words > 0 ? good / page.total().good_words : 0};
    }
    if (node == 0) break;
  }
}

/// Prose from the title on. It begins within the first 25 blocks and ends where five blocks in a row
/// are none. The five is that of the study which found these features, the 25 was set without trying others.
void find_run(const PageFacts& page, TitleFacts& facts) {
  constexpr int kMostBefore = 25, kMostBetween = 5;
  int others = 0;
  bool begun = false;
  for (auto b = static_cast<std::size_t>(facts.title) + 1; b < page.context.size(); ++b) {
    others = page.context[b].good ? 0 : others + 1;
    begun |= page.context[b].good;
    if (others > (begun ? kMostBetween : kMostBefore)) break;
    facts.in_run[b] = true;
  }
}

constexpr std::uint32_t bit(Passed passed) noexcept { return 1u << static_cast<unsigned>(passed); }

/// The kinds that a block is of, as bits.
std::uint32_t kinds_of(const Block& block, const TextFacts& text) noexcept {
  constexpr std::uint32_t kMostWordsOfADate = 14;
  const auto has = [&](auto... cues) { return (block.cues & (bit(cues) | ...)) != 0; };
  std::uint32_t kinds = 0;
  if (has(Cue::related, Cue::popular)) kinds |= bit(Passed::related);
  if (has(Cue::comment)) kinds |= bit(Passed::comment);
  if (has(Cue::newsletter, Cue::subscribe, Cue::promo, Cue::advert)) kinds |= bit(Passed::offer);
  if (has(Cue::share, Cue::follow)) kinds |= bit(Passed::share);
  if (has(Cue::footer, Cue::legal, Cue::navigation)) kinds |= bit(Passed::footer);
  if (has(Cue::byline, Cue::author_bio)) kinds |= bit(Passed::author);
  const bool has_date = text.has_time || text.has_year || has(Cue::date);
  if (has_date && block.words <= kMostWordsOfADate && !text.ends_sentence) kinds |= bit(Passed::dated);
  if (block.kind == Kind::heading) kinds |= bit(is_linked(block) ? Passed::linked_heading : Passed::heading);
  return kinds;
}

void count_passed(const Blocks& blocks, const PageFacts& page, TitleFacts& facts) {
  constexpr auto kEnds = [] {
    std::uint32_t ends = 0;
    for (const Passed end : {Passed::related, Passed::comment, Passed::footer, Passed::dated, Passed::linked_heading})
      ends |= bit(end);
    return ends;
  }();
  for (auto b = static_cast<std::size_t>(facts.title) + 1; b < blocks.blocks.size(); ++b) {
    const std::uint32_t kinds = kinds_of(blocks.blocks[b], page.text[b]);
    facts.passed[b + 1] = facts.passed[b];
    for (std::size_t k = 0; k < kPassedCount; ++k)
      facts.passed[b + 1][k] = static_cast<std::uint16_t>(std::min(facts.passed[b][k] + (kinds >> k & 1u), 0xFFFFu));
    if (b + 1 < blocks.blocks.size())
      facts.last_end[b + 1] = kinds & kEnds ? static_cast<std::int32_t>(b) : facts.last_end[b];
  }
}

/// Compares each block with the lead: the first prose behind the title.
void compare_with_lead(const PageFacts& page, TitleFacts& facts) {
  constexpr std::uint32_t kLeadWords = 150;
  HashTable<std::uint32_t, bool> lead(2 * kLeadWords);
  std::uint32_t words = 0;
  for (auto b = static_cast<std::size_t>(facts.title) + 1; b < page.context.size() && words < kLeadWords; ++b) {
    if (!page.context[b].good) continue;
    for (std::uint32_t w = page.text[b].first_word; w < page.text[b].end_word && words < kLeadWords; ++w, ++words)
      lead[page.words[w]] = true;
  }
  if (words == 0) return;
  for (std::size_t b = 0; b < page.context.size(); ++b) {
    const TextFacts& text = page.text[b];
    std::uint32_t hits = 0;
    for (std::uint32_t w = text.first_word; w < text.end_word; ++w) hits += lead.find(page.words[w]) != nullptr;
    if (text.words) facts.lead_overlap[b] = static_cast<float>(hits) / static_cast<float>(text.words);
  }
}

}  // namespace

TitleFacts note_title_facts(const Blocks& blocks, const PageFacts& page, const TreeFacts& tree) {
  const std::size_t count = blocks.blocks.size();
  TitleFacts facts;
  facts.in_run.resize(count);
  facts.passed.resize(count + 1);
  facts.last_end.resize(count, -1);
  facts.lead_overlap.resize(count);
  facts.title = find_title(blocks, page);
  if (facts.title < 0) return facts;
  find_containers(blocks, page, tree, facts);
  find_run(page, facts);
  count_passed(blocks, page, facts);
  compare_with_lead(page, facts);
  return facts;
}

}  // namespace winnow
