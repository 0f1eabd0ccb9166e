#include "pipeline/describe/dates.h"

#include <algorithm>
#include <vector>

namespace winnow {
namespace {

struct DateFinding {
  Finding* finding = nullptr;
  Date date;
};

std::vector<DateFinding> parsed(std::vector<Finding>& findings, std::optional<Date> crawled, DateOrder order,
                                const DateRules& rules) {
  std::vector<DateFinding> out;
  for (Finding& f : findings) {
    const auto date = parse_date(f.value, order, rules);
    if (!date || (crawled && days_of(*date) > days_of(*crawled) + 1)) continue;  // a day for zones
    out.push_back({&f, *date});
  }
  std::stable_sort(out.begin(), out.end(), [](const DateFinding& a, const DateFinding& b) { return a.finding->rank > b.finding->rank; });
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

}  // namespace

PageDates choose_dates(Findings& findings, std::string_view crawled, DateOrder order, const DateRules& rules) {
  const std::optional<Date> limit = parse_date(crawled, order, rules);
  const std::vector<DateFinding> published = parsed(findings.of(Field::date), limit, order, rules);
  const std::vector<DateFinding> modified = parsed(findings.of(Field::date_modified), limit, order, rules);
  PageDates out;
  if (const DateFinding* best = best_of(published)) {
    best->finding->won = true;
    out.published = iso8601(best->date);
  }
  if (const DateFinding* best = best_of(modified)) {
    best->finding->won = true;
    out.modified = iso8601(best->date);
  }
  return out;
}

}  // namespace winnow
