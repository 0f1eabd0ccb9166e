// Which reader an input gets. The bytes decide where they can (gzip and zstd are undone before);
// where any text could be anything, the name does.

#include "pipeline/read/formats.h"

#include <filesystem>

#include "pipeline/base/text.h"

namespace winnow::read {
namespace {

/// The file's name in lower case without folders and compression suffixes.
std::string plain_name(const std::string& path) {
  std::string name = fold_case(std::filesystem::path(path).filename().string());
  for (const std::string_view suffix : {".gz", ".zst"})
    if (name.ends_with(suffix)) name.erase(name.size() - suffix.size());
  return name;
}

bool has_suffix(std::string_view name, std::initializer_list<std::string_view> suffixes) noexcept {
  for (const std::string_view suffix : suffixes)
    if (name.ends_with(suffix)) return true;
  return false;
}

/// True for '{' and '"' with nothing but white space before and between: the start of a JSON object.
bool starts_as_json_object(std::string_view head) noexcept {
  constexpr std::string_view kSpace = " \t\r\n";
  const std::size_t brace = head.find_first_not_of(kSpace);
  if (brace == std::string_view::npos || head[brace] != '{') return false;
  const std::size_t quote = head.find_first_not_of(kSpace, brace + 1);
  return quote != std::string_view::npos && head[quote] == '"';
}

}  // namespace

bool starts_as_tar(std::string_view head) noexcept {
  constexpr std::size_t kMagicAt = 257;  // "ustar", POSIX's and GNU's
  return head.size() >= kHeaderBytes && head.substr(kMagicAt, 5) == "ustar";
}

std::unique_ptr<Reader> read_by_content(std::unique_ptr<Stream> stream, const std::string& path,
                                        const ReadOptions& options) {
  const std::string_view head = stream->peek(kHeaderBytes);
  if (starts_as_tar(head)) return read_tar(std::move(stream), path, options);
  if (head.starts_with("WARC/1.")) return read_warc(std::move(stream), path, options);
  switch (options.form) {
    case Form::html: return read_page_file(std::move(stream), path, Input::html, options);
    case Form::text: return read_page_file(std::move(stream), path, Input::text, options);
    case Form::jsonl: return read_json_lines(std::move(stream), path, options);
    case Form::automatic: break;
  }
  const std::string name = plain_name(path);
  if (has_suffix(name, {".jsonl", ".ndjson"}))
    return read_json_lines(std::move(stream), path, options);
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
    if (name.size() > suffix.size() && fold_case(name).ends_with(suffix))
      name.erase(name.size() - suffix.size());
  return name;
}

Drop unreadable(Source source, std::string detail) {
  return {.reason = Reason::malformed_record,
          .stage = "read",
          .detail = std::move(detail),
          .source = std::move(source)};
}

}  // namespace winnow::read
