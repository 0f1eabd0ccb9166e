#include "pipeline/describe/authors.h"

#include <unicode/uchar.h>

#include <algorithm>

#include "pipeline/base/text.h"

namespace winnow {
namespace {

constexpr std::size_t npos = std::string_view::npos;
constexpr std::size_t kMaxNameWords = 6;
constexpr std::size_t kMaxNameBytes = 80;
constexpr std::size_t kMaxAuthors = 40;

std::string_view trim_signs(std::string_view text) {
  text = trim(text);
  while (!text.empty()) {
    bool cut = false;
    for (const std::string_view sign : {",", ":", ";", "|", "-", "–", "—", "/", "*", "•", "·", "\""}) {
      if (text.starts_with(sign)) text = trim(text.substr(sign.size())), cut = true;
      if (text.ends_with(sign)) text = trim(text.substr(0, text.size() - sign.size())), cut = true;
    }
    if (!cut) break;
  }
  return text;
}

/// "By Ann Lee" → "Ann Lee"; the cue must end at a word boundary.
std::string_view without_byline_cue(std::string_view text, const PeopleRules& rules) {
  const std::string folded = fold_case(text);
  if (folded.size() != text.size()) return text;
  for (const std::string& cue : rules.byline) {
    if (!folded.starts_with(cue) || folded.size() == cue.size()) continue;
    const char next = folded[cue.size()];
    if (next == ' ' || next == ':' || static_cast<unsigned char>(next) >= 0xE3)
      return trim_signs(text.substr(cue.size()));
  }
  return text;
}

void split_at(std::string_view text, const std::vector<std::string>& separators, std::vector<std::string_view>& out) {
  while (true) {
    std::size_t first = npos, length = 0;
    for (const std::string& separator : separators)
      if (const std::size_t at = text.find(separator); at < first) {
        first = at;
        length = separator.size();
      }
    out.push_back(text.substr(0, first));
    if (first == npos) return;
    text.remove_prefix(first + length);
  }
}

bool has_letter(std::string_view text) {
  for (const char *at = text.data(), *end = at + text.size(); at < end;)
    if (u_isalpha(static_cast<UChar32>(next_code_point(at, end)))) return true;
  return false;
}

bool is_address(std::string_view text) {
  return text.find("://") != npos || text.find('@') != npos || starts_with_ignoring_case(text, "www.");
}

bool holds_organization_word(const std::string& folded, const PeopleRules& rules) {
  if (rules.agencies.contains(folded)) return true;
  std::string_view rest = folded;
  while (!rest.empty()) {
    const std::size_t end = std::min(rest.find_first_of(" -,"), rest.size());
    if (rules.organizations.contains(rest.substr(0, end))) return true;
    rest.remove_prefix(std::min(end + 1, rest.size()));
  }
  return false;
}

void add_author(std::string_view part, const PeopleRules& rules, std::vector<Author>& out) {
  part = trim_signs(without_byline_cue(trim_signs(part), rules));
  for (const std::string& cut : rules.cut_at)
    if (const std::size_t at = part.find(cut); at != npos && at > 0) part = trim_signs(part.substr(0, at));
  if (part.empty() || part.size() > kMaxNameBytes || !has_letter(part) || is_address(part)) return;
  const std::string folded = fold_case(part);
  if (rules.nobody.contains(folded) || rules.roles.contains(folded)) return;
  const bool organization = holds_organization_word(folded, rules);
  if (!organization && count_words(part) > kMaxNameWords) return;
  if (std::none_of(out.begin(), out.end(), [&](const Author& a) { return fold_case(a.name) == folded; }))
    out.push_back({std::string(part), organization});
}

}  // namespace

std::vector<Author> split_authors(std::string_view value, const PeopleRules& rules) {
  std::vector<std::string_view> parts;
  split_at(without_byline_cue(trim_signs(value), rules), rules.separators, parts);
  std::vector<Author> out;
  for (const std::string_view part : parts)
    for (std::size_t at = 0; at <= part.size();) {
      const std::size_t end = std::min(part.find(", ", at), part.size());
      add_author(part.substr(at, end - at), rules, out);
      at = end + 2;
    }
  return out;
}

std::vector<std::string> choose_authors(Findings& findings, const std::vector<std::string>& site_names,
                                        const PeopleRules& rules) {
  std::vector<Finding>& all = findings.of(Field::author);
  std::stable_sort(all.begin(), all.end(), [](const Finding& a, const Finding& b) { return a.rank > b.rank; });
  std::vector<std::string> organizations;
  for (std::size_t i = 0; i < all.size();) {
    std::vector<std::string> people;
    const std::size_t first = i;
    for (; i < all.size() && all[i].evidence == all[first].evidence; ++i)
      for (Author& author : split_authors(all[i].value, rules)) {
        const bool is_site = std::find(site_names.begin(), site_names.end(), fold_case(author.name)) != site_names.end();
        std::vector<std::string>& list = author.organization || all[i].organization || is_site ? organizations : people;
        if (std::find(list.begin(), list.end(), author.name) == list.end() && list.size() < kMaxAuthors) list.push_back(author.name);
      }
    if (people.empty()) continue;
    for (std::size_t k = first; k < i; ++k) all[k].won = true;
    return people;
  }
  if (organizations.size() > 1) organizations.resize(1);
  return organizations;
}

}  // namespace winnow
