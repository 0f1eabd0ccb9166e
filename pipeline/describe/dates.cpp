#include "pipeline/describe/dates.h"

#include <algorithm>
#include <vector>

#include "pipeline/describe/urls.h"

namespace winnow {
namespace {

constexpr float kTrustedVisibleRank = 59, kNearTitleRank = 49, kAddressRank = 40;
constexpr int kFirstTextYear = 1995;  // earlier days in the text are history, not the page's date

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
    if (date->year < kFirstTextYear && f.evidence.starts_with("text")) continue;
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

bool is_in_head(const DateFinding& date) {
  return date.finding->evidence.starts_with("json-ld") || date.finding->evidence.starts_with("meta");
}

/// A date that readers see near the title and that is earlier than what the head says: content
/// systems stamp pages anew when they are moved. One without a cue counts if the head's stamp is
/// that of the last change as well. A day's difference is one of time zones.
const DateFinding* earlier_visible(const std::vector<DateFinding>& dates, const DateFinding* changed, const DateFinding& best) {
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

}  // namespace

void find_date_in_address(std::string_view page_url, const DateRules& rules, Findings& findings) {
  const auto found = find_date(path_of(page_url), {}, rules);
  if (found && found->date.year >= kFirstTextYear)
    findings.add(Field::date, iso8601(found->date), "address", kAddressRank);
}

PageDates choose_dates(Findings& findings, std::string_view crawled, DateOrder order, const DateRules& rules) {
  const std::optional<Date> limit = parse_date(crawled, order, rules);
  const std::vector<DateFinding> published = parsed(findings.of(Field::date), limit, order, rules);
  const std::vector<DateFinding> modified = parsed(findings.of(Field::date_modified), limit, order, rules);
  PageDates out;
  const DateFinding* best = best_of(published);
  const DateFinding* changed = best_of(modified);
  if (best)
    if (const DateFinding* earlier = earlier_visible(published, changed, *best)) best = earlier;
  if (!best) best = changed;
  if (best) {
    best->finding->won = true;
    out.published = iso8601(best->date);
  }
  if (changed) {
    changed->finding->won = true;
    out.modified = iso8601(changed->date);
  }
  return out;
}

}  // namespace winnow
