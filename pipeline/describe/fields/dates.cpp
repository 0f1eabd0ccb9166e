#include "pipeline/describe/fields/dates.h"

#include <algorithm>
#include <cstdlib>
#include <set>
#include <utility>
#include <vector>

#include "pipeline/base/ascii.h"
#include "pipeline/base/text.h"
#include "pipeline/base/urls.h"

namespace winnow {
namespace {

constexpr std::size_t npos = std::string_view::npos;
constexpr float kTrustedVisibleRank = 59, kNearTitleRank = 49, kAddressRank = 40, kWeakMetaRank = 66,
                kBesideTitleRank = 52;
constexpr std::string_view kAddressEvidence = "address";
constexpr std::size_t kMaxCueBytes = 60;
constexpr int kFirstTextYear = 1995;  // earlier days in the text are history, not the page's date

struct DateFinding {
  Finding* finding = nullptr;
  Date date;
};

/// Around the first second of 1970: what an empty field becomes.
bool is_empty_stamp(const Date& date) noexcept { return std::abs(days_of(date)) <= 1; }

bool is_in_head(const DateFinding& date) {
  return date.finding->evidence.starts_with("json-ld") || date.finding->evidence.starts_with("meta");
}

/// Lifts the visible dates that the head confirms: a page may show those of its drafts as well.
void cross_check(std::vector<DateFinding>& dates) {
  constexpr float kConfirmed = 8;
  for (DateFinding& seen : dates) {
    const auto confirms = [&](const DateFinding& other) {
      return is_in_head(other) && days_of(other.date) == days_of(seen.date);
    };
    if (!is_in_head(seen) && std::any_of(dates.begin(), dates.end(), confirms)) seen.finding->rank += kConfirmed;
  }
  std::stable_sort(dates.begin(), dates.end(),
                   [](const DateFinding& a, const DateFinding& b) { return a.finding->rank > b.finding->rank; });
}

std::vector<DateFinding> parsed(std::vector<Finding>& findings, std::optional<Date> crawled, DateOrder order,
                                const DateRules& rules) {
  std::vector<DateFinding> out;
  for (Finding& f : findings) {
    const auto date = parse_date(f.value, order, rules);
    if (!date || (crawled && days_of(*date) > days_of(*crawled) + 1)) continue;  // a day for zones
    if (date->year < kFirstTextYear && (f.evidence.starts_with("text") || is_empty_stamp(*date))) continue;
    out.push_back({&f, *date});
  }
  cross_check(out);
  return out;
}

/// The first, or a later one of the same day that also knows the time.
const DateFinding* best_of(const std::vector<DateFinding>& dates) {
  if (dates.empty()) return nullptr;
  const DateFinding& first = dates.front();
  if (first.date.hour >= 0) return &first;
  for (const DateFinding& other : dates)
    if (other.date.hour >= 0 && days_of(other.date) == days_of(first.date)) return &other;
  return &first;
}

/// The instant in seconds, for dates that state a time and an offset.
std::optional<long> instant_of(const Date& date) noexcept {
  if (date.hour < 0 || !date.offset_minutes) return std::nullopt;
  constexpr long kHours = 24, kMinutes = 60;
  return ((days_of(date) * kHours + date.hour) * kMinutes + date.minute - *date.offset_minutes) * kMinutes +
         date.second;
}

/// The same moment on the clock of the page's readers, for a stamp in UTC: the day may differ.
const DateFinding* same_in_local_time(const std::vector<DateFinding>& dates, const DateFinding& best) {
  constexpr long kMinute = 60;
  const auto instant = instant_of(best.date);
  if (!instant || *best.date.offset_minutes != 0) return nullptr;
  for (const DateFinding& other : dates)
    if (const auto moment = instant_of(other.date);
        moment && *other.date.offset_minutes != 0 && std::abs(*moment - *instant) < kMinute)
      return &other;
  return nullptr;
}

/// "3/10/2024", where only the order of the language says which is the month.
bool is_in_numbers(std::string_view value) {
  const std::size_t first = value.find('/');
  return first != npos && first > 0 && first < 3 && value.find('/', first + 1) != npos;
}

/// "3/10/2024" in the text is the tenth of March or the third of October: the one that another
/// place confirms. The head's stamps are in one order, but for those with slashes.
const DateFinding* with_day_and_month_swapped(const std::vector<DateFinding>& dates, const DateFinding& best) {
  if (is_in_head(best) && !is_in_numbers(best.finding->value)) return nullptr;
  Date swapped = best.date;
  std::swap(swapped.day, swapped.month);
  if (!is_valid(swapped) || swapped.day == swapped.month) return nullptr;
  const auto confirms = [&](const DateFinding& other) {
    return days_of(other.date) == days_of(swapped) && !(is_in_head(other) && is_in_numbers(other.finding->value));
  };
  const auto found = std::find_if(dates.begin(), dates.end(), confirms);
  return found == dates.end() ? nullptr : &*found;
}

bool is_near_title(const DateFinding& date) { return !is_in_head(date) && date.finding->rank >= kNearTitleRank; }

/// What readers see beside the title, where the head only has a meta tag that content systems fill with the day of the
/// last save or of the print issue.
const DateFinding* shown_over_weak_meta(const std::vector<DateFinding>& dates, const DateFinding& best) {
  if (!best.finding->evidence.starts_with("meta") || best.finding->rank > kWeakMetaRank) return nullptr;
  const DateFinding* shown = nullptr;
  for (const DateFinding& other : dates) {
    if (is_in_head(other)) continue;
    if (days_of(other.date) == days_of(best.date)) return nullptr;  // the page shows the head's date, too
    if (!shown && other.finding->rank >= kBesideTitleRank) shown = &other;
  }
  return shown;
}

/// A strong meta tag and what the page shows against JSON-LD, which keeps the first edition: two voices of three.
const DateFinding* two_against_json_ld(const std::vector<DateFinding>& dates, const DateFinding& best) {
  if (!best.finding->evidence.starts_with("json-ld")) return nullptr;
  for (const DateFinding& meta : dates) {
    if (!meta.finding->evidence.starts_with("meta") || meta.finding->rank <= kWeakMetaRank) continue;
    if (days_of(meta.date) == days_of(best.date)) return nullptr;
    const auto agrees = [&](const DateFinding& shown) {
      return is_near_title(shown) && days_of(shown.date) == days_of(meta.date);
    };
    if (std::any_of(dates.begin(), dates.end(), agrees)) return &meta;
  }
  return nullptr;
}

/// `best`, a stamp in UTC, on a clock that is `minutes` ahead.
DateFinding on_clock(const DateFinding& best, const DateFinding& shown, long minutes) {
  constexpr int kHour = 60, kDay = 24 * kHour;
  DateFinding local = shown;
  const long clock = ((best.date.hour * kHour + best.date.minute + minutes) % kDay + kDay) % kDay;
  local.date.hour = static_cast<int>(clock / kHour);
  local.date.minute = static_cast<int>(clock % kHour);
  local.date.second = best.date.second;
  local.date.has_seconds = best.date.has_seconds;
  local.date.offset_minutes = static_cast<int>(minutes);
  return local;
}

/// The same moment on the clock of the readers, for a stamp in UTC on the day before or after the one that the page
/// shows or its address states: by the clock beside that day, or by the zone of a language that is read in one zone.
/// The day alone where the page shows one that its address states as well.
std::optional<DateFinding> on_local_day(const std::vector<DateFinding>& dates, const DateFinding& best,
                                        std::string_view language, const DateRules& rules) {
  constexpr int kHour = 60, kDay = 24 * kHour, kFarthestZone = 14 * kHour;
  if (best.date.hour < 0 || best.date.offset_minutes != 0) return std::nullopt;
  for (const DateFinding& other : dates) {
    if (other.date.offset_minutes || !(is_near_title(other) || other.finding->evidence == kAddressEvidence)) continue;
    const long days = days_of(other.date) - days_of(best.date);
    if (days == 0) return std::nullopt;
    if (days != 1 && days != -1) continue;
    const long minutes =
        days * kDay + (other.date.hour - best.date.hour) * kHour + other.date.minute - best.date.minute;
    if (other.date.hour >= 0 && minutes % kHour == 0 && std::abs(minutes) <= kFarthestZone)
      return on_clock(best, other, minutes);
    const auto zone = home_zone(language, best.date, rules);
    const long clock = best.date.hour * kHour + best.date.minute + zone.value_or(0);
    if (other.date.hour < 0 && zone && (days > 0 ? clock >= kDay : clock < 0)) return on_clock(best, other, *zone);
    const bool is_near_midnight =
        days > 0 ? best.date.hour * kHour >= kDay - kFarthestZone : best.date.hour < kDay / kHour / 2;
    const auto agrees = [&](const DateFinding& d) {
      return d.finding->evidence == kAddressEvidence && days_of(d.date) == days_of(other.date);
    };
    if (is_near_title(other) && is_near_midnight && std::any_of(dates.begin(), dates.end(), agrees)) return other;
  }
  return std::nullopt;
}

/// A date that readers see near the title and that is earlier than what the head says: content
/// systems stamp pages anew when they are moved. One without a cue counts if the head's stamp is
/// that of the last change as well. A day's difference is one of time zones.
const DateFinding* earlier_visible(const std::vector<DateFinding>& dates, const DateFinding* changed,
                                   const DateFinding& best) {
  if (!is_in_head(best)) return nullptr;
  const bool is_stamp_of_change = changed && days_of(changed->date) == days_of(best.date);
  const float trusted = is_stamp_of_change ? kNearTitleRank : kTrustedVisibleRank;
  const DateFinding* earlier = nullptr;
  for (const DateFinding& other : dates) {
    if (is_in_head(other)) continue;
    const long days = days_of(best.date) - days_of(other.date);
    if (days == 0) return nullptr;  // the page shows the head's date, too
    if (!earlier && days > 1 && other.finding->rank >= trusted) earlier = &other;
  }
  return earlier;
}

/// Marks why `other` won over one of a higher rank.
DateFinding for_reason(const DateFinding& other, std::string_view reason) {
  other.finding->evidence += reason;
  return other;
}

/// `best`, or what the page's other dates make of it.
DateFinding corrected(const std::vector<DateFinding>& dates, const DateFinding* changed, const DateFinding& best,
                      std::string_view language, const DateRules& rules) {
  if (const DateFinding* other = with_day_and_month_swapped(dates, best))
    return for_reason(*other, ", settles day and month");
  if (const DateFinding* other = two_against_json_ld(dates, best)) return for_reason(*other, ", shown as well");
  if (const DateFinding* other = shown_over_weak_meta(dates, best)) return for_reason(*other, ", shown at the title");
  if (const DateFinding* other = earlier_visible(dates, changed, best))
    return for_reason(*other, ", shown and before the head's");
  if (const DateFinding* other = same_in_local_time(dates, best))
    return for_reason(*other, ", the same moment in local time");
  if (const auto other = on_local_day(dates, best, language, rules))
    return for_reason(*other, ", the same moment on the local day");
  return best;
}

/// `text` up to "March 18" or "18 March" without a year, but not at its very beginning; else as it is.
std::string_view before_month_and_day(std::string_view text, const DateRules& rules) {
  std::size_t before_last = npos;  // where the word before this one begins
  bool last_is_number = false, last_is_month = false;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t end = std::min(text.find(' ', at), text.size());
    std::string word = fold_case(text.substr(at, end - at));
    while (!word.empty() && (word.back() == '.' || word.back() == ',')) word.pop_back();
    const bool is_number =
        !word.empty() && word.size() <= 2 && word.find_first_not_of("0123456789") == std::string::npos;
    const bool is_month = word.size() >= 3 && rules.months.contains(word);
    if (before_last != npos && before_last > 0 && ((is_number && last_is_month) || (is_month && last_is_number)))
      return text.substr(0, before_last);
    last_is_number = is_number;
    last_is_month = is_month;
    before_last = at;
    at = end + 1;
  }
  return text;
}

/// Whether a byte stands in structured data, which has a reader of its own: reviews have dates, too.
bool is_in_structured_data(const Dom& dom, std::size_t at) {
  return std::any_of(dom.asides.begin(), dom.asides.end(), [&](const Aside& aside) {
    return at >= aside.content_begin && at < aside.content_begin + aside.content_length && aside.tag == Tag::script &&
           is_json_ld(dom.raw(aside));
  });
}

constexpr std::string_view kDashes[] = {"-", "–", "—", "|", "•", "·", ":", "»"};

/// What follows the dash at the start of `text`; "" if it has none.
std::string_view behind_sign(std::string_view text) {
  for (const std::string_view sign : kDashes)
    if (text.starts_with(sign) && text.substr(sign.size()).starts_with(' ')) return trim(text.substr(sign.size()));
  return {};
}

std::string_view before_sign(std::string_view text) {
  for (const std::string_view sign : kDashes)
    if (sign != ":" && text.ends_with(sign)) return trim(text.substr(0, text.size() - sign.size()));
  return {};
}

/// What stands before or behind a date in brackets; "" if the brackets hold more than it.
std::string_view beside_brackets(std::string_view before, std::string_view behind) {
  for (const auto& [open, close] : {std::pair{'(', ')'}, {'[', ']'}})
    if (before.ends_with(open) && behind.starts_with(close)) {
      before = trim(before.substr(0, before.size() - 1));
      behind = trim(behind.substr(1));
      return before.empty() ? behind : behind.empty() ? before : std::string_view{};
    }
  return {};
}

std::string_view trim_date_signs(std::string_view text) {
  text = trim(text);
  while (!text.empty() && (text.back() == ',' || text.back() == '-' || text.back() == '|' || text.back() == '('))
    text = trim(text.substr(0, text.size() - 1));
  return text;
}

/// Days without a cue, many of them: a list of stories, of which none is this page's.
bool stands_in_list(const std::vector<DateFinding>& dates, const DateFinding& best) {
  constexpr float kLeastCueRank = 64;
  constexpr std::size_t kMostDays = 5;
  const auto is_bare = [&](const DateFinding& d) { return !is_in_head(d) && d.finding->rank < kLeastCueRank; };
  if (!is_bare(best)) return false;
  std::set<long> days;
  for (const DateFinding& d : dates)
    if (is_bare(d)) days.insert(days_of(d.date));
  return days.size() > kMostDays;
}

}  // namespace

