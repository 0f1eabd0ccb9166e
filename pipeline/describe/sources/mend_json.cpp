// Mending JSON-LD. One pass over the bytes with a stack of open brackets; what is valid comes out
// as it went in. A quote inside a string counts as its end only if what follows could follow a
// string there: a comma, a colon, a closing bracket or the end.

#include <algorithm>
#include <string>

#include "pipeline/base/text.h"
#include "pipeline/describe/sources/json_ld.h"

namespace winnow {
namespace {

constexpr std::size_t npos = std::string_view::npos;

bool is_json_space(char c) noexcept { return c == ' ' || c == '\t' || c == '\n' || c == '\r'; }

/// From the first bracket on: comment and CDATA marks, "var x =" and the like go.
std::string_view from_first_bracket(std::string_view json) noexcept {
  static constexpr std::string_view kCdata = "<![CDATA[";
  if (const std::size_t mark = json.find(kCdata); mark != npos && mark < json.find('{'))
    json.remove_prefix(mark + kCdata.size());
  const std::size_t at = json.find_first_of("{[");
  return at == npos ? std::string_view{} : json.substr(at);
}

/// {&quot;@type&quot;: …} as a whole was encoded for an attribute.
bool is_entity_encoded(std::string_view json) noexcept {
  std::size_t at = 1;
  while (at < json.size() && (is_json_space(json[at]) || json[at] == '{')) ++at;
  return json.substr(std::min(at, json.size())).starts_with("&quot;") ||
         json.substr(std::min(at, json.size())).starts_with("&#34;");
}

class Mender {
 public:
  explicit Mender(std::string_view json) : json_(json) { out_.reserve(json.size() + 16); }

  std::string run() {
    while (at_ < json_.size()) {
      const char c = json_[at_];
      if (c == '"') {
        string();
      } else if (json_.substr(at_).starts_with("//") || json_.substr(at_).starts_with("/*")) {
        comment();
      } else {
        structure(c);
        if (open_.empty() && !out_.empty()) break;  // what stands behind the value is not JSON
      }
    }
    close_all();
    return std::move(out_);
  }

 private:
  void structure(char c) {
    ++at_;
    if (c == '{' || c == '[') {
      open_ += c == '{' ? '}' : ']';
    } else if (c == '}' || c == ']') {
      drop_trailing_comma();
      if (open_.empty() || open_.back() != c) return;
      open_.pop_back();
    } else if (c == ',' && ends_with_comma()) {
      return;
    }
    if (static_cast<unsigned char>(c) < 0x20) c = ' ';
    out_ += c;
  }

  void comment() {
    const bool line = json_[at_ + 1] == '/';
    const std::size_t end = json_.find(line ? "\n" : "*/", at_ + 2);
    at_ = end == npos ? json_.size() : end + (line ? 1 : 2);
  }

  void string() {
    out_ += '"';
    ++at_;
    while (at_ < json_.size()) {
      const char c = json_[at_];
      if (c == '\\') {
        escape();
      } else if (c == '"') {
        ++at_;
        if (ends_string()) {
          out_ += '"';
          return;
        }
        out_ += "\\\"";
      } else {
        out_ += static_cast<unsigned char>(c) < 0x20 ? ' ' : c;
        ++at_;
      }
    }
    out_ += '"';
  }

  void escape() {
    const char c = at_ + 1 < json_.size() ? json_[at_ + 1] : '\0';
    static constexpr std::string_view kKnown = "\"\\/bfnrt";
    if (c == 'u' && has_four_hex_digits(at_ + 2)) {
      out_.append(json_.substr(at_, 6));
      at_ += 6;
    } else if (c != '\0' && kKnown.find(c) != npos) {
      out_ += '\\';
      out_ += c;
      at_ += 2;
    } else {
      ++at_;  // removes the backslash and keeps the character behind it
    }
  }

  bool has_four_hex_digits(std::size_t at) const noexcept {
    if (at + 4 > json_.size()) return false;
    return json_.substr(at, 4).find_first_not_of("0123456789abcdefABCDEF") == npos;
  }

  /// At the byte behind a quote: does a string end here?
  bool ends_string() const noexcept {
    std::size_t at = at_;
    while (at < json_.size() && is_json_space(json_[at])) ++at;
    if (at == json_.size()) return true;
    const char c = json_[at];
    if (c == '}' || c == ']' || c == ':') return true;
    if (c != ',') return false;
    do ++at;
    while (at < json_.size() && is_json_space(json_[at]));
    if (at == json_.size()) return true;
    static constexpr std::string_view kValueStarts = "\"{[}],-0123456789tfn/";
    return kValueStarts.find(json_[at]) != npos;
  }

  std::size_t last_byte() const noexcept { return out_.find_last_not_of(" \t\n\r"); }
  bool ends_with_comma() const noexcept {
    const std::size_t last = last_byte();
    return last != npos && (out_[last] == ',' || out_[last] == '{' || out_[last] == '[');
  }
  void drop_trailing_comma() {
    const std::size_t last = last_byte();
    if (last != npos && out_[last] == ',') out_.erase(last, 1);
  }
  void close_all() {
    drop_trailing_comma();
    if (const std::size_t last = last_byte(); last != npos && out_[last] == ':') out_ += "null";
    while (!open_.empty()) {
      out_ += open_.back();
      open_.pop_back();
    }
  }

  std::string_view json_;
  std::size_t at_ = 0;
  std::string out_;
  std::string open_;  // the brackets that will close what is open, innermost last
};

}  // namespace

std::string mend_json(std::string_view json) {
  json = from_first_bracket(json);
  if (!is_entity_encoded(json)) return Mender(json).run();
  std::string decoded;
  append_decoded(json, false, decoded);
  return Mender(decoded).run();
}

}  // namespace winnow
