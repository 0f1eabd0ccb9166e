#include "pipeline/write/writer.h"

#include "pipeline/write/json_record.h"
#include "pipeline/write/writers.h"

namespace winnow::write {

std::unique_ptr<Writer> make_writer(const WriteOptions& options) {
  switch (options.format) {
    case Format::jsonl: break;
    case Format::text: return make_plain(&Article::text);
    case Format::markdown: return make_plain(&Article::markdown);
    case Format::html: return make_html();
    case Format::tei: return make_tei();
    case Format::csv: return make_csv(columns_of(options.schema, options.fields));
  }
  const bool whole = options.fields.empty() && options.schema == Schema::native;
  return make_json_lines(columns_of(options.schema, options.fields), whole);
}

void ask_for_what_is_written(const WriteOptions& write, Options& clean) {
  clean.markdown |= write.format == Format::markdown;
  clean.html |= write.format == Format::html;
  clean.tei |= write.format == Format::tei;
}

std::string_view extension(Format format) noexcept {
  switch (format) {
    case Format::jsonl: break;
    case Format::text: return ".txt";
    case Format::markdown: return ".md";
    case Format::html: return ".html";
    case Format::tei: return ".xml";
    case Format::csv: return ".csv";
  }
  return ".jsonl";
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

std::string describe(const Drop& drop) {
  std::string out = drop.source.file.empty() ? drop.id : drop.source.file;
  if (drop.source.line > 0) out += ":" + std::to_string(drop.source.line);
  else if (drop.source.offset > 0) out += " at byte " + std::to_string(drop.source.offset);
  return out + ": " + std::string(name(drop.reason)) + ": " + drop.detail;
}

/// A record of a dump that is no page is a verdict; a file that is none is a mistake.
static bool is_whole_file(const Source& source) noexcept { return source.offset == 0 && source.line == 0; }

bool is_input_error(const Drop& drop) noexcept {
  switch (drop.reason) {
    case Reason::malformed_record:
    case Reason::undecodable:
    case Reason::internal: return true;
    case Reason::empty:
    case Reason::not_html: return drop.stage == "decode" && is_whole_file(drop.source);
    default: return false;
  }
}

}  // namespace winnow::write
