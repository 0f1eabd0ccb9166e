#pragma once
// The write stage: records as bytes, in one of several formats.

#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "winnow/winnow.h"

namespace winnow::write {

/// The formats of `--format`.
enum class Format : std::uint8_t { jsonl, text, markdown, html, tei, csv };

/// Whose names the fields of JSONL and CSV have.
enum class Schema : std::uint8_t { native, trafilatura, datatrove };

/// How to write records.
struct WriteOptions {
  Format format = Format::jsonl;
  Schema schema = Schema::native;
  std::vector<std::string> fields{};  ///< only these, in this order; none: all of the schema
};

/// Turns records into bytes: begin(), append() for each, end(). Thread-safe.
class Writer {
 public:
  virtual ~Writer() = default;

  /// Appends what stands before the first record.
  virtual void begin(std::string& out) const { static_cast<void>(out); }
  /// Appends one record.
  virtual void append(const Article& article, std::string& out) const = 0;
  /// Appends what stands behind the last record.
  virtual void end(std::string& out) const { static_cast<void>(out); }
};

/// Throws std::invalid_argument for a field that the schema does not have, naming those it has.
std::unique_ptr<Writer> make_writer(const WriteOptions& options);

/// The names of all fields that `--fields` may ask for.
std::vector<std::string> field_names(Schema schema);

/// What there is to know of a format.
struct FormatRow {
  Format format;
  std::string_view name;       ///< of --format
  std::string_view extension;  ///< of its files, with the dot
  bool Options::*asks_for;     ///< the member of Options that it needs; null: none
  std::unique_ptr<Writer> (*make)(const WriteOptions&);
};

/// All formats, in the order of Format.
std::span<const FormatRow> formats() noexcept;
const FormatRow& row_of(Format format) noexcept;

/// The format whose files have the ending of `path` ("x.csv", "x.md.gz"); null if none has.
const FormatRow* format_of_file(std::string_view path);

/// Sets what the format needs in Article.
void ask_for_what_is_written(const WriteOptions& write, Options& clean);

/// A member of a line of --drops and --errors.
struct DropMember {
  const char* name;
  bool is_number;
  const char* about;
};
/// They in the order of the line.
std::span<const DropMember> drop_members() noexcept;

/// Appends a Drop as a line of JSON: file, offset, length, line, id, url, reason, stage, detail.
void append_drop(const Drop& drop, std::string& out);

/// A Drop as a line for people: "pages/a.html: not_html: a PDF file", "dump.jsonl:17: malformed_record: …".
std::string message_of(const Drop& drop);

}  // namespace winnow::write
