// The text is cut into numbers, words and signs; at each token the known shapes of a date are
// tried, the unambiguous first. A time may stand behind the date or right before it. Digits of
// all scripts count; years of the Persian and the Buddhist calendar are converted by their range.

#include "pipeline/describe/fields/date_parser.h"

#include <unicode/calendar.h>
#include <unicode/uchar.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <memory>
#include <vector>

#include "pipeline/base/ascii.h"
#include "pipeline/base/text.h"

namespace winnow {
namespace {

constexpr std::size_t kMaxTokens = 400;
constexpr int kFirstYear = 1900, kLastYear = 2100;
constexpr int kFirstPersianYear = 1340, kLastPersianYear = 1480;    // 1961 to 2101
constexpr int kFirstBuddhistYear = 2510, kLastBuddhistYear = 2643;  // 1967 to 2100
constexpr int kBuddhistOffset = 543;
constexpr int kTwoDigitPivot = 70;

struct Token {
  enum class Kind : unsigned char { number, word, sign } kind{};
  long value = 0;  // number
  int digits = 0;
  char32_t sign = 0;
  bool spaced = false;  // white space stood before it
  std::string word{};   // case folded
  std::size_t begin = 0, end = 0;

  bool is_sign(char32_t c) const noexcept { return kind == Kind::sign && sign == c; }
  bool is_number() const noexcept { return kind == Kind::number; }
  bool is_word() const noexcept { return kind == Kind::word; }
};

bool is_word_char(UChar32 c) noexcept {
  if (c < 0x80) return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
  return u_isalpha(c) || (U_GET_GC_MASK(c) & U_GC_M_MASK) || c == 0x200C;
}

bool is_thai(char32_t c) noexcept { return c >= 0xE01 && c <= 0xE4E; }

/// 0 to 9 for a decimal digit of any script, else -1.
int digit_of(UChar32 c) noexcept {
  if (c < 0x80) return c >= '0' && c <= '9' ? c - '0' : -1;
  return u_charDigitValue(c);
}

std::vector<Token> tokens_of(std::string_view text) {
  std::vector<Token> tokens;
  bool spaced = false;
  const char* const begin = text.data();
  const char* const end = begin + text.size();
  for (const char* at = begin; at < end && tokens.size() < kMaxTokens;) {
    const char* const start = at;
    const char32_t c = next_code_point(at, end);
    if (is_space(c)) {
      spaced = true;
      continue;
    }
    Token token;
    token.spaced = spaced;
    token.begin = static_cast<std::size_t>(start - begin);
    spaced = false;
    const auto i = static_cast<UChar32>(c);
    if (digit_of(i) >= 0) {
      token.kind = Token::Kind::number;
      for (at = start; at < end;) {
        const char* before = at;
        const int digit = digit_of(static_cast<UChar32>(next_code_point(at, end)));
        if (digit < 0 || token.digits == 18) {
          at = before;
          break;
        }
        token.value = token.value * 10 + digit;
        ++token.digits;
      }
    } else if (is_thai(c)) {  // its months are words between blanks, or letters with full stops: "ต.ค."
      token.kind = Token::Kind::word;
      for (const char* next = at; next < end; at = next) {
        const char* after = next;
        char32_t letter = next_code_point(after, end);
        if (letter == '.' && after < end) letter = next_code_point(after, end);
        if (!is_thai(letter)) break;
        next = after;
      }
      token.word.assign(start, at);
    } else if (is_spaceless_script(c)) {
      token.kind = Token::Kind::word;
      token.word.assign(start, at);
    } else if (is_word_char(i)) {
      token.kind = Token::Kind::word;
      while (at < end) {
        const char* before = at;
        const char32_t next = next_code_point(at, end);
        if (is_spaceless_script(next) || !is_word_char(static_cast<UChar32>(next))) {
          at = before;
          break;
        }
      }
      token.word = fold_case(std::string_view(start, static_cast<std::size_t>(at - start)));
    } else {
      token.kind = Token::Kind::sign;
      token.sign = c;
    }
    token.end = static_cast<std::size_t>(at - begin);
    tokens.push_back(std::move(token));
  }
  return tokens;
}

Date day_of(long days) noexcept {
  const std::chrono::year_month_day day{std::chrono::sys_days{std::chrono::days{days}}};
  Date out;
  out.year = static_cast<int>(day.year());
  out.month = static_cast<int>(static_cast<unsigned>(day.month()));
  out.day = static_cast<int>(static_cast<unsigned>(day.day()));
  return out;
}

/// Days since 1970 of the nth Sunday from the first of a month on.
long sunday_from(int year, int month, int first_day, int nth) noexcept {
  constexpr int kWeek = 7, kThursday = 4;  // 1970-01-01 was a Thursday
  Date first;
  first.year = year;
  first.month = month;
  first.day = first_day;
  const long days = days_of(first);
  return days + (kWeek - (days + kThursday) % kWeek) % kWeek + kWeek * (nth - 1);
}

constexpr int kMarch = 3, kOctober = 10, kNovember = 11;

/// From the second Sunday of March to the first of November, as since 2007.
bool has_american_summer_time(const Date& date) noexcept {
  return is_valid(date) && days_of(date) >= sunday_from(date.year, kMarch, 1, 2) &&
         days_of(date) < sunday_from(date.year, kNovember, 1, 1);
}

/// From the last Sunday of March to the last of October, as since 1996.
bool has_european_summer_time(const Date& date) noexcept {
  constexpr int kLastWeek = 25;
  return is_valid(date) && days_of(date) >= sunday_from(date.year, kMarch, kLastWeek, 1) &&
         days_of(date) < sunday_from(date.year, kOctober, kLastWeek, 1);
}

/// A date in the Persian calendar as the same day in the Gregorian.
std::optional<Date> from_persian(int year, int month, int day) {
  UErrorCode status = U_ZERO_ERROR;
  const std::unique_ptr<icu::Calendar> persian(
      icu::Calendar::createInstance(icu::TimeZone::getGMT()->clone(), icu::Locale("fa@calendar=persian"), status));
  if (U_FAILURE(status)) return std::nullopt;
  constexpr int kNoon = 12;
  persian->clear();
  persian->set(year, month - 1, day, kNoon, 0);
  const UDate millis = persian->getTime(status);
  if (U_FAILURE(status)) return std::nullopt;
  constexpr double kMillisPerDay = 86400000.0;
  return day_of(static_cast<long>(millis / kMillisPerDay));
}

class DateFinder {
 public:
  DateFinder(std::string_view text, DateOrder order, const DateRules& rules)
      : tokens_(tokens_of(text)), order_(order), rules_(rules) {}

