#include "tools/serve/metrics.h"

#include <algorithm>

#include "pipeline/write/json_record.h"

namespace winnow::serve {
namespace {

void append_head(std::string& out, const char* name, const char* type, const char* help) {
  out.append("# HELP ").append(name).append(" ").append(help);
  out.append("\n# TYPE ").append(name).append(" ").append(type).append("\n");
}

void append_value(std::string& out, const std::string& series, std::uint64_t value) {
  out.append(series).append(" ").append(std::to_string(value)).append("\n");
}

/// Nanoseconds as seconds: "1.250000000".
std::string seconds(std::uint64_t nanoseconds) {
  const std::string rest = std::to_string(nanoseconds % 1'000'000'000);
  return std::to_string(nanoseconds / 1'000'000'000) + "." + std::string(9 - rest.size(), '0') + rest;
}

}  // namespace

void Metrics::count_page(const Outcome& outcome, std::chrono::nanoseconds time) noexcept {
  if (outcome) ++kept_;
  else ++dropped_[static_cast<std::size_t>(outcome.error().reason)];
  nanoseconds_ += static_cast<std::uint64_t>(time.count());
  const auto fits = [&](int ms) { return time <= std::chrono::milliseconds(ms); };
  const auto bucket = std::find_if(kBucketsMs.begin(), kBucketsMs.end(), fits);
  ++pages_within_[static_cast<std::size_t>(bucket - kBucketsMs.begin())];
}

std::string Metrics::text(std::size_t waiting) const {
  std::string out;
  append_head(out, "winnow_pages_total", "counter", "Pages by what came of them.");
  append_value(out, "winnow_pages_total{result=\"kept\"}", kept_);
  for (std::size_t i = 0; i < kReasons; ++i)
    append_value(out, "winnow_pages_total{result=\"" + std::string(name(static_cast<Reason>(i))) + "\"}", dropped_[i]);
  append_head(out, "winnow_page_seconds", "histogram", "Time to clean a page.");
  std::uint64_t sum = 0;
  for (std::size_t i = 0; i < kBucketsMs.size(); ++i) {
    sum += pages_within_[i];
    std::string bound;
    write::append_fraction(static_cast<float>(kBucketsMs[i]) / 1000, bound);
    append_value(out, "winnow_page_seconds_bucket{le=\"" + bound + "\"}", sum);
  }
  sum += pages_within_.back();
  append_value(out, "winnow_page_seconds_bucket{le=\"+Inf\"}", sum);
  out += "winnow_page_seconds_sum " + seconds(nanoseconds_) + "\n";
  append_value(out, "winnow_page_seconds_count", sum);
  append_head(out, "winnow_turned_away_total", "counter", "Pages not taken on because too many were waiting.");
  append_value(out, "winnow_turned_away_total", turned_away_);
  append_head(out, "winnow_waiting", "gauge", "Pages waiting to be cleaned.");
  append_value(out, "winnow_waiting", waiting);
  append_head(out, "winnow_rules_reloads_total", "counter", "Reloads of the rules.");
  append_value(out, "winnow_rules_reloads_total{result=\"loaded\"}", reloads_);
  append_value(out, "winnow_rules_reloads_total{result=\"failed\"}", failed_reloads_);
  return out;
}

}  // namespace winnow::serve