DateCue cue_before(std::string_view text, const DateRules& rules) {
  std::string words = normalized_words(text.substr(text.size() - std::min(text.size(), kMaxCueBytes)));
  while (!words.empty()) {  // the longest phrase at the end of the text wins
    for (std::string_view phrase = words; !phrase.empty();) {
      if (rules.other_cues.contains(phrase)) return {Field::date, true, true};
      if (const auto cue = rules.cues.find(phrase); cue != rules.cues.end()) return {cue->second, true, false};
      const std::size_t space = phrase.find(' ');
      if (space == std::string_view::npos) break;
      phrase.remove_prefix(space + 1);
    }
    const std::size_t last = words.rfind(' ');
    const std::string_view word = std::string_view(words).substr(last == std::string_view::npos ? 0 : last + 1);
    if (!rules.fillers.contains(word) && !rules.weekdays.contains(word)) return {};
    words.resize(last == std::string_view::npos ? 0 : last);
  }
  return {};
}

DateCue cue_behind(std::string_view text, const DateRules& rules) {
  const std::string words = normalized_words(text.substr(0, kMaxCueBytes));
  std::string_view rest = words;
  while (!rest.empty()) {
    const std::string_view word = rest.substr(0, rest.find(' '));
    if (!rules.fillers.contains(word)) break;
    rest.remove_prefix(std::min(word.size() + 1, rest.size()));
  }
  for (std::string_view phrase = rest; !phrase.empty(); phrase = phrase.substr(0, phrase.rfind(' '))) {
    if (const auto cue = rules.cues_behind.find(phrase); cue != rules.cues_behind.end())
      return {cue->second, true, false};
    if (phrase.rfind(' ') == npos) break;
  }
  return {};
}

