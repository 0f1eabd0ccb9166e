#pragma once
// Addresses: resolving references (RFC 3986, section 5) and comparing sites.

#include <string>
#include <string_view>

namespace winnow {

/// "https://example.org/a/c" for "../c" on "https://example.org/a/b/d"; white space is trimmed.
/// "" when the reference has a scheme other than http(s), or is relative and `base` is not absolute.
std::string resolve_url(std::string_view base, std::string_view reference);

/// The host in lower case without "www.", user and port; "" if the address has none.
std::string host_of(std::string_view url);

/// The host's last two labels, three where the second level is one of the usual public ones
/// ("co.uk", "com.au"): near enough to the registrable domain for "is this the same site".
std::string_view site_of_host(std::string_view host) noexcept;
bool same_site(std::string_view url, std::string_view other);

/// Path with query, without fragment; "/" at least.
std::string_view path_of(std::string_view url) noexcept;

}  // namespace winnow
