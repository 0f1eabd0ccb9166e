#pragma once
// What a request may look like before its body is read: checks of its head against smuggling (RFC 9112, section 6),
// against pages in a browser that reach for this machine (DNS rebinding), and against parameters that nobody reads.

#include <optional>
#include <string>
#include <string_view>

namespace httplib {
struct Request;
}  // namespace httplib

namespace winnow::serve {

/// True for a name of this machine alone: "localhost", "127.0.0.1", "::1"; not "127.evil.example".
bool is_loopback(std::string_view host);

/// A status and what is wrong.
struct Objection {
  int status = 400;
  std::string_view error = "bad_request";
  std::string detail;
};

/// Why a request is refused whatever it asks for: two lengths, a length and chunks, an unknown coding, a body where
/// none belongs; on loopback, a Host that is another machine's name or an Origin, which browsers send for pages of
/// others.
std::optional<Objection> objection_to(const httplib::Request& request, bool on_loopback);

}  // namespace winnow::serve
