// Bytes become text. The order of who is believed about the charset: the byte order mark, the HTTP
// header, valid UTF-8 (no other charset looks like it by chance), the page's own declaration,
// statistics. A header or a declaration that says UTF-8 of bytes that are not is not believed.

#include "pipeline/decode/decode.h"

#include <algorithm>

#include "pipeline/base/nfc.h"
#include "pipeline/base/text.h"
#include "pipeline/decode/charset.h"
#include "pipeline/decode/sniff.h"

namespace winnow::stage {
namespace {

using decode::Charset;

Drop drop(Reason reason, std::string detail) { return {reason, Decode::name, std::move(detail)}; }

const Charset& charset_of(std::string_view bytes, std::string_view content_type) {
  const Charset* const header = decode::header_charset(content_type);
  if (header && header != &decode::utf8()) return *header;
  if (const Charset* utf16 = decode::unmarked_utf16(bytes)) return *utf16;
  const bool shifts_by_escapes = bytes.find("\x1B$") != std::string_view::npos;  // ISO-2022
  if (is_valid_utf8(bytes) && !shifts_by_escapes) return decode::utf8();
  if (decode::mostly_utf8(bytes)) return decode::utf8();
  const Charset* const declared = decode::declared_charset(bytes);
  if (declared && declared != &decode::utf8()) return *declared;
  return decode::guessed_charset(bytes);
}

std::string to_text(std::string&& bytes, std::size_t skip, const Charset& charset) {
  bytes.erase(0, skip);
  if (&charset != &decode::utf8()) return decode::to_utf8(bytes, charset);
  return is_valid_utf8(bytes) ? std::move(bytes) : replace_ill_formed(bytes);
}

/// Most characters outside ASCII came out as U+FFFD, and there are many of them.
bool is_garbage(std::string_view text) noexcept {
  std::size_t replaced = 0, others = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text.substr(i, 3) == "\xEF\xBF\xBD") ++replaced;
    else if (static_cast<unsigned char>(text[i]) >= 0xC0) ++others;
  }
  return replaced > 16 && replaced > others && replaced * 20 > text.size();
}

bool has_text(std::string_view text) noexcept { return !trim(text).empty(); }

}  // namespace

Result<Decoded> Decode::operator()(Page&& in) const {
  const Deadline deadline(limits.max_time_ms);
  for (std::string* stated : {&in.id, &in.url, &in.content_type, &in.crawled, &in.source.file})
    make_valid_utf8(*stated);
  if (in.bytes.empty()) return drop(Reason::empty, "no bytes");
  if (in.bytes.size() > limits.max_bytes)
    return drop(Reason::too_large, "more than " + std::to_string(limits.max_bytes) + " bytes");
  const auto mark = decode::byte_order_mark(in.bytes);
  if (!mark.charset)
    if (const auto kind = decode::binary_kind(in.bytes); !kind.empty())
      return drop(Reason::not_html, std::string(kind));

  const Charset& charset = mark.charset ? *mark.charset : charset_of(in.bytes, in.content_type);
  std::string text = to_text(std::move(in.bytes), mark.length, charset);
  in.bytes.clear();
  if (&charset != &decode::utf8() || text.find("\xEF\xBF\xBD") != std::string::npos)
    if (is_garbage(text)) return drop(Reason::undecodable, "no text as " + std::string(charset.name));
  if (text.find('\0') != std::string::npos) std::erase(text, '\0');
  if (!has_text(text)) return drop(Reason::empty, "white space only");
  text = to_nfc(std::move(text));
  if (deadline.passed()) return drop(Reason::too_slow, "normalizing the text");

  bool is_html = in.input == Input::html;
  if (in.input == Input::automatic) {
    const auto markup = decode::markup_of(in.content_type, text);
    if (markup == decode::Markup::other)
      return drop(Reason::not_html, in.content_type.empty() ? "a feed or other XML" : in.content_type);
    is_html = markup == decode::Markup::html;
  }
  return Decoded{.page = std::move(in),
                 .text = std::move(text),
                 .charset = std::string(charset.name),
                 .is_html = is_html,
                 .deadline = deadline};
}

}  // namespace winnow::stage