DateOrder settled_by_dates(std::string_view text, DateOrder order) {
  constexpr int kMonths = 12;
  const auto number_before = [&](std::size_t at) {
    int value = 0, factor = 1, digits = 0;
    for (; at > 0 && is_ascii_digit(text[at - 1]) && digits < 3; --at, ++digits, factor *= 10)
      value += (text[at - 1] - '0') * factor;
    return digits == 0 || digits > 2 ? 0 : value;
  };
  bool day_first = false, month_first = false;
  for (std::size_t at = text.find('/'); at != npos; at = text.find('/', at + 1)) {
    const std::size_t second = text.find('/', at + 1);
    if (second == npos) break;
    if (second - at > 3 || second + 4 >= text.size() ||
        !std::all_of(text.begin() + static_cast<long>(second) + 1, text.begin() + static_cast<long>(second) + 5,
                     is_ascii_digit))
      continue;
    const int a = number_before(at), b = number_before(second);
    day_first |= a > kMonths && a <= 31 && b > 0 && b <= kMonths;
    month_first |= b > kMonths && b <= 31 && a > 0 && a <= kMonths;
  }
  if (day_first != month_first) order.month_first = month_first;
  return order;
}

void take_dates_off_titles(Findings& findings, DateOrder order, const DateRules& rules) {
  constexpr std::size_t kFewestWords = 3;
  constexpr float kTitleDateRank = 50, kLeastTitleRank = 66;  // headings below the first name other stories
  for (Finding& f : findings.of(Field::title)) {
    if (!may_hold_date(f.value)) continue;
    const auto found = find_date(f.value, order, rules);
    if (!found || found->date.year < kFirstTextYear) continue;
    const std::string_view before = trim(std::string_view(f.value).substr(0, found->begin));
    const std::string_view behind = trim(std::string_view(f.value).substr(found->end));
    std::string_view rest = beside_brackets(before, behind);
    if (!rest.empty()) void();
    else if (before.empty()) rest = behind_sign(behind);
    else if (behind.empty()) rest = before_sign(before);
    if (count_words(rest) < kFewestWords) continue;
    if (f.rank >= kLeastTitleRank) findings.add(Field::date, iso8601(found->date), "title, date", kTitleDateRank);
    f.value = std::string(rest);
  }
}

