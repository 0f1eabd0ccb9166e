// Letters are folded twice, since sites differ: "ä" is "a" with its mark taken off, or "ae" by the table of digraphs in
// rules/metadata/titles.yaml. What is no Latin letter and not in the tables stays as it is, for addresses whose slugs
// are written in the page's own script.

#include "pipeline/describe/fields/slug.h"

#include <unicode/normalizer2.h>
#include <unicode/uchar.h>

#include <algorithm>

#include "pipeline/base/ascii.h"
#include "pipeline/base/nfc.h"
#include "pipeline/base/text.h"
#include "pipeline/base/urls.h"

namespace winnow {
namespace {

constexpr std::size_t npos = std::string_view::npos;
constexpr std::size_t kFewestWords = 3, kFewestLetters = 10, kMostWords = 60;
constexpr std::size_t kLongestEnding = 5, kLongestNumber = 4;

int hex_value(char c) noexcept {
  if (is_ascii_digit(c)) return c - '0';
  c = ascii_lower(c);
  return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

std::string percent_decoded(std::string_view text) {
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const int high = text[i] == '%' && i + 2 < text.size() ? hex_value(text[i + 1]) : -1;
    const int low = high < 0 ? -1 : hex_value(text[i + 2]);
    if (low < 0) out += text[i];
    else out += static_cast<char>(high * 16 + low), i += 2;
  }
  return to_nfc(std::move(out));
}

bool is_ascii(std::string_view text) noexcept {
  return std::all_of(text.begin(), text.end(), [](char c) { return static_cast<unsigned char>(c) < 0x80; });
}

/// `word`, normalized_words(), in the letters of addresses; `digraphs` first, if given.
std::string folded(std::string_view word, const TitleRules& rules, bool with_digraphs) {
  if (is_ascii(word)) return std::string(word);
  UErrorCode status = U_ZERO_ERROR;
  const icu::Normalizer2* nfd = icu::Normalizer2::getNFDInstance(status);
  std::string out;
  for (const char *at = word.data(), *end = at + word.size(); at < end;) {
    const char* const begin = at;
    const char32_t c = next_code_point(at, end);
    const std::string_view letter(begin, static_cast<std::size_t>(at - begin));
    const auto digraph = with_digraphs ? rules.slug_digraphs.find(letter) : rules.slug_digraphs.end();
    if (digraph != rules.slug_digraphs.end()) {
      out += digraph->second;
      continue;
    }
    icu::UnicodeString parts;
    if (U_FAILURE(status) || !nfd->getDecomposition(static_cast<UChar32>(c), parts))
      parts = icu::UnicodeString(static_cast<UChar32>(c));
    const UChar32 base = parts.char32At(0);
    std::string plain;
    if (u_charType(base) != U_NON_SPACING_MARK) append_utf8(static_cast<char32_t>(base), plain);
    const auto latin = rules.slug_letters.find(letter);
    const auto latin_base = latin == rules.slug_letters.end() ? rules.slug_letters.find(plain) : latin;
    out += latin_base == rules.slug_letters.end() ? plain : latin_base->second;
  }
  return out;
}

/// "post1860982", "d538952", "a1b2c3d4e5": names of articles that no reader would say.
bool is_number_of_article(std::string_view word) {
  const auto digits = static_cast<std::size_t>(std::count_if(word.begin(), word.end(), is_ascii_digit));
  return digits > kLongestNumber || (digits >= 2 && digits * 2 > word.size() && digits != word.size());
}

std::vector<std::string> words_of_segment(std::string_view segment, const TitleRules& rules) {
  if (const std::size_t dot = segment.rfind('.'); dot != npos && segment.size() - dot <= kLongestEnding + 1)
    segment = segment.substr(0, dot);
  const std::string key = normalized_words(segment);
  std::vector<std::string> words;
  for (std::size_t at = 0; at < key.size() && words.size() < kMostWords;) {
    const std::size_t end = std::min(key.find(' ', at), key.size());
    if (const std::string_view word = std::string_view(key).substr(at, end - at); !is_number_of_article(word))
      words.push_back(folded(word, rules, false));
    at = end + 1;
  }
  return words;
}

std::size_t letters_in(const std::vector<std::string>& words) {
  std::size_t letters = 0;
  for (const std::string& word : words) letters += is_ascii_digit(word[0]) ? 0 : word.size();
  return letters;
}

}  // namespace

Slug slug_of(std::string_view url, const TitleRules& rules) {
  const std::string_view whole = path_of(url);
  const std::string path = percent_decoded(whole.substr(0, whole.find('?')));
  Slug slug;
  std::size_t most = kFewestLetters - 1;
  for (std::size_t at = 0; at < path.size();) {
    const std::size_t end = std::min(path.find('/', at), path.size());
    std::vector<std::string> words = words_of_segment(std::string_view(path).substr(at, end - at), rules);
    if (const std::size_t letters = letters_in(words); words.size() >= kFewestWords && letters > most) {
      most = letters;
      slug.words = std::move(words);
    }
    at = end + 1;
  }
  return slug;
}

float likeness(const Slug& slug, std::string_view line, const TitleRules& rules) {
  if (slug.words.empty()) return 0;
  const std::string key = normalized_words(line);
  std::vector<bool> taken(slug.words.size());
  std::size_t words = 0, common = 0;
  for (std::size_t at = 0; at < key.size(); ++words) {
    const std::size_t end = std::min(key.find(' ', at), key.size());
    const std::string_view word = std::string_view(key).substr(at, end - at);
    at = end + 1;
    const bool as_it_is = is_ascii(word);
    const std::string plain = as_it_is ? std::string{} : folded(word, rules, false);
    const std::string other = as_it_is ? std::string{} : folded(word, rules, true);
    for (std::size_t i = 0; i < slug.words.size(); ++i)
      if (!taken[i] && (slug.words[i] == (as_it_is ? word : std::string_view(plain)) || slug.words[i] == other)) {
        taken[i] = true;
        ++common;
        break;
      }
  }
  return words == 0 ? 0 : 2 * static_cast<float>(common) / static_cast<float>(words + slug.words.size());
}

}  // namespace winnow
