// Element names and their numbers. The way back from a name is a perfect hash: the multiplier is
// found while compiling, by trying odd numbers until no two names share a slot, so a lookup is one
// multiplication, one load and one comparison. The tokenizer asks once for every tag of a page.

#include "pipeline/document/tag.h"

#include "pipeline/document/dom.h"

namespace winnow {
namespace {

// clang-format off
constexpr std::array<std::string_view, kTagCount> kNames = {
  "#text", "",
  "a", "abbr", "acronym", "address", "applet", "area", "article", "aside", "audio", "b", "base",
  "basefont", "bdi", "bdo", "bgsound", "big", "blink", "blockquote", "body", "br", "button",
  "canvas", "caption", "center", "cite", "code", "col", "colgroup", "command", "data", "datalist",
  "dd", "del", "details", "dfn", "dialog", "dir", "div", "dl", "dt", "em", "embed", "fieldset",
  "figcaption", "figure", "font", "footer", "form", "frame", "frameset", "h1", "h2", "h3", "h4",
  "h5", "h6", "head", "header", "hgroup", "hr", "html", "i", "iframe", "image", "img", "input",
  "ins", "isindex", "kbd", "keygen", "label", "legend", "li", "link", "listing", "main", "map",
  "mark", "marquee", "math", "menu", "menuitem", "meta", "meter", "nav", "nobr", "noembed",
  "noframes", "noscript", "object", "ol", "optgroup", "option", "output", "p", "param", "picture",
  "plaintext", "pre", "progress", "q", "rb", "rp", "rt", "rtc", "ruby", "s", "samp", "script",
  "search", "section", "select", "slot", "small", "source", "spacer", "span", "strike", "strong",
  "style", "sub", "summary", "sup", "svg", "table", "tbody", "td", "template", "textarea", "tfoot",
  "th", "thead", "time", "title", "tr", "track", "tt", "u", "ul", "var", "video", "wbr", "xmp"};
// clang-format on
static_assert(kNames.back() == "xmp");

constexpr std::size_t kFirstName = 2;  // "#text" and "" are no element names
constexpr std::size_t kLongest = 10;
constexpr unsigned kHashBits = 12;

/// The first eight bytes as a number, ASCII letters in lower case, zeros behind a shorter name.
constexpr std::uint64_t key_of(std::string_view name) noexcept {
  std::uint64_t key = 0;
  const std::size_t length = name.size() < 8 ? name.size() : 8;
  for (std::size_t i = 0; i < length; ++i)
    key |= static_cast<std::uint64_t>(static_cast<unsigned char>(name[i]) | 0x20u) << (8 * i);
  return key + name.size();
}

constexpr std::size_t slot_of(std::uint64_t key, std::uint64_t multiplier) noexcept {
  return static_cast<std::size_t>((key * multiplier) >> (64 - kHashBits));
}

struct NameTable {
  std::uint64_t multiplier = 0;
  std::array<std::uint8_t, std::size_t{1} << kHashBits> tags{};
};

constexpr bool fill(NameTable& table) {
  table.tags = {};
  for (std::size_t tag = kFirstName; tag < kTagCount; ++tag) {
    std::uint8_t& slot = table.tags[slot_of(key_of(kNames[tag]), table.multiplier)];
    if (slot) return false;
    slot = static_cast<std::uint8_t>(tag);
  }
  return true;
}

constexpr NameTable make_name_table() {
  NameTable table;
  table.multiplier = 0x9E3779B97F4A7C15u;
  while (!fill(table)) table.multiplier = table.multiplier * 0x5851F42D4C957F2Du + 2;
  return table;
}

constexpr NameTable kTable = make_name_table();

}  // namespace

std::string_view name(Tag tag) noexcept { return kNames[static_cast<std::size_t>(tag)]; }

Tag tag_from_name(std::string_view name) noexcept {
  if (name.empty() || name.size() > kLongest) return Tag::unknown;
  const std::size_t tag = kTable.tags[slot_of(key_of(name), kTable.multiplier)];
  return tag && equals_ignoring_case(name, kNames[tag]) ? static_cast<Tag>(tag) : Tag::unknown;
}

}  // namespace winnow
