#include "pipeline/label/page_view.h"

#include <re2/re2.h>
#include <unicode/uchar.h>

#include <algorithm>
#include <functional>

#include "pipeline/base/text.h"

namespace winnow {
namespace {

constexpr std::uint32_t bit(Repeat repeat) noexcept { return 1u << static_cast<unsigned>(repeat); }

/// True for what may stand behind a full stop: closing brackets, quotes, and marks like them.
bool closes(char32_t c) noexcept {
  const auto category = U_GET_GC_MASK(static_cast<UChar32>(c));
  return c == '"' || c == '\'' || (category & (U_GC_PE_MASK | U_GC_PF_MASK | U_GC_PI_MASK)) != 0;
}

/// The last character of `text`, which is not empty, taken off it.
char32_t take_last(std::string_view& text) noexcept {
  const std::size_t begin = begin_of_last_code_point(text);
  const char* at = text.data() + begin;
  const char32_t c = next_code_point(at, text.data() + text.size());
  text.remove_suffix(text.size() - begin);
  return c;
}

/// A full stop, perhaps with closing marks behind it. Several dots in a row do not count: they show where a teaser was
/// cut.
bool ends_like_a_sentence(std::string_view text, const std::u32string& sentence_ends) noexcept {
  constexpr int kClosingMarks = 4;
  for (int marks = 0; marks <= kClosingMarks && !text.empty(); ++marks) {
    const char32_t c = take_last(text);
    if (sentence_ends.find(c) != std::u32string::npos)
      return marks == kClosingMarks || text.empty() || take_last(text) != c;
    if (!closes(c)) return false;
  }
  return false;
}

/// Texts of the page's metadata to compare blocks with, in normalized words.
struct Known {
  std::string title, description;
  std::vector<std::string> authors;
};

/// `known` in normalized words.
bool repeats(std::string_view text, const std::string& known) {
  // Folding can shorten or lengthen a text, but not beyond half or twice its bytes.
  const bool has_near_size = !known.empty() && text.size() <= 2 * known.size() + 8 && known.size() <= 2 * text.size();
  return has_near_size && has_normalized_words(text, known);
}

std::uint32_t repeated_metadata(std::string_view text, const Known& known) {
  std::uint32_t out = 0;
  if (repeats(text, known.title)) out |= bit(Repeat::title);
  if (repeats(text, known.description)) out |= bit(Repeat::description);
  const auto is_text = [&](const std::string& author) { return repeats(text, author); };
  if (std::any_of(known.authors.begin(), known.authors.end(), is_text)) out |= bit(Repeat::author);
  return out;
}

Known note_metadata(const Metadata& meta) {
  Known known{.title = normalized_words(meta.title), .description = normalized_words(meta.description)};
  for (const std::string& author : meta.authors) known.authors.push_back(normalized_words(author));
  return known;
}

/// Blocks that repeat one within `near` blocks get its Repeat bits.
void note_neighbours(std::vector<BlockView>& blocks, std::size_t near) {
  for (std::size_t i = 0; i < blocks.size(); ++i) {
    for (std::size_t k = i + 1; k < blocks.size() && k <= i + near; ++k) {
      if (blocks[i].text_hash != blocks[k].text_hash) continue;
      blocks[i].repeats |= bit(Repeat::block_after);
      blocks[k].repeats |= bit(Repeat::block_before);
    }
  }
}

bool may_be_prose(const Block& block, const ProseLimits& limits) noexcept {
  if (block.cues & limits.without_cues) return false;
  const auto words = static_cast<float>(block.words);
  return words >= limits.min_words && static_cast<float>(block.linked_words) <= limits.max_link_density * words;
}

/// Two equal lines are not prose, and neither is the teaser behind them, even if they read like it.
void note_prose(const Blocks& page, const ProseLimits& limits, std::vector<BlockView>& blocks) {
  for (std::size_t i = 0; i < blocks.size(); ++i) {
    const bool in_card = (blocks[i].repeats & (bit(Repeat::block_before) | bit(Repeat::block_after))) ||
                         (i > 0 && (blocks[i - 1].repeats & bit(Repeat::block_before)));
    blocks[i].prose = blocks[i].ends_sentence && !in_card && may_be_prose(page.blocks[i], limits);
  }
}

void count_prose(std::vector<BlockView>& blocks) {
  std::uint32_t before = 0, after = 0;
  for (BlockView& block : blocks) {
    block.prose_before = before;
    before += block.prose;
  }
  for (auto block = blocks.rbegin(); block != blocks.rend(); ++block) {
    block->prose_after = after;
    after += block->prose;
  }
}

/// What the text's first paragraph opens with ("VOV.VN - ") is what the paper opens every lead with: a later block that
/// opens so, with other words behind it, is another article's.
void note_house_prefix(const Blocks& page, const ProseLimits& limits, std::vector<BlockView>& blocks) {
  constexpr std::uint32_t kMostProseBefore = 1;
  if (!limits.house_prefix) return;
  std::string_view prefix;
  std::uint64_t lead = 0;
  for (std::size_t i = 0; i < blocks.size(); ++i) {
    const std::string_view text = page.text_of(page.blocks[i]);
    if (!prefix.empty()) {
      if (text.starts_with(prefix) && blocks[i].text_hash != lead) blocks[i].repeats |= bit(Repeat::house_prefix);
      continue;
    }
    if (blocks[i].prose_before > kMostProseBefore) return;
    re2::StringPiece found;
    if (static_cast<float>(page.blocks[i].words) < limits.min_words ||
        !RE2::PartialMatch(re2::StringPiece(text.data(), text.size()), *limits.house_prefix, &found))
      continue;
    prefix = {found.data(), found.size()};
    lead = blocks[i].text_hash;
  }
}

void note_headings(const Blocks& page, std::vector<BlockView>& blocks) {
  std::int32_t heading = -1;
  for (std::size_t i = 0; i < blocks.size(); ++i) {
    blocks[i].heading = heading;
    if (page.blocks[i].kind == Kind::heading) heading = static_cast<std::int32_t>(i);
  }
}

/// The first block that repeats the title ends what stands before the title.
void note_title(std::vector<BlockView>& blocks) {
  const auto title =
      std::find_if(blocks.begin(), blocks.end(), [](const BlockView& b) { return b.repeats & bit(Repeat::title); });
  if (title == blocks.end()) return;
  for (auto block = blocks.begin(); block != title; ++block) block->before_title = true;
}

}  // namespace

constexpr unsigned kClassShift = 16;  // 16 bits of 32 are left

bool PageView::may_hold(const Selector& selector) const noexcept {
  if (page.doc.dom.nodes.empty()) return false;
  return selector.classes.empty() || std::any_of(selector.classes.begin(), selector.classes.end(),
                                                 [&](std::uint32_t hash) { return classes[hash >> kClassShift]; });
}

PageView view_page(const Blocks& page, const ProseLimits& limits) {
  PageView view{page, std::vector<BlockView>(page.blocks.size())};
  const Known known = note_metadata(page.meta);
  for (std::size_t i = 0; i < view.blocks.size(); ++i) {
    const std::string_view text = page.text_of(page.blocks[i]);
    BlockView& block = view.blocks[i];
    block.text_hash = std::hash<std::string_view>{}(text);
    block.ends_sentence = ends_like_a_sentence(text, limits.sentence_ends);
    block.repeats = repeated_metadata(text, known);
  }
  note_neighbours(view.blocks, static_cast<std::size_t>(limits.near_blocks));
  note_prose(page, limits, view.blocks);
  count_prose(view.blocks);
  note_house_prefix(page, limits, view.blocks);
  note_headings(page, view.blocks);
  note_title(view.blocks);
  for (const std::uint32_t hash : page.classes) view.classes.set(hash >> kClassShift);
  for (std::size_t i = 0; i < view.blocks.size(); ++i) {
    view.cues |= page.blocks[i].cues;
    view.kinds |= 1u << static_cast<unsigned>(page.blocks[i].kind);
    view.repeats |= view.blocks[i].repeats;
  }
  return view;
}

}  // namespace winnow