  std::optional<FoundDate> find() {
    for (std::size_t i = 0; i < tokens_.size(); ++i) {
      std::optional<Date> date = date_at(i);
      if (!date || !is_valid(*date)) continue;
      FoundDate found{*date, tokens_[i].begin, tokens_[next_ - 1].end};
      if (std::size_t end = time_at(next_, found.date); end) found.end = tokens_[end - 1].end;
      else if (const std::size_t begin = time_before(i, found.date); begin < i) found.begin = tokens_[begin].begin;
      return found;
    }
    return std::nullopt;
  }

 private:
  const Token* at(std::size_t i) const noexcept { return i < tokens_.size() ? &tokens_[i] : nullptr; }
  bool sign_at(std::size_t i, char32_t c) const noexcept { return at(i) && tokens_[i].is_sign(c); }
  bool word_at(std::size_t i, std::string_view w) const noexcept {
    return at(i) && tokens_[i].is_word() && tokens_[i].word == w;
  }
  bool number_at(std::size_t i, int max_digits) const noexcept {
    return at(i) && tokens_[i].is_number() && tokens_[i].digits <= max_digits;
  }
  int month_at(std::size_t i) const noexcept {
    if (!at(i) || !tokens_[i].is_word()) return 0;
    const auto found = rules_.months.find(tokens_[i].word);
    return found == rules_.months.end() ? 0 : found->second;
  }
  int persian_month_at(std::size_t i) const noexcept {
    if (!at(i) || !tokens_[i].is_word()) return 0;
    const auto found = rules_.persian_months.find(tokens_[i].word);
    return found == rules_.persian_months.end() ? 0 : found->second;
  }
  bool is_filler(std::size_t i) const noexcept {
    if (!at(i)) return false;
    const Token& t = tokens_[i];
    if (t.is_word()) return rules_.fillers.contains(t.word);
    return t.is_sign('.') || t.is_sign(',') || t.is_sign(U'،') || t.is_sign(0xBA) || t.is_sign(0xAA) ||
           t.is_sign('\'') || t.is_sign(U'’') || t.is_sign(U'°') || (t.is_sign('-') && !t.spaced);
  }
  std::size_t past_fillers(std::size_t i, int most) const noexcept {
    while (most-- > 0 && is_filler(i)) ++i;
    return i;
  }

