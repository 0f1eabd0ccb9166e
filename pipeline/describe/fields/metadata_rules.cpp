// Reads rules/metadata/*.yaml. One function a file, one line a key; what the files mean is
// written in them. Words are case folded here once, so that nothing is folded twice per page.

#include "pipeline/describe/fields/metadata_rules.h"

#include <algorithm>
#include <array>

#include "pipeline/base/text.h"
#include "pipeline/rulepack/yaml.h"

namespace winnow {
namespace {

namespace fs = std::filesystem;

constexpr double kMaxRank = 100;
constexpr int kMaxZoneMinutes = 14 * 60;

Field field_of(const std::string& word, const Yaml& at) {
  if (const auto field = field_from_name(word)) return *field;
  std::vector<std::string_view> known;
  for (std::size_t i = 0; i < kFieldCount; ++i) known.push_back(name(static_cast<Field>(i)));
  at.fail("no metadata field '" + word + "'; did you mean '" + nearest_name(word, known) + "'?");
}

/// Calls f(key, field and rank, place) for each entry of "field: {key: rank}".
template <class F>
void for_each_source(const Yaml& fields, F&& f) {
  for (const auto& [word, sources] : fields.members()) {
    const Field field = field_of(word, sources);
    for (const auto& [key, rank] : sources.members())
      f(key, FieldRank{field, static_cast<float>(rank.number(0, kMaxRank))});
  }
}

void read_sources(const Yaml& fields, WordMap<FieldRank>& out) {
  for_each_source(fields, [&](const std::string& key, FieldRank gives) { out[fold_case(key)] = gives; });
}

std::vector<std::string> split_path(std::string_view path) {
  std::vector<std::string> members;
  while (true) {
    const std::size_t dot = path.find('.');
    members.emplace_back(path.substr(0, dot));
    if (dot == std::string_view::npos) return members;
    path.remove_prefix(dot + 1);
  }
}

void read_paths(const Yaml& fields, std::vector<JsonPath>& out) {
  for_each_source(fields, [&](const std::string& key, FieldRank gives) {
    JsonPath path{split_path(key), gives};
    const auto same = std::find_if(out.begin(), out.end(), [&](const JsonPath& p) {
      return p.members == path.members && p.gives.field == gives.field;
    });
    if (same == out.end()) out.push_back(std::move(path));
    else *same = std::move(path);
  });
}

void read_words(const Yaml& list, WordSet& out) {
  for (const std::string& word : list.texts()) out.insert(fold_case(word));
}

void read_normalized_words(const Yaml& list, WordSet& out) {
  for (const std::string& word : list.texts()) out.insert(normalized_words(word));
}

/// As they stand, spaces at their ends included.
void read_phrases(const Yaml& list, std::vector<std::string>& out) {
  for (const std::string& word : list.texts())
    if (!word.empty() && std::find(out.begin(), out.end(), word) == out.end()) out.push_back(word);
}

void read_folded_phrases(const Yaml& list, std::vector<std::string>& out) {
  for (const std::string& word : list.texts()) out.push_back(fold_case(word));
  std::sort(out.begin(), out.end(), [](const std::string& a, const std::string& b) {
    return a.size() != b.size() ? a.size() > b.size() : a < b;
  });
  out.erase(std::unique(out.begin(), out.end()), out.end());
}

void read_openings(const Yaml& list, OpeningPhrases& out) {
  for (const std::string& word : list.texts()) out.add(fold_case(word));
}

void read_names(const Yaml& map, WordMap<std::string>& out) {
  for (const auto& [key, value] : map.members()) out[key] = value.text();
}

void read_json_ld(const Yaml& at, JsonLdRules& out) {
  at.keys({"content_types", "page_types", "follow", "content", "page", "site", "trails", "organizations"});
  if (at.has("content_types")) read_names(at.at("content_types"), out.content_types);
  if (at.has("page_types")) read_names(at.at("page_types"), out.page_types);
  for (const auto& [key, types] : {std::pair{"site", &out.site_types}, {"trails", &out.trail_types}})
    if (at.has(key))
      for (const auto& [type, rank] : at.at(key).members())
        (*types)[type] = static_cast<float>(rank.number(0, kMaxRank));
  for (const auto& [key, set] : {std::pair{"follow", &out.follow}, {"organizations", &out.organizations}})
    if (at.has(key))
      for (const std::string& word : at.at(key).texts()) set->insert(word);
  if (at.has("content")) read_paths(at.at("content"), out.content);
  if (at.has("page")) read_paths(at.at("page"), out.page);
}

void read_sources_file(const Yaml& file, MetadataRules& out) {
  file.keys({"meta", "meta_endings", "meta_labels", "link", "json_ld", "itemprop", "types", "paywalled_values",
             "license_hosts", "license_words", "no_license_paths"});
  if (file.has("meta")) read_sources(file.at("meta"), out.meta);
  if (file.has("meta_endings"))
    for_each_source(file.at("meta_endings"), [&](const std::string& key, FieldRank gives) {
      out.meta_endings.push_back({key, gives});
    });
  if (file.has("meta_labels"))
    for (const auto& [label, key] : file.at("meta_labels").members()) out.meta_labels.emplace_back(label, key.text());
  if (file.has("link")) read_sources(file.at("link"), out.link);
  if (file.has("itemprop")) read_sources(file.at("itemprop"), out.itemprop);
  for (const auto& [key, words] : {std::pair{"license_hosts", &out.license_hosts},
                                   {"license_words", &out.license_words},
                                   {"no_license_paths", &out.no_license_paths}})
    if (file.has(key)) read_folded_phrases(file.at(key), *words);
  if (file.has("json_ld")) read_json_ld(file.at("json_ld"), out.json_ld);
  if (file.has("types")) read_names(file.at("types"), out.og_types);
  if (file.has("paywalled_values")) {
    const Yaml values = file.at("paywalled_values");
    values.keys({"yes", "no"});
    for (const bool answer : {true, false})
      for (const std::string& word : values.at(answer ? "yes" : "no").texts()) out.paywalled_values[word] = answer;
  }
}

// ---- dates --------------------------------------------------------------------------------------

void add_month(std::string word, int month, WordMap<int>& out) {
  word = fold_case(word);
  while (word.ends_with('.')) word.pop_back();
  const bool has_letter = std::any_of(word.begin(), word.end(), [](char c) { return c < '0' || c > '9'; });
  if (has_letter && word.find(' ') == std::string::npos) out.emplace(std::move(word), month);
}

/// "1: [januari, jan]", and so on to 12.
void read_months(const Yaml& map, WordMap<int>& out) {
  static constexpr std::array<std::string_view, 12> kNumbers = {"1", "2", "3", "4",  "5",  "6",
                                                                "7", "8", "9", "10", "11", "12"};
  for (const auto& [number, words] : map.members()) {
    const auto found = std::find(kNumbers.begin(), kNumbers.end(), number);
    if (found == kNumbers.end()) words.fail("'" + number + "' is no month; 1 to 12 are");
    for (const std::string& word : words.texts()) add_month(word, static_cast<int>(found - kNumbers.begin()) + 1, out);
  }
}

/// "60: [hour, hours]": words under the number they stand for.
void read_numbered_words(const Yaml& map, WordMap<long>& out) {
  for (const auto& [number, words] : map.members()) {
    if (number.empty() || number.size() > 6 || number.find_first_not_of("0123456789") != std::string::npos)
      words.fail("'" + number + "' is no whole number");
    for (const std::string& word : words.texts()) out[fold_case(word)] = std::stol(number);
  }
}

/// The longest part that all words have in quotes; at least a quote.
std::string shared_by(const std::vector<std::string>& words) {
  if (words.empty()) return {};
  const std::string first = '"' + words.front() + '"';
  for (std::size_t length = first.size(); length > 0; --length)
    for (std::size_t at = 0; at + length <= first.size(); ++at) {
      const std::string part = first.substr(at, length);
      if (std::all_of(words.begin(), words.end(),
                      [&](const std::string& word) { return ('"' + word + '"').find(part) != std::string::npos; }))
        return part;
    }
  return {};
}

void read_dates_file(const Yaml& file, DateRules& out) {
  file.keys({"weekdays",        "months",         "persian_months", "month_first", "day_first_regions",
             "zones",           "afternoon",      "forenoon",       "cues",        "fillers",
             "year_words",      "month_words",    "day_words",      "hour_words",  "minute_words",
             "clock_words",     "units",          "relative_days",  "ago",         "daylight_zones",
             "home_zones",      "european_zones", "other_cues",     "cues_behind", "date_classes",
             "no_date_classes", "state_keys"});
  if (file.has("months")) read_months(file.at("months"), out.months);
  if (file.has("persian_months")) read_months(file.at("persian_months"), out.persian_months);
  if (file.has("weekdays")) read_normalized_words(file.at("weekdays"), out.weekdays);
  if (file.has("units")) read_numbered_words(file.at("units"), out.units);
  if (file.has("relative_days")) read_numbered_words(file.at("relative_days"), out.relative_days);
  const std::pair<const char*, WordMap<int>*> zones[] = {{"zones", &out.zones},
                                                         {"daylight_zones", &out.daylight_zones},
                                                         {"home_zones", &out.home_zones},
                                                         {"european_zones", &out.european_zones}};
  for (const auto& [key, map] : zones)
    if (file.has(key))
      for (const auto& [word, minutes] : file.at(key).members())
        (*map)[fold_case(word)] = static_cast<int>(minutes.integer(-kMaxZoneMinutes, kMaxZoneMinutes));
  if (file.has("other_cues")) read_normalized_words(file.at("other_cues"), out.other_cues);
  const std::pair<const char*, std::vector<std::string>*> lists[] = {
      {"date_classes", &out.date_classes}, {"no_date_classes", &out.no_date_classes}, {"state_keys", &out.state_keys}};
  for (const auto& [key, words] : lists)
    if (file.has(key)) read_phrases(file.at(key), *words);
  if (file.has("state_keys")) out.state_core = shared_by(out.state_keys);
  const std::pair<const char*, WordSet*> sets[] = {
      {"month_first", &out.month_first}, {"day_first_regions", &out.day_first_regions},
      {"afternoon", &out.afternoon},     {"forenoon", &out.forenoon},
      {"fillers", &out.fillers},         {"year_words", &out.year_words},
      {"month_words", &out.month_words}, {"day_words", &out.day_words},
      {"hour_words", &out.hour_words},   {"minute_words", &out.minute_words},
      {"clock_words", &out.clock_words}, {"ago", &out.ago}};
  for (const auto& [key, words] : sets)
    if (file.has(key)) read_words(file.at(key), *words);
  for (const auto& [key, cues] : {std::pair{"cues", &out.cues}, {"cues_behind", &out.cues_behind}})
    if (file.has(key))
      for (const auto& [word, phrases] : file.at(key).members()) {
        const Field field = field_of(word, phrases);
        for (const std::string& phrase : phrases.texts()) (*cues)[fold_case(phrase)] = field;
      }
  for (const auto& [phrase, field] : out.cues) out.cue_starts.insert(phrase.substr(0, phrase.find(' ')));
}

// ---- people, titles -----------------------------------------------------------------------------

void read_author_ranks(const Yaml& at, AuthorRanks& out) {
  at.keys({"unseen_penalty", "likely_byline", "completing", "sure_byline", "least_credit", "authoring_agency",
           "least_organization", "over_site", "least_alone"});
  const std::pair<const char*, float*> ranks[] = {{"unseen_penalty", &out.unseen_penalty},
                                                  {"likely_byline", &out.likely_byline},
                                                  {"completing", &out.completing},
                                                  {"sure_byline", &out.sure_byline},
                                                  {"least_credit", &out.least_credit},
                                                  {"authoring_agency", &out.authoring_agency},
                                                  {"least_organization", &out.least_organization},
                                                  {"over_site", &out.over_site},
                                                  {"least_alone", &out.least_alone}};
  for (const auto& [key, rank] : ranks)
    if (at.has(key)) *rank = static_cast<float>(at.at(key).number(0, kMaxRank));
}

void read_words_by_language(const Yaml& at, WordMap<WordSet>& out) {
  for (const auto& [language, words] : at.members()) read_words(words, out[language]);
}

void read_people_file(const Yaml& file, PeopleRules& out) {
  file.keys({"byline",
             "byline_after",
             "cues_or_given_names",
             "reporters",
             "reporter_ends",
             "separators",
             "joiners",
             "cut_at",
             "closings",
             "author_paths",
             "author_classes",
             "not_names",
             "other_roles",
             "lead_ins",
             "guests",
             "interviews",
             "interviewed",
             "role_endings",
             "roles",
             "credentials",
             "title_case",
             "organizations",
             "organization_endings",
             "organizations_or_surnames",
             "nobody",
             "agencies",
             "agency_cues",
             "credits",
             "ranks",
             "surnames",
             "given_names"});
  const std::pair<const char*, OpeningPhrases*> openings[] = {
      {"lead_ins", &out.lead_ins}, {"guests", &out.guests}, {"interviews", &out.interviews}, {"credits", &out.credits}};
  for (const auto& [key, phrases] : openings)
    if (file.has(key)) read_openings(file.at(key), *phrases);
  const std::pair<const char*, std::vector<std::string>*> phrase_lists[] = {{"reporters", &out.reporters},
                                                                            {"reporter_ends", &out.reporter_ends},
                                                                            {"closings", &out.closings},
                                                                            {"interviewed", &out.interviewed},
                                                                            {"author_classes", &out.author_classes}};
  for (const auto& [key, phrases] : phrase_lists)
    if (file.has(key)) read_phrases(file.at(key), *phrases);
  if (file.has("cues_or_given_names")) read_words(file.at("cues_or_given_names"), out.cues_or_given_names);
  if (file.has("title_case")) read_words(file.at("title_case"), out.title_case);
  if (file.has("credentials")) read_words(file.at("credentials"), out.credentials);
  if (file.has("organizations_or_surnames"))
    read_words(file.at("organizations_or_surnames"), out.organizations_or_surnames);
  if (file.has("organization_endings"))
    for (const std::string& ending : file.at("organization_endings").texts())
      if (std::string folded = fold_case(ending); !folded.empty())
        out.organization_endings[static_cast<unsigned char>(folded.back())].push_back(std::move(folded));
  if (file.has("surnames")) read_words_by_language(file.at("surnames"), out.surnames);
  if (file.has("given_names")) read_words_by_language(file.at("given_names"), out.given_names);
  if (file.has("byline")) read_openings(file.at("byline"), out.byline);
  if (file.has("byline_after")) read_folded_phrases(file.at("byline_after"), out.byline_after);
  if (file.has("separators")) read_phrases(file.at("separators"), out.separators);
  if (file.has("author_paths")) read_words(file.at("author_paths"), out.author_paths);
  if (file.has("joiners")) read_phrases(file.at("joiners"), out.joiners);
  if (file.has("cut_at")) read_phrases(file.at("cut_at"), out.cut_at);
  if (file.has("roles")) read_words(file.at("roles"), out.roles);
  if (file.has("organizations")) read_words(file.at("organizations"), out.organizations);
  if (file.has("role_endings")) read_folded_phrases(file.at("role_endings"), out.role_endings);
  if (file.has("not_names")) read_words(file.at("not_names"), out.not_names);
  if (file.has("other_roles")) read_openings(file.at("other_roles"), out.other_roles);
  if (file.has("nobody")) read_words(file.at("nobody"), out.nobody);
  if (file.has("agencies"))
    for (const auto& [agency, credits] : file.at("agencies").members())
      for (const std::string& credit : credits.texts()) out.agencies[fold_case(credit)] = agency;
  if (file.has("agency_cues")) read_openings(file.at("agency_cues"), out.agency_cues);
  if (file.has("ranks")) read_author_ranks(file.at("ranks"), out.ranks);
}

void read_letters(const Yaml& at, WordMap<std::string>& out) {
  for (const auto& [spelling, letters] : at.members())
    for (const std::string& letter : letters.texts()) out[fold_case(letter)] = spelling == "~" ? "" : spelling;
}

void read_titles_file(const Yaml& file, TitleRules& out) {
  file.keys({"separators", "marks", "list_marks", "generic", "furniture", "statement_ends", "closing_marks",
             "abbreviations", "slug_letters", "slug_digraphs", "kicker_classes"});
  if (file.has("slug_letters")) read_letters(file.at("slug_letters"), out.slug_letters);
  if (file.has("slug_digraphs")) read_letters(file.at("slug_digraphs"), out.slug_digraphs);
  if (file.has("kicker_classes")) read_phrases(file.at("kicker_classes"), out.kicker_classes);
  if (file.has("marks")) read_phrases(file.at("marks"), out.marks);
  if (file.has("list_marks")) read_phrases(file.at("list_marks"), out.list_marks);
  if (file.has("separators")) read_phrases(file.at("separators"), out.separators);
  for (const std::string& separator : out.separators)
    out.separator_starts.set(static_cast<unsigned char>(separator[0]));
  if (file.has("generic")) read_normalized_words(file.at("generic"), out.generic);
  if (file.has("furniture")) read_normalized_words(file.at("furniture"), out.furniture);
  if (file.has("statement_ends")) read_phrases(file.at("statement_ends"), out.statement_ends);
  if (file.has("closing_marks")) read_phrases(file.at("closing_marks"), out.closing_marks);
  if (file.has("abbreviations")) read_normalized_words(file.at("abbreviations"), out.abbreviations);
}

void read_tags_file(const Yaml& file, TagRules& out) {
  file.keys({"tag_paths", "prefixes", "noise_prefixes", "no_tags", "no_categories", "trail_starts"});
  if (file.has("tag_paths")) read_words(file.at("tag_paths"), out.paths);
  if (file.has("prefixes")) read_words(file.at("prefixes"), out.prefixes);
  if (file.has("noise_prefixes")) read_words(file.at("noise_prefixes"), out.noise_prefixes);
  if (file.has("no_tags")) read_words(file.at("no_tags"), out.no_tags);
  if (file.has("trail_starts")) read_words(file.at("trail_starts"), out.trail_starts);
  if (file.has("no_categories")) read_words(file.at("no_categories"), out.no_categories);
}

void read_file(const fs::path& path, MetadataRules& out) {
  const std::string stem = path.stem().string();
  if (stem == "sources") return read_sources_file(Yaml::load(path), out);
  if (stem == "dates") return read_dates_file(Yaml::load(path), out.dates);
  if (stem == "people") return read_people_file(Yaml::load(path), out.people);
  if (stem == "titles") return read_titles_file(Yaml::load(path), out.titles);
  if (stem == "tags") return read_tags_file(Yaml::load(path), out.tags);
  throw RuleError(path.string() + ": no such part of the metadata rules; sources, dates, people, titles and tags are");
}

}  // namespace

void OpeningPhrases::add(std::string phrase) {
  if (phrase.empty()) return;
  std::vector<std::string>& list = by_first_byte_[static_cast<unsigned char>(phrase[0])];
  if (std::find(list.begin(), list.end(), phrase) != list.end()) return;
  const auto longer = [&](const std::string& other) { return other.size() >= phrase.size(); };
  list.insert(std::partition_point(list.begin(), list.end(), longer), std::move(phrase));
}

std::shared_ptr<const MetadataRules> load_metadata_rules(const std::vector<fs::path>& folders) {
  auto rules = std::make_shared<MetadataRules>();
  for (const fs::path& folder : folders) {
    if (!fs::is_directory(folder / "metadata")) continue;
    std::vector<fs::path> files;
    for (const auto& entry : fs::directory_iterator(folder / "metadata"))
      if (entry.path().extension() == ".yaml") files.push_back(entry.path());
    std::sort(files.begin(), files.end());
    for (const fs::path& file : files) read_file(file, *rules);
  }
  return rules;
}

}  // namespace winnow
