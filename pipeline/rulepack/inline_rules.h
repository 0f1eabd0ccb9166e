#pragma once
// What is known about the small elements inside of a paragraph (rules/news/inline.yaml): classes of what only
// screen readers get, of spans that make a line of their own, of line numbers beside code, of formulas that are
// there twice; the links at headings; the quotation marks of languages.

#include <array>
#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <utility>
#include <vector>

namespace winnow {

class Yaml;

/// What a class says of its element. Order is that of the keys in inline.yaml.
enum class InlineClass : std::uint8_t {
  screen_reader,  ///< heard, never seen
  seen_again,     ///< undoes screen_reader
  line,           ///< laid out as a block
  line_number,    ///< a number beside a line of code
  code_line,      ///< a line of code that is no pre
  formula_twin,   ///< a formula drawn, whose source stands beside it
  emoji,          ///< a picture in place of a character
  note_mark,      ///< the mark of a footnote
  count_
};
inline constexpr std::size_t kInlineClassCount = static_cast<std::size_t>(InlineClass::count_);
constexpr std::uint8_t bit(InlineClass c) noexcept { return static_cast<std::uint8_t>(1u << static_cast<unsigned>(c)); }

class InlineRules {
 public:
  /// Adds what an inline.yaml says. Throws RuleError.
  void load(const Yaml& file);

  /// The bits of InlineClass of one class name. Letter case, hyphens and underscores do not matter;
  /// "styles__srOnly__x1" has those of srOnly. Linear in the name.
  std::uint8_t classes_of(std::string_view name) const;
  /// True for the text of a link that sites put at headings, such as "[edit]".
  bool is_heading_link(std::string_view text) const;
  /// The language in a class of code, "python" of "language-python"; "" if it names none.
  std::string_view code_language(std::string_view name) const noexcept;
  /// The quotation marks of a language ("de", "pt-BR"), outer and inner ones; those of English for others.
  const std::array<std::string, 4>& quotes_of(std::string_view language) const;
  /// Hidden text of more bytes than this stays: it is the rest of an article, not a hint.
  std::size_t most_hidden_bytes() const noexcept { return most_hidden_bytes_; }

 private:
  std::uint8_t find(std::string_view squashed) const;

  std::unordered_map<std::string, std::uint8_t> classes_;
  std::unordered_set<std::string> heading_links_;  ///< normalized words
  std::vector<std::string> code_prefixes_;         ///< the longest first
  std::map<std::string, std::array<std::string, 4>, std::less<>> quotes_;
  std::size_t most_hidden_bytes_ = 0;
};

}  // namespace winnow
