#pragma once
// Which files of a folder or an archive hold pages.

#include <cstdint>
#include <map>
#include <string>
#include <string_view>

namespace winnow::read {

/// Files that were passed over, counted by the ending of their names (".png"; "" for none).
using Skipped = std::map<std::string, std::uint64_t>;

/// The file's name in lower case without folders and compression suffixes.
std::string plain_name(const std::string& path);

/// True if `name` ends in one of `suffixes`.
bool has_suffix(std::string_view name, std::initializer_list<std::string_view> suffixes) noexcept;

/// True for '{' and '"' with nothing but white space before and between: the start of a JSON object.
bool starts_as_json_object(std::string_view head) noexcept;

/// True if a stream that begins with these bytes, kHeaderBytes of them, is a tar archive.
bool starts_as_tar(std::string_view head) noexcept;

/// What a form is known by stands in this many bytes; a block of a tar archive is as long.
inline constexpr std::size_t kHeaderBytes = 512;

/// True if the name says that the file holds pages: .html, .txt, .jsonl, .warc and their like, also
/// compressed.
bool is_page_name(const std::string& path);

/// Bytes at the start of a file that are enough for holds_pages().
inline constexpr std::size_t kSniffedBytes = 16 << 10;

/// True if a file that begins with these bytes holds pages whatever its name: an HTML document, a
/// JSON object that ends on its first line, a WARC file, a tar archive. Text alone could be anything.
bool holds_pages(std::string_view head) noexcept;

/// Counts a file that was passed over.
void count_skipped(const std::string& path, Skipped& skipped);

}  // namespace winnow::read
