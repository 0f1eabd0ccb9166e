// A folder that a crawl left holds images, scripts and notes beside its pages. A name that says
// "page" is believed; for any other the file's first bytes must say so, since crawlers save pages
// under names like "view.php?id=7" or without any ending.

#include "pipeline/read/page_files.h"

#include <algorithm>
#include <filesystem>

#include "pipeline/base/text.h"

namespace winnow::read {
namespace {

constexpr std::string_view kSpace = " \t\r\n\f";

/// Behind a byte order mark, white space, comments and an XML declaration.
std::string_view behind_prolog(std::string_view head) noexcept {
  if (head.starts_with("\xEF\xBB\xBF")) head.remove_prefix(3);
  for (;;) {
    head.remove_prefix(std::min(head.find_first_not_of(kSpace), head.size()));
    const std::string_view end = head.starts_with("<!--") ? "-->" : head.starts_with("<?xml") ? "?>" : "";
    const std::size_t at = end.empty() ? std::string_view::npos : head.find(end);
    if (at == std::string_view::npos) return head;
    head.remove_prefix(at + end.size());
  }
}

bool starts_as_html(std::string_view head) noexcept {
  head = behind_prolog(head);
  constexpr std::string_view kStarts[] = {"<!doctype html", "<html", "<head", "<body"};
  return std::any_of(std::begin(kStarts), std::end(kStarts),
                     [&](std::string_view start) { return starts_with_ignoring_case(head, start); });
}

/// JSON that is laid out over several lines is somebody's settings and no dump.
bool starts_as_json_line(std::string_view head) noexcept {
  if (!starts_as_json_object(head)) return false;
  const std::size_t end = head.find('\n', head.find('{'));
  return end == std::string_view::npos || trim(head.substr(0, end)).ends_with('}');
}

}  // namespace

std::string plain_name(const std::string& path) {
  std::string name = fold_case(std::filesystem::path(path).filename().string());
  for (const std::string_view suffix : {".gz", ".zst"})
    if (name.ends_with(suffix)) name.erase(name.size() - suffix.size());
  return name;
}

bool has_suffix(std::string_view name, std::initializer_list<std::string_view> suffixes) noexcept {
  return std::any_of(suffixes.begin(), suffixes.end(), [&](std::string_view suffix) { return name.ends_with(suffix); });
}

bool starts_as_json_object(std::string_view head) noexcept {
  const std::size_t brace = head.find_first_not_of(kSpace);
  if (brace == std::string_view::npos || head[brace] != '{') return false;
  const std::size_t quote = head.find_first_not_of(kSpace, brace + 1);
  return quote != std::string_view::npos && head[quote] == '"';
}

bool starts_as_tar(std::string_view head) noexcept {
  constexpr std::size_t kMagicAt = 257;  // "ustar", POSIX's and GNU's
  return head.size() >= kHeaderBytes && head.substr(kMagicAt, 5) == "ustar";
}

bool is_page_name(const std::string& path) {
  return has_suffix(plain_name(path), {".html", ".htm", ".xhtml", ".shtml", ".txt", ".jsonl", ".ndjson", ".warc",
                                       ".wet", ".tar", ".tgz"});
}

bool holds_pages(std::string_view head) noexcept {
  return starts_as_html(head) || head.starts_with("WARC/") || starts_as_json_line(head) || starts_as_tar(head);
}

void count_skipped(const std::string& path, Skipped& skipped) {
  std::string ending = std::filesystem::path(plain_name(path)).extension().string();
  if (ending.size() > 6) ending.clear();  // no ending but the tail of a name
  ++skipped[std::move(ending)];
}

}  // namespace winnow::read
