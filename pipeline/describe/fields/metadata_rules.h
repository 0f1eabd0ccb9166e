#pragma once
// The data behind `describe`: rules/metadata/*.yaml compiled to maps that are looked up by name.
// Every file and key is described in rules/metadata/ itself. All words are kept case folded.

#include <array>
#include <bitset>
#include <filesystem>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <utility>
#include <vector>

#include "pipeline/base/hash.h"
#include "pipeline/describe/fields/findings.h"

namespace winnow {

/// A map whose look-ups take a string_view.
template <class T>
using WordMap = std::unordered_map<std::string, T, StringHash, std::equal_to<>>;
using WordSet = std::unordered_set<std::string, StringHash, std::equal_to<>>;

/// Case-folded phrases that a text may begin with, looked up for every line of a page: separated by
/// their first byte, the longest first.
class OpeningPhrases {
 public:
  void add(std::string phrase);
  /// The length of the longest phrase that `folded` begins with, for which ends(rest) is true; 0: none.
  template <class F>
  std::size_t match(std::string_view folded, F&& ends) const {
    if (folded.empty()) return 0;
    for (const std::string& phrase : by_first_byte_[static_cast<unsigned char>(folded[0])])
      if (folded.starts_with(phrase) && ends(folded.substr(phrase.size()))) return phrase.size();
    return 0;
  }

