#pragma once
// Writing JSON: the few lines that every writer shares.

#include <string>
#include <string_view>

namespace winnow {

/// Appends `text` (UTF-8) as a JSON string with its quotes. Only what JSON demands is escaped.
void append_json_string(std::string_view text, std::string& out);

}  // namespace winnow
