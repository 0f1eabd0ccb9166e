#pragma once
// Addresses: resolving references (RFC 3986, section 5), their hosts and sites. A site is what one
// registrant runs: its domain below a suffix of a registry, by the list (https://publicsuffix.org) that
// is built into libpsl, so that the same library gives the same sites on every machine. The list's
// private suffixes are left out: all of blogspot.com is one site, since its pages share their layouts,
// which is what cross-validation must not see in both parts, and its name is no page's title.

#include <string>
#include <string_view>

namespace winnow {

/// "https://example.org/a/c" for "../c" on "https://example.org/a/b/d"; white space is trimmed.
/// "" when the reference has a scheme other than http(s), or is relative and `base` is no address of http(s).
std::string resolve_url(std::string_view base, std::string_view reference);

/// The host as it stands in the address, without user and port; "" if the address has none. A view
/// of `url`.
std::string_view host_in(std::string_view url) noexcept;

/// The host in lower case without "www.", user and port; "" if the address has none.
std::string host_of(std::string_view url);

/// The registrable domain of a host in lower case: "example.co.uk" of "news.example.co.uk". The host
/// itself if it has none: an IP address, a public suffix. A view of `host`.
std::string_view site_of_host(std::string_view host);
/// The same of an address's host; "" if the address has none.
std::string site_of(std::string_view url);
/// True if both have the same site. Addresses without a host have none.
bool same_site(std::string_view url, std::string_view other);

/// Path with query, without fragment; "/" at least.
std::string_view path_of(std::string_view url) noexcept;

}  // namespace winnow
