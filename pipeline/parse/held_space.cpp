#include "pipeline/parse/held_space.h"

#include "pipeline/document/tag_sets.h"

namespace winnow {

void HeldSpace::hold(ByteRange space) noexcept {
  if (is_held_) return;
  space_ = {space.begin, space.begin + 1};
  is_held_ = true;
}

void HeldSpace::write() {
  if (is_held_ && (!is_behind_block_ || open_.may_reopen_formatting())) folding_.add_space(space_);
  is_held_ = false;
}

void HeldSpace::write_if_it_reopens() {
  if (open_.may_reopen_formatting()) write();
}

/// White space beside a block is not seen, but for text that moves in front of its table.
void HeldSpace::before_tag(Tag tag) {
  const bool is_block = sets::kHideSpace.has(tag);
  if (!is_block || tag == Tag::table) write();
  is_held_ = false;
  if (is_block) is_behind_block_ = !open_.is_between_cells();
}

void HeldSpace::before_text() {
  write();
  is_behind_block_ = false;
  is_behind_moved_text_ = open_.is_between_cells();
}

void HeldSpace::before_void_like_text(Tag tag) {
  before_tag(tag);
  is_behind_block_ = tag == Tag::br;
  is_behind_moved_text_ = open_.is_between_cells();
}

void HeldSpace::before_part_of_table(Tag tag) {
  if (!sets::kTableParts.has(tag)) return;
  if (is_behind_moved_text_ || open_.is_in_front_of_table()) write();
  is_behind_moved_text_ = false;
}

}  // namespace winnow
