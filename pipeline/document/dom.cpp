// Reading the tree: names, attributes and text of nodes, decoded when somebody asks.

#include "pipeline/document/dom.h"

#include "pipeline/base/ascii.h"
#include "pipeline/base/text.h"

namespace winnow {
namespace {

/// The name in a start tag, as written: "DIV" of "<DIV class=a>".
std::string_view name_in(std::string_view start_tag) noexcept {
  const std::size_t begin = start_tag.find_first_not_of("</");
  if (begin == std::string_view::npos) return {};
  return start_tag.substr(begin, start_tag.find_first_of(" \t\n\r\f/>", begin) - begin);
}

}  // namespace

std::string Dom::name_of(std::uint32_t node) const {
  const Node& n = nodes[node];
  if (n.tag != Tag::unknown) return std::string(name(n.tag));
  std::string lower(name_in(raw(n)));
  for (char& c : lower) c = ascii_lower(c);
  return lower;
}

const NotedAttribute* Dom::find_noted(std::uint32_t node, Noted name) const noexcept {
  for (const NotedAttribute& attribute : noted_of(nodes[node]))
    if (attribute.name == name) return &attribute;
  return nullptr;
}

std::string Dom::attribute(std::uint32_t node, std::string_view name) const {
  std::string value;
  if (nodes[node].tag == Tag::text) return value;
  if (const Noted known = noted_from_name(name); known == Noted::none || nodes[node].noted_count == 255)
    value = attribute_of(raw(nodes[node]), name);
  else if (const NotedAttribute* attribute = find_noted(node, known)) append_decoded(raw(*attribute), true, value);
  return value;
}

bool Dom::has_attribute(std::uint32_t node, std::string_view name) const noexcept {
  if (nodes[node].tag == Tag::text) return false;
  if (const Noted known = noted_from_name(name); known != Noted::none && nodes[node].noted_count < 255)
    return find_noted(node, known) != nullptr;
  AttributeReader reader(raw(nodes[node]));
  for (RawAttribute attribute; reader.next(attribute);)
    if (equals_ignoring_case(attribute.name, name)) return true;
  return false;
}

void Dom::append_text(std::uint32_t node, std::string& out) const {
  const Node& n = nodes[node];
  if (n.has_references) append_decoded(raw(n), false, out);
  else out.append(raw(n));
}

std::string Dom::text_of(std::uint32_t node) const {
  std::string text;
  for (std::uint32_t i = node; i < nodes[node].end; ++i)
    if (nodes[i].tag == Tag::text) append_text(i, text);
  return collapse_space(text);
}

}  // namespace winnow