void find_date_in_state(const Dom& dom, const DateRules& rules, Findings& findings) {
  constexpr float kStateRank = 20;
  constexpr std::size_t kMaxValue = 40, kMaxSeam = 4;
  constexpr int kMostSeen = 400;  // each is compared with all scripts of the page
  const std::string_view source = dom.source;
  if (rules.state_core.empty()) return;
  std::vector<std::optional<Date>> dates(rules.state_keys.size());
  std::vector<bool> differ(rules.state_keys.size());
  int seen = 0;
  for (std::size_t at = find_bytes(source, rules.state_core); at != npos && seen < kMostSeen;
       at = find_bytes(source, rules.state_core, at + 1)) {
    for (std::size_t i = 0; i < rules.state_keys.size(); ++i) {
      const std::string quoted = "\"" + rules.state_keys[i] + "\"";
      const std::size_t before = quoted.find(rules.state_core), end = at - before + quoted.size();
      if (at < before || source.substr(at - before, quoted.size()) != quoted) continue;
      ++seen;
      const std::size_t open = source.find('"', end);
      if (open == npos || open - end > kMaxSeam || is_in_structured_data(dom, at)) continue;
      const std::string_view value =
          source.substr(open + 1, std::min(source.find('"', open + 1) - open - 1, kMaxValue));
      const auto found = parse_date(value, {}, rules);
      if (!found) continue;
      if (!dates[i]) dates[i] = found;
      else if (days_of(*dates[i]) != days_of(*found)) differ[i] = true;  // those of other stories as well
    }
  }
  for (std::size_t i = 0; i < dates.size(); ++i) {
    if (!dates[i]) continue;
    if (!differ[i]) findings.add(Field::date, iso8601(*dates[i]), "script " + rules.state_keys[i], kStateRank);
    return;
  }
}

