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

#include "pipeline/rulepack/cues.h"

namespace winnow {

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
  std::uint32_t match(std::string_view text) const noexcept;

 private:
  struct Phrases;
  std::unique_ptr<Phrases> phrases_;
};

}  // namespace winnow
