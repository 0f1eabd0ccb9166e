// JSON lines: {"id", "url", "html" | "text", "content_type", "headers", "date"} and the aliases
// that crawls use. A line that is no such record gives a Drop with its line number. Strings in JSON
// are Unicode already, so a charset in their headers no longer holds.

#include <simdjson.h>

#include <algorithm>
#include <charconv>

#include "pipeline/base/json.h"
#include "pipeline/base/text.h"
#include "pipeline/read/formats.h"

namespace winnow::read {
namespace {

namespace json = simdjson::ondemand;

/// What the fields of a record are for.
enum class Field { id, url, html, text, content, content_type, headers, date, other };

Field field_of(std::string_view key) noexcept {
  constexpr std::pair<std::string_view, Field> kFields[] = {
      {"id", Field::id},           {"url", Field::url},
      {"html", Field::html},       {"raw_html", Field::html},
      {"text", Field::text},       {"content", Field::content},
      {"raw_content", Field::content}, {"content_type", Field::content_type},
      {"headers", Field::headers}, {"date", Field::date},
      {"timestamp", Field::date}};
  for (const auto& [name, field] : kFields)
    if (name == key) return field;
  return Field::other;
}

/// The contents of a record on their way to a Page.
struct Record {
  Page page;
  std::optional<std::string> html, text, content;
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

void take_field(std::string_view key, json::value value, bool carry, Record& record) {
  switch (field_of(key)) {
    case Field::id: record.page.id = scalar(value); break;
    case Field::url: record.page.url = scalar(value); break;
    case Field::html: record.html = contents(value); break;
    case Field::text: record.text = contents(value); break;
    case Field::content: record.content = contents(value); break;
    case Field::content_type: record.page.content_type = media_type(scalar(value)); break;
    case Field::headers: take_headers(value, record.page); break;
    case Field::date: record.page.crawled = scalar(value); break;
    case Field::other: {
      const std::string_view raw = simdjson::to_json_string(value);
      if (!carry) break;
      if (!record.page.carry.empty()) record.page.carry += ',';
      append_json_string(key, record.page.carry);
      record.page.carry.append(":").append(trim(raw));
      break;
    }
  }
}

std::string with_ill_formed_replaced(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  for (const char *at = text.data(), *end = at + text.size(); at < end;)
    append_utf8(next_code_point(at, end), out);
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

class JsonLines : public Reader {
 public:
  JsonLines(std::unique_ptr<Stream> stream, const std::string& path, const ReadOptions& options)
      : stream_(std::move(stream)), path_(path), options_(options) {}

  std::optional<Result<Page>> next() override {
    // A JSON string takes up to six bytes a character: \u0001.
    const std::size_t max_line = 6 * options_.max_bytes + (64 << 10);
    bool too_long = false;
    do {
      begin_ = stream_->disk_offset();
      if (!stream_->read_line(line_, max_line, too_long)) return std::nullopt;
      ++line_number_;
      if (line_number_ == 1 && line_.starts_with("\xEF\xBB\xBF")) line_.erase(0, 3);
    } while (!too_long && trim(line_).empty());
    if (too_long) {
      Drop drop = unreadable(source(), "a line of more than " + std::to_string(max_line) + " bytes");
      drop.reason = Reason::too_large;
      return drop;
    }
    if (!simdjson::validate_utf8(line_)) line_ = with_ill_formed_replaced(line_);
    try {
      return parse_line();
    } catch (const simdjson::simdjson_error& e) {
      return e.error() == simdjson::STRING_ERROR ? parse_without_lone_surrogates() : not_json(e);
    }
  }

 private:
  Drop not_json(const simdjson::simdjson_error& e) const {
    return unreadable(source(), std::string("not a JSON object: ") + e.what());
  }

  Result<Page> parse_without_lone_surrogates() {
    replace_lone_surrogates(line_);
    try {
      return parse_line();
    } catch (const simdjson::simdjson_error& e) {
      return not_json(e);
    }
  }

  Source source() const {
    return {.file = path_, .offset = begin_, .length = line_.size(), .line = line_number_};
  }

  Result<Page> parse_line() {
    const std::size_t length = line_.size();
    line_.reserve(length + simdjson::SIMDJSON_PADDING);
    json::document doc = parser_.iterate(line_.data(), length, line_.capacity());
    Record record;
    for (auto field : doc.get_object()) {
      const std::string_view key = field.unescaped_key();
      take_field(key, field.value(), options_.carry, record);
    }
    if (doc.current_location().error() == simdjson::SUCCESS)
      return unreadable(source(), "not a JSON object: more text follows its end");
    return page_of(std::move(record));
  }

  Result<Page> page_of(Record&& record) const {
    Page page = std::move(record.page);
    page.source = source();
    if (page.id.empty()) page.id = record_id(path_) + ":" + std::to_string(line_number_);
    std::optional<std::string>& body = record.html ? record.html : record.text ? record.text : record.content;
    if (!body) return unreadable(page.source, "a record without html or text");
    page.input = record.html ? Input::html : record.text ? Input::text : Input::automatic;
    page.bytes = std::move(*body);
    if (page.bytes.size() > options_.max_bytes) page.bytes.resize(options_.max_bytes + 1);
    page.content_type += "; charset=utf-8";
    return page;
  }

  std::unique_ptr<Stream> stream_;
  std::string path_;
  ReadOptions options_;
  std::string line_;
  std::uint64_t line_number_ = 0, begin_ = 0;
  json::parser parser_;
};

}  // namespace

std::unique_ptr<Reader> read_json_lines(std::unique_ptr<Stream> stream, const std::string& path,
                                        const ReadOptions& options) {
  return std::make_unique<JsonLines>(std::move(stream), path, options);
}

}  // namespace winnow::read
