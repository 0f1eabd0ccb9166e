#include "pipeline/parse/tokenizer.h"

#include <algorithm>
#include <array>
#include <cstring>

namespace winnow {
namespace {

enum ByteClass : std::uint8_t { kSpace = 1, kEndsName = 2, kEndsAttributeName = 4, kLetter = 8 };

constexpr std::array<std::uint8_t, 256> make_classes() {
  std::array<std::uint8_t, 256> classes{};
  for (char c : {' ', '\t', '\n', '\f', '\r'})
    classes[static_cast<unsigned char>(c)] = kSpace | kEndsName | kEndsAttributeName;
  classes['/'] = kEndsName | kEndsAttributeName;
  classes['>'] = kEndsName | kEndsAttributeName;
  classes['='] = kEndsAttributeName;
  for (unsigned c = 'a'; c <= 'z'; ++c) classes[c] = classes[c - 'a' + 'A'] = kLetter;
  return classes;
}

constexpr std::size_t kLongestNoted = (std::size_t{1} << 24) - 1;
constexpr std::array<std::uint8_t, 256> kClasses = make_classes();

std::string_view view(const char* from, const char* to) noexcept { return {from, static_cast<std::size_t>(to - from)}; }

bool is(char c, ByteClass byte_class) noexcept { return kClasses[static_cast<unsigned char>(c)] & byte_class; }

}  // namespace

const char* Tokenizer::find(char c, const char* from) const noexcept {
  if (from >= end_) return end_;
  const void* found = std::memchr(from, c, left(from));
  return found ? static_cast<const char*>(found) : end_;
}

/// ASCII letter case ignored; false at the end of the page.
bool Tokenizer::starts_here(std::string_view lower, const char* at) const noexcept {
  return left(at) >= lower.size() && equals_ignoring_case({at, lower.size()}, lower);
}

/// True when `name` stands at `at` and white space, '/' or '>' follows.
bool Tokenizer::is_name_here(std::string_view name, const char* at) const noexcept {
  return left(at) > name.size() && is(at[name.size()], kEndsName) && starts_here(name, at);
}

/// "Appropriate end tag token", 13.2.5.
bool Tokenizer::is_end_tag_of(std::string_view name, const char* less_than) const noexcept {
  return left(less_than) > 2 && less_than[1] == '/' && is_name_here(name, less_than + 2);
}

/// 13.2.5.6–7, tag open state and end tag open state: anything else is text.
bool Tokenizer::opens_markup(const char* less_than) const noexcept {
  if (left(less_than) < 2) return false;
  const char next = less_than[1];
  return is(next, kLetter) || next == '!' || next == '?' || (next == '/' && left(less_than) > 2);
}

Token Tokenizer::next(bool with_cdata) {
  Token token;
  while (at_ < end_) {
    token.begin = offset();
    if (*at_ != '<' || !opens_markup(at_)) {
      read_text(token);
      return token;
    }
    const char next = at_[1];
    if (next == '!') {
      if (read_declaration(with_cdata, token)) return token;
      token.is_behind_comment = true;
    } else if (is(next, kLetter) || (next == '/' && is(at_[2], kLetter))) {
      if (read_tag(token)) return token;
    } else {
      if (!starts_here("</>", at_)) token.is_behind_comment = true;  // that is nothing at all
      skip_bogus_comment();
    }
  }
  token.kind = Token::Kind::end_of_page;
  token.begin = offset();
  return token;
}

/// 13.2.5.1, data state, up to the next '<' that opens markup.
void Tokenizer::read_text(Token& token) noexcept {
  token.kind = Token::Kind::text;
  do at_ = find('<', at_ + 1);
  while (at_ < end_ && !opens_markup(at_));
  token.length = offset() - token.begin;
}

/// 13.2.5.8, tag name state, to 13.2.5.40. False when the page ends inside of the tag: then there
/// is no token.
bool Tokenizer::read_tag(Token& token) {
  const bool is_end_tag = at_[1] == '/';
  token.kind = is_end_tag ? Token::Kind::end_tag : Token::Kind::start_tag;
  at_ += is_end_tag ? 2 : 1;
  const char* const name = at_;
  while (at_ < end_ && !is(*at_, kEndsName)) ++at_;
  token.name_length = offset_of(at_) - offset_of(name);
  token.tag = tag_from_name({name, token.name_length});
  token.noted_begin = static_cast<std::uint32_t>(noted_.size());

  while (at_ < end_ && *at_ != '>')
    if (!read_attribute(token)) break;
  if (at_ == end_) {
    noted_.resize(token.noted_begin);
    return false;
  }
  token.is_self_closing = at_[-1] == '/' && token.is_self_closing;
  ++at_;
  token.length = offset() - token.begin;
  return true;
}

/// 13.2.5.32–40: white space and '/', then one attribute unless the tag ends. False at its end.
bool Tokenizer::read_attribute(Token& token) {
  while (at_ < end_ && (is(*at_, kSpace) || *at_ == '/')) ++at_;
  token.is_self_closing = at_[-1] == '/';
  if (at_ == end_ || *at_ == '>') return false;

  const char* const name = at_++;  // a '=' here belongs to the name
  while (at_ < end_ && !is(*at_, kEndsAttributeName)) ++at_;
  const std::string_view name_view = view(name, at_);
  token.is_self_closing = false;
  while (at_ < end_ && is(*at_, kSpace)) ++at_;
  if (at_ == end_ || *at_ != '=') {
    note(token, name_view, {});
    return true;
  }
  ++at_;
  while (at_ < end_ && is(*at_, kSpace)) ++at_;
  if (at_ == end_) return false;
  const char* value = at_;
  if (*at_ == '"' || *at_ == '\'') {
    ++value;
    at_ = find(*at_, value);
    note(token, name_view, view(value, at_));
    if (at_ < end_) ++at_;
  } else {
    while (at_ < end_ && !is(*at_, kSpace) && *at_ != '>') ++at_;
    note(token, name_view, view(value, at_));
  }
  return true;
}

void Tokenizer::note(Token& token, std::string_view name, std::string_view value) {
  if (token.kind == Token::Kind::end_tag || token.noted_count == 255) return;
  const Noted noted = noted_from_name(name);
  if (noted == Noted::none) return;
  NotedAttribute place{.name = noted};
  if (!value.empty()) place.begin = offset_of(value.data());
  place.length = static_cast<std::uint32_t>(std::min(value.size(), kLongestNoted)) & kLongestNoted;
  noted_.push_back(place);
  ++token.noted_count;
}

/// 13.2.5.42, markup declaration open state. True when it gives a token.
bool Tokenizer::read_declaration(bool with_cdata, Token& token) noexcept {
  if (starts_here("<!--", at_)) {
    skip_comment();
    return false;
  }
  if (with_cdata && left(at_) >= 9 && std::memcmp(at_, "<![CDATA[", 9) == 0) {
    token.kind = Token::Kind::cdata;
    at_ += 9;
    token.begin = offset();
    const std::string_view rest(at_, left(at_));
    const std::size_t length = std::min(rest.find("]]>"), rest.size());
    token.length = static_cast<std::uint32_t>(length);
    at_ += std::min(length + 3, rest.size());
    return true;
  }
  const bool is_doctype = starts_here("<!doctype", at_);
  skip_bogus_comment();
  token.kind = Token::Kind::doctype;
  token.length = offset() - token.begin;
  return is_doctype;
}

/// 13.2.5.43–52: ends with "-->" or "--!>"; "<!-->" and "<!--->" are whole comments.
void Tokenizer::skip_comment() noexcept {
  const char* const text = at_ + 4;
  if (starts_here(">", text) || starts_here("->", text)) {
    at_ = find('>', text) + 1;
    return;
  }
  for (const char* end = find('>', text); end < end_; end = find('>', end + 1)) {
    const auto length = end - text;
    if ((length >= 2 && end[-1] == '-' && end[-2] == '-') ||
        (length >= 3 && end[-1] == '!' && end[-2] == '-' && end[-3] == '-')) {
      at_ = end + 1;
      return;
    }
  }
  at_ = end_;
}

/// 13.2.5.41, bogus comment state; doctypes end in the same way.
void Tokenizer::skip_bogus_comment() noexcept {
  at_ = find('>', at_);
  if (at_ < end_) ++at_;
}

ByteRange Tokenizer::raw_text(Tag tag) noexcept {
  const std::string_view element = winnow::name(tag);
  const std::uint32_t from = offset();
  at_ = find('<', at_);
  while (at_ < end_ && !is_end_tag_of(element, at_)) at_ = find('<', at_ + 1);
  return {from, offset()};
}

ByteRange Tokenizer::script_data() noexcept {
  const std::uint32_t from = offset();
  at_ = find('<', at_);
  while (at_ < end_ && !is_end_tag_of("script", at_)) {
    if (!starts_here("<!--", at_)) {
      at_ = find('<', at_ + 1);
      continue;
    }
    at_ = end_of_escaped_script(at_ + 2);
    if (at_ < end_ && *at_ != '<') at_ = find('<', at_);
  }
  return {from, offset()};
}

/// 13.2.5.18–31, from the dashes of "<!--" on: behind the "-->" that ends the escape, or at the
/// "</script" that ends the element in its midst.
const char* Tokenizer::end_of_escaped_script(const char* at) const noexcept {
  bool is_double_escaped = false;
  for (; at < end_; ++at) {
    if (starts_here("-->", at)) return at + 3;
    if (*at != '<') continue;
    const bool is_end_tag = is_end_tag_of("script", at);
    if (is_double_escaped && is_end_tag) is_double_escaped = false;
    else if (is_end_tag) return at;
    else if (is_name_here("script", at + 1)) is_double_escaped = true;
  }
  return end_;
}

ByteRange Tokenizer::plaintext() noexcept {
  const std::uint32_t from = offset();
  at_ = end_;
  return {from, offset()};
}

}  // namespace winnow
