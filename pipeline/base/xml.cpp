#include "pipeline/base/xml.h"

#include "pipeline/base/text.h"

namespace winnow {

namespace {

/// U+FFFE and U+FFFF, which are no characters of XML.
bool is_noncharacter_at(std::string_view text, std::size_t i) noexcept {
  const std::string_view bytes = text.substr(i, 3);
  return bytes == "\xEF\xBF\xBE" || bytes == "\xEF\xBF\xBF";
}

}  // namespace

void append_xml(std::string_view text, std::string& out) {
  if (!is_valid_utf8(text)) return append_xml(replace_ill_formed(text), out);
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    switch (c) {
      case '<':
        out += "&lt;";
        break;
      case '>':
        out += "&gt;";
        break;
      case '&':
        out += "&amp;";
        break;
      case '"':
        out += "&quot;";
        break;
      case '\xEF':
        if (is_noncharacter_at(text, i)) i += 2;
        else out += c;
        break;
      default:
        if (static_cast<unsigned char>(c) >= 0x20 || c == '\n' || c == '\t') out += c;
    }
  }
}

}  // namespace winnow
