#pragma once
// Base64 (RFC 4648, section 4): how the model files hold their numbers, as bytes in JSON.

#include <optional>
#include <string>
#include <string_view>

namespace winnow {

/// Padded with '='. Linear.
std::string to_base64(std::string_view bytes);

/// The bytes of a padded text; nothing where it is no base64. Linear.
std::optional<std::string> from_base64(std::string_view text);

}  // namespace winnow
