#pragma once
// The proof that the skeleton is as good as the page: the text that a reader sees, block by block,
// and the tree of elements must be the same whether Gumbo gets the skeleton or the page itself.
//
// What may differ, and nothing else: where text nodes part, and those of white space alone, which a
// reader does not see; control characters; the attributes of <html> and <body> written late, which
// only the skeleton finds. A page deeper than the limit is not comparable. One on which formatting
// elements of one name but with other attributes stay open is comparable without these attributes
// (with_formatting_alike): to the skeleton such elements are equal, so that no more than three are
// opened again (13.2.4.3).

#include <algorithm>
#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "pipeline/base/text.h"
#include "pipeline/document/tag_sets.h"
#include "pipeline/parse/gumbo.h"
#include "pipeline/parse/open_elements.h"

namespace winnow::testing {

inline constexpr TagSet kLineBreaking = sets::kCloseParagraph | sets::kRowsAndCells | sets::kOptions |
                                        TagSet{Tag::body, Tag::br, Tag::caption, Tag::head, Tag::html};

/// Text without the characters that the two ways treat differently on purpose: controls and
/// noncharacters, which Gumbo replaces, and the replacement character itself.
inline std::string without_odd_characters(std::string_view text) {
  std::string out;
  for (const char *at = text.data(), *end = at + text.size(); at < end;) {
    const char32_t c = next_code_point(at, end);
    const bool is_control = (c < 0x20 && !is_space(c)) || c == 0x0B || (c >= 0x7F && c < 0xA0);
    const bool is_noncharacter = (c & 0xFFFE) == 0xFFFE || (c >= 0xFDD0 && c <= 0xFDEF);
    if (!is_control && !is_noncharacter && c != 0xFFFD) append_utf8(c, out);
  }
  return out;
}

/// Keeps text that stands right before </form> in the form: Gumbo moves it behind.
inline constexpr std::string_view kFlush = "<?>";

inline std::string without(std::string_view needle, std::string text) {
  for (std::size_t at = 0; (at = text.find(needle, at)) != std::string::npos;) text.erase(at, needle.size());
  return text;
}

/// The text of a page, a line for each block, white space collapsed.
inline std::string visible_text(const Dom& dom) {
  std::string text, line;
  std::vector<std::uint32_t> ends;
  const auto break_line = [&] {
    const std::string collapsed = collapse_space(without(kFlush, without_odd_characters(line)));
    if (!collapsed.empty()) text.append(collapsed).push_back('\n');
    line.clear();
  };
  for (std::uint32_t i = 0; i < dom.nodes.size(); ++i) {
    for (; !ends.empty() && ends.back() <= i; ends.pop_back()) break_line();
    if (dom.nodes[i].tag == Tag::text) {
      dom.append_text(i, line);
    } else if (kLineBreaking.has(dom.nodes[i].tag)) {
      break_line();
      ends.push_back(dom.nodes[i].end);
    }
  }
  break_line();
  return text;
}

/// A line for each element, its depth and start tag, and for each run of text without white space.
inline std::string structure(const Dom& dom) {
  std::string out, text;
  const auto end_text = [&] {
    for (const char c : without(kFlush, without_odd_characters(text)))
      if (!is_space(static_cast<unsigned char>(c))) out += c;
    if (!text.empty() && !out.ends_with('\n')) out += '\n';
    text.clear();
  };
  for (std::uint32_t i = 0, depth_of_text = 0; i < dom.nodes.size(); ++i) {
    const Node& node = dom.nodes[i];
    const bool is_text = node.tag == Tag::text;
    if (!is_text || node.depth != depth_of_text) end_text();
    if (is_text) {
      dom.append_text(i, text);
      depth_of_text = node.depth;
      continue;
    }
    const bool may_be_written_late = node.tag == Tag::html || node.tag == Tag::body;
    const std::string start_tag(may_be_written_late ? std::string_view() : dom.raw(node));
    out += std::to_string(node.depth) + ' ' + dom.name_of(i) + ' ' + without(kFlush, start_tag) + '\n';
  }
  end_text();
  return out;
}

inline std::string with_text_kept_in_forms(std::string_view page) {
  std::string out;
  for (std::size_t i = 0; i < page.size(); ++i) {
    if (page[i] == '<' && starts_with_ignoring_case(page.substr(i), "</form")) out += kFlush;
    out += page[i];
  }
  return out;
}

inline std::size_t depth_of(const Dom& dom) {
  std::size_t deepest = 0;
  for (const Node& node : dom.nodes) deepest = std::max<std::size_t>(deepest, node.depth);
  return deepest;
}

inline constexpr std::size_t kAmple = std::size_t{1} << 30;

inline Skeleton skeleton_of(Dom& dom) {
  Skeleton skeleton;
  const Limits limits{.max_tree_bytes = kAmple};
  scan(dom, limits, Deadline(), skeleton);
  return skeleton;
}

/// True for a <font> that ends svg and math.
inline bool has_old_attribute(std::string_view font) {
  AttributeReader reader(font);
  for (RawAttribute attribute; reader.next(attribute);)
    for (std::string_view old : {"color", "face", "size"})
      if (equals_ignoring_case(attribute.name, old)) return true;
  return false;
}

/// The page with formatting elements that have no attributes. A <font> that would end svg still does.
inline std::string with_formatting_alike(std::string_view page) {
  Dom dom;
  dom.source = page;
  const Skeleton skeleton = skeleton_of(dom);
  const auto blank = [&](const SourceTag& tag) {
    if (tag.length == 0 || !OpenElements::is_formatting(tag.tag)) return;
    const bool ends_svg = tag.tag == Tag::font && has_old_attribute(dom.source.substr(tag.begin, tag.length));
    const std::size_t begin = tag.begin + 1 + name(tag.tag).size(), end = tag.begin + tag.length - 1;
    std::fill(dom.source.begin() + std::ptrdiff_t(begin), dom.source.begin() + std::ptrdiff_t(end), ' ');
    if (ends_svg) dom.source.replace(begin, 5, " size");
  };
  for (const WrittenTag& tag : skeleton.tags) blank(tag.source);
  for (const Piece& piece : skeleton.pieces) blank(piece.source);
  return dom.source;
}

inline Dom parsed_by_skeleton(std::string_view page) {
  Dom dom;
  dom.source = page;
  const Skeleton skeleton = skeleton_of(dom);
  Arena arena;
  arena.start(kAmple, Deadline());
  build_from(skeleton, dom, arena);
  return dom;
}

/// What is changed in a page on purpose is changed for both: see noscript.h.
inline std::string with_noscripts_mended(std::string_view page) {
  Dom dom;
  dom.source = page;
  skeleton_of(dom);
  return dom.source;
}

inline Dom parsed_plainly(std::string_view page) {
  Dom dom;
  dom.source = with_text_kept_in_forms(with_noscripts_mended(page));
  Arena arena;
  arena.start(kAmple, Deadline());
  build_plainly(dom, arena);
  return dom;
}

}  // namespace winnow::testing
