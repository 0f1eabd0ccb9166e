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
constexpr float kShownBonus = 16;  // for a list whose words all stand on the page
constexpr float kHighestRank = 100;
constexpr std::string_view kTopicLinks = "topic link";

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

/// "Category: Travel" → "category"; "" if no key stands before the value.
std::string key_of(std::string_view text) {
  const std::size_t colon = text.find(": ");
  return colon == npos ? std::string{} : fold_case(trim(text.substr(0, colon)));
}

/// The tag in "Category: Travel"; "" for keys that only machines read: those of the rules, and in a list of facets all
/// that are not known to name a topic.
std::string_view without_prefix(std::string_view text, bool of_facets, const TagRules& rules) {
  const std::size_t colon = text.find(':');
  if (colon == npos || colon == 0 || colon + 1 == text.size()) return text;
  const std::string key = fold_case(trim(text.substr(0, colon)));
  if (rules.prefixes.contains(key)) return trim(text.substr(colon + 1));
  return of_facets || rules.noise_prefixes.contains(key) ? std::string_view{} : text;
}

/// Whether most entries are "Key: Value", of several keys.
bool is_list_of_facets(const std::vector<std::string>& entries) {
  constexpr std::size_t kFewest = 3;
  std::vector<std::string> keys;
  std::size_t facets = 0;
  for (const std::string& entry : entries) {
    std::string key = key_of(entry);
    if (key.empty() || count_words(key) > 3) continue;
    ++facets;
    if (std::find(keys.begin(), keys.end(), key) == keys.end()) keys.push_back(std::move(key));
  }
  return keys.size() >= kFewest && facets * 2 > entries.size();
}

/// The bytes of "kind/" in "organization/harbour trust"; 0 if the entry is no such path.
std::size_t kind_of_path(std::string_view entry) {
  const std::size_t slash = entry.find('/');
  if (slash == npos || slash == 0 || slash + 1 >= entry.size() || entry.find('/', slash + 1) != npos) return 0;
  const std::string_view kind = entry.substr(0, slash);
  return std::all_of(kind.begin(), kind.end(), [](char c) { return is_ascii_lower(c) || c == '_' || c == '-'; })
             ? slash + 1
             : 0;
}

bool is_list_of_paths(const std::vector<std::string>& entries) {
  return entries.size() > 1 &&
         std::all_of(entries.begin(), entries.end(), [](const std::string& entry) { return kind_of_path(entry) > 0; });
}

char32_t first_of(std::string_view text) noexcept {
  const char* at = text.data();
  return text.empty() ? 0 : next_code_point(at, at + text.size());
}

/// A list in a script without spaces that is separated by blanks: "图书馆 小镇 夜读".
std::vector<std::string> split_at_blanks(const std::string& entry) {
  constexpr std::size_t kMaxPieceBytes = 36, kFewest = 3;
  std::vector<std::string> pieces;
  for (std::size_t at = 0; at < entry.size();) {
    const std::size_t end = std::min(entry.find(' ', at), entry.size());
    const std::string piece = entry.substr(at, end - at);
    if (piece.size() > kMaxPieceBytes || !is_spaceless_script(first_of(piece))) return {entry};
    pieces.push_back(piece);
    at = end + 1;
  }
  return pieces.size() < kFewest ? std::vector<std::string>{entry} : pieces;
}

/// "#Glacier", "# Glacier" → "Glacier".
std::string_view without_sign(std::string_view tag) {
  while (tag.starts_with('#')) tag = trim(tag.substr(1));
  return tag;
}

std::string squeezed(std::string_view text) {
  std::string out = normalized_words(text);
  out.erase(std::remove(out.begin(), out.end(), ' '), out.end());
  return out;
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
  std::vector<std::string> entries, tags;
};

/// Whether the entries are what a template lists for every page of the site: its name, and that it is news.
bool is_filled_by_template(const std::vector<std::string>& entries, const std::vector<std::string>& site_names,
                           const TagRules& rules) {
  const auto names_site = [&](const std::string& entry) {
    return std::find(site_names.begin(), site_names.end(), squeezed(entry)) != site_names.end();
  };
  const auto is_generic = [&](const std::string& entry) { return rules.no_tags.contains(fold_case(entry)); };
  return entries.size() > 1 && std::any_of(entries.begin(), entries.end(), is_generic) &&
         std::any_of(entries.begin(), entries.end(), names_site);
}

/// The tags among the entries of one source.
void clean(TagSource& source, const std::vector<std::string>& site_names, const TagRules& rules) {
  if (source.entries.size() == 1) source.entries = split_at_blanks(source.entries.front());
  const bool facets = is_list_of_facets(source.entries), paths = is_list_of_paths(source.entries);
  const bool of_template = is_filled_by_template(source.entries, site_names, rules);
  for (const std::string& entry : source.entries) {
    const std::string_view value = std::string_view(entry).substr(paths ? kind_of_path(entry) : 0);
    const std::string_view tag = without_sign(without_prefix(value, facets, rules));
    if (tag.empty() || tag.size() > kMaxTagBytes || count_words(tag) > kMaxTagWords || is_identifier(tag)) continue;
    if (of_template && (rules.no_tags.contains(fold_case(tag)) ||
                        std::find(site_names.begin(), site_names.end(), squeezed(tag)) != site_names.end()))
      continue;
    append_new(source.tags, tag);
  }
}

