#include "pipeline/describe/fields/bylines.h"

#include <algorithm>
#include <array>

#include "pipeline/base/text.h"

namespace winnow {
namespace {

constexpr std::size_t npos = std::string_view::npos;
constexpr std::size_t kMaxLabelWords = 3;
constexpr std::size_t kMaxCharacterBytes = 3;
constexpr char32_t kMiddleDot = 0x30FB;                 // ・
constexpr std::size_t kLongestCue = 36, kMaxSigns = 8;  // bytes of a phrase, and of signs around it

/// The first bytes of `text`, case folded: as long as the longest phrases are. Folding keeps the
/// length of all letters that begin a cue.
std::string folded_start(std::string_view text) { return fold_case(prefix_of(text, kLongestCue)); }

char32_t first_of(std::string_view text) noexcept {
  const char* at = text.data();
  return text.empty() ? 0 : next_code_point(at, at + text.size());
}

bool is_hangul(char32_t c) noexcept { return c >= 0xAC00 && c <= 0xD7A3; }
bool is_han(char32_t c) noexcept { return (c >= 0x4E00 && c <= 0x9FFF) || (c >= 0x3400 && c <= 0x4DBF); }

/// The bytes of a label that `text` begins with, up to its colon; 0: none.
std::size_t label_end(std::string_view text) noexcept {
  static constexpr std::array<std::string_view, 2> kColons = {":", "："};
  std::size_t end = npos, length = 0;
  for (const std::string_view colon : kColons)
    if (const std::size_t at = text.find(colon); at < end) {
      end = at;
      length = colon.size();
    }
  return end == npos ? 0 : end + length;
}

/// Words such as "by" and "von" are no labels: "Sort by: Price", "Reviewed by: Ann Lee".
bool is_short_latin_word(std::string_view text) noexcept {
  constexpr std::size_t kShortestLabel = 5;
  return text.size() < kShortestLabel &&
         std::all_of(text.begin(), text.end(), [](char c) { return static_cast<unsigned char>(c) < 0x80; });
}

/// Whether `text` ends with an author's label of up to three words.
bool ends_with_author_label(std::string_view text, const PeopleRules& rules) {
  text = trim_signs(text);
  std::size_t begin = text.size();
  for (std::size_t words = 0; words < kMaxLabelWords && begin != npos && begin > 0; ++words) {
    begin = text.find_last_of(" \n", begin - 1);
    const std::string_view label = text.substr(begin == npos ? 0 : begin + 1);
    if (!is_short_latin_word(label) && is_byline_cue(label, rules)) return true;
  }
  return false;
}

/// The last name of `text`, which a sign or a blank parts from what stands before; `text` loses it
/// and keeps the sign.
std::string_view take_last_name(std::string_view& text) {
  std::size_t begin = text.size();
  while (begin > 0) {
    const std::size_t start = begin_of_last_code_point(text.substr(0, begin));
    const char32_t c = first_of(text.substr(start));
    if (!is_hangul(c) && !is_han(c)) break;
    begin = start;
  }
  const std::string_view name = text.substr(begin);
  text = text.substr(0, begin);
  return is_name_without_capitals(name) ? name : std::string_view{};
}

/// Cuts "·", "," and their like off the end: whether another name stands before.
bool cut_joining_sign(std::string_view& text) {
  static constexpr std::array<std::string_view, 5> kSigns = {"·", "・", ",", "、", "/"};
  text = trim(text);
  for (const std::string_view sign : kSigns)
    if (text.ends_with(sign)) {
      text = trim(text.substr(0, text.size() - sign.size()));
      return true;
    }
  return false;
}

/// Whether a cue may end before `rest`: a longer word continues ("기자회견"), a name behind a cue in
/// Han belongs to it ("記者 山田").
bool ends_cue(std::string_view rest, bool hangul) {
  const char32_t next = first_of(rest);
  if (next == ' ') return hangul;
  return next < 0x80 || !(is_hangul(next) || is_spaceless_script(next));
}

/// Whether the cue of `length` bytes at the start of `text` is a forename here: "Theo Walden", not "theo Walden", "THEO
/// WALDEN" or "Theo Walden Hill".
bool is_given_name(std::string_view text, std::size_t length, const PeopleRules& rules) {
  const std::string_view cue = text.substr(0, length), rest = text.substr(length);
  const std::string folded = fold_case(cue);
  if (folded == cue || !rules.cues_or_given_names.contains(folded)) return false;
  return rest.starts_with(' ') && trim(rest).find(' ') == npos && fold_case(rest.substr(2)) == rest.substr(2) &&
         fold_case(rest) != rest;
}

bool ends_latin_word(std::string_view rest) noexcept { return rest.empty() || !is_ascii_lower(rest[0]); }

}  // namespace

std::string_view trim_signs(std::string_view text) {
  static constexpr std::array<std::string_view, 20> kSigns = {",", ":",  ";", "|", "-", "–",  "—",  "/", "*",  "•",
                                                              "·", "\"", "”", "“", "„", "。", "：", "▶", "／", "& "};
  text = trim(text);
  for (bool cut = true; cut && !text.empty();) {
    cut = false;
    for (const std::string_view sign : kSigns) {
      if (text.starts_with(sign)) text = trim(text.substr(sign.size())), cut = true;
      if (text.ends_with(sign)) text = trim(text.substr(0, text.size() - sign.size())), cut = true;
    }
  }
  return text;
}

std::string_view without_byline_cue(std::string_view text, const PeopleRules& rules) {
  const std::string start = folded_start(text);
  const auto parts_from_name = [&](std::string_view rest) {
    const char32_t next = first_of(rest);
    if (next == ' ' || next == ':' || next == '/' || next == 0xA0 || next == U'：' || next == U'／') return true;
    const bool is_one_character = start.size() - rest.size() <= kMaxCharacterBytes;  // 文 also begins 文化
    return is_spaceless_script(next) && next != kMiddleDot && !is_one_character;
  };
  const std::size_t cue = rules.byline.match(start, parts_from_name);
  if (cue == 0 || cue >= text.size() || is_given_name(text, cue, rules)) return text;
  std::string_view rest = trim_signs(text.substr(cue));
  if (rules.interviews.match(start, parts_from_name) >= cue)
    for (const std::string& seam : rules.interviewed) rest = rest.substr(0, rest.find(seam));
  return rest.empty() ? text : rest;
}

std::string_view without_lead_in(std::string_view text, const PeopleRules& rules) {
  const std::size_t lead =
      rules.lead_ins.match(folded_start(text), [](std::string_view rest) { return first_of(rest) == ' '; });
  return lead > 0 && lead < text.size() ? trim_signs(text.substr(lead)) : text;
}

std::string_view guest_in(std::string_view text, const PeopleRules& rules) {
  const std::size_t lead = rules.guests.match(
      folded_start(text), [](std::string_view rest) { return first_of(rest) == ' ' || first_of(rest) == ':'; });
  return lead > 0 && lead < text.size() ? trim_signs(text.substr(lead)) : std::string_view{};
}

std::string_view before_closing(std::string_view text, const PeopleRules& rules) {
  for (const std::string& closing : rules.closings)
    if (const std::size_t at = text.find(closing); at != npos && at > 0) text = text.substr(0, at);
  return text;
}

bool is_byline_cue(std::string_view text, const PeopleRules& rules) {
  if (text.size() > kLongestCue + kMaxSigns) return false;
  return rules.byline.match(folded_start(trim_signs(text)), [](std::string_view rest) { return rest.empty(); }) > 0;
}

std::string_view before_next_label(std::string_view text) {
  text = text.substr(0, text.find('\n', text.find_first_not_of(" \n")));
  const std::size_t colon = label_end(text);
  if (colon == 0) return text;
  const std::size_t word = text.substr(0, colon).rfind(' ');
  return word == npos ? std::string_view{} : text.substr(0, word);
}

std::string_view behind_author_label(std::string_view line, const PeopleRules& rules) {
  for (std::size_t at = 0, end; (end = label_end(line.substr(at))) != 0; at += end)
    if (ends_with_author_label(line.substr(0, at + end), rules))
      return trim_signs(before_next_label(line.substr(at + end)));
  return {};
}

std::vector<std::string> names_before_cue(std::string_view line, const PeopleRules& rules) {
  constexpr unsigned char kFirstHan = 0xE3;  // the first bytes of Han and Hangul
  std::vector<std::string> names;
  if (std::none_of(line.begin(), line.end(), [](char c) { return static_cast<unsigned char>(c) >= kFirstHan; }))
    return names;
  for (const std::string& cue : rules.byline_after) {
    for (std::size_t at = line.find(cue); at != npos && names.empty(); at = line.find(cue, at + cue.size())) {
      if (!ends_cue(line.substr(at + cue.size()), is_hangul(first_of(cue)))) continue;
      std::string_view before = trim(line.substr(0, at));
      do {
        const std::string_view name = take_last_name(before);
        if (name.empty()) break;
        names.insert(names.begin(), std::string(name));
      } while (cut_joining_sign(before));
    }
    if (!names.empty()) break;
  }
  return names;
}

std::vector<std::string> names_behind_reporter(std::string_view line, const PeopleRules& rules) {
  constexpr std::size_t kMostBefore = 40, kLongestName = 4;  // bytes of the paper's name; characters
  std::vector<std::string> names;
  std::size_t at = npos, behind = 0;
  for (const std::string& cue : rules.reporters)
    if (const std::size_t found = line.find(cue); found < at) at = found, behind = found + cue.size();
  if (at == npos || at > kMostBefore) return names;
  std::string_view rest = line.substr(behind);
  const auto ends = [&] {
    return std::any_of(rules.reporter_ends.begin(), rules.reporter_ends.end(),
                       [&](const std::string& word) { return rest.starts_with(word); });
  };
  while (!rest.empty()) {
    std::size_t signs = 0;
    for (const std::string_view sign : {" ", "\n", ":", "：", "、", "，", ",", "/", "　", "·"})
      if (rest.starts_with(sign)) signs = std::max(signs, sign.size());
    if (signs > 0) {
      rest.remove_prefix(signs);
      continue;
    }
    if (ends()) break;
    const char* const begin = rest.data();
    std::size_t characters = 0;
    while (!rest.empty() && is_han(first_of(rest)) && !(characters >= 2 && ends())) {
      const char* next = rest.data();
      next_code_point(next, rest.data() + rest.size());
      rest.remove_prefix(static_cast<std::size_t>(next - rest.data()));
      ++characters;
    }
    if (characters < 2 || characters > kLongestName) break;  // a sentence, a sign
    if (ends() && !names.empty()) break;                     // a place: "张某 北京报道"
    names.emplace_back(begin, static_cast<std::size_t>(rest.data() - begin));
    if (ends()) break;
  }
  return names;
}

std::string_view without_closing_cue(std::string_view name, const PeopleRules& rules) {
  for (const std::string& cue : rules.byline_after)
    if (name.size() > cue.size() && name.ends_with(cue))
      if (const std::string_view rest = trim(name.substr(0, name.size() - cue.size())); is_name_without_capitals(rest))
        return rest;
  return name;
}

bool is_name_without_capitals(std::string_view text) {
  constexpr std::size_t kFewest = 2, kMost = 5;
  std::size_t chars = 0;
  for (const char *at = text.data(), *end = at + text.size(); at < end; ++chars) {
    const char32_t c = next_code_point(at, end);
    if (!is_hangul(c) && !is_han(c)) return false;
  }
  return chars >= kFewest && chars <= kMost;
}

bool names_another_role(std::string_view text, const PeopleRules& rules) {
  const std::string start = folded_start(trim(text));
  return rules.other_roles.match(start, ends_latin_word) > 0 || rules.credits.match(start, ends_latin_word) > 0;
}

std::string_view behind_another_role(std::string_view text, const PeopleRules& rules) {
  text = trim(text);
  const std::size_t cue = rules.other_roles.match(folded_start(text), ends_latin_word);
  return cue > 0 && cue < text.size() ? trim_signs(text.substr(cue)) : std::string_view{};
}

}  // namespace winnow