std::string_view before_date(std::string_view text, DateOrder order, const DateRules& rules) {
  std::string_view before = text;
  if (const auto date = find_date(text, order, rules)) before = text.substr(0, date->begin);
  else before = before_month_and_day(text, rules);
  if (before.size() == text.size()) return text;
  while (!before.empty()) {
    const std::string_view trimmed = trim_date_signs(before);
    const std::size_t blank = trimmed.rfind(' ');
    const std::string word = normalized_words(trimmed.substr(blank == npos ? 0 : blank + 1));
    const bool leads = rules.fillers.contains(word) || rules.weekdays.contains(word) || rules.cues.contains(word);
    if (!leads || blank == npos) return leads ? std::string_view{} : trimmed;
    before = trimmed.substr(0, blank);
  }
  return before;
}

void find_date_in_address(std::string_view page_url, const DateRules& rules, Findings& findings) {
  const auto found = find_date(path_of(page_url), {.year_first = true}, rules);
  if (found && found->date.year >= kFirstTextYear)
    findings.add(Field::date, iso8601(found->date), std::string(kAddressEvidence), kAddressRank);
}

PageDates choose_dates(Findings& findings, std::string_view crawled, DateOrder order, std::string_view language,
                       const DateRules& rules) {
  const std::optional<Date> limit = parse_date(crawled, order, rules);
  const std::vector<DateFinding> published = parsed(findings.of(Field::date), limit, order, rules);
  const std::vector<DateFinding> modified = parsed(findings.of(Field::date_modified), limit, order, rules);
  PageDates out;
  const DateFinding* best = best_of(published);
  const DateFinding* changed = best_of(modified);
  if (best && stands_in_list(published, *best)) best = nullptr;
  if (best) {
    const DateFinding decided = corrected(published, changed, *best, language, rules);
    decided.finding->won = true;
    out.published = iso8601(decided.date);
  } else if (changed && !changed->finding->evidence.starts_with("meta")) {
    out.published = iso8601(changed->date);
  }
  if (changed) {
    changed->finding->won = true;
    out.modified = iso8601(changed->date);
  }
  return out;
}

}  // namespace winnow
