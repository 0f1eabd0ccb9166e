#pragma once
// The document tree that the later stages walk: one array of nodes in document order, each with
// the index past its last descendant. A walk is a loop over indices, a subtree is a range, and
// nothing recurses. Nodes refer to the page's bytes; attributes and text are decoded when asked.

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "pipeline/document/tag.h"

namespace winnow {

struct Node {
  std::uint32_t parent = 0;  ///< index; the root is its own parent
  std::uint32_t end = 0;     ///< index past the last descendant; first child is self + 1 if < end
  std::uint32_t begin = 0;   ///< bytes into Dom::source: the start tag's '<', or the text
  std::uint32_t length = 0;  ///< bytes of the start tag with its '>', or of the text; 0: implied
  Tag tag = Tag::unknown;
  bool has_references = false;   ///< text only: holds '&', CR or controls that need decoding
  bool preformatted = false;     ///< text only: inside pre, textarea, listing, xmp or plaintext
  std::uint8_t noted_count = 0;  ///< its attributes in Dom::noted, from noted_begin on
  std::uint16_t depth = 0;       ///< levels below the root
  std::uint32_t noted_begin = 0;
};

/// The attributes whose places the parse writes down, because later stages ask for them on nearly
/// every element.
enum class Noted : std::uint8_t {
  class_,
  id,
  role,
  hidden,
  aria_hidden,
  aria_label,
  style,
  itemprop,
  property,
  href,
  data_testid,
  data_component,
  none
};

/// Which of these has that name, in any letter case; Noted::none for others.
Noted noted_from_name(std::string_view name) noexcept;

/// Where the value of such an attribute stands in Dom::source: without quotes, not decoded.
struct NotedAttribute {
  std::uint32_t begin = 0;
  std::uint32_t length : 24 = 0;  ///< at most 16 MiB; longer values are cut
  Noted name : 8 = Noted::none;
};

/// An element that later stages read but that is no part of the tree: meta, link, base, title,
/// and script (only `type=application/ld+json` and other JSON types), in document order. Other
/// scripts, style, template and svg are neither here nor in the tree.
struct Aside {
  Tag tag{};
  std::uint32_t begin = 0, length = 0;                  ///< start tag, in Dom::source
  std::uint32_t content_begin = 0, content_length = 0;  ///< script and title: raw contents
};

/// One attribute as it stands in the source: name as written, value without its quotes, raw.
struct RawAttribute {
  std::string_view name, value;
};

/// The attributes of a start tag, one at a time, by the standard's tokenizer rules
/// (https://html.spec.whatwg.org/multipage/parsing.html#before-attribute-name-state).
class AttributeReader {
 public:
  /// `start_tag` begins with '<' and the name; it ends with '>' unless the page was cut off.
  explicit AttributeReader(std::string_view start_tag) noexcept;
  /// False when there are no more. Duplicates come as they stand: the first one counts.
  bool next(RawAttribute& out) noexcept;

 private:
  const char* at_;
  const char* end_;
};

/// True when both are equal, ASCII letter case ignored; `lower` must be in lower case.
bool equals_ignoring_case(std::string_view any, std::string_view lower) noexcept;

/// Appends `raw` to `out` with its character references resolved, by the standard's rules:
/// "&amp;" → "&", "&eacute" → "é", "&#150;" → "–"; in attributes "&region" stays as it is. CR and
/// CR LF become LF, control characters U+FFFD, as in Gumbo; NUL in text is removed.
void append_decoded(std::string_view raw, bool in_attribute, std::string& out);

/// The same for text in which '&' is an ordinary character: only newlines and controls change.
void append_literal(std::string_view raw, std::string& out);

/// The tree of one page and the bytes it refers to. Movable; indices stay valid.
struct Dom {
  std::string source;       ///< the page in UTF-8; the plain path appends text that it decoded
  std::vector<Node> nodes;  ///< nodes[0] is <html>; empty for text dumps. White space between
                            ///< blocks may be missing; iframe, noembed and noframes are empty
  std::vector<Aside> asides;
  std::vector<NotedAttribute> noted;

  /// The noted attributes of an element, in source order; of duplicates the first counts. Far
  /// cheaper than AttributeReader or attribute(), which read the whole start tag again.
  std::span<const NotedAttribute> noted_of(const Node& n) const noexcept {
    return std::span(noted).subspan(n.noted_begin, n.noted_count);
  }
  /// One of them by name; null if it is absent or, of an element with 255 and more, may be.
  const NotedAttribute* find_noted(std::uint32_t node, Noted name) const noexcept;
  std::string_view raw(const NotedAttribute& a) const noexcept {
    return std::string_view(source).substr(a.begin, a.length);
  }

  std::string_view raw(const Node& n) const noexcept { return std::string_view(source).substr(n.begin, n.length); }
  std::string_view raw(const Aside& a) const noexcept { return std::string_view(source).substr(a.begin, a.length); }
  std::string_view contents(const Aside& a) const noexcept {
    return std::string_view(source).substr(a.content_begin, a.content_length);
  }

  /// The nearest element above `node`, or itself, with that tag; 0 if there is none.
  std::uint32_t ancestor_with_tag(std::uint32_t node, Tag tag) const noexcept {
    while (node != 0 && nodes[node].tag != tag) node = nodes[node].parent;
    return node;
  }

  /// The element's name in lower case, custom elements' too: "amp-img".
  std::string name_of(std::uint32_t node) const;

  /// The decoded value of an attribute, "" if it is absent or empty. `name` in lower case.
  std::string attribute(std::uint32_t node, std::string_view name) const;
  bool has_attribute(std::uint32_t node, std::string_view name) const noexcept;

  /// Appends the decoded text of one text node, white space as it stands.
  void append_text(std::uint32_t node, std::string& out) const;

  /// All text below a node, white space collapsed.
  std::string text_of(std::uint32_t node) const;
};

/// The decoded value of `name` in a start tag, "" if absent. The same as Dom::attribute for asides.
std::string attribute_of(std::string_view start_tag, std::string_view name);

/// True for the start tag of a script that holds JSON-LD.
bool is_json_ld(std::string_view start_tag);

/// True for the start tag of a script that holds data: its type names JSON.
bool is_json_script(std::string_view start_tag);

}  // namespace winnow
