#include "pipeline/segment/inline_text.h"

#include <unicode/uchar.h>

#include <algorithm>

#include "pipeline/base/text.h"
#include "pipeline/document/tag_sets.h"

namespace winnow {
namespace {

/// More nodes than this are never looked at for one element, so that a page costs what it has nodes.
constexpr std::uint32_t kMostNodes = 48;

constexpr TagSet kReadings = {Tag::rt, Tag::rp, Tag::rtc};
constexpr TagSet kStruck = {Tag::del, Tag::s, Tag::strike};
/// What the small things at headings are made of.
constexpr TagSet kAtHeadings = {Tag::a, Tag::button, Tag::span, Tag::sup, Tag::small, Tag::div, Tag::i};
constexpr std::size_t kLongestHeadingLink = 80;
constexpr std::size_t kLongestCharacter = 32;

bool holds(const ElementFacts& facts, InlineClass c) noexcept { return (facts.inline_classes & bit(c)) != 0; }

bool is_blank(std::string_view text) noexcept { return trim(text).empty(); }

/// True for emoji and what joins and colours them.
bool is_emoji(char32_t c) noexcept {
  const auto u = static_cast<UChar32>(c);
  if (c < 0x80) return false;
  return c == 0x200D || c == 0xFE0F || c == 0x20E3 || u_hasBinaryProperty(u, UCHAR_EMOJI) ||
         u_hasBinaryProperty(u, UCHAR_REGIONAL_INDICATOR);
}

}  // namespace

bool InlineText::may_be_unseen(const Node& node, const ElementFacts& facts) const noexcept {
  return facts.hidden || facts.clipped || holds(facts, InlineClass::screen_reader) || kStruck.has(node.tag);
}

bool InlineText::is_inline_of_at_most(std::uint32_t element, std::size_t bytes) const noexcept {
  const std::uint32_t end = dom_.nodes[element].end;
  if (end - element > kMostNodes) return false;
  std::size_t found = 0;
  for (std::uint32_t i = element; i < end; ++i) {
    if (dom_.nodes[i].tag == Tag::text) found += dom_.nodes[i].length;
    else if (page_.elements[i].block_level && i != element) return false;
  }
  return found <= bytes;
}

bool InlineText::has_text(std::uint32_t begin, std::uint32_t end) const noexcept {
  end = std::min(end, begin + kMostNodes);
  for (std::uint32_t i = begin; i < end;) {
    const Node& node = dom_.nodes[i];
    if (node.tag == Tag::text && !is_blank(dom_.raw(node))) return true;
    if (node.tag != Tag::text && (page_.elements[i].block_level || node.tag == Tag::br)) return false;
    i = is_skipped(node.tag) ? node.end : i + 1;
  }
  return false;
}

bool InlineText::is_heading_link(std::uint32_t element) const {
  if (!is_inline_of_at_most(element, kLongestHeadingLink)) return false;
  bool has_link = false;
  for (std::uint32_t i = element; i < dom_.nodes[element].end; ++i)
    has_link |= dom_.nodes[i].tag == Tag::a || dom_.nodes[i].tag == Tag::button;
  return has_link && rules_.is_heading_link(dom_.text_of(element));
}

bool InlineText::is_note_mark(std::uint32_t) const { return false; }

bool InlineText::is_left_out(std::uint32_t element, const Place& place) const {
  const Node& node = dom_.nodes[element];
  const ElementFacts& facts = page_.elements[element];
  if (kReadings.has(node.tag)) return true;
  const auto is_beside_text = [&] { return place.has_text_before || has_text(node.end, place.end); };
  if (place.is_heading && kAtHeadings.has(node.tag) && is_heading_link(element)) return is_beside_text();
  if (holds(facts, InlineClass::formula_twin)) return true;
  if (facts.block_level || !may_be_unseen(node, facts)) return false;
  return is_inline_of_at_most(element, rules_.most_hidden_bytes()) && is_beside_text();
}

std::string InlineText::character_of(std::uint32_t image) const {
  std::string text = dom_.attribute(image, "alt");
  if (text.empty() || text.size() > kLongestCharacter) return {};
  if (holds(page_.elements[image], InlineClass::emoji)) return text;
  for (const char *at = text.data(), *end = at + text.size(); at < end;)
    if (!is_emoji(next_code_point(at, end))) return {};
  return text;
}

}  // namespace winnow
