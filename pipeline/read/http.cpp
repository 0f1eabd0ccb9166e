// HTTP/1.1 messages at rest (RFC 9112, sections 2, 5 and 7.1). Nothing here is strict: a crawl
// stores what servers sent.

#include "pipeline/read/http.h"

#include <algorithm>
#include <charconv>

#include "pipeline/base/text.h"
#include "pipeline/read/coding.h"

namespace winnow::read {
namespace {

/// Cuts the next line off `rest`, without its line break.
std::string_view take_line(std::string_view& rest) noexcept {
  const std::size_t end = rest.find('\n');
  std::string_view line = rest.substr(0, end);
  rest.remove_prefix(end == std::string_view::npos ? rest.size() : end + 1);
  if (line.ends_with('\r')) line.remove_suffix(1);
  return line;
}

bool equals_lower(std::string_view any, std::string_view lower) noexcept {
  return any.size() == lower.size() && starts_with_ignoring_case(any, lower);
}

int status_of(std::string_view line) noexcept {
  int status = 0;
  if (!line.starts_with("HTTP/")) return 0;
  const std::size_t space = line.find(' ');
  if (space == std::string_view::npos) return 0;
  std::from_chars(line.data() + space + 1, line.data() + line.size(), status);
  return status;
}

/// The size that a chunk begins with, in hexadecimal; false if none stands there.
bool chunk_size(std::string_view line, std::size_t& size) noexcept {
  line = trim(line.substr(0, line.find(';')));
  const auto [end, error] = std::from_chars(line.data(), line.data() + line.size(), size, 16);
  return error == std::errc{} && end == line.data() + line.size();
}

/// The chunks put together; the body itself if it does not begin with a chunk.
std::string without_chunks(std::string_view body, std::size_t max_bytes) {
  std::string out;
  for (std::string_view rest = body; out.size() <= max_bytes;) {
    std::size_t size = 0;
    if (!chunk_size(take_line(rest), size)) {
      if (out.empty()) return std::string(body.substr(0, max_bytes + 1));
      break;
    }
    if (size == 0 || rest.empty()) break;
    size = std::min(size, rest.size());
    out += rest.substr(0, size);
    rest.remove_prefix(size);
    take_line(rest);
  }
  return out;
}

}  // namespace

std::string_view Headers::value(std::string_view name) const noexcept {
  for (std::string_view rest = block_; !rest.empty();) {
    const std::string_view line = take_line(rest);
    const std::size_t colon = line.find(':');
    if (colon == std::string_view::npos || !equals_lower(trim(line.substr(0, colon)), name)) continue;
    const char* end = line.data() + line.size();
    while (rest.starts_with(' ') || rest.starts_with('\t')) {
      const std::string_view more = take_line(rest);
      end = more.data() + more.size();
    }
    const char* const begin = line.data() + colon + 1;
    return trim({begin, static_cast<std::size_t>(end - begin)});
  }
  return {};
}

HttpResponse parse_http(std::string_view message) noexcept {
  std::string_view rest = message;
  HttpResponse response;
  response.status = status_of(take_line(rest));
  if (response.status == 0) {
    response.body = message;
    return response;
  }
  const char* const begin = rest.data();
  for (std::string_view line = take_line(rest); !line.empty(); line = take_line(rest)) {
  }
  response.headers = Headers({begin, static_cast<std::size_t>(rest.data() - begin)});
  response.body = rest;
  return response;
}

Body decode_body(const HttpResponse& response, std::size_t max_bytes) {
  const std::string transfer = fold_case(response.headers.value("transfer-encoding"));
  // Compressed bytes are fewer than those they stand for, so the limit holds for each step.
  std::string bytes = transfer.find("chunked") != std::string::npos
                          ? without_chunks(response.body, max_bytes)
                          : std::string(response.body.substr(0, max_bytes + 1));
  const std::string codings = fold_case(response.headers.value("content-encoding"));
  for (std::string_view left = codings; !left.empty();) {  // the one applied last stands last
    const std::size_t comma = left.rfind(',');
    const std::string_view coding = trim(comma == std::string_view::npos ? left : left.substr(comma + 1));
    left = left.substr(0, comma == std::string_view::npos ? 0 : comma);
    auto undone = without_coding(coding, bytes, max_bytes);
    if (!undone) return {{}, "the body is broken: Content-Encoding is " + std::string(coding)};
    bytes = std::move(*undone);
  }
  if (bytes.size() > max_bytes) bytes.resize(max_bytes + 1);
  return {std::move(bytes), {}};
}

}  // namespace winnow::read
