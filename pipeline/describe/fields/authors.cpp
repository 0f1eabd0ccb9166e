// A byline is split twice: at signs that always part (";", "|", ","), then at words that mostly do
// ("and", "und"), unless the piece is one organisation ("Centre for Trade and Industry"). What is
// left is cut behind the name, where roles, places and media follow.

#include "pipeline/describe/fields/authors.h"

#include <unicode/uchar.h>

#include <algorithm>
#include <array>

#include "pipeline/base/ascii.h"
#include "pipeline/base/text.h"
#include "pipeline/describe/fields/bylines.h"

namespace winnow {
namespace {

constexpr std::size_t npos = std::string_view::npos;
// Bounds that keep sentences out and names in. Arbitrary: they come from reading bylines, not from a
// measurement; a few more or less change hardly a page.
constexpr std::size_t kMaxNameWords = 5, kMaxNameBytes = 80, kMaxOrganizationBytes = 100;
constexpr std::size_t kMaxParticleBytes = 5, kMaxCredentialBytes = 8;
constexpr std::size_t kMaxAuthors = 40;
const std::vector<std::string> kSlash = {"/"};
constexpr std::size_t kMaxBylineBytes = 600;

/// Calls f(word) for each piece of `text` between spaces.
template <class F>
void for_each_word(std::string_view text, F&& f) {
  while (!text.empty()) {
    const std::size_t end = std::min(text.find(' '), text.size());
    if (end > 0) f(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
}

std::string squeezed(std::string_view text) {
  std::string out = normalized_words(text);
  out.erase(std::remove(out.begin(), out.end(), ' '), out.end());
  return out;
}

std::vector<std::string_view> split_at(std::string_view text, const std::vector<std::string>& separators) {
  std::vector<std::string_view> out;
  while (true) {
    std::size_t first = npos, length = 0;
    for (const std::string& separator : separators)
      if (const std::size_t at = text.find(separator); at < first) {
        first = at;
        length = separator.size();
      }
    out.push_back(text.substr(0, first));
    if (first == npos) return out;
    text.remove_prefix(first + length);
  }
}

char32_t first_of(std::string_view text) noexcept {
  const char* at = text.data();
  return text.empty() ? 0 : next_code_point(at, at + text.size());
}

bool is_capital(std::string_view word) noexcept {
  char32_t c = first_of(word);
  if ((c == '(' || c == '"' || c == U'“' || c == U'\'' || c == U'’') && word.size() > 1)
    c = first_of(word.substr(c < 0x80 ? 1 : 3));
  const auto i = static_cast<UChar32>(c);
  return u_isupper(i) || u_istitle(i) || (u_isalpha(i) && u_tolower(i) == u_toupper(i));  // scripts without case
}

/// "MD", "Ph.D.", "CEPF®": short, capitals or full stops, no blank.
bool is_credential(std::string_view part) {
  if (part.empty() || part.size() > kMaxCredentialBytes || part.find(' ') != npos) return false;
  if (part.find('.') != npos) return true;
  return std::none_of(part.begin(), part.end(), is_ascii_lower) && first_of(part) < 0x250;
}

bool is_address(std::string_view text) {
  return text.find("://") != npos || text.find('@') != npos || starts_with_ignoring_case(text, "www.");
}

/// "page.head.author", "{{ author }}": a template that was not filled in.
bool is_placeholder(std::string_view text) {
  return text.find_first_of("{}<>%") != npos ||
         (text.find(' ') == npos && std::count(text.begin(), text.end(), '.') > 1);
}

bool has_letter(std::string_view text) {
  for (const char *at = text.data(), *end = at + text.size(); at < end;)
    if (u_isalpha(static_cast<UChar32>(next_code_point(at, end)))) return true;
  return false;
}

bool has_word_of(const WordSet& words, std::string_view text) {
  bool found = false;
  for_each_word(fold_case(text), [&](std::string_view word) {
    while (!word.empty() && (word.back() == '.' || word.back() == ',' || word.back() == ':')) word.remove_suffix(1);
    found |= words.contains(word);
  });
  return found;
}

/// "Wirtschaftsredakteur", "onderzoeksjournalist": languages that write compounds in one word.
bool ends_like_role(std::string_view name, const PeopleRules& rules) {
  const std::string folded = fold_case(name);
  return std::any_of(rules.role_endings.begin(), rules.role_endings.end(),
                     [&](const std::string& ending) { return folded.ends_with(ending); });
}

bool has_organization_word(std::string_view text, const PeopleRules& rules) {
  const std::string folded = fold_case(text);
  if (rules.agencies.contains(folded)) return true;
  std::string_view rest = folded;
  while (!rest.empty()) {
    const std::size_t end = std::min(rest.find_first_of(" -,/"), rest.size());
    const std::string_view word = rest.substr(0, end);
    const std::size_t dot = word.rfind('.');
    const auto is_ending = [&](const std::string& ending) {
      return word.size() > ending.size() + 2 && word.ends_with(ending);
    };
    const std::vector<std::string>& endings =
        rules.organization_endings[word.empty() ? 0 : static_cast<unsigned char>(word.back())];
    const bool ends_so = std::any_of(endings.begin(), endings.end(), is_ending);
    if (ends_so || rules.organizations.contains(word) ||
        (dot != npos && dot > 0 && rules.organizations.contains(word.substr(dot))))
      return true;
    rest.remove_prefix(std::min(end + 1, rest.size()));
  }
  return false;
}

class Splitter {
 public:
  Splitter(const std::vector<std::string>& site_names, const PeopleRules& rules)
      : site_names_(site_names), rules_(rules) {}

  std::vector<Author> run(std::string_view value) {
    value = trim_signs(before_closing(value.substr(0, kMaxBylineBytes), rules_));
    for (std::string& name : names_before_cue(value, rules_)) push(std::move(name), false);
    if (!out_.empty()) return std::move(out_);
    value = without_lead_in(without_byline_cue(value, rules_), rules_);
    for (const std::string_view part : split_at(value, rules_.separators)) {
      if (out_.size() > 1 && has_bar_before(value, part)) break;  // "Ann Lee and Bo Day | Harbour Works"
      comma_list(part);
    }
    return std::move(out_);
  }

 private:
  /// Whether a bar stands between `part` of `value` and what was read, which already names several people.
  bool has_bar_before(std::string_view value, std::string_view part) const {
    const std::string_view before = trim(value.substr(0, static_cast<std::size_t>(part.data() - value.data())));
    return before.ends_with('|') && std::count(before.begin(), before.end(), '|') == 1 &&
           split_at(before, rules_.joiners).size() > 1;
  }

  bool is_organization(std::string_view text) const {
    if (has_organization_word(text, rules_)) return true;
    const std::string key = squeezed(text);
    return std::find(site_names_.begin(), site_names_.end(), key) != site_names_.end();
  }

  void comma_list(std::string_view text) {
    std::vector<std::string_view> parts;
    for (std::size_t at = 0; at <= text.size();) {
      const std::size_t end = std::min(text.find(',', at), text.size());
      if (const std::string_view part = trim_signs(text.substr(at, end - at)); !part.empty()) parts.push_back(part);
      at = end + 1;
    }
    if (parts.size() == 2 && is_last_first(parts[0], parts[1])) {
      add_person(std::string(parts[1]) + " " + std::string(parts[0]));
      return;
    }
    bool after_organization = false;
    for (std::size_t i = 0; i < parts.size(); ++i) {
      if (i > 0 && is_credential(parts[i]) && !rules_.agencies.contains(fold_case(parts[i]))) continue;
      if (i > 0) parts[i] = without_leading_credential(without_leading_joiner(parts[i]));
      if (i > 0 && has_word_of(rules_.roles, parts[i])) return;  // "staff writer, The Daily Paper"
      if (i > 0 && !out_.empty() && is_shouted(parts[i]) && !is_shouted(parts[0]) &&
          agency_named(parts[i], rules_).empty())
        continue;  // a medium: "Ann Lee, HARBOUR RADIO"
      const bool single_word = parts[i].find(' ') == npos;
      if (i > 0 && after_organization && single_word) continue;  // "example.org, Berlin, Germany"
      const std::size_t before = out_.size();
      word_list(parts[i], i > 0 && single_word);
      after_organization |= out_.size() > before && out_.back().organization;
    }
  }

  /// "and Bo Day" → "Bo Day", behind a comma.
  std::string_view without_leading_joiner(std::string_view part) const {
    for (const std::string& joiner : rules_.joiners)
      if (const std::string_view word = trim(joiner);
          part.starts_with(word) && part.substr(word.size()).starts_with(' '))
        return trim(part.substr(word.size()));
    return part;
  }

  /// "PhD and Bo Day" → "Bo Day".
  std::string_view without_leading_credential(std::string_view part) const {
    const std::vector<std::string_view> pieces = split_at(part, rules_.joiners);
    if (pieces.size() < 2 ||
        !(is_credential(trim(pieces[0])) || rules_.credentials.contains(fold_case(trim(pieces[0])))))
      return part;
    return trim(part.substr(static_cast<std::size_t>(pieces[1].data() - part.data())));
  }

  /// Two words and more in capitals, or a sign such as "MZ-X".
  static bool is_shouted(std::string_view text) {
    return text.size() > 1 && std::none_of(text.begin(), text.end(), is_ascii_lower) &&
           std::any_of(text.begin(), text.end(), [](char c) { return is_ascii_letter(c); });
  }

  /// "Lee, Ann"; "Lee, Ann B."
  bool is_last_first(std::string_view last, std::string_view first) const {
    const auto one_name = [&](std::string_view text) {
      return text.find(' ') == npos && is_capital(text) && !is_credential(text) && !is_organization(text) &&
             first_of(text) < 0x2E80 && text.find('.') == npos;
    };
    const std::size_t blank = first.rfind(' ');
    const bool ends_in_initial = blank != npos && first.size() - blank <= 3 && first.ends_with('.');
    return one_name(last) && one_name(ends_in_initial ? first.substr(0, blank) : first);
  }

  /// "Ann Lee and Bo Day", "Ann Lee/Bo Day", "Ann Lee/dpa"; one organisation stays whole.
  void word_list(std::string_view text, bool is_lone_word_behind_comma) {
    std::vector<std::string_view> pieces = split_at(text, rules_.joiners);
    if (pieces.size() == 1)
      if (std::vector<std::string_view> names = split_at(text, kSlash);
          std::all_of(names.begin(), names.end(), [&](std::string_view name) {
            return looks_like_name(trim(name), rules_) || !agency_named(name, rules_).empty();
          }))
        pieces = std::move(names);
    if (pieces.size() == 1) text = without_sign(text), pieces = {text};
    if (pieces.size() > 1 && is_organization(text) &&
        std::none_of(pieces.begin(), pieces.end(), [&](std::string_view piece) {
          return !is_organization(piece) && looks_like_name(trim_signs(piece), rules_);
        }))
      return add_organization(text);
    for (const std::string_view piece : pieces) add(piece, is_lone_word_behind_comma);
  }

  /// "Ann Lee/MZ-X": without the sign of a newsroom.
  std::string_view without_sign(std::string_view text) const {
    constexpr std::size_t kMaxSignBytes = 6;
    const std::size_t slash = text.find('/');
    if (slash == npos || !is_shouted(text.substr(slash + 1)) || text.size() - slash > kMaxSignBytes) return text;
    const std::string_view name = trim(text.substr(0, slash));
    return looks_like_name(name, rules_) && agency_named(text.substr(slash + 1), rules_).empty() ? name : text;
  }

  void add(std::string_view piece, bool is_lone_word_behind_comma) {
    piece = trim_signs(without_lead_in(without_byline_cue(trim_signs(piece), rules_), rules_));
    if (names_another_role(piece, rules_) && !is_organization(piece)) return;  // "Fotos: Jan Ohl"
    const std::string_view credited = agency_behind_name(piece);
    const std::string_view name = without_trailing_words(piece);
    if (is_organization(piece) && credited.empty() && name.size() == piece.size()) {
      piece = before_measure(piece);
      const std::string_view head = before_cut(piece);
      const bool person_at_medium =
          head.size() < piece.size() && !is_organization(head) && looks_like_name(head, rules_);
      return person_at_medium ? add_person(head) : add_organization(piece);
    }
    if (is_lone_word_behind_comma && !out_.empty()) return;  // a place: "Ann Lee, Lille"
    const std::string_view person = without_roles(before_cut(name));
    if (is_organization(person) && person.size() < piece.size()) return add_organization(person);
    add_person(person);
    if (!credited.empty()) add_organization(credited);
  }

  /// The agency in "Ann Lee (Reuters)", "Léa Roux (avec AFP)" or "Ann Lee Associated Press"; "" if
  /// there is none or no name stands before it.
  std::string_view agency_behind_name(std::string_view piece) const {
    if (const std::size_t open = piece.find(" ("); open != npos) {
      std::string_view inner = piece.substr(open + 2);
      inner = trim(inner.substr(0, inner.find(')')));
      if (agency_named(inner, rules_).empty()) inner = inner.substr(std::min(inner.size(), inner.find(' ')));
      return agency_named(inner, rules_).empty() || !looks_like_name(piece.substr(0, open), rules_) ? std::string_view{}
                                                                                                    : trim(inner);
    }
    for (std::size_t at = piece.find(' '); at != npos; at = piece.find(' ', at + 1))
      if (!agency_named(piece.substr(at + 1), rules_).empty() && looks_like_name(piece.substr(0, at), rules_))
        return piece.substr(at + 1);
    return {};
  }

  /// "Ann Lee ann@example.org", "Ann Lee Staff Writer", "Ann Lee 5 min read", "Ann Lee AP": the name
  /// that stands before an address, a role, a measure or an agency; `text` if none does.
  std::string_view without_trailing_words(std::string_view text) const {
    for (std::size_t at = text.find(' '); at != npos; at = text.find(' ', at + 1)) {
      const std::string_view rest = text.substr(at + 1);
      const std::string_view word = rest.substr(0, rest.find(' '));
      const bool is_measure = is_ascii_digit(word[0]) && is_furniture(rest, rules_);
      const bool is_role = word.size() < rest.size() && has_word_of(rules_.roles, word);  // one may end a team's name
      const bool ends_name = is_address(word) || is_measure || is_role || !agency_named(rest, rules_).empty();
      if (ends_name && looks_like_name(text.substr(0, at), rules_)) return text.substr(0, at);
    }
    return text;
  }

  /// "Lawyer Ann Lee", "Ann Lee Editor" → "Ann Lee".
  std::string_view without_roles(std::string_view text) const {
    std::string_view rest = text;
    const auto is_role = [&](std::string_view word) {
      return rules_.roles.contains(fold_case(word)) || ends_like_role(word, rules_);
    };
    while (rest.find(' ') != npos && is_role(rest.substr(0, rest.find(' ')))) rest = rest.substr(rest.find(' ') + 1);
    if (rest.size() < text.size() && looks_like_name(rest, rules_)) return rest;
    const std::size_t blank = text.rfind(' ');
    if (!out_.empty() || blank == npos || !rules_.roles.contains(fold_case(text.substr(blank + 1)))) return text;
    const std::string_view name = text.substr(0, blank);
    return looks_like_name(name, rules_) && !has_organization_word(text, rules_) ? name : text;
  }

  std::string_view before_cut(std::string_view text) const {
    for (const std::string& cut : rules_.cut_at) {
      if (const std::size_t at = text.find(cut); at != npos && at > 0) text = trim_signs(text.substr(0, at));
      const std::string_view last_word =
          trim(cut).size() + 2 == cut.size() ? std::string_view(cut).substr(0, cut.size() - 1) : cut;
      if (text.ends_with(last_word) && text.size() > last_word.size())
        text = trim_signs(text.substr(0, text.size() - last_word.size()));
    }
    return without_closing_cue(text, rules_);
  }

  /// "the Review Team 2–3 minutes": a number with words behind it is no part of a name.
  static std::string_view before_measure(std::string_view text) {
    for (std::size_t at = text.find(' '); at != npos && at + 1 < text.size(); at = text.find(' ', at + 1))
      if (is_ascii_digit(text[at + 1]) && text.find(' ', at + 1) != npos) return trim_signs(text.substr(0, at));
    return text;
  }

  void add_person(std::string_view name) {
    std::string_view trimmed = trim_signs(name);
    while (trimmed.ends_with(')') || trimmed.ends_with('(') || trimmed.ends_with(']'))
      trimmed = trim_signs(trimmed.substr(0, trimmed.size() - 1));
    constexpr std::size_t kShortestWord = 4;  // of bytes with the stop: "Jr." and initials keep it
    if (trimmed.ends_with('.') &&
        trimmed.size() - 1 - std::min(trimmed.rfind(' '), trimmed.size() - 1) >= kShortestWord &&
        trimmed.find('.') + 1 == trimmed.size())
      trimmed.remove_suffix(1);
    if (trimmed.empty() || trimmed.size() > kMaxNameBytes || !has_letter(trimmed) || is_address(trimmed)) return;
    if (count_words(trimmed) > kMaxNameWords) return;
    const std::string folded = fold_case(trimmed);
    if (rules_.nobody.contains(folded) || rules_.roles.contains(folded) || is_placeholder(trimmed)) return;
    push(std::string(trimmed), false);
  }

  void add_organization(std::string_view name) {
    name = without_abbreviation(trim_signs(name));
    if (name.size() > kMaxOrganizationBytes || is_address(name) || rules_.nobody.contains(fold_case(name))) return;
    push(std::string(name), true);
  }

  /// "Office for Bridges - OFB" → "Office for Bridges".
  static std::string_view without_abbreviation(std::string_view name) {
    constexpr std::size_t kMaxBytes = 8;
    for (const std::string_view seam : {" - ", " – "})
      if (const std::size_t at = name.rfind(seam); at != npos && at > 0 &&
                                                   name.size() - at <= seam.size() + kMaxBytes &&
                                                   is_shouted(name.substr(at + seam.size())) && !is_shouted(name))
        return trim(name.substr(0, at));
    return name;
  }

  void push(std::string name, bool organization) {
    const std::string folded = fold_case(name);
    if (std::none_of(out_.begin(), out_.end(), [&](const Author& a) { return fold_case(a.name) == folded; }))
      out_.push_back({std::move(name), organization});
  }

  const std::vector<std::string>& site_names_;
  const PeopleRules& rules_;
  std::vector<Author> out_;
};

void append_new(std::vector<std::string>& list, const std::string& name) {
  const std::string key = normalized_words(name);
  const bool known =
      std::any_of(list.begin(), list.end(), [&](const std::string& other) { return normalized_words(other) == key; });
  if (!known && list.size() < kMaxAuthors) list.push_back(name);
}

/// What the findings with the same evidence say together.
struct Voucher {
  std::string evidence;
  float rank = 0;
  std::vector<std::string> people, organizations;
};

/// "Emily Post", whom the markup calls a person: her surname alone makes nobody an organisation.
bool is_person_with_such_surname(const Author& author, const PeopleRules& rules,
                                 const std::vector<std::string>& site_names) {
  const std::size_t blank = author.name.rfind(' ');
  if (blank == std::string::npos || count_words(author.name) > 3) return false;
  const std::string_view before = std::string_view(author.name).substr(0, blank);
  return rules.organizations_or_surnames.contains(fold_case(author.name.substr(blank + 1))) &&
         !has_organization_word(before, rules) && !has_word_of(rules.not_names, before) && is_capital(before) &&
         std::find(site_names.begin(), site_names.end(), squeezed(author.name)) == site_names.end();
}

/// "(Image: Harbour Pictures)": the credit of a picture among the authors of the head.
bool is_credit(std::string_view value, const PeopleRules& rules) {
  return value.starts_with('(') && names_another_role(value.substr(1), rules);
}

std::vector<Voucher> sources_of(const std::vector<Finding>& findings, const std::vector<std::string>& site_names,
                                const PeopleRules& rules) {
  std::vector<Voucher> sources;
  for (const Finding& f : findings) {
    if (is_credit(f.value, rules)) continue;
    auto source =
        std::find_if(sources.begin(), sources.end(), [&](const Voucher& s) { return s.evidence == f.evidence; });
    if (source == sources.end())
      source =
          sources.insert(sources.end(), {.evidence = f.evidence, .rank = f.rank, .people = {}, .organizations = {}});
    for (const Author& author : split_authors(f.value, site_names, rules)) {
      const bool organization = (author.organization || (f.organization && !looks_like_name(author.name, rules))) &&
                                !(f.person && is_person_with_such_surname(author, rules, site_names));
      append_new(organization ? source->organizations : source->people, author.name);
    }
  }
  return sources;
}

/// JSON-LD and meta tags: nobody sees them, and content systems fill in the account's name.
bool is_in_head(std::string_view evidence) noexcept {
  return evidence.starts_with("json-ld") || evidence.starts_with("meta");
}

/// Whether the page shows one of the names, or at least its last part.
bool any_stands_in(const std::vector<std::string>& names, std::string_view text, const std::vector<Voucher>& vouchers) {
  return std::any_of(names.begin(), names.end(), [&](const std::string& name) {
    if (text.find(name) != npos) return true;
    const std::string key = fold_case(name);
    const std::string_view last =
        std::string_view(key).substr(key.rfind(' ') == std::string::npos ? 0 : key.rfind(' ') + 1);
    return std::any_of(vouchers.begin(), vouchers.end(), [&](const Voucher& v) {
      return !is_in_head(v.evidence) && std::any_of(v.people.begin(), v.people.end(), [&](const std::string& other) {
        return fold_case(other).find(last) != npos;
      });
    });
  });
}

/// Whether a visible byline names all of `best`'s people and one or two more.
bool completes(const Voucher& byline, const Voucher& best, const AuthorRanks& ranks) {
  if (is_in_head(byline.evidence) || !is_in_head(best.evidence)) return false;
  if (byline.rank < ranks.completing || byline.people.size() <= best.people.size()) return false;
  return std::all_of(best.people.begin(), best.people.end(), [&](const std::string& name) {
    const std::string key = normalized_words(name);
    return std::any_of(byline.people.begin(), byline.people.end(),
                       [&](const std::string& other) { return normalized_words(other).find(key) != npos; });
  });
}

/// Account names stand in the head where the person's name is missing: "ann.lee", "harbourpost".
bool is_account(std::string_view name) noexcept {
  return name.find(' ') == npos &&
         (name.find('.') != npos || is_ascii_lower(name[0]) || name.find_first_of("0123456789") != npos);
}

/// Whether `name` is a forename or an account of `full`: "Ann", "alee", "ann.lee" of "Ann Lee".
bool is_short_for(std::string_view name, std::string_view full) {
  constexpr std::size_t kFewestLetters = 3;
  if (name.find(' ') != npos || full.find(' ') == npos) return false;
  const std::string key = squeezed(name), words = normalized_words(full);
  const std::string_view first = std::string_view(words).substr(0, words.find(' '));
  const std::string_view last = std::string_view(words).substr(words.rfind(' ') + 1);
  if (key.size() < kFewestLetters || first.empty() || last.empty()) return false;
  return key == first || key == squeezed(full) || key == std::string(first.substr(0, 1)) + std::string(last) ||
         key == std::string(first) + std::string(last) || key == std::string(first) + std::string(last.substr(0, 1));
}

bool holds(const std::vector<std::string>& names, const std::string& name) {
  return std::find(names.begin(), names.end(), name) != names.end();
}

/// Takes the voucher of people in other roles (editors, photographers) out of `sources`.
std::vector<std::string> take_other_roles(std::vector<Voucher>& sources) {
  const auto found =
      std::find_if(sources.begin(), sources.end(), [](const Voucher& s) { return s.evidence == kOtherRoleEvidence; });
  if (found == sources.end()) return {};
  std::vector<std::string> names = std::move(found->people);
  sources.erase(found);
  return names;
}

/// Lowers what is known to mislead: names of the head that the page does not show, shows in another
/// role, or that are accounts, if the page has a byline.
void demote(std::vector<Voucher>& sources, const std::vector<std::string>& others, std::string_view visible_text,
            const AuthorRanks& ranks) {
  const auto is_byline = [&](const Voucher& s, float rank) {
    return s.rank >= rank && !is_in_head(s.evidence) &&
           std::any_of(s.people.begin(), s.people.end(),
                       [&](const std::string& name) { return !is_account(name) && !holds(others, name); });
  };
  const bool sure =
      std::any_of(sources.begin(), sources.end(), [&](const Voucher& s) { return is_byline(s, ranks.sure_byline); });
  const bool likely =
      std::any_of(sources.begin(), sources.end(), [&](const Voucher& s) { return is_byline(s, ranks.likely_byline); });
  const auto is_no_author = [&](const std::string& name) { return is_account(name) || holds(others, name); };
  for (Voucher& source : sources) {
    if (source.people.empty() || !is_in_head(source.evidence)) continue;
    const auto shows_same = [&](const Voucher& s) { return !is_in_head(s.evidence) && s.people == source.people; };
    const bool only_misleads = std::all_of(source.people.begin(), source.people.end(), is_no_author) &&
                               std::none_of(sources.begin(), sources.end(), shows_same);
    if ((sure && !any_stands_in(source.people, visible_text, sources)) || (likely && only_misleads))
      source.rank -= ranks.unseen_penalty;
  }
}

/// Agencies that a source names among the authors: "Ann Lee, dpa".
void add_agencies(const std::vector<Voucher>& sources, const PeopleRules& rules, Findings& findings) {
  for (const Voucher& source : sources) {
    if (source.rank < rules.ranks.least_credit) continue;  // class names also stand on the credits of pictures
    for (const std::string& name : source.organizations)
      findings.add(Field::agency, agency_named(name, rules), "author, " + source.evidence,
                   rules.ranks.authoring_agency);
  }
}

/// The source that names in full whom `best` only names by forename or account; null if none does.
const Voucher* in_full(const std::vector<Voucher>& sources, const Voucher& best) {
  const auto says_more = [&](const Voucher& s) {
    return s.evidence != kAccountClass && s.people.size() == best.people.size() &&
           std::equal(best.people.begin(), best.people.end(), s.people.begin(), is_short_for);
  };
  const auto found = std::find_if(sources.begin(), sources.end(), says_more);
  return found == sources.end() ? nullptr : &*found;
}

/// Whether another list of the head holds JSON-LD's names and more, all of whom the page shows.
bool is_longer_list(const Voucher& list, const Voucher& best, std::string_view visible_text, const AuthorRanks& ranks) {
  if (!is_in_head(list.evidence) || !best.evidence.starts_with("json-ld") || list.rank < ranks.completing) return false;
  if (list.people.size() <= best.people.size()) return false;
  const auto is_listed = [&](const std::string& name) { return holds(list.people, name); };
  return std::all_of(best.people.begin(), best.people.end(), is_listed) &&
         std::all_of(list.people.begin(), list.people.end(),
                     [&](const std::string& name) { return visible_text.find(name) != npos; });
}

/// Of sources by falling rank: the first that names people, or a byline that completes it.
const Voucher* best_people(const std::vector<Voucher>& sources, std::string_view visible_text,
                           const AuthorRanks& ranks) {
  const auto first = std::find_if(sources.begin(), sources.end(),
                                  [&](const Voucher& s) { return !s.people.empty() && s.rank >= ranks.least_alone; });
  if (first == sources.end()) return nullptr;
  if (const Voucher* full = in_full(sources, *first)) return full;
  for (const Voucher& list : sources)
    if (is_longer_list(list, *first, visible_text, ranks)) return &list;
  const auto repeats = [&](const Voucher& s) {
    return s.evidence.starts_with("text") && s.rank >= ranks.completing && s.people == first->people;
  };
  if (std::any_of(sources.begin(), sources.end(), repeats)) return &*first;
  const auto fuller =
      std::find_if(sources.begin(), sources.end(), [&](const Voucher& s) { return completes(s, *first, ranks); });
  return fuller == sources.end() ? &*first : &*fuller;
}

bool all_are_site(const Voucher& source, const std::vector<std::string>& site_names) {
  return std::all_of(source.organizations.begin(), source.organizations.end(),
                     [&](const std::string& name) { return holds(site_names, squeezed(name)); });
}

/// An agency's byline; else the first that names organisations, the site itself only if no other does.
const Voucher* best_organizations(const std::vector<Voucher>& sources, const std::vector<std::string>& site_names,
                                  const AuthorRanks& ranks) {
  const Voucher* own = nullptr;
  for (const Voucher& source : sources)
    if (source.evidence == kAgencyByline && !source.organizations.empty()) return &source;
  for (const Voucher& source : sources) {
    if (source.organizations.empty()) continue;
    if (!all_are_site(source, site_names)) return source.rank >= ranks.least_organization || !own ? &source : own;
    if (!own) own = &source;
  }
  return own;
}

/// Whether people outrank organisations: a weak byline gives way to a sure organisation, unless that is the site
/// itself.
bool people_win(const Voucher& people, const Voucher& organizations, const std::vector<std::string>& site_names,
                const AuthorRanks& ranks) {
  if (people.rank >= ranks.likely_byline || organizations.rank < ranks.likely_byline) return true;
  return people.rank >= ranks.over_site && all_are_site(organizations, site_names);
}

}  // namespace

bool is_furniture(std::string_view text, const PeopleRules& rules) { return has_word_of(rules.not_names, text); }

bool looks_like_name(std::string_view text, const PeopleRules& rules) {
  if (text.size() > kMaxNameBytes || text.empty() || is_address(text)) return false;
  if (is_spaceless_script(first_of(text))) {
    constexpr std::size_t kShortest = 6, kLongest = 21;  // bytes: two to seven characters
    return text.size() >= kShortest && text.size() <= kLongest && text.find_first_of("0123456789") == npos &&
           !rules.nobody.contains(text);
  }
  std::size_t words = 0;
  bool fine = true, last_is_capital = false, any_lower = false;
  for_each_word(text, [&](std::string_view word) {
    last_is_capital = is_capital(word);
    if (!last_is_capital && word.size() > kMaxParticleBytes) fine = false;
    if (words == 0 && !last_is_capital && word.size() > 4) fine = false;
    if (word.find_first_of("0123456789:;!?|/") != npos || word.find("…") != npos || !has_letter(word)) fine = false;
    any_lower |= std::any_of(word.begin(), word.end(), is_ascii_lower);
    ++words;
  });
  return fine && last_is_capital && words >= 2 && words <= kMaxNameWords && !has_word_of(rules.roles, text) &&
         !has_word_of(rules.not_names, text) && !ends_like_role(text, rules) && !has_organization_word(text, rules) &&
         !rules.nobody.contains(fold_case(text));
}

std::string_view agency_named(std::string_view text, const PeopleRules& rules) {
  constexpr std::size_t kLongest = 60;
  if (text.size() > kLongest) return {};
  const auto found = rules.agencies.find(fold_case(trim_signs(text)));
  return found == rules.agencies.end() ? std::string_view{} : std::string_view(found->second);
}

std::vector<Author> split_authors(std::string_view value, const std::vector<std::string>& site_names,
                                  const PeopleRules& rules) {
  return Splitter(site_names, rules).run(value);
}

std::vector<std::string> choose_authors(Findings& findings, const std::vector<std::string>& site_names,
                                        std::string_view visible_text, const PeopleRules& rules) {
  std::vector<Voucher> sources = sources_of(findings.of(Field::author), site_names, rules);
  const std::vector<std::string> others = take_other_roles(sources);
  demote(sources, others, visible_text, rules.ranks);
  add_agencies(sources, rules, findings);
  std::stable_sort(sources.begin(), sources.end(), [](const Voucher& a, const Voucher& b) { return a.rank > b.rank; });

  const Voucher* const people = best_people(sources, visible_text, rules.ranks);
  const Voucher* const organizations = best_organizations(sources, site_names, rules.ranks);
  const bool by_people = people && (!organizations || people_win(*people, *organizations, site_names, rules.ranks));
  const Voucher* const best = by_people ? people : organizations;
  if (!best) return {};
  for (Finding& f : findings.of(Field::author)) {
    f.won = f.evidence == best->evidence;
    const auto source =
        std::find_if(sources.begin(), sources.end(), [&](const Voucher& s) { return s.evidence == f.evidence; });
    if (source != sources.end()) f.rank = source->rank;  // as decided: `explain` shows it
  }
  return by_people ? best->people : best->organizations;
}

}  // namespace winnow