  std::size_t past_slash_or_fillers(std::size_t i, int most) const noexcept {
    return sign_at(i, '/') ? i + 1 : past_fillers(i, most);
  }

  /// The date whose first token is i; next_ is then behind it.
  std::optional<Date> date_at(std::size_t i) {
    if (tokens_[i].is_number()) {
      if (i > 0 && !tokens_[i].spaced && (tokens_[i - 1].is_number() || sign_at(i - 1, '.')) && i > 1 &&
          tokens_[i - 2].is_number() && !tokens_[i - 1].spaced)
        return std::nullopt;  // the middle of a longer number
      if (tokens_[i].digits == 4) return year_first(i);
      if (tokens_[i].digits == 8) return compact(i);
      if (tokens_[i].digits <= 2) return day_or_month_first(i);
      return std::nullopt;
    }
    if (const int month = month_at(i)) return month_word_first(i, month);
    return std::nullopt;
  }

  std::optional<Date> year_first(std::size_t i) {
    const int year = static_cast<int>(tokens_[i].value);
    std::size_t m = i + 1;
    const std::size_t word = past_slash_or_fillers(m, 2);
    if (const int month = month_at(word)) {  // 2024 October 13, 2024/october/13
      const std::size_t d = past_slash_or_fillers(word + 1, 1);
      if (number_at(d, 2) && is_year(year)) return made(year, month, d, d + 1);
      return std::nullopt;
    }
    const std::size_t day = past_fillers(m, 3);  // 2024. gada 16. oktobris
    if (day > m + 1 && number_at(day, 2) && is_year(year))
      if (const std::size_t name = past_fillers(day + 1, 1); const int month = month_at(name))
        return made(year, month, day, name + 1);
    if (!is_part_separator(m, rules_.year_words)) return std::nullopt;
    if (!number_at(++m, 2)) return std::nullopt;
    std::size_t d = m + 1;
    if (!is_part_separator(d, rules_.month_words) || !number_at(++d, 2)) return std::nullopt;
    std::size_t end = d + 1;
    if (at(end) && rules_.day_words.contains(tokens_[end].word)) ++end;
    return made(year, static_cast<int>(tokens_[m].value), d, end);
  }

  bool is_part_separator(std::size_t i, const WordSet& words) const noexcept {
    if (!at(i)) return false;
    const Token& t = tokens_[i];
    if (t.is_word()) return words.contains(t.word);
    return t.is_sign('-') || t.is_sign('/') || t.is_sign('.') || t.is_sign(U'‑') || t.is_sign(U'–');
  }

  std::optional<Date> compact(std::size_t i) {
    const long v = tokens_[i].value;
    next_ = i + 1;
    Date date;
    date.year = static_cast<int>(v / 10000);
    date.month = static_cast<int>(v / 100 % 100);
    date.day = static_cast<int>(v % 100);
    if (!is_year(date.year)) return std::nullopt;
    return date;
  }

  std::optional<Date> day_or_month_first(std::size_t i) {
    const int first = static_cast<int>(tokens_[i].value);
    std::size_t m = past_fillers(i + 1, 3);
    if (const int month = month_at(m)) {  // 13. Oktober 2024, 13th of October, 2024
      const std::size_t y = past_fillers(m + 1, 3);
      if (const int year = year_at(y)) return made(year, month, i, y + 1);
      return std::nullopt;
    }
    if (const int month = persian_month_at(m)) {
      const std::size_t y = past_fillers(m + 1, 1);
      if (!number_at(y, 4)) return std::nullopt;
      next_ = y + 1;
      return from_persian(static_cast<int>(tokens_[y].value), month, first);
    }
    if (at(m) && tokens_[m].is_word() && rules_.month_words.contains(tokens_[m].word) && number_at(m + 1, 2)) {
      const std::size_t y = past_fillers(m + 2, 2);  // 13 tháng 10 năm 2024
      if (const int year = year_at(y)) return made(year, static_cast<int>(tokens_[m + 1].value), i, y + 1);
      return std::nullopt;
    }
    return numeric(i, first);
  }

