#pragma once
// HTTP's content codings (RFC 9110, section 8.4.1): gzip, deflate, br (RFC 7932), zstd (RFC 8878).

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace winnow::read {

/// The bytes with one coding undone, up to one past `max_bytes`. Bytes that do not have the coding,
/// and those of a coding that is not known, come back as they are: many crawlers undo codings and
/// keep the header that names them. Data that breaks off gives what there is of it. nullopt: broken
/// from the start.
std::optional<std::string> without_coding(std::string_view coding, std::string_view bytes, std::size_t max_bytes);

}  // namespace winnow::read
