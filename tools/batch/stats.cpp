#include "tools/batch/stats.h"

#include <simdjson.h>

#include "pipeline/write/json_record.h"
#include "pipeline/write/writer.h"
#include "tools/errors.h"

namespace winnow::tools {
namespace {

using Tally = std::map<std::string, std::uint64_t, std::less<>>;

struct Number {
  const char* name;
  std::uint64_t Stats::*value;
};
constexpr Number kNumbers[] = {
    {"pages", &Stats::pages},   {"articles", &Stats::articles},       {"drops", &Stats::drops},
    {"errors", &Stats::errors}, {"input_bytes", &Stats::input_bytes}, {"text_bytes", &Stats::text_bytes}};

struct Group {
  const char* name;
  Tally Stats::*value;
};
constexpr Group kGroups[] = {
    {"reasons", &Stats::reasons}, {"languages", &Stats::languages}, {"types", &Stats::types}, {"rules", &Stats::rules}};

/// {"stage_ms": {"decode": …}, "page_us_p50", "page_us_p99", "page_us": {"28": pages, …}}: the last
/// is the histogram that runs are added up by, its keys the buckets of Times.
void append_times(const Times& times, write::JsonObject& object) {
  write::JsonObject stages(object.key("stage_ms"));
  for (std::size_t i = 0; i < Times::kStages; ++i) stages.number(Times::stage_name(i), times.stage_ns[i] / 1'000'000);
  stages.end();
  object.number("page_us_p50", times.percentile_us(0.5));
  object.number("page_us_p99", times.percentile_us(0.99));
  write::JsonObject pages(object.key("page_us"));
  for (std::size_t i = 0; i < Times::kBuckets; ++i)
    if (times.pages[i] > 0) pages.number(std::to_string(i), times.pages[i]);
  pages.end();
}

Times times_of(const simdjson::dom::element& root) {
  Times times;
  simdjson::dom::object stages, pages;
  if (root["stage_ms"].get(stages) || root["page_us"].get(pages)) return times;
  for (std::size_t i = 0; i < Times::kStages; ++i)
    times.stage_ns[i] = stages[Times::stage_name(i)].get_uint64() * 1'000'000;
  for (const auto& [bucket, count] : pages)
    times.pages.at(static_cast<std::size_t>(std::stoul(std::string(bucket)))) = count.get_uint64();
  return times;
}

}  // namespace

void Stats::count(const Outcome& outcome) {
  ++pages;
  if (!outcome) {
    ++(is_input_error(outcome.error()) ? errors : drops);
    ++reasons[std::string(name(outcome.error().reason))];
    return;
  }
  ++articles;
  text_bytes += outcome->text.size();
  ++languages[outcome->language.empty() ? "unknown" : outcome->language];
  for (const std::string& rule : outcome->rules_hit) ++rules[rule];
  ++types[outcome->type.empty() ? "unknown" : outcome->type];
}

Stats& Stats::operator+=(const Stats& other) {
  for (const Number& n : kNumbers) this->*n.value += other.*n.value;
  for (const Group& g : kGroups)
    for (const auto& [key, count] : other.*g.value) (this->*g.value)[key] += count;
  times += other.times;
  return *this;
}

std::string Stats::json_schema() {
  constexpr std::string_view kCounts = R"({"type":"object","additionalProperties":{"type":"integer","minimum":0}})";
  constexpr std::string_view kCount = R"({"type":"integer","minimum":0})";
  std::string out =
      R"({"$schema":"https://json-schema.org/draft/2020-12/schema","title":"Winnow: stats","type":"object","properties":)";
  std::vector<std::string> required;
  write::JsonObject properties(out);
  for (const Number& n : kNumbers) properties.key(n.name) += kCount, required.emplace_back(n.name);
  for (const Group& g : kGroups) properties.key(g.name) += kCounts, required.emplace_back(g.name);
  for (const char* name : {"stage_ms", "page_us"}) properties.key(name) += kCounts;
  for (const char* name : {"page_us_p50", "page_us_p99"}) properties.key(name) += kCount;
  properties.end();
  std::string rest;
  write::JsonObject ends(rest);
  ends.texts("required", required);
  ends.truth("additionalProperties", false);
  ends.end();
  return out + "," + rest.substr(1) + "\n";
}

std::string Stats::to_json() const {
  std::string out;
  write::JsonObject object(out);
  for (const Number& n : kNumbers) object.number(n.name, this->*n.value);
  for (const Group& g : kGroups) {
    write::JsonObject group(object.key(g.name));
    for (const auto& [key, count] : this->*g.value) group.number(key, count);
    group.end();
  }
  if (times != Times{}) append_times(times, object);
  object.end();
  return out;
}

Stats Stats::from_json(std::string_view json, const std::string& where) {
  try {
    Stats stats;
    simdjson::dom::parser parser;
    const simdjson::dom::element root = parser.parse(simdjson::padded_string(json));
    for (const Number& n : kNumbers) stats.*n.value = root[n.name].get_uint64();
    for (const Group& g : kGroups)
      for (const auto& [key, count] : root[g.name].get_object())
        (stats.*g.value)[std::string(key)] = count.get_uint64();
    stats.times = times_of(root);
    return stats;
  } catch (const std::exception& error) {
    throw FileError(where + ": not the statistics of a run: " + error.what());
  }
}

}  // namespace winnow::tools