  /// 13/10/2024, 13.10.24, 10-13-2024
  std::optional<Date> numeric(std::size_t i, int first) {
    const Token* sign = at(i + 1);
    if (!sign || !(sign->is_sign('/') || sign->is_sign('.') || sign->is_sign('-') || sign->is_sign(U'‑')))
      return std::nullopt;
    if (!number_at(i + 2, 2) || !sign_at(i + 3, sign->sign) || !number_at(i + 4, 4)) return std::nullopt;
    const Token& last = tokens_[i + 4];
    if (order_.year_first && tokens_[i].digits == 2 && last.digits == 2)
      return made(two_digit_year(first), static_cast<int>(tokens_[i + 2].value), i + 4, i + 5);
    if (last.digits == 3 || last.digits == 1) return std::nullopt;
    if (last.digits == 2 && (last.spaced || (sign_at(i + 5, sign->sign) && number_at(i + 6, 4)))) return std::nullopt;
    int year = static_cast<int>(last.value);
    if (last.digits == 2) year = two_digit_year(year);
    const int second = static_cast<int>(tokens_[i + 2].value);
    const bool month_first = sign->is_sign('.') ? second > 12 : (order_.month_first ? first <= 12 : second > 12);
    Date date;
    next_ = i + 5;
    if (!is_year(year)) return std::nullopt;
    date.year = year;
    date.month = month_first ? first : second;
    date.day = month_first ? second : first;
    return date;
  }

  /// October 13, 2024; Oct. 13th 2024
  std::optional<Date> month_word_first(std::size_t i, int month) {
    const std::size_t d = past_fillers(i + 1, 1);
    if (!number_at(d, 2)) return std::nullopt;
    const std::size_t y = past_fillers(d + 1, 3);
    if (const int year = year_at(y); year && tokens_[y].digits == 4) return made(year, month, d, y + 1);
    return clock_before_year(month, d);
  }

  /// "Apr 28 19:20:36 CEST 2023", as C's ctime and Java print it.
  std::optional<Date> clock_before_year(int month, std::size_t day) {
    Date clock;
    const std::size_t y = clock_at(day + 1, clock);
    const int year = y ? year_at(y) : 0;
    if (!year) return std::nullopt;
    std::optional<Date> date = made(year, month, day, y + 1);
    if (!date) return date;
    clock.year = date->year;
    clock.month = date->month;
    clock.day = date->day;
    return clock;
  }

  static int two_digit_year(int year) noexcept { return year + (year < kTwoDigitPivot ? 2000 : 1900); }
  static bool is_year(int year) noexcept { return year >= kFirstYear && year <= kLastYear; }

  /// The year that a token states, 0 if it states none.
  int year_at(std::size_t i) const noexcept {
    if (!number_at(i, 4)) return 0;
    int year = static_cast<int>(tokens_[i].value);
    if (tokens_[i].digits == 2 && !sign_at(i + 1, ':')) return two_digit_year(year);
    if (tokens_[i].digits != 4) return 0;
    if (year >= kFirstBuddhistYear && year <= kLastBuddhistYear) year -= kBuddhistOffset;
    return is_year(year) ? year : 0;
  }

  std::optional<Date> made(int year, int month, std::size_t day_token, std::size_t next) {
    next_ = next;
    const int day = static_cast<int>(tokens_[day_token].value);
    if (year >= kFirstPersianYear && year <= kLastPersianYear) return from_persian(year, month, day);
    if (year >= kFirstBuddhistYear && year <= kLastBuddhistYear) year -= kBuddhistOffset;
    if (!is_year(year)) return std::nullopt;
    Date date;
    date.year = year;
    date.month = month;
    date.day = day;
    return date;
  }