 private:
  std::array<std::vector<std::string>, 256> by_first_byte_;
};

/// What a named place on a page speaks about, and how far it is to be trusted.
struct FieldRank {
  Field field{};
  float rank = 0;
};

/// What keys of meta elements speak about whose letters, and nothing but them, end so.
struct KeyEnding {
  std::string letters;
  FieldRank gives;
};

/// A path of member names inside a JSON-LD object: "publisher.name".
struct JsonPath {
  std::vector<std::string> members;
  FieldRank gives;
};

struct JsonLdRules {
  WordMap<std::string> content_types;  ///< schema.org type → Winnow's type
  WordMap<std::string> page_types;     ///< the same for what surrounds the content; may be ""
  WordMap<float> site_types;           ///< type whose name is the site's → rank
  WordMap<float> trail_types;          ///< type of breadcrumbs → rank of its rubrics
  WordSet organizations;
  WordSet follow;
  std::vector<JsonPath> content, page;
};

struct DateRules {
  WordMap<int> months;                            ///< name, without a closing full stop → 1 to 12
  WordMap<int> persian_months;                    ///< of the Persian calendar
  WordSet year_words, month_words, day_words;     ///< between numbers: "年", "tháng", "일"
  WordSet hour_words, minute_words, clock_words;  ///< "h" in 14h30, "分", "Uhr"
  WordMap<int> zones;                             ///< name → minutes east of UTC
  WordSet month_first;                            ///< languages, "en" or "en-us"
  WordSet day_first_regions;                      ///< "gb"
  WordSet afternoon, forenoon, fillers, weekdays;
  WordMap<long> units;          ///< "hours" → 60 minutes
  WordMap<long> relative_days;  ///< "yesterday" → 1
  WordSet ago;
  WordMap<int> daylight_zones;  ///< zones of North America with summer time: "et" → minutes east of UTC in winter
  WordMap<int> home_zones;      ///< languages read in one zone → minutes east of UTC
  WordMap<int> european_zones;  ///< the same where summer time is Europe's: minutes in winter
  WordSet other_cues;           ///< phrases in front of a date that is no publication's: "joined", "valid since"
  WordSet cue_starts;           ///< the first words of `cues`
  WordMap<Field> cues_behind;   ///< phrases behind a date
  std::vector<std::string> date_classes, no_date_classes;  ///< words in the class of a date, and of today's
  std::string state_core;                                  ///< what the state_keys in quotes have in common: "ubli"
  std::vector<std::string> state_keys;                     ///< members of a page's scripts that state it
  WordMap<Field> cues;                                     ///< phrase in front of a date → date or date_modified
};

/// How sources of authors are weighed against each other; rules/metadata/people.yaml says what each means.
struct AuthorRanks {
  float unseen_penalty = 0;
  float likely_byline = 0, completing = 0, sure_byline = 0;
  float least_credit = 0, authoring_agency = 0, least_organization = 0;
  float over_site = 0, least_alone = 0;
};

struct PeopleRules {
  OpeningPhrases byline;
  WordSet cues_or_given_names;                        ///< of `byline` those that are forenames elsewhere: "theo"
  std::vector<std::string> reporters, reporter_ends;  ///< words before a name in Han, and what ends it: "记者", "报道"
  std::vector<std::string> byline_after;              ///< cues behind a name, the longest first
  std::vector<std::string> separators, joiners, cut_at, role_endings;
  WordSet author_paths;  ///< segments of addresses
  WordSet roles, organizations, nobody, not_names;
  WordMap<WordSet> surnames, given_names;  ///< language → of names that need no cue: "Nguyễn", "Hằng"
  /// Of compounds, by their last byte: "Landesanstalt".
  std::array<std::vector<std::string>, 256> organization_endings;
  WordSet organizations_or_surnames;        ///< of `organizations` those that are surnames as well: "Post"
  WordSet title_case;                       ///< languages that write headings with capitals
  WordSet credentials;                      ///< "phd"
  std::vector<std::string> author_classes;  ///< words in a class that mark an account: "vcard"
  std::vector<std::string> closings;        ///< what a byline ends at: " filed under "
  OpeningPhrases lead_ins;                  ///< before a name in markup: "all posts by"
  OpeningPhrases guests;                    ///< before the name of a guest: "this is a guest post by"
  OpeningPhrases interviews;                ///< bylines of interviews: "ein interview von"
  std::vector<std::string> interviewed;     ///< then stand between the author and the one who was asked: " mit "
  OpeningPhrases credits;                   ///< of pictures, before a name: "image:"
  OpeningPhrases other_roles;               ///< phrases before the name of an editor, a photographer
  WordMap<std::string> agencies;            ///< as credited → its name
  OpeningPhrases agency_cues;
  AuthorRanks ranks;
};

struct TitleRules {
  std::vector<std::string> separators, marks, list_marks;
  std::bitset<256> separator_starts;        ///< the first bytes of `separators`
  std::vector<std::string> kicker_classes;  ///< parts of classes within a heading that are no part of it
  WordSet generic, furniture;               ///< as normalized_words()
  std::vector<std::string> statement_ends;  ///< what closes a sentence that states something
  std::vector<std::string> closing_marks;   ///< what may stand behind them: quotes, brackets
  WordSet abbreviations;                    ///< words whose dot is their own, without it, as normalized_words()
  WordMap<std::string> slug_letters;        ///< letter → how addresses write it; marks come off without being listed
  WordMap<std::string> slug_digraphs;       ///< letter → how some addresses write it with two
};

struct TagRules {
  WordSet paths;  ///< segments of addresses
  WordSet prefixes, noise_prefixes, no_tags, no_categories;
  WordSet trail_starts;  ///< what breadcrumbs call the site: "home"
};

struct MetadataRules {
  WordMap<FieldRank> meta, link, itemprop;
  std::vector<KeyEnding> meta_endings;
  std::vector<std::pair<std::string, std::string>> meta_labels;  ///< key of a label, key of what it names
  WordMap<std::string> og_types;
  WordMap<bool> paywalled_values;
  std::vector<std::string> license_hosts, license_words;  ///< parts of addresses and texts that name a licence
  std::vector<std::string> no_license_paths;              ///< parts of addresses that lead to no licence
  JsonLdRules json_ld;
  DateRules dates;
  PeopleRules people;
  TitleRules titles;
  TagRules tags;
};

/// The rules of `metadata/` in each folder that has one; later folders add words and override
/// ranks. Throws RuleError.
std::shared_ptr<const MetadataRules> load_metadata_rules(const std::vector<std::filesystem::path>& folders);

}  // namespace winnow
