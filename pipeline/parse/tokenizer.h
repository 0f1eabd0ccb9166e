#pragma once
// The tokenizer of the HTML standard, section 13.2.5
// (https://html.spec.whatwg.org/multipage/parsing.html#tokenization), over a whole page in memory.
// It finds where tokens begin and end and copies nothing; comments and bogus comments are skipped.
// The caller decides, as tree construction does in the standard, when raw text follows a tag.

#include <cstdint>
#include <string_view>
#include <vector>

#include "pipeline/document/dom.h"

namespace winnow {

/// A token: where it stands in the page.
struct Token {
  enum class Kind : std::uint8_t { text, cdata, start_tag, end_tag, doctype, end_of_page };
  Kind kind = Kind::end_of_page;
  Tag tag = Tag::unknown;               ///< tags only
  bool is_self_closing = false;         ///< tags only: ends with "/>"
  bool is_behind_comment = false;       ///< comments were skipped in front of it
  std::uint8_t noted_count = 0;         ///< start tags only: attributes noted, from noted_begin on
  std::uint32_t begin = 0, length = 0;  ///< tags with '<' and '>'; CDATA sections without brackets
  std::uint32_t name_length = 0;
  std::uint32_t noted_begin = 0;
};

/// A piece of the page.
struct ByteRange {
  std::uint32_t begin = 0, end = 0;
  bool empty() const noexcept { return begin == end; }
};

class Tokenizer {
 public:
  /// `page` must outlive the tokenizer. The places of noted attributes are appended to `noted`.
  Tokenizer(std::string_view page, std::vector<NotedAttribute>& noted) noexcept
      : begin_(page.data()), at_(begin_), end_(begin_ + page.size()), noted_(noted) {}

  /// The next token. `with_cdata`: inside svg and math, where CDATA sections exist.
  Token next(bool with_cdata);

  /// Behind a start tag: contents up to the end tag that matches, or the end of the page. The end
  /// tag itself is the next token. RAWTEXT and RCDATA states, 13.2.5.2–3 and 9–14.
  ByteRange raw_text(Tag tag) noexcept;
  /// Behind <script>: the same with the escaped states, 13.2.5.4 and 15–31.
  ByteRange script_data() noexcept;
  /// Behind <plaintext>: the rest of the page, 13.2.5.5.
  ByteRange plaintext() noexcept;

  std::string_view raw(const Token& token) const noexcept { return {begin_ + token.begin, token.length}; }
  std::string_view name(const Token& tag) const noexcept {
    return {begin_ + tag.begin + (tag.kind == Token::Kind::end_tag ? 2 : 1), tag.name_length};
  }
  std::uint32_t offset() const noexcept { return offset_of(at_); }
  void go_back_to(std::uint32_t offset) noexcept { at_ = begin_ + offset; }

 private:
  std::uint32_t offset_of(const char* at) const noexcept { return static_cast<std::uint32_t>(at - begin_); }
  std::size_t left(const char* from) const noexcept { return static_cast<std::size_t>(end_ - from); }
  const char* find(char c, const char* from) const noexcept;
  bool opens_markup(const char* less_than) const noexcept;
  bool is_end_tag_of(std::string_view name, const char* less_than) const noexcept;
  bool is_name_here(std::string_view name, const char* at) const noexcept;
  bool starts_here(std::string_view lower, const char* at) const noexcept;

  void read_text(Token& token) noexcept;
  bool read_tag(Token& token);
  bool read_attribute(Token& token);
  void note(Token& token, std::string_view name, std::string_view value);
  bool read_declaration(bool with_cdata, Token& token) noexcept;
  void skip_comment() noexcept;
  void skip_bogus_comment() noexcept;
  const char* end_of_escaped_script(const char* at) const noexcept;

  const char* begin_;
  const char* at_;
  const char* end_;
  std::vector<NotedAttribute>& noted_;
};

}  // namespace winnow
