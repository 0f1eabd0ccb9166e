#pragma once
// Finds the cue phrases of all languages in a block's text in one pass: an Aho–Corasick automaton
// over case-folded UTF-8. Phrases come from rules/lang/<code>.yaml.

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

#include "pipeline/rulepack/cues.h"

namespace winnow {

/// Where in a block a phrase must stand to count; always at word boundaries.
enum class CueAnchor : std::uint8_t { whole, start, end, anywhere };

class CueMatcher {
 public:
  CueMatcher();
  ~CueMatcher();
  CueMatcher(CueMatcher&&) noexcept;
  CueMatcher& operator=(CueMatcher&&) noexcept;

  /// Adds a phrase, then compile() once after the last.
  void add(Cue cue, CueAnchor anchor, std::string_view phrase);
  void compile();

  /// The bit set of cues in `text`. Linear in `text`, allocates nothing; looks at the first and
  /// last 200 bytes only of longer texts. Thread-safe.
  std::uint32_t match(std::string_view text) const noexcept;

 private:
  struct Automaton;
  std::unique_ptr<Automaton> automaton_;
};

}  // namespace winnow
