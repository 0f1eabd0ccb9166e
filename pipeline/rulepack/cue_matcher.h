#pragma once
// Finds the cue phrases of all languages in a block's text in one pass, by hashes of the words read
// from each word start. A phrase counts at word boundaries only, so the failure links of an
// Aho–Corasick automaton would lead nowhere that the next word start does not.
// Phrases come from rules/lang/<code>.yaml. Text and phrases are folded alike: letter case, dotless
// and dotted i, apostrophes, colons, white space, and any run of digits, so that "5 min read" in a
// pack finds "12 min read" on a page.

#include <cstdint>
#include <memory>
#include <string_view>

#include "pipeline/base/text.h"
#include "pipeline/rulepack/cues.h"

namespace winnow {

class Yaml;

/// Where in a block a phrase must stand to count; always at word boundaries. Punctuation and
/// symbols around it do not matter: "» Related:" is the whole phrase "related".
enum class CueAnchor : std::uint8_t { whole, start, end, anywhere, count_ };
inline constexpr std::size_t kCueAnchorCount = static_cast<std::size_t>(CueAnchor::count_);
std::string_view name(CueAnchor anchor) noexcept;

class CueMatcher {
 public:
  CueMatcher();
  ~CueMatcher();
  CueMatcher(CueMatcher&&) noexcept;
  CueMatcher& operator=(CueMatcher&&) noexcept;

  /// Adds a phrase. One of punctuation only is ignored.
  void add(Cue cue, CueAnchor anchor, std::string_view phrase);

  /// The bit set of cues in `text`. Allocates nothing; looks at the first and last 200 bytes only
  /// of longer texts. Cost: linear in `text`, times the longest phrase at worst. Thread-safe.
  std::uint32_t match(std::string_view text) const noexcept { return match_and_phrase(text) & ~kIsPhrase; }
  /// The same, with kIsPhrase where one of the phrases is all of the text.
  std::uint32_t match_and_phrase(std::string_view text) const noexcept;

 private:
  struct Phrases;
  std::unique_ptr<Phrases> phrases_;
};

/// Adds the phrases of one lang/<code>.yaml: `language: vi`, `cues: {related: {whole: "tin liên quan |
/// xem thêm"}}`. Throws RuleError.
void load_cues(const Yaml& file, CueMatcher& cues);

/// Calls f(phrase) for each phrase of a text that separates them by '|' or line ends. Packs are
/// written so, and not as YAML lists: a block of text is read several times faster, and by people too.
template <class F>
void for_each_phrase(std::string_view text, F&& f) {
  for (std::size_t from = 0, at = 0; at <= text.size(); ++at) {
    if (at < text.size() && text[at] != '|' && text[at] != '\n') continue;
    if (const std::string_view phrase = trim(text.substr(from, at - from)); !phrase.empty()) f(phrase);
    from = at + 1;
  }
}

}  // namespace winnow
