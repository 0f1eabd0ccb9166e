#pragma once
// Dates as people and machines write them, in any of the languages of the rules, to ISO 8601.

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

#include "pipeline/describe/fields/metadata_rules.h"

namespace winnow {

/// A day, with a time and an offset where they are known.
struct Date {
  int year = 0, month = 0, day = 0;
  int hour = -1, minute = 0, second = 0;  ///< hour -1: no time
  std::optional<int> offset_minutes{};    ///< east of UTC
  bool has_seconds = false;

  friend bool operator==(const Date&, const Date&) = default;
};

/// Days since 1970-01-01 in the proleptic Gregorian calendar.
long days_of(const Date& date) noexcept;
/// Whether the calendar has that day.
bool is_valid(const Date& date) noexcept;
/// "2024-03-05", "2024-03-05T14:30", "2024-03-05T14:30:00+01:00".
std::string iso8601(const Date& date);

/// The offset in minutes of the zone in which nearly all readers of a language live, on that day; nothing for languages
/// of several zones.
std::optional<int> home_zone(std::string_view language_tag, const Date& date, const DateRules& rules);

/// What decides how 3/4/2024 and 24/3/5 are read.
struct DateOrder {
  bool month_first = false;
  bool year_first = false;  ///< of three numbers of two digits, as addresses have them
};
/// From the page's language tag ("en-GB") and the last label of its host.
DateOrder date_order(std::string_view language_tag, std::string_view host, const DateRules& rules);

/// A date inside a text, and the bytes it covers, its time included.
struct FoundDate {
  Date date;
  std::size_t begin = 0, end = 0;
};

/// Whether `text` may hold a date: it has a digit, or a script whose digits are not ASCII. Far cheaper than
/// find_date().
bool may_hold_date(std::string_view text) noexcept;

/// The first date with day, month and year in `text`. Cost: linear; meant for short texts, it
/// looks at the first 400 tokens only.
std::optional<FoundDate> find_date(std::string_view text, DateOrder order, const DateRules& rules);

/// The day that "3 hours ago", "vor zwei Tagen" or "yesterday" names, seen from `now`; numbers in
/// digits only. Cost: linear.
std::optional<Date> find_relative_date(std::string_view text, const Date& now, const DateRules& rules);

/// The date that a machine-readable value states: what find_date finds, seconds or milliseconds
/// since 1970, "20240305", "20240305T143000Z".
std::optional<Date> parse_date(std::string_view value, DateOrder order, const DateRules& rules);

}  // namespace winnow
