#pragma once
// The dates of publication and of the last change.

#include <string>

#include "pipeline/describe/date_parser.h"
#include "pipeline/describe/findings.h"

namespace winnow {

struct PageDates {
  std::string published, modified;  ///< ISO 8601; "" if unknown
};

/// Adds the day that the page's address states: "/2024/03/05/". `page_url` may be empty.
void find_date_in_address(std::string_view page_url, const DateRules& rules, Findings& findings);

/// The best date of each kind: of the highest rank that parses and is not after `crawled`, which
/// may be empty. A page that states only when it changed has that as its date, too. A value without a time gives way to one of the same day that has it.
PageDates choose_dates(Findings& findings, std::string_view crawled, DateOrder order, const DateRules& rules);

}  // namespace winnow
