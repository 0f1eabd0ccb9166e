#include "pipeline/read/json_record.h"

#include <simdjson.h>

#include <algorithm>
#include <charconv>
#include <utility>

#include "pipeline/base/json.h"
#include "pipeline/base/text.h"
#include "pipeline/read/formats.h"
#include "pipeline/read/stated_fields.h"

namespace winnow::read {
namespace {

namespace json = simdjson::ondemand;

/// What the fields of a record are for.
enum class Field { id, url, html, text, content, content_type, headers, timestamp, dump, other };

Field field_of(std::string_view key) noexcept {
  constexpr std::pair<std::string_view, Field> kFields[] = {{"id", Field::id},
                                                            {"url", Field::url},
                                                            {"html", Field::html},
                                                            {"raw_html", Field::html},
                                                            {"text", Field::text},
                                                            {"content", Field::content},
                                                            {"raw_content", Field::content},
                                                            {"content_type", Field::content_type},
                                                            {"headers", Field::headers},
                                                            {"timestamp", Field::timestamp},
                                                            {"dump", Field::dump}};
  for (const auto& [name, field] : kFields)
    if (name == key) return field;
  return Field::other;
}

/// The contents of a record on their way to a Page.
struct Record {
  Page page;
  std::optional<std::string> html, text, content;
  StatedFields fields;
  bool of_crawl = false;  ///< FineWeb and its like, whose `dump` names a crawl: their `date` is the crawl's
};

/// A string as it is, a number or another scalar as it is written, "" for null.
std::string scalar(json::value value) {
  if (value.type() == json::json_type::string) return std::string(std::string_view(value.get_string()));
  if (value.is_null()) return {};
  return std::string(trim(std::string_view(simdjson::to_json_string(value))));
}

std::optional<std::string> contents(json::value value) {
  if (value.type() != json::json_type::string) return std::nullopt;
  return std::string(std::string_view(value.get_string()));
}

/// The media type without its charset.
std::string media_type(std::string_view content_type) {
  return std::string(trim(content_type.substr(0, content_type.find(';'))));
}

void take_headers(json::value value, Page& page) {
  if (value.type() != json::json_type::object) return;
  for (auto field : value.get_object()) {
    const std::string_view name = field.unescaped_key();
    if (name.size() == 12 && starts_with_ignoring_case(name, "content-type"))
      page.content_type = media_type(scalar(field.value()));
  }
}

void carry_field(std::string_view key, json::value value, bool carry, Page& page) {
  const std::string_view raw = simdjson::to_json_string(value);
  if (!carry) return;
  if (!page.carry.empty()) page.carry += ',';
  append_json_string(key, page.carry);
  page.carry.append(":").append(trim(raw));
}

void take_field(std::string_view key, json::value value, bool carry, Record& record) {
  switch (field_of(key)) {
    case Field::id:
      record.page.id = scalar(value);
      break;
    case Field::url:
      record.page.url = scalar(value);
      break;
    case Field::html:
      record.html = contents(value);
      break;
    case Field::text:
      record.text = contents(value);
      break;
    case Field::content:
      record.content = contents(value);
      break;
    case Field::content_type:
      record.page.content_type = media_type(scalar(value));
      break;
    case Field::headers:
      take_headers(value, record.page);
      break;
    case Field::timestamp:
      record.page.crawled = scalar(value);
      break;
    case Field::dump:
      record.of_crawl = true;
      carry_field(key, value, carry, record.page);
      break;
    case Field::other:
      if (!record.fields.take(key, value)) carry_field(key, value, carry, record.page);
      break;
  }
}

std::string with_ill_formed_replaced(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  for (const char *at = text.data(), *end = at + text.size(); at < end;) append_utf8(next_code_point(at, end), out);
  return out;
}

bool is_hex(char c) noexcept { return (c >= '0' && c <= '9') || ((c | 32) >= 'a' && (c | 32) <= 'f'); }

/// The value of "\uXXXX" at the start of `text`, 0 if there is none.
unsigned unit_of_escape(std::string_view text) noexcept {
  if (text.size() < 6 || text[0] != '\\' || text[1] != 'u') return 0;
  if (!std::all_of(text.begin() + 2, text.begin() + 6, is_hex)) return 0;
  unsigned unit = 0;
  std::from_chars(text.data() + 2, text.data() + 6, unit, 16);
  return unit;
}

/// Escaped surrogates without their other half, which some writers leave, become U+FFFD.
void replace_lone_surrogates(std::string& line) {
  for (std::size_t i = 0; i + 1 < line.size(); ++i) {
    if (line[i] != '\\') continue;
    const std::string_view rest = std::string_view(line).substr(i);
    const unsigned unit = unit_of_escape(rest);
    const bool leads = unit >= 0xD800 && unit < 0xDC00;
    const unsigned next = leads ? unit_of_escape(rest.substr(6)) : 0;
    if (leads && next >= 0xDC00 && next < 0xE000) {
      i += 11;
    } else if (unit >= 0xD800 && unit < 0xE000) {
      line.replace(i, 6, "\\ufffd");
      i += 5;
    } else {
      ++i;  // behind the escaped character, which may be a backslash
    }
  }
}

Drop not_json(const Source& source, const simdjson::simdjson_error& e) {
  return unreadable(source, std::string("not a JSON object: ") + e.what());
}

Result<Page> page_of(Record&& record, const Source& source, std::size_t max_bytes) {
  Page page = std::move(record.page);
  page.source = source;
  page.stated = std::move(record.fields.stated);
  if (record.of_crawl) page.crawled = std::exchange(page.stated.date, {});
  std::optional<std::string>& body = record.html ? record.html : record.text ? record.text : record.content;
  if (!body) {
    Drop drop = unreadable(source, "a record without html or text");
    drop.id = std::move(page.id);
    return drop;
  }
  page.input = record.html ? Input::html : record.text ? Input::text : Input::automatic;
  page.bytes = std::move(*body);
  if (page.bytes.size() > max_bytes) page.bytes.resize(max_bytes + 1);
  page.content_type += "; charset=utf-8";
  return page;
}

}  // namespace

class JsonRecordParser::State {
 public:
  explicit State(const ReadOptions& options) : max_bytes_(options.max_bytes), carry_(options.carry) {}

