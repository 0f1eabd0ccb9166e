#include "pipeline/write/writer.h"

#include <iterator>

#include "pipeline/write/json_record.h"
#include "pipeline/write/writers.h"

namespace winnow::write {

namespace {

std::unique_ptr<Writer> make_json_lines_of(const WriteOptions& options) {
  const bool whole = options.fields.empty() && options.schema == Schema::native;
  return make_json_lines(columns_of(options.schema, options.fields), whole);
}

// A new format is its writer's file, a value of Format and a row here.
constexpr FormatRow kFormats[] = {
    {Format::jsonl, "jsonl", ".jsonl", nullptr, make_json_lines_of},
    {Format::text, "text", ".txt", nullptr, [](const WriteOptions&) { return make_plain(&Article::text); }},
    {Format::markdown, "markdown", ".md", &Options::markdown,
     [](const WriteOptions&) { return make_plain(&Article::markdown); }},
    {Format::html, "html", ".html", &Options::html, [](const WriteOptions&) { return make_html(); }},
    {Format::tei, "tei", ".xml", &Options::tei, [](const WriteOptions&) { return make_tei(); }},
    {Format::csv, "csv", ".csv", nullptr,
     [](const WriteOptions& o) { return make_csv(columns_of(o.schema, o.fields)); }},
};

constexpr bool stand_in_order() {
  for (std::size_t i = 0; i < std::size(kFormats); ++i)
    if (static_cast<std::size_t>(kFormats[i].format) != i) return false;
  return true;
}
static_assert(stand_in_order(), "row_of() finds a format by its value");

}  // namespace

std::span<const FormatRow> formats() noexcept { return kFormats; }

const FormatRow& row_of(Format format) noexcept { return kFormats[static_cast<std::size_t>(format)]; }

std::unique_ptr<Writer> make_writer(const WriteOptions& options) { return row_of(options.format).make(options); }

void ask_for_what_is_written(const WriteOptions& write, Options& clean) {
  if (const auto asked = row_of(write.format).asks_for) clean.*asked = true;
}

void append_drop(const Drop& drop, std::string& out) {
  JsonObject row(out);
  row.text("file", drop.source.file);
  row.number("offset", drop.source.offset);
  row.number("length", drop.source.length);
  row.number("line", drop.source.line);
  row.text("id", drop.id);
  row.text("url", drop.url);
  row.text("reason", name(drop.reason));
  row.text("stage", drop.stage);
  row.text("detail", drop.detail);
  row.end();
  out += '\n';
}

std::string message_of(const Drop& drop) {
  std::string out = drop.source.file.empty() ? drop.id : drop.source.file;
  if (drop.source.line > 0) out += ":" + std::to_string(drop.source.line);
  else if (drop.source.offset > 0) out += " at byte " + std::to_string(drop.source.offset);
  const bool says_itself = drop.reason == Reason::unreadable;
  return out + ": " + (says_itself ? "" : std::string(name(drop.reason)) + ": ") + drop.detail;
}

}  // namespace winnow::write
