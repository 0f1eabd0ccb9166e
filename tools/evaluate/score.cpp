#include "tools/evaluate/score.h"

#include <unicode/locid.h>
#include <unicode/uchar.h>
#include <unicode/unistr.h>

#include <algorithm>

#include "pipeline/base/nfc.h"
#include "pipeline/base/text.h"

namespace winnow::tools {
namespace {

/// Python's \w: letters, anything with a numeric value, and the underscore; no combining marks.
bool is_word_character(char32_t c) {
  if (c < 0x80) return (c | 0x20) - 'a' < 26u || c - '0' < 10u || c == '_';
  const auto u = static_cast<UChar32>(c);
  return u_isalpha(u) || u_getIntPropertyValue(u, UCHAR_NUMERIC_TYPE) != U_NT_NONE;
}

}  // namespace

std::vector<std::string> score_tokens(std::string_view utf8, bool by_character) {
  std::string lower;
  icu::UnicodeString::fromUTF8(icu::StringPiece(utf8.data(), static_cast<std::int32_t>(utf8.size())))
      .toLower(icu::Locale::getRoot())
      .toUTF8String(lower);
  std::vector<std::string> tokens;
  bool inside = false;
  for (const char *at = lower.data(), *end = at + lower.size(); at < end;) {
    const char* start = at;
    const char32_t c = next_code_point(at, end);
    if (!is_word_character(c)) {
      inside = false;
    } else if (by_character && is_spaceless_script(c)) {
      tokens.emplace_back(start, at);
      inside = false;
    } else if (inside) {
      tokens.back().append(start, at);
    } else {
      tokens.emplace_back(start, at);
      inside = true;
    }
  }
  return tokens;
}

bool scores_by_character(std::string_view utf8) {
  std::size_t words = 0, spaceless = 0;
  for (const char *at = utf8.data(), *end = at + utf8.size(); at < end;) {
    const char32_t c = next_code_point(at, end);
    if (!is_word_character(c)) continue;
    ++words;
    spaceless += is_spaceless_script(c);
  }
  return spaceless && static_cast<double>(spaceless) >= 0.3 * static_cast<double>(words);
}

WordScore score_bags(std::vector<std::string> prediction, std::vector<std::string> reference) {
  if (prediction.empty() || reference.empty()) {
    const double same = prediction.empty() == reference.empty();
    return {same, same, same};
  }
  std::sort(prediction.begin(), prediction.end());
  std::sort(reference.begin(), reference.end());
  std::size_t hits = 0;
  for (auto p = prediction.begin(), r = reference.begin(); p != prediction.end() && r != reference.end();) {
    const int order = p->compare(*r);
    hits += order == 0;
    if (order <= 0) ++p;
    if (order >= 0) ++r;
  }
  const double precision = static_cast<double>(hits) / static_cast<double>(prediction.size());
  const double recall = static_cast<double>(hits) / static_cast<double>(reference.size());
  const double both = precision + recall;
  return {both > 0 ? 2 * precision * recall / both : 0, precision, recall};
}

WordScore score_words(const std::string& prediction, const std::string& reference) {
  const std::string p = to_nfc(prediction), r = to_nfc(reference);
  const bool by_character = scores_by_character(r.empty() ? p : r);
  return score_bags(score_tokens(p, by_character), score_tokens(r, by_character));
}

}  // namespace winnow::tools
