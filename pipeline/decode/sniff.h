#pragma once
// What bytes say about themselves before they are decoded: file type, charset, markup or text.

#include <string_view>

#include "pipeline/decode/charset.h"

namespace winnow::decode {

/// What the bytes are if they are no page: "a PDF file"; empty if they may be one.
std::string_view binary_kind(std::string_view bytes) noexcept;

/// The charset named by a byte order mark, and how many bytes the mark takes; {nullptr, 0}: none.
struct ByteOrderMark {
  const Charset* charset = nullptr;
  std::size_t length = 0;
};
ByteOrderMark byte_order_mark(std::string_view bytes) noexcept;

/// UTF-16 without a mark, told by the NUL in every other byte of its ASCII; else nullptr.
const Charset* unmarked_utf16(std::string_view bytes) noexcept;

/// The charset parameter of a Content-Type header, or nullptr.
const Charset* header_charset(std::string_view content_type) noexcept;

/// What `<meta charset>`, `<meta http-equiv=content-type>` or an XML declaration in the first
/// bytes names, or nullptr. UTF-16 there means UTF-8, as the bytes could be read at all.
/// https://html.spec.whatwg.org/multipage/parsing.html#prescan-a-byte-stream-to-determine-its-encoding
const Charset* declared_charset(std::string_view bytes);

/// The charset that uchardet, then ICU, takes the bytes to be in; windows-1252 if neither can say.
const Charset& guessed_charset(std::string_view bytes);

/// True if the bytes are UTF-8 but for a few broken sequences: a cut-off end, a stray byte.
bool mostly_utf8(std::string_view bytes) noexcept;

/// What a page is by its media type and its text (UTF-8).
enum class Markup { html, text, other };
Markup markup_of(std::string_view content_type, std::string_view text) noexcept;

}  // namespace winnow::decode
