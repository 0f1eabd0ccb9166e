// One table has what news corpora call these fields (news-please, NewsAPI, newspaper, fundus, RSS and schema.org, their
// converters to JSON lines). Values come as strings, lists of them, or objects with a name in them.

#include "pipeline/read/stated_fields.h"

#include <algorithm>
#include <utility>
#include <vector>

#include "pipeline/base/text.h"

namespace winnow::read {
namespace {

namespace json = simdjson::ondemand;

enum class Said : std::uint8_t { title, authors, date, tags, language };

/// Names in lower case without "_" and "-"; of one field the surest first.
constexpr std::pair<std::string_view, Said> kStatedAliases[] = {
    {"title", Said::title},        {"headline", Said::title},       {"authors", Said::authors},
    {"author", Said::authors},     {"byline", Said::authors},       {"creator", Said::authors},
    {"datepublished", Said::date}, {"publisheddate", Said::date},   {"publishdate", Said::date},
    {"datepublish", Said::date},   {"publicationdate", Said::date}, {"publishedat", Said::date},
    {"published", Said::date},     {"pubdate", Said::date},         {"date", Said::date},
    {"tags", Said::tags},          {"keywords", Said::tags},        {"language", Said::language},
    {"lang", Said::language},
};

/// What holds the value inside an object: {"name": "Ann Lee"}, {"rendered": "Bridge opens"}, {"$date": "2024-05-03"}.
constexpr std::string_view kInnerNames[] = {"name", "rendered", "$date", "value", "@value", "text", "label"};

constexpr std::size_t kMostValues = 200;

std::string squeezed(std::string_view key) {
  std::string out;
  for (const char c : key)
    if (c != '_' && c != '-') out += ascii_lower(c);
  return out;
}

/// Whether a writer put this word where it had no value.
bool is_absent(std::string_view text) {
  if (text.size() > 4) return false;
  const std::string word = fold_case(text);
  return word.empty() || word == "null" || word == "none" || word == "nan" || word == "nat" || word == "n/a";
}

void add(std::string_view text, std::vector<std::string>& out) {
  text = trim(text);
  if (!is_absent(text) && out.size() < kMostValues) out.emplace_back(text);
}

/// A number without its fraction, for seconds since 1970.
void add_number(json::value value, std::vector<std::string>& out) {
  const std::string_view raw = trim(std::string_view(simdjson::to_json_string(value)));
  add(raw.substr(0, raw.find('.')), out);
}

/// The strings of a value that is one, of an object that holds one. Lists are the caller's.
void add_values(json::value value, bool numbers, std::vector<std::string>& out) {
  switch (value.type()) {
    case json::json_type::string:
      return add(std::string_view(value.get_string()), out);
    case json::json_type::number:
      if (numbers) add_number(value, out);
      return;
    case json::json_type::object: {
      bool any = false;
      for (auto field : value.get_object()) {
        const std::string_view name = field.unescaped_key();
        json::value inner = field.value();
        if (any || std::find(std::begin(kInnerNames), std::end(kInnerNames), name) == std::end(kInnerNames)) continue;
        const std::size_t before = out.size();
        if (inner.type() == json::json_type::string) add(std::string_view(inner.get_string()), out);
        else if (numbers && inner.type() == json::json_type::number) add_number(inner, out);
        any = out.size() > before;
      }
      return;
    }
    default:
      return;
  }
}

std::vector<std::string> values_of(json::value value, bool numbers) {
  std::vector<std::string> out;
  if (value.type() != json::json_type::array) {
    add_values(value, numbers, out);
    return out;
  }
  for (auto entry : value.get_array()) add_values(entry.value(), numbers, out);
  return out;
}

}  // namespace

bool StatedFields::take(std::string_view key, json::value value) {
  const std::string name = squeezed(key);
  const auto* const found = std::find_if(std::begin(kStatedAliases), std::end(kStatedAliases),
                                         [&](const auto& alias) { return alias.first == name; });
  if (found == std::end(kStatedAliases)) return false;
  const auto alias = static_cast<std::size_t>(found - std::begin(kStatedAliases)) + 1;
  std::size_t& spoken = alias_[static_cast<std::size_t>(found->second)];
  std::vector<std::string> values = values_of(value, found->second == Said::date);
  if (values.empty() || (spoken != 0 && spoken <= alias)) return true;
  spoken = alias;
  switch (found->second) {
    case Said::title:
      stated.title = std::move(values.front());
      break;
    case Said::authors:
      stated.authors = std::move(values);
      break;
    case Said::date:
      stated.date = std::move(values.front());
      break;
    case Said::tags:
      stated.tags = std::move(values);
      break;
    case Said::language:
      stated.language = std::move(values.front());
      break;
  }
  return true;
}

}  // namespace winnow::read
