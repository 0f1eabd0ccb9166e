#include "tools/json_lines/line_splitter.h"

#include <utility>

#include "pipeline/base/text.h"

namespace winnow::tools {

Result<Page> page_of(Line& line, read::JsonRecordParser& parse) {
  if (!line.too_long) return parse(line.text, {.line = line.number});
  return Drop{.reason = Reason::too_large,
              .stage = stage_names::read,
              .detail = "a line of more than " + std::to_string(line.text.size()) + " bytes",
              .source = {.line = line.number}};
}

bool LineSplitter::add(std::string_view bytes) {
  for (std::size_t end; (end = bytes.find('\n')) != std::string_view::npos; bytes.remove_prefix(end + 1)) {
    keep(bytes.substr(0, end));
    if (!hand_out()) return false;
  }
  keep(bytes);
  return true;
}

void LineSplitter::keep(std::string_view bytes) {
  const std::size_t room = max_line_bytes_ - line_.text.size();
  line_.text += bytes.substr(0, room);
  line_.too_long |= bytes.size() > room;
}

bool LineSplitter::hand_out() {
  Line line = std::exchange(line_, Line{.number = line_.number + 1});
  return (trim(line.text).empty() && !line.too_long) || on_line_(std::move(line));
}

}  // namespace winnow::tools
