#pragma once
// The dates of publication and of the last change.

#include <string>

#include "pipeline/describe/fields/date_parser.h"
#include "pipeline/describe/fields/findings.h"
#include "pipeline/document/dom.h"

namespace winnow {

struct PageDates {
  std::string published, modified;  ///< ISO 8601; "" if unknown
};

/// What a phrase in front of a date says about it.
struct DateCue {
  Field field = Field::date;  ///< date or date_modified
  bool found = false;
  bool other = false;  ///< the date is that of something else: "Joined", "Valid since"
};
/// The cue that `text` ends with: "Last updated on". Words that say nothing may follow it.
DateCue cue_before(std::string_view text, const DateRules& rules);

/// The cue that `text` begins with, behind a date: "… geändert".
DateCue cue_behind(std::string_view text, const DateRules& rules);

/// `order` as the other dates of the page settle it: 25/3/2024 can only be day first. Cost: linear in `text`.
DateOrder settled_by_dates(std::string_view text, DateOrder order);

/// Takes the days off that stand before or behind titles: "23.01.2019 - Bridge opens". Adds them as dates.
void take_dates_off_titles(Findings& findings, DateOrder order, const DateRules& rules);

/// Adds the date that a script states of the page's state if all members of that name agree, structured data apart; for
/// pages that say nothing else. Cost: linear in the page's bytes.
void find_date_in_state(const Dom& dom, const DateRules& rules, Findings& findings);

/// `text` up to the date in it, also one without a year, and without the words that lead to it: "Ann Lee on Tuesday,
/// 3 May 2024" → "Ann Lee"; as it is if it has no date.
std::string_view before_date(std::string_view text, DateOrder order, const DateRules& rules);

/// Adds the day that the page's address states: "/2024/03/05/". `page_url` may be empty.
void find_date_in_address(std::string_view page_url, const DateRules& rules, Findings& findings);

/// The best date of each kind: of the highest rank that parses and is not after `crawled`, which
/// may be empty. A value without a time gives way to one of the same day that has it, one in UTC to
/// the same moment in local time. A page that shows only when it changed has that as its date, too;
/// a meta tag that says so does not count: it is right on 3 of 14 pages of wcxb-dev.
/// `language` is the page's tag.
PageDates choose_dates(Findings& findings, std::string_view crawled, DateOrder order, std::string_view language,
                       const DateRules& rules);

}  // namespace winnow
