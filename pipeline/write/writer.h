#pragma once
// The write stage: records as bytes, in the format asked for.

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "pipeline/winnow.h"

namespace winnow::write {

/// The formats of `--format`.
enum class Format : std::uint8_t { jsonl, text, markdown };

/// Turns records into bytes. Thread-safe.
class Writer {
 public:
  virtual ~Writer() = default;

  /// Appends one record to `out`, which holds the records before it or nothing.
  virtual void append(const Article& article, std::string& out) const = 0;
};

std::unique_ptr<Writer> make_writer(Format format);

/// Appends a Drop as a line of JSON: file, offset, length, line, id, url, reason, stage, detail.
void append_drop(const Drop& drop, std::string& out);

/// A Drop for people: "pages/a.html: not_html: a PDF file", "dump.jsonl:17: malformed_record: …".
std::string describe(const Drop& drop);

/// True for a page that could not be read at all, which is an error in the input; other Drops
/// are verdicts on pages.
bool is_input_error(const Drop& drop) noexcept;

}  // namespace winnow::write