  /// Reads a time that begins at most four small tokens after i; returns the token behind it or 0.
  std::size_t time_at(std::size_t i, Date& date) const {
    for (std::size_t skipped = 0; skipped < 5 && at(i); ++skipped, ++i) {
      if (tokens_[i].is_number()) return clock_at(i, date);
      if (tokens_[i].is_word() && !is_time_lead(tokens_[i].word)) return 0;
    }
    return 0;
  }
  bool is_time_lead(const std::string& word) const {
    return word == "t" || rules_.fillers.contains(word) || rules_.weekdays.contains(word) ||
           rules_.forenoon.contains(word) || rules_.afternoon.contains(word);
  }

  /// 14:30, 14:30:05.123 +02:00, 2.30 pm, 14h30, 14時30分, 2 PM; returns the token behind it or 0.
  std::size_t clock_at(std::size_t i, Date& date) const {
    if (!number_at(i, 2) || tokens_[i].value > 24) return 0;
    int hour = static_cast<int>(tokens_[i].value);
    int minute = 0, second = 0;
    bool has_seconds = false;
    std::size_t next = i + 1;
    const bool glued = at(next) && !tokens_[next].spaced;
    if (is_clock_sign(next) && number_at(next + 1, 2) && (glued || !sign_at(next, '.'))) {
      minute = static_cast<int>(tokens_[next + 1].value);
      if (tokens_[next + 1].digits != 2 && !tokens_[next].is_word()) return 0;
      next += 2;
      if (sign_at(next, ':') && number_at(next + 1, 2)) {
        second = static_cast<int>(tokens_[next + 1].value);
        has_seconds = true;
        next += 2;
        if ((sign_at(next, '.') || sign_at(next, ',')) && number_at(next + 1, 9)) next += 2;
      } else if (at(next) && tokens_[next].is_word() && rules_.minute_words.contains(tokens_[next].word)) {
        ++next;
      }
    } else if (!half_of_day(next)) {
      return 0;
    }
    if (minute > 59 || second > 60) return 0;
    if (const int half = half_of_day(next)) {
      ++next;
      while (sign_at(next, '.') || word_at(next, "m")) ++next;
      if (half == 2 && hour < 12) hour += 12;
      if (half == 1 && hour == 12) hour = 0;
    }
    if (hour == 24) hour = 0;
    date.hour = hour;
    date.minute = minute;
    date.second = std::min(second, 59);
    date.has_seconds = has_seconds;
    return zone_at(next, date);
  }
  bool is_clock_sign(std::size_t i) const noexcept {
    if (at(i) && tokens_[i].is_word()) return rules_.hour_words.contains(tokens_[i].word);
    return sign_at(i, ':') || sign_at(i, '.') || sign_at(i, U'：');
  }
  /// 1: before noon, 2: after noon, 0: the token says neither. "p.m." comes as p . m .
  int half_of_day(std::size_t i) const {
    if (!at(i) || !tokens_[i].is_word()) return 0;
    std::string word = tokens_[i].word;
    if (word.size() == 1 && sign_at(i + 1, '.') && at(i + 2) && tokens_[i + 2].is_word())
      word += "." + tokens_[i + 2].word;
    if (rules_.afternoon.contains(word)) return 2;
    return rules_.forenoon.contains(word) ? 1 : 0;
  }

  /// Minutes east of UTC of a zone by name, on that day: "ET" is EST or EDT.
  std::optional<int> offset_of_zone(const std::string& name, const Date& date) const {
    constexpr int kSummer = 60;
    if (const auto zone = rules_.daylight_zones.find(name); zone != rules_.daylight_zones.end())
      return zone->second + (has_american_summer_time(date) ? kSummer : 0);
    const auto zone = rules_.zones.find(name);
    return zone == rules_.zones.end() ? std::nullopt : std::optional(zone->second);
  }

