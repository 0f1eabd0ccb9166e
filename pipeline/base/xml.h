#pragma once
// Writing XML and HTML: the few lines that every writer shares.

#include <string>
#include <string_view>

namespace winnow {

/// Appends `text` with the characters that XML and HTML reserve as references, fit for text and for
/// quoted attributes. Control characters and noncharacters that XML 1.0 has no place for are left out.
void append_xml(std::string_view text, std::string& out);

}  // namespace winnow