  Result<Page> parse(std::string& line, const Source& source) {
    const std::size_t length = line.size();
    line.reserve(length + simdjson::SIMDJSON_PADDING);
    json::document doc = parser_.iterate(line.data(), length, line.capacity());
    Record record;
    for (auto field : doc.get_object()) {
      const std::string_view key = field.unescaped_key();
      take_field(key, field.value(), carry_, record);
    }
    if (doc.current_location().error() == simdjson::SUCCESS)
      return unreadable(source, "not a JSON object: more text follows its end");
    return page_of(std::move(record), source, max_bytes_);
  }

  Result<Page> parse_without_lone_surrogates(std::string& line, const Source& source) {
    replace_lone_surrogates(line);
    try {
      return parse(line, source);
    } catch (const simdjson::simdjson_error& e) {
      return not_json(source, e);
    }
  }

 private:
  std::size_t max_bytes_;
  bool carry_;
  json::parser parser_;
};

JsonRecordParser::JsonRecordParser(const ReadOptions& options) : state_(std::make_unique<State>(options)) {}
JsonRecordParser::~JsonRecordParser() = default;
JsonRecordParser::JsonRecordParser(JsonRecordParser&&) noexcept = default;

Result<Page> JsonRecordParser::operator()(std::string& json, const Source& source) {
  if (!simdjson::validate_utf8(json)) json = with_ill_formed_replaced(json);
  try {
    return state_->parse(json, source);
  } catch (const simdjson::simdjson_error& e) {
    if (e.error() == simdjson::STRING_ERROR) return state_->parse_without_lone_surrogates(json, source);
    return not_json(source, e);
  }
}

}  // namespace winnow::read
