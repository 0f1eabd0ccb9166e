#include "pipeline/parse/folding.h"

#include <algorithm>

#include "pipeline/base/text.h"

namespace winnow {

bool Folding::holds(Tag tag) const noexcept {
  return std::any_of(open_.begin(), open_.end(), [&](const Open& open) { return open.source.tag == tag; });
}

void Folding::add_text(ByteRange text, bool is_literal) {
  add({.source = {.begin = text.begin, .length = text.end - text.begin, .tag = Tag::text}, .is_literal = is_literal});
}

void Folding::add_space(ByteRange space) {
  if (open_.empty()) out_.html.append(page_.substr(space.begin, space.end - space.begin));
  else add({.source = {.begin = space.begin, .length = space.end - space.begin, .tag = Tag::text}, .is_space = true});
}

void Folding::add_void(const SourceTag& tag, bool is_block) { add({.source = tag, .is_block = is_block}); }

void Folding::add(const Piece& piece) {
  const auto number = static_cast<std::uint32_t>(out_.pieces.size());
  out_.pieces.push_back(piece);
  out_.pieces.back().end = number + 1;
  if (open_.empty()) write(number);
}

void Folding::begin(const SourceTag& tag, std::string_view name, bool is_block) {
  const auto number = static_cast<std::uint32_t>(out_.pieces.size());
  open_.push_back({.piece = number, .source = tag, .name = name});
  out_.pieces.push_back({.source = tag, .is_block = is_block});
}

void Folding::end(std::size_t count) {
  for (; count > 0; --count) {
    const std::uint32_t piece = open_.back().piece;
    open_.pop_back();
    out_.pieces[piece].end = static_cast<std::uint32_t>(out_.pieces.size());
    if (open_.empty()) write(piece);
  }
}

void Folding::unfold() {
  for (std::size_t i = 0; i < open_.size(); ++i) {
    out_.tags.push_back({.at = static_cast<std::uint32_t>(out_.html.size()), .source = open_[i].source});
    out_.html.append("<").append(open_[i].name).append(">");
    const auto end = i + 1 < open_.size() ? open_[i + 1].piece : static_cast<std::uint32_t>(out_.pieces.size());
    for (std::uint32_t piece = open_[i].piece + 1; piece < end; piece = out_.pieces[piece].end) write(piece);
  }
  open_.clear();
}

void Folding::write(std::uint32_t number) {
  const Piece& piece = out_.pieces[number];
  if (piece.is_space) {
    out_.html.append(page_.substr(piece.source.begin, piece.source.length));
    return;
  }
  has_written_ = true;
  if (piece.is_block) {
    out_.tags.push_back({.at = static_cast<std::uint32_t>(out_.html.size()), .piece = number});
    out_.html.append("<hr>");
    return;
  }
  if (number >= kPiecesPerPrefix) append_utf8(kFirstPrefix + number / kPiecesPerPrefix, out_.html);
  append_utf8(kFirstPlaceholder + number % kPiecesPerPrefix, out_.html);
}

}  // namespace winnow
