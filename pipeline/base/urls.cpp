#include "pipeline/base/urls.h"

#include <libpsl.h>

#include <algorithm>

#include "pipeline/base/ascii.h"
#include "pipeline/base/text.h"

namespace winnow {
namespace {

constexpr std::size_t npos = std::string_view::npos;

bool is_scheme_char(char c) noexcept { return is_ascii_alnum(c) || c == '+' || c == '-' || c == '.'; }

/// Length of "https" in "https://…"; 0: no scheme.
std::size_t scheme_length(std::string_view url) noexcept {
  std::size_t i = 0;
  while (i < url.size() && is_scheme_char(url[i])) ++i;
  return i < url.size() && url[i] == ':' ? i : 0;
}

/// Where the path begins in an absolute address with authority; npos if it is none.
std::size_t path_begin(std::string_view url) noexcept {
  const std::size_t scheme = scheme_length(url);
  if (!scheme || url.substr(scheme, 3) != "://") return npos;
  return std::min(url.find_first_of("/?#", scheme + 3), url.size());
}

bool is_web(std::string_view url) noexcept {
  return starts_with_ignoring_case(url, "http://") || starts_with_ignoring_case(url, "https://");
}

/// RFC 3986, section 5.2.4.
std::string without_dot_segments(std::string_view path) {
  std::string out;
  while (!path.empty()) {
    const std::size_t next = path.find('/', 1);
    const std::string_view segment = path.substr(0, next);
    const bool last = next == npos;
    path = last ? std::string_view{} : path.substr(next);
    if (segment == "/..") {
      const std::size_t up = out.rfind('/');
      out.resize(up == npos ? 0 : up);
      if (last) out += '/';
    } else if (segment == "/.") {
      if (last) out += '/';
    } else {
      out += segment;
    }
  }
  return out;
}

std::string with_spaces_encoded(std::string_view url) {
  std::string out;
  for (const char c : url) {
    if (c == ' ') out += "%20";
    else if (static_cast<unsigned char>(c) > ' ') out += c;
  }
  return out;
}

/// RFC 3986, section 6.2.3: "https://example.org:443/a" is "https://example.org/a".
std::string without_default_port(std::string url) {
  const std::string_view port = starts_with_ignoring_case(url, "https:") ? ":443" : ":80";
  const std::size_t end = path_begin(url);
  if (end != npos && std::string_view(url).substr(0, end).ends_with(port)) url.erase(end - port.size(), port.size());
  return url;
}

/// IPv6 in brackets; IPv4, whose last label is a number, as that of no domain is.
bool is_ip_address(std::string_view host) noexcept {
  const std::string_view last = host.substr(host.rfind('.') == npos ? 0 : host.rfind('.') + 1);
  return host.starts_with('[') || (!last.empty() && std::all_of(last.begin(), last.end(), is_ascii_digit));
}

}  // namespace

std::string resolve_url(std::string_view base, std::string_view reference) {
  reference = trim(reference);
  if (scheme_length(reference))
    return is_web(reference) ? without_default_port(with_spaces_encoded(reference)) : std::string{};
  const std::size_t path = path_begin(base);
  if (reference.empty() || path == npos || !is_web(base)) return {};
  if (reference.starts_with("//"))
    return std::string(base.substr(0, scheme_length(base) + 1)) + with_spaces_encoded(reference);
  const std::string origin(base.substr(0, path));
  const std::string_view base_path = base.substr(path, base.find_first_of("?#", path) - path);
  if (reference[0] == '?' || reference[0] == '#')
    return origin + std::string(base_path) + with_spaces_encoded(reference);
  const std::size_t tail = std::min(reference.find_first_of("?#"), reference.size());
  std::string merged(reference.substr(0, tail));
  if (merged[0] != '/') merged = std::string(base_path.substr(0, base_path.rfind('/') + 1)) + merged;
  if (merged[0] != '/') merged.insert(0, 1, '/');
  return origin + with_spaces_encoded(without_dot_segments(merged)) + with_spaces_encoded(reference.substr(tail));
}

std::string_view host_in(std::string_view url) noexcept {
  const std::size_t end = path_begin(url);
  if (end == npos) return {};
  std::string_view host = url.substr(0, end);
  host.remove_prefix(scheme_length(url) + 3);
  if (const std::size_t at = host.rfind('@'); at != npos) host.remove_prefix(at + 1);
  if (host.starts_with('[')) return host.substr(0, host.find(']') == npos ? npos : host.find(']') + 1);  // IPv6
  return host.substr(0, host.find(':'));
}

std::string host_of(std::string_view url) {
  std::string host = fold_case(host_in(url));
  return host.starts_with("www.") ? host.substr(4) : host;
}

std::string_view site_of_host(std::string_view host) {
  constexpr std::size_t kLongestHost = 253;  // RFC 1035
  if (is_ip_address(host) || host.size() > kLongestHost) return host;
  const std::string copy(host);  // ends in a null byte, as libpsl needs it
  for (std::size_t begin = 0, dot; (dot = host.find('.', begin)) != npos; begin = dot + 1)
    if (psl_is_public_suffix2(psl_builtin(), copy.c_str() + dot + 1, PSL_TYPE_ICANN)) return host.substr(begin);
  return host;
}

std::string site_of(std::string_view url) { return std::string(site_of_host(host_of(url))); }

bool same_site(std::string_view url, std::string_view other) {
  const std::string site = site_of(url);
  return !site.empty() && site == site_of(other);
}

std::string_view path_of(std::string_view url) noexcept {
  const std::size_t begin = path_begin(url);
  if (begin == npos || begin == url.size() || url[begin] == '#') return "/";
  return url.substr(begin, url.find('#', begin) - begin);
}

}  // namespace winnow
