#include "pipeline/choose/page_facts.h"

#include <algorithm>

#include "pipeline/base/hash_table.h"

namespace winnow {
namespace {

/// Arbitrary: about as many words as have no meaning of their own in a language's running text.
constexpr std::size_t kCommonWords = 30;

template <class Value>
using WordTable = HashTable<std::uint32_t, Value>;

struct WordUse {
  std::uint32_t count = 0;  ///< in good blocks
  std::uint32_t block = 0;  ///< the first good block that has it, plus one
  bool in_many_blocks = false;
  bool common = false;
};

/// Reads like a paragraph of prose. The bounds are arbitrary, but the trained model stands on them: it
/// must be trained again when they change.
bool is_good(const Block& block, const TextFacts& text) noexcept {
  if (block.words < 10 || block.hidden || block.linked_words * 3 > block.words) return false;
  return text.ends_sentence || text.commas >= 2;
}

/// Marks the page's most frequent words of good blocks: a stop-word list that the page brings itself.
void mark_common(WordTable<WordUse>& uses) {
  std::vector<WordUse*> used;
  for (auto& slot : uses.slots())
    if (slot.value.count > 1) used.push_back(&slot.value);
  const std::size_t n = std::min(kCommonWords, used.size());
  std::nth_element(used.begin(), used.begin() + static_cast<std::ptrdiff_t>(n), used.end(),
                   [](const WordUse* a, const WordUse* b) {
                     return a->count != b->count ? a->count > b->count : a < b;  // slots: same each run
                   });
  for (std::size_t i = 0; i < n; ++i) used[i]->common = true;
}

void note_vocabulary(PageFacts& page) {
  constexpr std::size_t kMostRoom = std::size_t{1} << 17;  // the table grows; words of long pages repeat
  WordTable<WordUse> uses(std::min(page.words.size(), kMostRoom));
  for (std::size_t b = 0; b < page.text.size(); ++b) {
    if (!page.context[b].good) continue;
    for (std::uint32_t w = page.text[b].first_word; w < page.text[b].end_word; ++w) {
      WordUse& use = uses[page.words[w]];
      ++use.count;
      if (use.block == 0) use.block = static_cast<std::uint32_t>(b + 1);
      use.in_many_blocks |= use.block != b + 1;
    }
  }
  mark_common(uses);
  for (std::size_t b = 0; b < page.text.size(); ++b) {
    const TextFacts& text = page.text[b];
    std::uint32_t common = 0, others = 0, shared = 0;
    for (std::uint32_t w = text.first_word; w < text.end_word; ++w) {
      const WordUse* use = uses.find(page.words[w]);
      if (use && use->common) {
        ++common;
        continue;
      }
      ++others;
      shared += use && use->count && (use->in_many_blocks || use->block != b + 1);
    }
    if (text.words) page.context[b].common_words = static_cast<float>(common) / static_cast<float>(text.words);
    if (others) page.context[b].shared_words = static_cast<float>(shared) / static_cast<float>(others);
  }
}

void note_repeats(PageFacts& page) {
  struct Use {
    std::uint32_t count = 0, last = 0;
  };
  WordTable<Use> uses(page.text.size());
  const auto key = [&](std::size_t b) {
    return static_cast<std::uint32_t>(page.text[b].hash ^ page.text[b].hash >> 32);
  };
  for (std::size_t b = 0; b < page.text.size(); ++b) {
    if (!page.text[b].words) continue;
    Use& use = uses[key(b)];
    BlockContext& context = page.context[b];
    context.repetition = use.count++;
    if (context.repetition) context.near_repeat = static_cast<std::uint32_t>(b) - use.last;
    use.last = static_cast<std::uint32_t>(b);
  }
  for (std::size_t b = 0; b < page.text.size(); ++b)
    if (page.text[b].words) page.context[b].repeats = uses[key(b)].count;
}

/// For each block the share of its words (or of pairs of words) that stand in `reference`.
template <class Set>
void note_overlap(PageFacts& page, const std::string& reference, bool pairs, Set&& set) {
  if (reference.empty()) return;
  std::vector<std::uint32_t> words;
  scan_text(reference, words);
  WordTable<bool> known(words.size());
  const auto pair = [](std::uint32_t a, std::uint32_t b) { return (a * 31u) ^ (b * 0x85EBCA6Bu); };
  for (std::size_t w = 0; w + pairs < words.size(); ++w) known[pairs ? pair(words[w], words[w + 1]) : words[w]] = true;
  for (std::size_t b = 0; b < page.text.size(); ++b) {
    const TextFacts& text = page.text[b];
    std::uint32_t hits = 0;
    for (std::uint32_t w = text.first_word; w + pairs < text.end_word; ++w)
      hits += known.find(pairs ? pair(page.words[w], page.words[w + 1]) : page.words[w]) != nullptr;
    if (text.words > pairs) set(b, hits, text.words - pairs, words.size());
  }
}

void note_title(PageFacts& page, const Blocks& blocks) {
  note_overlap(page, blocks.meta.title, false,
               [&](std::size_t b, std::uint32_t hits, std::uint32_t of, std::size_t title) {
                 page.context[b].title_similarity =
                     std::min(1.0f, 2.0f * static_cast<float>(hits) / static_cast<float>(of + title));
               });
  float best = 0.6f;
  for (std::size_t b = 0; b < page.text.size(); ++b) {
    const float heading = blocks.blocks[b].kind == Kind::heading && blocks.blocks[b].level == 1 ? 0.25f : 0;
    const float score = page.context[b].title_similarity + heading;
    if (score > best) {
      best = score;
      page.title_block = static_cast<std::int32_t>(b);
    }
  }
  for (std::size_t b = 0; b < page.text.size() && page.title_block < 0; ++b)
    if (blocks.blocks[b].kind == Kind::heading && blocks.blocks[b].level == 1)
      page.title_block = static_cast<std::int32_t>(b);
}

void note_neighbours(PageFacts& page, const Blocks& blocks) {
  std::int32_t good = -1, heading = -1;
  std::uint32_t top_headings = 0;
  const auto count = static_cast<std::int32_t>(page.text.size());
  for (std::int32_t b = 0; b < count; ++b) {
    BlockContext& context = page.context[static_cast<std::size_t>(b)];
    context.previous_good = good;
    context.heading = heading;
    context.top_headings = top_headings;
    if (context.good) good = b;
    const Block& block = blocks.blocks[static_cast<std::size_t>(b)];
    if (block.kind != Kind::heading) continue;
    heading = b;
    top_headings += block.level == 1;
  }
  good = -1;
  for (std::int32_t b = count; b-- > 0;) {
    BlockContext& context = page.context[static_cast<std::size_t>(b)];
    context.next_good = good;
    if (context.good) good = b;
  }
}

}  // namespace

PageFacts note_page(const Blocks& blocks) {
  PageFacts page;
  const std::size_t count = blocks.blocks.size();
  page.text.reserve(count);
  page.words.reserve(blocks.text.size() / 5);
  page.context.resize(count);
  page.before.resize(count + 1);
  for (std::size_t b = 0; b < count; ++b) {
    const Block& block = blocks.blocks[b];
    page.text.push_back(scan_text(blocks.text_of(block), page.words));
    const bool good = page.context[b].good = is_good(block, page.text[b]);
    page.before[b + 1] = page.before[b];
    page.before[b + 1] += Sums{.words = static_cast<double>(block.words),
                               .good_words = good ? static_cast<double>(block.words) : 0.0,
                               .linked_words = static_cast<double>(block.linked_words),
                               .blocks = 1,
                               .good_blocks = good ? 1.0 : 0.0};
  }
  note_vocabulary(page);
  note_repeats(page);
  note_title(page, blocks);
  note_overlap(page, blocks.meta.description, false,
               [&](std::size_t b, std::uint32_t hits, std::uint32_t of, std::size_t) {
                 page.context[b].description_overlap = static_cast<float>(hits) / static_cast<float>(of);
               });
  note_overlap(page, blocks.article_body, true, [&](std::size_t b, std::uint32_t hits, std::uint32_t of, std::size_t) {
    page.context[b].body_overlap = static_cast<float>(hits) / static_cast<float>(of);
  });
  note_neighbours(page, blocks);
  return page;
}

}  // namespace winnow
