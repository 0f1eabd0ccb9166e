#pragma once
// What stands inside one line of Markdown: links, images, emphasis, code, escapes.

#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "pipeline/document/blocks.h"

namespace winnow {

class BlockBuilder;

/// "[1]: https://example.org/" and the label in it.
bool is_definition_of_link(std::string_view line) noexcept;
std::string_view label_of_definition(std::string_view line) noexcept;

struct MarkdownCounts {
  std::size_t links = 0;   ///< with their addresses, images among them
  std::size_t strong = 0;  ///< "**so**" and "__so__"
};
/// What a line holds that is written in Markdown only.
MarkdownCounts count_markdown(std::string_view line);

struct MarkdownSpans {
  /// Adds the text of a line to the open or next block of `builder`, whose blocks are `blocks`: linked words as linked,
  /// bold and italic ones as such, no images and no marks.
  void add(std::string_view line, BlockBuilder& builder, std::vector<Block>& blocks) const;

  std::set<std::string, std::less<>> labels{};  ///< that links may refer to
};

}  // namespace winnow