  /// Reads an offset at `i`: Z, +02:00, +0200, GMT+7, (CET). Returns the token behind.
  std::size_t zone_at(std::size_t i, Date& date) const {
    std::size_t at_zone = i;
    while (sign_at(at_zone, '(') || (at(at_zone) && rules_.clock_words.contains(tokens_[at_zone].word))) ++at_zone;
    if (at(at_zone) && tokens_[at_zone].is_word()) {
      const auto offset = offset_of_zone(tokens_[at_zone].word, date);
      if (!offset) return i;
      date.offset_minutes = offset;
      i = ++at_zone;
    }
    const bool minus = sign_at(at_zone, '-') || sign_at(at_zone, U'−');
    if (!(minus || sign_at(at_zone, '+')) || !number_at(at_zone + 1, 4)) return i;
    if (minus && tokens_[at_zone].spaced && at(at_zone + 1)->spaced) return i;  // "14:30 - 16:00"
    const Token& n = tokens_[at_zone + 1];
    long minutes = n.digits >= 3 ? n.value / 100 * 60 + n.value % 100 : n.value * 60;
    std::size_t next = at_zone + 2;
    if (n.digits <= 2 && sign_at(next, ':') && number_at(next + 1, 2)) {
      minutes += tokens_[next + 1].value;
      next += 2;
    }
    if (minutes > 14 * 60) return i;
    date.offset_minutes = static_cast<int>(minus ? -minutes : minutes);
    return next;
  }

  /// "14:30 | 05/03/2021": returns the first token of a time that ends right before `i`, else i.
  std::size_t time_before(std::size_t i, Date& date) const {
    constexpr std::size_t kReach = 9;
    for (std::size_t begin = i > kReach ? i - kReach : 0; begin < i; ++begin) {
      if (begin > 0 && (tokens_[begin - 1].is_number() || sign_at(begin - 1, ':') || sign_at(begin - 1, '.'))) continue;
      Date with_time = date;
      const std::size_t end = tokens_[begin].is_number() ? clock_at(begin, with_time) : 0;
      if (!end || end > i || !only_leads(end, i)) continue;
      date = with_time;
      return begin;
    }
    return i;
  }
  bool only_leads(std::size_t from, std::size_t to) const {
    for (std::size_t i = from; i < to; ++i)
      if (tokens_[i].is_number() || (tokens_[i].is_word() && !is_time_lead(tokens_[i].word) && to - i > 2))
        return false;
    return true;
  }

