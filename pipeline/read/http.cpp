// HTTP/1.1 messages at rest (RFC 9112, sections 2, 5 and 7.1). Nothing here is strict: a crawl
// stores what servers sent.

#include "pipeline/read/http.h"

#include <zlib.h>

#include <algorithm>
#include <array>
#include <charconv>

#include "pipeline/base/text.h"

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

/// Inflates gzip (many members) or zlib data; what there is of it if it breaks off.
std::string inflated(std::string_view data, std::size_t max_bytes) {
  constexpr int kGzipOrZlib = 32;
  z_stream stream{};
  if (inflateInit2(&stream, MAX_WBITS + kGzipOrZlib) != Z_OK) return {};
  stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(data.data()));
  stream.avail_in = static_cast<uInt>(data.size());
  std::string out;
  std::array<char, 64 << 10> chunk;
  for (int status = Z_OK; out.size() <= max_bytes;) {
    stream.next_out = reinterpret_cast<Bytef*>(chunk.data());
    stream.avail_out = static_cast<uInt>(chunk.size());
    status = inflate(&stream, Z_NO_FLUSH);
    out.append(chunk.data(), chunk.size() - stream.avail_out);
    if (status == Z_STREAM_END && stream.avail_in > 0) status = inflateReset(&stream);
    else if (status != Z_OK || (stream.avail_in == 0 && stream.avail_out > 0)) break;
  }
  inflateEnd(&stream);
  return out;
}

bool looks_deflated(std::string_view body) noexcept {
  if (body.starts_with("\x1F\x8B")) return true;
  if (body.size() < 2) return false;
  const auto first = static_cast<unsigned char>(body[0]), second = static_cast<unsigned char>(body[1]);
  return (first & 0x0F) == 8 && (first * 256u + second) % 31 == 0;  // RFC 1950, section 2.2
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
  const std::string coding = fold_case(response.headers.value("content-encoding"));
  // Compressed bytes are fewer than those they stand for, so the limit holds for both steps.
  std::string bytes = transfer.find("chunked") != std::string::npos
                          ? without_chunks(response.body, max_bytes)
                          : std::string(response.body.substr(0, max_bytes + 1));
  if (coding == "br" && !bytes.empty()) return {{}, "Content-Encoding br is not supported"};
  const bool is_packed = coding == "gzip" || coding == "x-gzip" || coding == "deflate";
  if (is_packed && looks_deflated(bytes)) bytes = inflated(bytes, max_bytes);
  if (bytes.size() > max_bytes) bytes.resize(max_bytes + 1);
  return {std::move(bytes), {}};
}

}  // namespace winnow::read
