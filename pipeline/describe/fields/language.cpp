// CLD2 over the longest run of sentence-like blocks. Menus and teasers in another language than
// the article's are common, so short blocks and link lists do not count. Declarations are often
// wrong (templates in English), hence the text outranks them once there is enough of it.

#include "pipeline/describe/fields/language.h"

#include <cstdio>  // before CLD2's header, which uses FILE

#include <cld2/public/compact_lang_det.h>
#include <cld2/public/encodings.h>

#include <algorithm>

#include "pipeline/base/text.h"

namespace winnow {
namespace {

constexpr std::size_t kEnoughBytes = 700;
constexpr std::size_t kMinBytes = 60;  // less says nothing
constexpr std::uint32_t kSentenceWords = 10;
constexpr float kSureScore = 0.7F;

std::string sample_of(const Blocks& page, std::uint32_t min_words) {
  std::string sample;  // whole characters: CLD2 reads past the end of a cut one
  for (const Block& block : page.blocks) {
    if (block.words < min_words || block.linked_words * 3 > block.words) continue;
    sample += prefix_of(page.text_of(block), kEnoughBytes - std::min(kEnoughBytes, sample.size()));
    sample += '\n';
    if (sample.size() >= kEnoughBytes) break;
  }
  return sample;
}

/// The letter case that RFC 5646, 2.1.1 recommends: "zh-hans-tw" → "zh-Hans-TW".
void format_subtags(std::string& tag) {
  constexpr std::size_t kRegion = 2, kScript = 4;
  for (std::size_t begin = 0, length; begin < tag.size(); begin += length + 1) {
    length = std::min(tag.find('-', begin), tag.size()) - begin;
    const auto first = tag.begin() + static_cast<std::ptrdiff_t>(begin),
               end = first + static_cast<std::ptrdiff_t>(length);
    std::transform(first, end, first, ascii_lower);
    if (begin > 0 && length == kRegion) std::transform(first, end, first, ascii_upper);
    if (begin > 0 && length == kScript) *first = ascii_upper(*first);
  }
}

/// "en_us" → "en-US"; "" for what is no tag.
std::string as_tag(std::string_view declared) {
  declared = trim(declared.substr(0, declared.find_first_of(",;")));
  std::string tag(declared);
  std::replace(tag.begin(), tag.end(), '_', '-');
  format_subtags(tag);
  const std::size_t primary = std::min(tag.find('-'), tag.size());
  if (primary < 2 || primary > 3) return {};
  return std::all_of(tag.begin(), tag.begin() + static_cast<std::ptrdiff_t>(primary), is_ascii_lower) ? tag
                                                                                                      : std::string();
}

std::string_view primary_of(std::string_view tag) noexcept { return tag.substr(0, tag.find('-')); }

}  // namespace

Language detect_language(std::string_view text, std::string_view hint) {
  if (text.size() < kMinBytes) return {};
  const std::string hint_text(hint);
  const CLD2::CLDHints hints = {hint_text.empty() ? nullptr : hint_text.c_str(), "", CLD2::UNKNOWN_ENCODING,
                                CLD2::UNKNOWN_LANGUAGE};
  CLD2::Language languages[3];
  int percents[3];
  double scores[3];
  int text_bytes = 0;
  bool reliable = false;
  CLD2::ExtDetectLanguageSummary(text.data(), static_cast<int>(text.size()), true, &hints, 0, languages, percents,
                                 scores, nullptr, &text_bytes, &reliable);
  if (languages[0] == CLD2::UNKNOWN_LANGUAGE) return {};
  constexpr float kPercent = 100, kUnreliable = 0.5F;
  const float share = static_cast<float>(percents[0]) / kPercent;
  return {CLD2::LanguageCode(languages[0]), reliable ? share : share * kUnreliable};
}

Language choose_language(const Blocks& page, Findings& findings) {
  std::string declared;
  float rank = 0;
  for (const Finding& f : findings.of(Field::language))
    if (const std::string tag = as_tag(f.value); !tag.empty() && f.rank > rank) {
      declared = tag;
      rank = f.rank;
    }
  std::string sample = sample_of(page, kSentenceWords);
  if (sample.size() < kMinBytes) sample = sample_of(page, 1);
  Language found = detect_language(sample, declared);
  if (!found.tag.empty()) findings.add(Field::language, found.tag, "text", found.score * 100);
  const bool agrees = primary_of(found.tag) == primary_of(declared);
  if (declared.empty() || (!found.tag.empty() && found.score >= kSureScore && !agrees)) {
    for (Finding& f : findings.of(Field::language)) f.won = f.evidence == "text";
    return found;
  }
  for (Finding& f : findings.of(Field::language)) f.won = as_tag(f.value) == declared;
  return {declared, agrees ? found.score : kSureScore - found.score / 2};
}

}  // namespace winnow
