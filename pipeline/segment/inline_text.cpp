#include "pipeline/segment/inline_text.h"

#include <unicode/uchar.h>

#include <algorithm>
#include <utility>

#include "pipeline/base/text.h"
#include "pipeline/document/tag_sets.h"
#include "pipeline/segment/formula.h"

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
    else if (dom_.nodes[i].tag == Tag::math) return false;  // hidden, since a picture shows it
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
  const std::string text = dom_.text_of(element);
  const std::string_view shown = trim(text);
  return (has_link || (shown.starts_with('[') && shown.ends_with(']'))) && rules_.is_heading_link(text);
}

bool InlineText::has_formula_beside(std::uint32_t element) const noexcept {
  constexpr std::uint32_t kNear = 6;  // nodes behind the parent: a <span> or two, then <math>
  const std::uint32_t parent = dom_.nodes[element].parent, behind = dom_.nodes[element].end;
  const bool is_twin = parent != 0 && !page_.elements[parent].block_level;  // an element around both
  for (std::uint32_t i = parent + 1; is_twin && i < element && i < parent + kNear; ++i)
    if (is_formula(dom_, i)) return true;
  return behind < dom_.nodes[parent].end && is_formula(dom_, behind);
}

bool InlineText::is_left_out(std::uint32_t element, const Place& place) const {
  const Node& node = dom_.nodes[element];
  const ElementFacts& facts = page_.elements[element];
  if (kReadings.has(node.tag)) return true;
  const auto is_beside_text = [&] { return place.has_text_before || has_text(node.end, place.end); };
  if (place.is_heading && kAtHeadings.has(node.tag) && is_heading_link(element)) return is_beside_text();
  if (holds(facts, InlineClass::formula_twin)) return has_formula_beside(element);
  if (facts.block_level || !may_be_unseen(node, facts)) return false;
  return is_inline_of_at_most(element, rules_.most_hidden_bytes()) && is_beside_text();
}

/// What the first link in an element leads to within the page; "" if it does not.
std::string InlineText::target_of(std::uint32_t element) const {
  std::string target;
  for (std::uint32_t i = element; i < dom_.nodes[element].end && target.empty(); ++i)
    if (dom_.nodes[i].tag == Tag::a) target = dom_.attribute(i, "href");
  return target.size() > 1 && target.front() == '#' ? target.substr(1) : std::string();
}

/// A link says that it is one by its role or class, stands in a <sup>, has brackets, or is a symbol alone.
bool InlineText::is_note_mark(std::uint32_t element) const {
  constexpr std::uint32_t kMarkNodes = 10;
  constexpr std::size_t kLongestMark = 8;
  const Node& node = dom_.nodes[element];
  if ((node.tag != Tag::sup && node.tag != Tag::a) || node.end - element > kMarkNodes) return false;
  if (target_of(element).empty()) return false;
  const std::string text = dom_.text_of(element);
  if (text.empty() || text.size() > kLongestMark) return false;
  std::size_t letters = 0;
  for (const char *at = text.data(), *end = at + text.size(); at < end;)
    letters += u_isalpha(static_cast<UChar32>(next_code_point(at, end))) != 0;
  if (letters > 1) return false;
  if (node.tag == Tag::sup || holds(page_.elements[element], InlineClass::note_mark)) return true;
  const bool has_digit = text.find_first_of("0123456789") != std::string::npos;
  return dom_.attribute(element, "role") == "doc-noteref" || (letters == 0 && !has_digit) ||
         (has_digit && text.starts_with('[') && text.ends_with(']'));
}

std::uint32_t InlineText::note_of(std::uint32_t mark) {
  if (!std::exchange(has_read_ids_, true))
    for (std::uint32_t i = 0; i < dom_.nodes.size(); ++i)
      if (dom_.nodes[i].tag != Tag::text)
        if (const NotedAttribute* id = dom_.find_noted(i, Noted::id)) ids_.emplace(dom_.raw(*id), i);
  const auto found = ids_.find(target_of(mark));
  if (found == ids_.end()) return 0;
  std::uint32_t note = found->second;
  while (note != 0 && !page_.elements[note].block_level) note = dom_.nodes[note].parent;
  return note > mark ? note : 0;
}

std::string InlineText::text_of_mark(std::uint32_t mark) const {
  const std::string text = dom_.text_of(mark);
  const std::size_t begin = text.find_first_not_of("[("), end = text.find_last_not_of("])") + 1;
  return begin < end ? text.substr(begin, end - begin) : text;
}

bool InlineText::begins_with_quote(std::uint32_t element) const noexcept {
  for (std::uint32_t i = element + 1; i < dom_.nodes[element].end; ++i) {
    if (dom_.nodes[i].tag != Tag::text) continue;
    const std::string_view text = trim(dom_.raw(dom_.nodes[i]));
    if (text.empty()) continue;
    const char* at = text.data();
    const char32_t c = next_code_point(at, text.data() + text.size());
    const auto category = U_GET_GC_MASK(static_cast<UChar32>(c));
    return c == '"' || text.starts_with("&quot;") || text.starts_with("&ldquo;") || c == 0x201E || c == 0x300C ||
           (category & (U_GC_PI_MASK | U_GC_PF_MASK)) != 0;
  }
  return true;  // nothing to quote
}

std::string InlineText::formula_of_picture(std::uint32_t image) const {
  constexpr std::size_t kLongestFormula = 2000;
  const ElementFacts& facts = page_.elements[image];
  if (!holds(facts, InlineClass::formula_twin) || has_formula_beside(image)) return {};
  const std::string tex = dom_.attribute(image, "alt");
  return tex.size() > kLongestFormula ? std::string() : between_dollars(tex, false);
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
