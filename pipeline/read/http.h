#pragma once
// An HTTP response as a WARC record stores it: status, headers, and the body in its transfer coding.

#include <cstddef>
#include <string>
#include <string_view>

namespace winnow::read {

/// Header lines of HTTP, WARC and MIME: names without regard to letter case, first one counts.
class Headers {
 public:
  /// `block`: lines separated by "\n" or "\r\n"; a line that begins with white space continues the
  /// one before. Views into `block`; a continued value keeps its line break.
  explicit Headers(std::string_view block) noexcept : block_(block) {}

  /// The value without white space around it; "" if there is no such header. `name` in lower case.
  std::string_view value(std::string_view name) const noexcept;

 private:
  std::string_view block_;
};

/// A parsed response. Views into the message it was parsed from.
struct HttpResponse {
  int status = 0;  ///< 0: the message does not begin with a status line
  Headers headers{{}};
  std::string_view body;
};

HttpResponse parse_http(std::string_view message) noexcept;

/// A body as the page's bytes, or why that cannot be had.
struct Body {
  std::string bytes;
  std::string problem;  ///< empty: none
};

/// Undoes Transfer-Encoding: chunked and Content-Encoding (coding.h) if the body really has them:
/// many crawlers undo them and leave the headers. Stops one byte past `max_bytes`; a body that breaks
/// off gives what there is of it.
Body decode_body(const HttpResponse& response, std::size_t max_bytes);

}  // namespace winnow::read
