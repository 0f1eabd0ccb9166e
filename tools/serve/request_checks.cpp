#include "tools/serve/request_checks.h"

#include <httplib.h>

#include <algorithm>

#include "pipeline/base/ascii.h"
#include "pipeline/base/text.h"

namespace winnow::serve {
namespace {

/// "a.example" of "a.example:80", "::1" of "[::1]:80".
std::string_view host_without_port(std::string_view host) noexcept {
  if (host.starts_with('[')) return host.substr(1, std::min(host.find(']'), host.size()) - 1);
  return host.substr(0, host.find(':'));
}

}  // namespace

bool is_loopback(std::string_view host) {
  if (fold_case(host) == "localhost" || host == "::1") return true;
  constexpr std::size_t kLongestAddress = 15;
  return host.starts_with("127.") && host.size() <= kLongestAddress && std::count(host.begin(), host.end(), '.') == 3 &&
         std::all_of(host.begin(), host.end(), [](char c) { return c == '.' || is_ascii_digit(c); });
}

std::optional<Objection> objection_to(const httplib::Request& request, bool on_loopback) {
  const auto count = [&](const char* name) { return request.get_header_value_count(name); };
  const bool has_length = count("Content-Length") > 0, has_coding = count("Transfer-Encoding") > 0;
  if (count("Content-Length") > 1) return Objection{.detail = "more than one Content-Length"};
  if (has_length && has_coding) return Objection{.detail = "both Content-Length and Transfer-Encoding"};
  const std::string length = request.get_header_value("Content-Length");
  if (count("Transfer-Encoding") > 1 ||
      (has_coding && fold_case(trim(request.get_header_value("Transfer-Encoding"))) != "chunked"))
    return Objection{.detail = "the only Transfer-Encoding is chunked"};
  const bool may_have_body = request.method == "POST" || request.method == "PUT" || request.method == "PATCH";
  if (!may_have_body && (has_coding || (has_length && length.find_first_not_of('0') != std::string::npos)))
    return Objection{.detail = "a body behind " + request.method};
  if (count("Host") > 1) return Objection{.detail = "more than one Host"};
  if (!on_loopback) return std::nullopt;
  // Browsers always send one; clients of HTTP/1.0 may not.
  if (count("Host") > 0 && !is_loopback(host_without_port(request.get_header_value("Host"))))
    return Objection{
        .status = 403, .error = "forbidden", .detail = "this server answers to names of this machine only"};
  if (request.has_header("Origin"))
    return Objection{
        .status = 403, .error = "forbidden", .detail = "this server does not answer to pages in a browser"};
  return std::nullopt;
}

}  // namespace winnow::serve
