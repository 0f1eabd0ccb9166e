#pragma once
// From a class, id or data attribute to what its words hint at (rules/news/classes.yaml).
// Values are cut at anything that is no ASCII letter or digit and where camelCase turns up:
// "articleBody__related-links" → article, body, related, links.

#include <algorithm>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "pipeline/base/ascii.h"
#include "pipeline/base/hash.h"
#include "pipeline/base/hash_table.h"
#include "pipeline/rulepack/cues.h"

namespace winnow {

class Yaml;

class ClassLexicon {
 public:
  ClassLexicon() = default;
  /// Adds the groups of a classes.yaml: `groups: {nav: [menu, navbar, …], …}`, the names that hint
  /// at nothing: `ignored: [__next, …]`, and those of article bodies: `article_body: [articleBody, …]`.
  /// Throws RuleError.
  void load(const Yaml& file);
  void add(std::string_view word, std::uint32_t groups);

  /// True for a class or id that hints at nothing as a whole, whatever its words are.
  bool is_ignored(std::string_view name) const noexcept {
    return std::find(ignored_.begin(), ignored_.end(), name) != ignored_.end();
  }
  /// True for the value of an itemprop or property attribute that marks the body of an article.
  bool names_article_body(std::string_view value) const noexcept;
  /// The groups of one word by the hash that for_each_class_word gives.
  std::uint32_t groups_of_word(std::uint64_t hash) const noexcept {
    const std::uint32_t* const found = groups_.find(hash);
    return found ? *found : 0;
  }
  /// The union of the ClassGroup bits of all words in `value`. Linear, allocates nothing.
  std::uint32_t groups_of(std::string_view value) const noexcept;

 private:
  std::vector<std::string> ignored_, article_body_;  // a few
  HashTable<std::uint64_t, std::uint32_t> groups_;   // hash of the lower-case word → bits
};

/// Half the bits of such a hash; two words of a page rarely share it.
constexpr std::uint32_t short_hash(std::uint64_t hash) noexcept {
  return static_cast<std::uint32_t>(hash ^ hash >> 32);
}

/// Calls f(hash of the lower-case word, word length) for each word of a class value, cut as above.
template <class F>
void for_each_class_word(std::string_view value, F&& f) noexcept {
  std::uint64_t hash = kFnv1a64Basis;
  std::size_t length = 0;
  char before = 0;
  for (char c : value) {
    const bool letter = is_ascii_alnum(c);
    const bool seam = !letter || (is_ascii_upper(c) && is_ascii_lower(before));
    if (seam && length) {
      f(hash, length);
      hash = kFnv1a64Basis;
      length = 0;
    }
    if (letter) {
      hash = fnv1a_64(hash, static_cast<unsigned char>(ascii_lower(c)));
      ++length;
    }
    before = c;
  }
  if (length) f(hash, length);
}

}  // namespace winnow
