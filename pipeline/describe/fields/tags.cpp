#include "pipeline/describe/fields/tags.h"

#include <algorithm>

#include "pipeline/base/ascii.h"
#include "pipeline/base/text.h"

namespace winnow {
namespace {

constexpr std::size_t npos = std::string_view::npos;
constexpr std::size_t kMaxTagBytes = 80, kMaxTags = 60, kMaxTagWords = 8;
constexpr std::size_t kMinIdentifierBytes = 16, kMinNumberBytes = 5;
constexpr float kEntryBonus = 1.5F;  // a list of ten outweighs 15 ranks
constexpr std::size_t kMaxEntryBonus = 10;
constexpr float kHighestRank = 100;

/// A UUID, a long number, "example.org": no word that a reader would search for.
bool is_identifier(std::string_view text) {
  const auto digits = static_cast<std::size_t>(std::count_if(text.begin(), text.end(), is_ascii_digit));
  if (digits == text.size() && digits >= kMinNumberBytes) return true;
  if (text.find(' ') != npos) return false;
  if (text.size() >= kMinIdentifierBytes && digits * 4 >= text.size()) return true;
  const std::size_t dot = text.rfind('.');
  return text.find("://") != npos || text.starts_with("www.") ||
         (dot != npos && dot > 2 && text.size() - dot <= 4 && text.size() - dot >= 3 && !is_ascii_digit(text[dot + 1]));
}

/// The tag in "Category: Travel"; "" for keys that only machines read.
std::string_view without_prefix(std::string_view text, const TagRules& rules) {
  const std::size_t colon = text.find(':');
  if (colon == npos || colon == 0 || colon + 1 == text.size()) return text;
  const std::string key = fold_case(trim(text.substr(0, colon)));
  if (rules.noise_prefixes.contains(key)) return {};
  return rules.prefixes.contains(key) ? trim(text.substr(colon + 1)) : text;
}

void append_new(std::vector<std::string>& list, std::string_view tag) {
  const std::string folded = fold_case(tag);
  if (list.size() < kMaxTags &&
      std::none_of(list.begin(), list.end(), [&](const std::string& other) { return fold_case(other) == folded; }))
    list.emplace_back(tag);
}

struct TagSource {
  std::string evidence;
  float rank = 0;
  std::vector<std::string> tags;
};

std::vector<TagSource> sources_of(const std::vector<Finding>& findings, const TagRules& rules) {
  std::vector<TagSource> sources;
  for (const Finding& f : findings) {
    auto source =
        std::find_if(sources.begin(), sources.end(), [&](const TagSource& s) { return s.evidence == f.evidence; });
    if (source == sources.end())
      source = sources.insert(sources.end(), {.evidence = f.evidence, .rank = f.rank, .tags = {}});
    for (const std::string& entry : split_list(f.value)) {
      const std::string_view tag = without_prefix(entry, rules);
      if (tag.empty() || tag.size() > kMaxTagBytes || count_words(tag) > kMaxTagWords || is_identifier(tag)) continue;
      append_new(source->tags, tag);
    }
  }
  return sources;
}

std::vector<std::string> choose(std::vector<Finding>& findings, const TagRules& rules) {
  std::vector<TagSource> sources = sources_of(findings, rules);
  const TagSource* best = nullptr;
  for (TagSource& source : sources) {
    source.rank += kEntryBonus * static_cast<float>(std::min(source.tags.size(), kMaxEntryBonus));
    if (!source.tags.empty() && (!best || source.rank > best->rank)) best = &source;
  }
  if (!best) return {};
  for (Finding& f : findings) {
    f.won = f.evidence == best->evidence;
    const auto source =
        std::find_if(sources.begin(), sources.end(), [&](const TagSource& s) { return s.evidence == f.evidence; });
    f.rank = std::min(source->rank, kHighestRank);  // as decided: `explain` shows it
  }
  return best->tags;
}

}  // namespace

std::vector<std::string> split_list(std::string_view text) {
  std::vector<std::string> out;
  int depth = 0;
  std::size_t begin = 0;
  for (std::size_t i = 0; i <= text.size(); ++i) {
    const char c = i < text.size() ? text[i] : ',';
    if (c == '(') ++depth;
    if (c == ')' && depth > 0) --depth;
    if (i < text.size() && (depth > 0 || (c != ',' && c != ';'))) continue;
    if (const std::string_view entry = trim(text.substr(begin, i - begin)); !entry.empty()) out.emplace_back(entry);
    begin = i + 1;
  }
  return out;
}

std::vector<std::string> choose_tags(Findings& findings, const std::vector<std::string>& authors,
                                     const TagRules& rules) {
  std::vector<std::string> tags = choose(findings.of(Field::tag), rules);
  std::erase_if(
      tags, [&](const std::string& tag) { return std::find(authors.begin(), authors.end(), tag) != authors.end(); });
  return tags;
}

std::vector<std::string> choose_categories(Findings& findings, const TagRules& rules) {
  std::vector<std::string> out;
  std::erase_if(findings.of(Field::category),
                [&](const Finding& f) { return rules.no_categories.contains(fold_case(f.value)); });
  for (const std::string& category : choose(findings.of(Field::category), rules)) {
    std::string_view rest = category;
    for (std::size_t slash; (slash = rest.find('/')) != npos; rest.remove_prefix(slash + 1))
      if (const std::string_view part = trim(rest.substr(0, slash)); !part.empty()) append_new(out, part);
    if (const std::string_view part = trim(rest); !part.empty()) append_new(out, part);
  }
  return out;
}

}  // namespace winnow
