#pragma once
// White space that is held back until its right neighbour is known.
//
// White space beside a block is never seen, and most of a page's is. So the skeleton keeps one
// character of each run back and writes it only where an inline neighbour follows, or where Gumbo
// would put it elsewhere than the text around it: between the cells of a table, where white space
// stays and text moves in front of it ("in table text", 13.2.6.4.10), and where formatting elements
// wait to be opened again.

#include "pipeline/parse/folding.h"
#include "pipeline/parse/open_elements.h"

namespace winnow {

class HeldSpace {
 public:
  /// Writes to `folding`. Both must outlive the object.
  HeldSpace(const OpenElements& open, Folding& folding) noexcept : open_(open), folding_(folding) {}

  /// Holds the first character of a run of white space, but if one is held already.
  void hold(ByteRange space) noexcept;
  /// Writes what is held, where it can be seen.
  void write();
  /// White space that nobody sees counts where formatting elements wait to be opened again.
  void write_if_it_reopens();

  /// An element begins or ends, or text does: called before it is written, and after the stack of
  /// open elements has changed.
  void before_tag(Tag tag);
  void before_text();
  void before_void_like_text(Tag tag);
  /// Rows and cells do not part text that moves in front of their table. Called before the stack of
  /// open elements has changed.
  void before_part_of_table(Tag tag);

 private:
  const OpenElements& open_;
  Folding& folding_;
  ByteRange space_;
  bool is_held_ = false;
  bool is_behind_block_ = true;        ///< the last thing written makes white space behind it invisible
  bool is_behind_moved_text_ = false;  ///< the last piece goes in front of the table it stands in
};

}  // namespace winnow
