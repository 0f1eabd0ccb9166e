#pragma once
// Folding: most of a page is nested as it should be, and Gumbo has nothing to decide there. An
// element whose contents all came to their ends in order is kept as a piece with pieces inside,
// and Gumbo sees one token for all of it: a placeholder character where the element behaves in the
// tree as text does, <hr> where it closes a paragraph as <div> does. Whether an element folds is
// known at its end only; one that turns out not to is unfolded: its start tag is written, and what
// is complete inside it stays folded.

#include <cstdint>
#include <string_view>
#include <vector>

#include "pipeline/parse/skeleton.h"
#include "pipeline/parse/tokenizer.h"

namespace winnow {

class Folding {
 public:
  /// Writes to `out`. Both must outlive the object.
  Folding(std::string_view page, Skeleton& out) noexcept : page_(page), out_(out) {}

  /// How many elements are open that may still fold.
  std::size_t depth() const noexcept { return open_.size(); }
  /// The tag of such an element; 0 is the innermost.
  Tag tag(std::size_t from_inside) const noexcept { return open_[open_.size() - 1 - from_inside].source.tag; }
  /// True when such an element of that tag is open.
  bool holds(Tag tag) const noexcept;
  /// True once Gumbo gets something that is seen: from there on it ignores <frameset>.
  bool has_written() const noexcept { return has_written_; }

  void add_text(ByteRange text, bool is_literal);
  /// White space between two things that are inline, or preformatted.
  void add_space(ByteRange space);
  /// An element without contents. `is_block`: it closes a paragraph, as <hr> does.
  void add_void(const SourceTag& tag, bool is_block);

  void begin(const SourceTag& tag, std::string_view name, bool is_block);
  /// Ends the innermost `count` elements.
  void end(std::size_t count);
  /// Writes the open elements as tags, with their contents; none is open then.
  void unfold();

 private:
  struct Open {
    std::uint32_t piece;
    SourceTag source;
    std::string_view name;
  };

  void add(const Piece& piece);
  void write(std::uint32_t piece);

  std::string_view page_;
  Skeleton& out_;
  std::vector<Open> open_;
  bool has_written_ = false;
};

}  // namespace winnow
