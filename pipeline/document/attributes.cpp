// Attributes of a start tag, read on demand from the page's own bytes, by the tokenizer states
// 13.2.5.32–39 of the HTML standard
// (https://html.spec.whatwg.org/multipage/parsing.html#before-attribute-name-state). Nothing is
// copied until a caller asks for a decoded value.

#include "pipeline/base/ascii.h"
#include "pipeline/base/text.h"
#include "pipeline/document/dom.h"

namespace winnow {
namespace {

/// 13.2.5.37–39: the value from its first byte on, or its quote; leaves `at` behind it.
std::string_view read_value(const char*& at, const char* end) noexcept {
  const auto view = [](const char* from, const char* to) {
    return std::string_view(from, static_cast<std::size_t>(to - from));
  };
  if (at == end || *at == '>') return {};
  if (*at == '"' || *at == '\'') {
    const char quote = *at++;
    const char* from = at;
    while (at < end && *at != quote) ++at;
    const char* to = at;
    if (at < end) ++at;
    return view(from, to);
  }
  const char* from = at;
  while (at < end && !is_html_space(*at) && *at != '>') ++at;
  return view(from, at);
}

}  // namespace

AttributeReader::AttributeReader(std::string_view start_tag) noexcept
    : at_(start_tag.data()), end_(start_tag.data() + start_tag.size()) {
  if (at_ < end_) ++at_;  // '<'
  if (at_ < end_ && *at_ == '/') ++at_;
  while (at_ < end_ && !is_html_space(*at_) && *at_ != '/' && *at_ != '>') ++at_;
}

bool AttributeReader::next(RawAttribute& out) noexcept {
  while (at_ < end_ && (is_html_space(*at_) || *at_ == '/')) ++at_;
  if (at_ == end_ || *at_ == '>') return false;

  const char* from = at_++;  // a '=' here belongs to the name
  while (at_ < end_ && !is_html_space(*at_) && *at_ != '/' && *at_ != '>' && *at_ != '=') ++at_;
  out.name = {from, static_cast<std::size_t>(at_ - from)};

  while (at_ < end_ && is_html_space(*at_)) ++at_;
  out.value = {};
  if (at_ < end_ && *at_ == '=') {
    ++at_;
    while (at_ < end_ && is_html_space(*at_)) ++at_;
    out.value = read_value(at_, end_);
  }
  return true;
}

bool equals_ignoring_case(std::string_view any, std::string_view in_lower) noexcept {
  if (any.size() != in_lower.size()) return false;
  for (std::size_t i = 0; i < any.size(); ++i)
    if (ascii_lower(any[i]) != in_lower[i]) return false;
  return true;
}

Noted noted_from_name(std::string_view name) noexcept {
  const auto is = [name](std::string_view known, Noted noted) {
    return equals_ignoring_case(name, known) ? noted : Noted::none;
  };
  const char first = name.empty() ? '\0' : ascii_lower(name[0]);
  switch (name.size()) {
    case 2:
      return is("id", Noted::id);
    case 4:
      return first == 'h' ? is("href", Noted::href) : is("role", Noted::role);
    case 5:
      return first == 'c' ? is("class", Noted::class_) : is("style", Noted::style);
    case 6:
      return is("hidden", Noted::hidden);
    case 8:
      return first == 'i' ? is("itemprop", Noted::itemprop) : is("property", Noted::property);
    case 10:
      return is("aria-label", Noted::aria_label);
    case 11:
      return first == 'a' ? is("aria-hidden", Noted::aria_hidden) : is("data-testid", Noted::data_testid);
    case 14:
      return is("data-component", Noted::data_component);
    default:
      return Noted::none;
  }
}

std::string attribute_of(std::string_view start_tag, std::string_view name) {
  AttributeReader reader(start_tag);
  std::string value;
  for (RawAttribute attribute; reader.next(attribute);) {
    if (!equals_ignoring_case(attribute.name, name)) continue;
    append_decoded(attribute.value, true, value);
    break;
  }
  return value;
}

bool is_json_ld(std::string_view start_tag) {
  return fold_case(attribute_of(start_tag, "type")).find("ld+json") != std::string::npos;
}

bool is_json_script(std::string_view start_tag) {
  std::string type = attribute_of(start_tag, "type");
  for (char& c : type) c = ascii_lower(c);
  return type.find("json") != std::string::npos;
}

}  // namespace winnow
