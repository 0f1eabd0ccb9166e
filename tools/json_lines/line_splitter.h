#pragma once
// Splits JSON lines that arrive in pieces, from a pipe or over HTTP.

#include <cstddef>
#include <cstdint>
#include <functional>
#include <string>
#include <string_view>

#include "pipeline/read/json_record.h"

namespace winnow::tools {

struct Line {
  std::string text{};        ///< without its '\n'
  std::uint64_t number = 0;  ///< from 1, blank lines counted
  bool too_long = false;     ///< `text` is cut
};

/// Returns the page in a line, or Drop{malformed_record, too_large}. The line's text is scratch afterwards.
Result<Page> page_of(Line& line, read::JsonRecordParser& parse);

/// Cuts bytes into lines. Holds no more than one line. For one thread.
class LineSplitter {
 public:
  /// `on_line` gets each line that is not blank and returns whether to continue. Bytes of a line beyond
  /// `max_line_bytes` are left out.
  using OnLine = std::function<bool(Line&& line)>;
  LineSplitter(std::size_t max_line_bytes, OnLine on_line)
      : max_line_bytes_(max_line_bytes), on_line_(std::move(on_line)) {}

  /// Returns false once `on_line` has returned false.
  bool add(std::string_view bytes);

  /// Passes on the last line if it has no '\n'.
  bool end() { return hand_out(); }

 private:
  void keep(std::string_view bytes);
  bool hand_out();

  const std::size_t max_line_bytes_;
  const OnLine on_line_;
  Line line_{.number = 1};
};

}  // namespace winnow::tools
