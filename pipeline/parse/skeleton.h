#pragma once
// The skeleton of a page: a much smaller page that gives Gumbo the same tree.
//
// Gumbo runs a token for every character of text and copies every attribute, and the tree needs
// neither. One linear pass writes tags with their names only and, for each run of text, one
// placeholder character from the private-use planes 15 and 16 that numbers a Piece. Elements that
// are nested as they should be become pieces as well (folding.h). Contents of script and style,
// comments and closed svg pictures are left out; what describes the page is set aside.

#include <cstdint>
#include <string>
#include <vector>

#include "pipeline/base/deadline.h"
#include "pipeline/document/dom.h"
#include "winnow/winnow.h"

namespace winnow {

/// A start tag in the page.
struct SourceTag {
  std::uint32_t begin = 0, length = 0;  ///< in the page; length 0: none
  std::uint32_t noted_begin = 0;
  std::uint8_t noted_count = 0;
  Tag tag = Tag::unknown;
};

/// A start tag that was written to the skeleton, and where.
struct WrittenTag {
  static constexpr std::uint32_t kNoPiece = 0xFFFFFFFF;
  std::uint32_t at = 0;  ///< offset of its '<' in the skeleton
  SourceTag source{};
  std::uint32_t piece = kNoPiece;  ///< what an <hr> stands for
};

/// What Gumbo does not see: a run of text, or an element, whose contents are the pieces behind it.
struct Piece {
  SourceTag source;         ///< of tag Tag::text: a run of text
  std::uint32_t end = 0;    ///< number of the first piece behind its contents
  bool is_block = false;    ///< closes a paragraph
  bool is_space = false;    ///< white space only: Gumbo sees it as it is
  bool is_literal = false;  ///< the text has no character references: xmp, plaintext, CDATA
};

/// Numbers of pieces as characters. 65,534 fit a plane; higher numbers have a second character
/// before them, so that there is no limit.
inline constexpr char32_t kFirstPlaceholder = 0xF0000;
inline constexpr char32_t kFirstPrefix = 0x100000;
inline constexpr std::uint32_t kPiecesPerPrefix = 0xFFFE;

struct Skeleton {
  std::string html;              ///< for Gumbo
  std::vector<WrittenTag> tags;  ///< by `at`
  std::vector<Piece> pieces;
  SourceTag html_tag, body_tag;  ///< the first of each: Gumbo may have implied the element before
  bool has_controls = false;     ///< the page holds control characters that text must not

  void clear() noexcept;
  /// Gives memory back but what the next page is likely to need.
  void release();
};

/// How the pre-scan ended.
enum class Scan { done, too_large, too_slow };

/// Writes the skeleton of `dom.source`, in which it mends noscript elements (noscript.h); fills
/// `dom.asides` and `dom.noted`. Elements nested deeper than `max_depth` are flattened. `skeleton` is overwritten; its
/// memory is used again.
Scan scan(Dom& dom, const Limits& limits, const Deadline& deadline, Skeleton& skeleton);

}  // namespace winnow