  std::vector<Token> tokens_;
  DateOrder order_;
  const DateRules& rules_;
  std::size_t next_ = 0;  // behind the date that date_at found
};

/// "20240305T143000Z" with signs where find_date looks for them; other values as they are.
std::string with_signs(std::string_view value) {
  constexpr std::size_t kDate = 8, kTime = 6;
  std::string out(value);
  if (value.size() < kDate + 1 + kTime || (value[kDate] != 'T' && value[kDate] != 't')) return out;
  if (!std::all_of(value.begin(), value.begin() + kDate, is_ascii_digit) ||
      !std::all_of(value.begin() + kDate + 1, value.begin() + kDate + 1 + kTime, is_ascii_digit))
    return out;
  for (const std::size_t at : {std::size_t{13}, std::size_t{11}}) out.insert(at, 1, ':');
  for (const std::size_t at : {std::size_t{6}, std::size_t{4}}) out.insert(at, 1, '-');
  return out;
}

std::optional<Date> from_epoch(std::string_view value) {
  constexpr std::size_t kSecondsDigits = 10, kMillisDigits = 13;
  if (value.size() != kSecondsDigits && value.size() != kMillisDigits) return std::nullopt;
  long seconds = 0;
  for (std::size_t i = 0; i < value.size(); ++i) {
    if (value[i] < '0' || value[i] > '9') return std::nullopt;
    if (i < kSecondsDigits) seconds = seconds * 10 + (value[i] - '0');
  }
  constexpr long kDay = 86400, kHour = 3600, kMinute = 60;
  Date out = day_of(seconds / kDay);
  const long rest = seconds % kDay;
  out.hour = static_cast<int>(rest / kHour);
  out.minute = static_cast<int>(rest % kHour / kMinute);
  out.second = static_cast<int>(rest % kMinute);
  out.has_seconds = true;
  out.offset_minutes = 0;
  return out;
}

}  // namespace

long days_of(const Date& date) noexcept {
  using namespace std::chrono;
  const year_month_day day{year{date.year}, month{static_cast<unsigned>(date.month)},
                           std::chrono::day{static_cast<unsigned>(date.day)}};
  return static_cast<long>(sys_days{day}.time_since_epoch().count());
}

bool is_valid(const Date& date) noexcept {
  using namespace std::chrono;
  if (date.year < kFirstYear || date.year > kLastYear || date.month < 1 || date.day < 1) return false;
  return year_month_day{year{date.year}, month{static_cast<unsigned>(date.month)},
                        std::chrono::day{static_cast<unsigned>(date.day)}}
      .ok();
}

std::string iso8601(const Date& date) {
  std::array<char, 48> text{};
  const auto print = [&](const char* format, auto... values) {
    std::snprintf(text.data(), text.size(), format, values...);
    return std::string(text.data());
  };
  std::string out = print("%04d-%02d-%02d", date.year, date.month, date.day);
  if (date.hour < 0) return out;
  out += print("T%02d:%02d", date.hour, date.minute);
  if (date.has_seconds || date.offset_minutes) out += print(":%02d", date.second);
  if (!date.offset_minutes) return out;
  const int offset = *date.offset_minutes;
  constexpr int kHour = 60;
  return out + print("%c%02d:%02d", offset < 0 ? '-' : '+', std::abs(offset) / kHour, std::abs(offset) % kHour);
}

std::optional<int> home_zone(std::string_view language_tag, const Date& date, const DateRules& rules) {
  constexpr int kSummer = 60;
  const std::string tag = fold_case(language_tag);
  const std::string_view language = std::string_view(tag).substr(0, tag.find_first_of("-_"));
  if (const auto zone = rules.european_zones.find(language); zone != rules.european_zones.end())
    return zone->second + (has_european_summer_time(date) ? kSummer : 0);
  const auto zone = rules.home_zones.find(language);
  return zone == rules.home_zones.end() ? std::nullopt : std::optional(zone->second);
}

DateOrder date_order(std::string_view language_tag, std::string_view host, const DateRules& rules) {
  const std::string tag = fold_case(language_tag);
  const std::size_t seam = tag.find_first_of("-_");
  const std::string_view primary = std::string_view(tag).substr(0, seam);
  if (seam != std::string::npos) {
    if (rules.month_first.contains(tag)) return {.month_first = true};
    if (rules.day_first_regions.contains(std::string_view(tag).substr(seam + 1))) return {};
  }
  const std::size_t dot = host.rfind('.');
  if (dot != std::string_view::npos && rules.day_first_regions.contains(host.substr(dot + 1))) return {};
  return {.month_first = primary.empty() || rules.month_first.contains(primary)};
}

bool may_hold_date(std::string_view text) noexcept {
  return std::any_of(text.begin(), text.end(), [](char c) {
    return (c >= '0' && c <= '9') || (static_cast<unsigned char>(c) >= 0xD8 && static_cast<unsigned char>(c) < 0xE2);
  });
}

std::optional<FoundDate> find_date(std::string_view text, DateOrder order, const DateRules& rules) {
  return DateFinder(text, order, rules).find();
}

std::optional<Date> find_relative_date(std::string_view text, const Date& now, const DateRules& rules) {
  constexpr long kMinutesPerDay = 24 * 60;
  const std::vector<Token> tokens = tokens_of(text);
  const auto in = [&](const auto& words, std::size_t i) {
    return i < tokens.size() && tokens[i].is_word() && words.contains(tokens[i].word);
  };
  const long minutes_now =
      days_of(now) * kMinutesPerDay + (now.hour < 0 ? kMinutesPerDay / 2 : now.hour * 60 + now.minute);
  for (std::size_t i = 0; i < tokens.size(); ++i) {
    if (tokens[i].is_word())
      if (const auto days = rules.relative_days.find(tokens[i].word); days != rules.relative_days.end())
        return day_of(days_of(now) - days->second);
    if (!tokens[i].is_number() || tokens[i].digits > 3 || !in(rules.units, i + 1)) continue;
    if (!in(rules.ago, i + 2) && !in(rules.ago, i + 3) && !(i > 0 && in(rules.ago, i - 1)) &&
        !(i > 1 && in(rules.ago, i - 2)))
      continue;
    const long minutes = tokens[i].value * rules.units.find(tokens[i + 1].word)->second;
    return day_of((minutes_now - minutes) / kMinutesPerDay);
  }
  return std::nullopt;
}

std::optional<Date> parse_date(std::string_view value, DateOrder order, const DateRules& rules) {
  value = trim(value);
  if (auto date = from_epoch(value); date && is_valid(*date)) return date;
  if (const auto found = find_date(with_signs(value), order, rules)) return found->date;
  return std::nullopt;
}

}  // namespace winnow
