// What bytes say about themselves. File types go by the magic numbers that crawls are full of;
// charsets by the standard's prescan, then by statistics: uchardet first, since ICU's detector
// calls windows-1258 and VISCII Latin-1. Both see a window around the first bytes outside ASCII,
// because the head of a page is ASCII in any charset.

#include "pipeline/decode/sniff.h"

#include <uchardet/uchardet.h>
#include <unicode/ucsdet.h>

#include <algorithm>
#include <array>
#include <memory>
#include <string>

#include "pipeline/base/ascii.h"
#include "pipeline/base/text.h"
#include "pipeline/document/dom.h"

namespace winnow::decode {
namespace {

using namespace std::string_view_literals;

struct Magic {
  std::string_view bytes;
  std::string_view kind;
};

constexpr Magic kMagic[] = {
    {"%PDF-"sv, "a PDF file"},
    {"\x89PNG"sv, "a PNG image"},
    {"GIF8"sv, "a GIF image"},
    {"\xFF\xD8\xFF"sv, "a JPEG image"},
    {"RIFF"sv, "a RIFF file (WebP, WAV or AVI)"},
    {"PK\x03\x04"sv, "a ZIP archive"},
    {"\x1F\x8B"sv, "gzip data"},
    {"\x28\xB5\x2F\xFD"sv, "zstd data"},
    {"BZh"sv, "bzip2 data"},
    {"\xFD"
     "7zXZ"sv,
     "xz data"},
    {"7z\xBC\xAF"sv, "a 7z archive"},
    {"Rar!"sv, "a RAR archive"},
    {"\xD0\xCF\x11\xE0"sv, "an Office document"},
    {"\x7F"
     "ELF"sv,
     "a program"},
    {"OggS"sv, "an Ogg file"},
    {"ID3"sv, "an MP3 file"},
    {"wOFF"sv, "a font"},
    {"wOF2"sv, "a font"},
    {"{\\rtf"sv, "an RTF document"},
    {"%!PS"sv, "a PostScript file"},
};

/// Bytes that text in no charset has many of; ESC is left to ISO-2022-JP.
bool is_binary_byte(unsigned char byte) noexcept {
  return byte < 0x09 || byte == 0x0B || (byte > 0x0D && byte < 0x20 && byte != 0x1B);
}

constexpr std::size_t kSniffedBytes = 4096;

/// The value after `key` and '=' in a header or a meta's content: "charset=X" → X.
std::string_view parameter(std::string_view text, std::string_view key) noexcept {
  for (std::size_t at = 0; at + key.size() < text.size(); ++at) {
    if (!starts_with_ignoring_case(text.substr(at), key)) continue;
    std::size_t from = text.find_first_not_of(" \t\r\n", at + key.size());
    if (from == std::string_view::npos || text[from] != '=') continue;
    from = text.find_first_not_of(" \t\r\n\"'", from + 1);
    if (from == std::string_view::npos) return {};
    return text.substr(from, text.find_first_of(" \t\r\n\"';,", from) - from);
  }
  return {};
}

const Charset* meta_charset(std::string_view start_tag) {
  std::string_view charset, content, http_equiv;
  AttributeReader attributes(start_tag);
  for (RawAttribute a; attributes.next(a);) {
    if (equals_ignoring_case(a.name, "charset")) charset = a.value;
    if (equals_ignoring_case(a.name, "content")) content = a.value;
    if (equals_ignoring_case(a.name, "http-equiv")) http_equiv = a.value;
  }
  if (charset.empty() && equals_ignoring_case(http_equiv, "content-type")) charset = parameter(content, "charset");
  return find_charset(charset);
}

/// The bytes around the first one outside ASCII, where statistics have something to count.
std::string_view window_for_guessing(std::string_view bytes, std::size_t size) noexcept {
  const auto first = std::find_if(bytes.begin(), bytes.end(), [](char c) { return c < 0 || c == 0x1B; });
  const auto at = static_cast<std::size_t>(first - bytes.begin());
  return bytes.substr(at > 256 ? at - 256 : 0, size);
}

const Charset* guess_by_uchardet(std::string_view bytes) {
  const std::unique_ptr<uchardet, decltype(&uchardet_delete)> detector(uchardet_new(), &uchardet_delete);
  if (uchardet_handle_data(detector.get(), bytes.data(), bytes.size()) != 0) return nullptr;
  uchardet_data_end(detector.get());
  return find_charset(uchardet_get_charset(detector.get()));
}

const Charset* guess_by_icu(std::string_view bytes) {
  UErrorCode status = U_ZERO_ERROR;
  const std::unique_ptr<UCharsetDetector, decltype(&ucsdet_close)> detector(ucsdet_open(&status), &ucsdet_close);
  ucsdet_enableInputFilter(detector.get(), true);
  ucsdet_setText(detector.get(), bytes.data(), static_cast<std::int32_t>(bytes.size()), &status);
  const UCharsetMatch* match = ucsdet_detect(detector.get(), &status);
  if (U_FAILURE(status) || match == nullptr) return nullptr;
  const char* name = ucsdet_getName(match, &status);
  return U_SUCCESS(status) ? find_charset(name) : nullptr;
}

/// The name of the first element, behind white space, comments, doctype and declarations.
std::string_view root_name(std::string_view text) noexcept {
  for (std::size_t at = 0; at < text.size();) {
    at = text.find_first_not_of(" \t\r\n\f", at);
    if (at == std::string_view::npos || text[at] != '<' || at + 1 >= text.size()) return {};
    const char next = text[at + 1];
    if (is_ascii_letter(next)) {
      const std::size_t end = text.find_first_of(" \t\r\n\f/>", at + 1);
      return text.substr(at + 1, end == std::string_view::npos ? end : end - at - 1);
    }
    if (next != '!' && next != '?') return {};
    const bool is_comment = text.substr(at).starts_with("<!--");
    const std::size_t end = text.find(is_comment ? "-->"sv : ">"sv, at + 2);
    if (end == std::string_view::npos) return "!";
    at = end + (is_comment ? 3 : 1);
  }
  return {};
}

bool has_end_tags(std::string_view text, std::size_t wanted) noexcept {
  for (std::size_t at = text.find("</"); at != std::string_view::npos; at = text.find("</", at + 2))
    if (at + 2 < text.size() && is_ascii_letter(text[at + 2]) && --wanted == 0) return true;
  return false;
}

/// Media types that are no page whatever their bytes look like.
bool is_foreign_type(std::string_view media_type) noexcept {
  constexpr std::string_view kForeign[] = {"image/",
                                           "audio/",
                                           "video/",
                                           "font/",
                                           "model/",
                                           "text/css",
                                           "text/javascript",
                                           "text/csv",
                                           "application/pdf",
                                           "application/zip",
                                           "application/json",
                                           "application/javascript",
                                           "application/rss+xml",
                                           "application/atom+xml",
                                           "application/x-shockwave-flash"};
  return std::any_of(std::begin(kForeign), std::end(kForeign),
                     [&](std::string_view type) { return starts_with_ignoring_case(media_type, type); });
}

}  // namespace

std::string_view binary_kind(std::string_view bytes) noexcept {
  for (const Magic& magic : kMagic)
    if (bytes.starts_with(magic.bytes)) return magic.kind;
  if (bytes.size() > 12 && bytes.substr(4, 4) == "ftyp") return "an MP4 file";
  const std::string_view head = bytes.substr(0, kSniffedBytes);
  const auto odd =
      std::count_if(head.begin(), head.end(), [](char c) { return is_binary_byte(static_cast<unsigned char>(c)); });
  const bool is_binary = static_cast<std::size_t>(odd) * 10 > head.size();
  return is_binary && unmarked_utf16(bytes) == nullptr ? "binary data" : "";
}

ByteOrderMark byte_order_mark(std::string_view bytes) noexcept {
  if (bytes.starts_with("\xEF\xBB\xBF")) return {&utf8(), 3};
  if (bytes.starts_with("\xFF\xFE")) return {find_charset("utf-16le"), 2};
  if (bytes.starts_with("\xFE\xFF")) return {find_charset("utf-16be"), 2};
  return {};
}

const Charset* unmarked_utf16(std::string_view bytes) noexcept {
  const std::string_view head = bytes.substr(0, kSniffedBytes & ~std::size_t{1});
  std::array<std::size_t, 2> nuls{};
  for (std::size_t i = 0; i < head.size(); ++i) nuls[i & 1] += head[i] == '\0';
  const std::size_t many = head.size() / 4;
  if (many == 0) return nullptr;
  if (nuls[1] >= many && nuls[0] * 8 < nuls[1]) return find_charset("utf-16le");
  if (nuls[0] >= many && nuls[1] * 8 < nuls[0]) return find_charset("utf-16be");
  return nullptr;
}

const Charset* header_charset(std::string_view content_type) noexcept {
  return find_charset(parameter(content_type, "charset"));
}

const Charset* declared_charset(std::string_view bytes) {
  const std::string_view head = bytes.substr(0, kSniffedBytes);
  const Charset* found = nullptr;
  if (head.starts_with("<?xml")) found = find_charset(parameter(head.substr(0, head.find("?>")), "encoding"));
  for (std::size_t at = head.find('<'); at != std::string_view::npos && !found; at = head.find('<', at + 1)) {
    const std::string_view rest = head.substr(at);
    if (rest.starts_with("<!--")) {
      at = head.find("-->", at + 4);
      if (at == std::string_view::npos) break;
    } else if (starts_with_ignoring_case(rest, "<meta")) {
      found = meta_charset(rest.substr(0, rest.find('>') + 1));
    }
  }
  return found && found->name.starts_with("utf-16") ? &utf8() : found;
}

const Charset& guessed_charset(std::string_view bytes) {
  constexpr std::size_t kUchardetBytes = 64 << 10, kIcuBytes = 8 << 10;
  if (const Charset* found = guess_by_uchardet(window_for_guessing(bytes, kUchardetBytes))) return *found;
  if (const Charset* found = guess_by_icu(window_for_guessing(bytes, kIcuBytes))) return *found;
  return *find_charset("windows-1252");
}

bool mostly_utf8(std::string_view bytes) noexcept {
  std::size_t whole = 0, broken = 0;
  for (const char *at = bytes.data(), *end = at + bytes.size(); at < end;) {
    if (*at >= 0) {
      ++at;
      continue;
    }
    const char* const start = at;
    next_code_point(at, end);
    ++(at - start > 1 ? whole : broken);
  }
  return whole > 4 * broken;
}

Markup markup_of(std::string_view content_type, std::string_view text) noexcept {
  const std::string_view media_type = trim(content_type.substr(0, content_type.find(';')));
  if (is_foreign_type(media_type)) return Markup::other;
  const std::string_view head = text.substr(0, 16 * kSniffedBytes);
  const std::string_view root = root_name(head);
  for (const std::string_view feed : {"rss"sv, "feed"sv, "urlset"sv, "sitemapindex"sv, "svg"sv, "rdf:rdf"sv})
    if (equals_ignoring_case(root, feed)) return Markup::other;
  if (equals_ignoring_case(media_type, "text/html") || equals_ignoring_case(media_type, "application/xhtml+xml") ||
      equals_ignoring_case(root, "html"))
    return Markup::html;
  if (equals_ignoring_case(media_type, "text/plain")) return Markup::text;
  return !root.empty() || has_end_tags(head, 3) ? Markup::html : Markup::text;
}

}  // namespace winnow::decode
