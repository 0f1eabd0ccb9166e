// Which reader an input gets. The bytes decide where they can (gzip and zstd are undone before);
// where any text could be anything, the name does.

#include "pipeline/read/formats.h"

#include <filesystem>

#include "pipeline/base/text.h"
#include "pipeline/read/page_files.h"

namespace winnow::read {
std::unique_ptr<Reader> read_by_content(std::unique_ptr<Stream> stream, const std::string& path,
                                        const ReadOptions& options) {
  const std::string_view head = stream->peek_up_to(kHeaderBytes);
  if (starts_as_tar(head)) return read_tar(std::move(stream), path, options);
  if (head.starts_with("WARC/")) return read_warc(std::move(stream), path, options);
  switch (options.form) {
    case Form::html:
      return read_page_file(std::move(stream), path, Input::html, options);
    case Form::text:
      return read_page_file(std::move(stream), path, Input::text, options);
    case Form::jsonl:
      return read_json_lines(std::move(stream), path, options);
    case Form::automatic:
      break;
  }
  const std::string name = plain_name(path);
  if (has_suffix(name, {".jsonl", ".ndjson"})) return read_json_lines(std::move(stream), path, options);
  if (has_suffix(name, {".html", ".htm", ".xhtml"}))
    return read_page_file(std::move(stream), path, Input::automatic, options);
  if (name.ends_with(".txt")) return read_page_file(std::move(stream), path, Input::text, options);
  if (starts_as_json_object(head)) return read_json_lines(std::move(stream), path, options);
  return read_page_file(std::move(stream), path, Input::automatic, options);
}

std::string record_id(const std::string& path) {
  if (path == "-") return "stdin";
  std::string name = std::filesystem::path(path).filename().string();
  for (const std::string_view suffix : {".gz", ".zst", ".html", ".htm", ".txt"})
    if (name.size() > suffix.size() && fold_case(name).ends_with(suffix)) name.erase(name.size() - suffix.size());
  return name;
}

Drop unreadable(Source source, std::string detail) {
  return {.reason = Reason::malformed_record,
          .stage = stage_names::read,
          .detail = std::move(detail),
          .source = std::move(source)};
}

}  // namespace winnow::read
