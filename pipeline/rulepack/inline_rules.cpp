#include "pipeline/rulepack/inline_rules.h"

#include <algorithm>

#include "pipeline/base/ascii.h"
#include "pipeline/base/text.h"
#include "pipeline/rulepack/yaml.h"

namespace winnow {
namespace {

constexpr std::array<std::string_view, kInlineClassCount> kClassKeys = {
    "screen_reader", "seen_again", "line", "line_number", "code_line", "formula_twin", "emoji", "note_mark"};

/// A part of a class name shorter than this is found as a whole name only: "line" in "line__x" says nothing.
constexpr std::size_t kLeastPartLength = 6;

/// Letters and digits of a class name, in lower case.
std::string squashed(std::string_view name) {
  std::string out;
  for (const char c : name)
    if (is_ascii_alnum(c) || c < 0) out += ascii_lower(c);
  return out;
}

}  // namespace

void InlineRules::load(const Yaml& file) {
  std::vector<std::string_view> keys(kClassKeys.begin(), kClassKeys.end());
  keys.insert(keys.end(), {"heading_links", "code_prefixes", "quotes", "most_hidden_bytes"});
  file.keys(keys);
  for (std::size_t i = 0; i < kClassKeys.size(); ++i)
    if (file.has(kClassKeys[i]))
      for (const std::string& name : file.at(kClassKeys[i]).texts())
        classes_[squashed(name)] |= bit(static_cast<InlineClass>(i));
  if (file.has("heading_links"))
    for (const std::string& text : file.at("heading_links").texts()) heading_links_.insert(normalized_words(text));
  if (file.has("code_prefixes"))
    for (const std::string& prefix : file.at("code_prefixes").texts()) code_prefixes_.push_back(prefix);
  std::stable_sort(code_prefixes_.begin(), code_prefixes_.end(),
                   [](const std::string& a, const std::string& b) { return a.size() > b.size(); });
  if (file.has("quotes"))
    for (const auto& [language, marks] : file.at("quotes").members()) {
      const std::vector<Yaml> items = marks.items();
      if (items.size() != 4) marks.fail("four quotation marks: outer ones and inner ones");
      for (std::size_t i = 0; i < items.size(); ++i) quotes_[language][i] = items[i].text();
    }
  if (file.has("most_hidden_bytes"))
    most_hidden_bytes_ = static_cast<std::size_t>(file.at("most_hidden_bytes").integer(0, 1 << 20));
}

std::uint8_t InlineRules::find(std::string_view name) const {
  const auto found = classes_.find(squashed(name));
  return found == classes_.end() ? std::uint8_t{0} : found->second;
}

std::uint8_t InlineRules::classes_of(std::string_view name) const {
  // Tailwind's "sm:not-sr-only" undoes a class from some width on; with the keyboard's focus it does not count.
  const std::size_t colon = name.rfind(':');
  if (colon != std::string_view::npos) {
    if (name.starts_with("focus") || name.starts_with("active")) return 0;
    return static_cast<std::uint8_t>(find(name.substr(colon + 1)) & bit(InlineClass::seen_again));
  }
  std::uint8_t bits = find(name);
  for (std::size_t at = name.find('_') == std::string_view::npos ? name.size() : 0; at < name.size();) {
    const std::size_t end = std::min(name.find('_', at), name.size());
    if (end - at >= kLeastPartLength) bits |= find(name.substr(at, end - at));
    at = end + 1;
  }
  return bits;
}

bool InlineRules::is_heading_link(std::string_view text) const {
  const std::string words = normalized_words(text);
  return words.empty() || heading_links_.contains(words);
}

std::string_view InlineRules::code_language(std::string_view name) const noexcept {
  for (const std::string& prefix : code_prefixes_)
    if (name.size() > prefix.size() && starts_with_ignoring_case(name, prefix)) return name.substr(prefix.size());
  return {};
}

const std::array<std::string, 4>& InlineRules::quotes_of(std::string_view language) const {
  static const std::array<std::string, 4> kEnglish = {"“", "”", "‘", "’"};
  for (auto found = quotes_.find(language);; found = quotes_.find(language)) {
    if (found != quotes_.end()) return found->second;
    const std::size_t dash = language.rfind('-');
    if (dash == std::string_view::npos) return kEnglish;
    language = language.substr(0, dash);
  }
}

}  // namespace winnow