std::vector<TagSource> sources_of(const std::vector<Finding>& findings, const std::vector<std::string>& site_names,
                                  const TagRules& rules) {
  std::vector<TagSource> sources;
  for (const Finding& f : findings) {
    auto source =
        std::find_if(sources.begin(), sources.end(), [&](const TagSource& s) { return s.evidence == f.evidence; });
    if (source == sources.end())
      source = sources.insert(sources.end(), {.evidence = f.evidence, .rank = f.rank, .entries = {}, .tags = {}});
    for (std::string& entry : split_list(f.value)) source->entries.push_back(std::move(entry));
  }
  for (TagSource& source : sources) clean(source, site_names, rules);
  return sources;
}

/// The share of the tags, of the first of them for a long list, that the page shows.
float share_shown(const std::vector<std::string>& tags, std::string_view folded_text) {
  constexpr std::size_t kSample = 12;
  const std::size_t count = std::min(tags.size(), kSample);
  const auto shown = std::count_if(tags.begin(), tags.begin() + static_cast<std::ptrdiff_t>(count),
                                   [&](const std::string& tag) { return folded_text.find(fold_case(tag)) != npos; });
  return count == 0 ? 0 : static_cast<float>(shown) / static_cast<float>(count);
}

/// Whether a list may say nothing about the page: a menu, or what a template lists with the site's name. It does if the
/// text shows hardly a word of it.
bool may_be_about_nothing(const TagSource& source, const std::vector<std::string>& site_names) {
  constexpr std::size_t kMenu = 10, kTemplate = 5;
  const auto names_site = [&](const std::string& entry) {
    return std::find(site_names.begin(), site_names.end(), squeezed(entry)) != site_names.end();
  };
  if (source.evidence == kTopicLinks && source.tags.size() >= kMenu) return true;
  return source.tags.size() >= kTemplate && std::any_of(source.entries.begin(), source.entries.end(), names_site);
}

/// The source that lists all tags of `best` and as many others, if it is not much weaker: sites shorten a list for
/// machines.
const TagSource* longer_list(const std::vector<TagSource>& sources, const TagSource& best) {
  constexpr float kMuchWeaker = 25;
  constexpr std::size_t kTwice = 2;
  const auto holds_all = [&](const TagSource& other) {
    if (other.tags.size() < kTwice * best.tags.size() || other.rank + kMuchWeaker < best.rank) return false;
    std::vector<std::string> folded;
    for (const std::string& tag : other.tags) folded.push_back(fold_case(tag));
    return std::all_of(best.tags.begin(), best.tags.end(), [&](const std::string& tag) {
      return std::find(folded.begin(), folded.end(), fold_case(tag)) != folded.end();
    });
  };
  const auto found = std::find_if(sources.begin(), sources.end(), holds_all);
  return found == sources.end() ? &best : &*found;
}

std::vector<std::string> choose(std::vector<Finding>& findings, const TagContext& context, const TagRules& rules) {
  const std::vector<std::string>& site_names = context.site_names;
  std::vector<TagSource> sources = sources_of(findings, site_names, rules);
  constexpr std::size_t kSample = 6000;
  constexpr float kHardly = 0.25F;
  float best_rank = 0;
  for (TagSource& source : sources) {
    source.rank += kEntryBonus * static_cast<float>(std::min(source.tags.size(), kMaxEntryBonus));
    if (!source.tags.empty()) best_rank = std::max(best_rank, source.rank);
  }
  const auto may_win = [&](const TagSource& s) { return !s.tags.empty() && s.rank + kShownBonus >= best_rank; };
  const auto first = std::find_if(sources.begin(), sources.end(), may_win);
  const bool is_close = std::any_of(sources.begin(), sources.end(),
                                    [&](const TagSource& s) { return may_win(s) && s.tags != first->tags; });
  const std::string folded = is_close ? fold_case(prefix_of(context.text, kSample)) : std::string{};
  const TagSource* best = nullptr;
  for (TagSource& source : sources) {
    if (!folded.empty()) source.rank += kShownBonus * share_shown(source.tags, folded);
    if (context.prose && may_be_about_nothing(source, site_names) &&
        share_shown(source.tags, fold_case(context.prose())) < kHardly)
      source.tags.clear();
    if (!source.tags.empty() && (!best || source.rank > best->rank)) best = &source;
  }
  if (!best) return {};
  if (context.prose) best = longer_list(sources, *best);
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

std::vector<std::string> choose_tags(Findings& findings, const TagContext& context, const TagRules& rules) {
  std::vector<std::string> tags = choose(findings.of(Field::tag), context, rules);
  std::erase_if(tags, [&](const std::string& tag) {
    return std::find(context.authors.begin(), context.authors.end(), tag) != context.authors.end();
  });
  return tags;
}

std::vector<std::string> choose_categories(Findings& findings, const std::vector<std::string>& site_names,
                                           const TagRules& rules) {
  const std::vector<std::string> no_authors;
  std::vector<std::string> out;
  std::erase_if(findings.of(Field::category),
                [&](const Finding& f) { return rules.no_categories.contains(fold_case(f.value)); });
  for (const std::string& category :
       choose(findings.of(Field::category), {no_authors, site_names, {}, nullptr}, rules)) {
    if (std::find(site_names.begin(), site_names.end(), squeezed(category)) != site_names.end()) continue;
    std::string_view rest = category;
    for (std::size_t slash; (slash = rest.find('/')) != npos; rest.remove_prefix(slash + 1))
      if (const std::string_view part = trim(rest.substr(0, slash)); !part.empty()) append_new(out, part);
    if (const std::string_view part = trim(rest); !part.empty()) append_new(out, part);
  }
  return out;
}

}  // namespace winnow
