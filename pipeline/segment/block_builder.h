#pragma once
// Collects text into blocks: white space collapsed, a seam between inline elements closed or
// opened, words counted. HTML and text dumps both write through it.

#include <string>
#include <string_view>
#include <vector>

#include "pipeline/document/blocks.h"

namespace winnow {

class BlockBuilder {
 public:
  explicit BlockBuilder(std::vector<Block>& blocks, std::string& text) : blocks_(blocks), text_(text) {}

  /// Appends text to the open block, opening one at `node` if there is none.
  void add(std::string_view utf8, std::uint32_t node, bool preformatted);
  /// An inline element begins or ends here: words that would run together are separated if letter
  /// case or digits show a seam ("NewsAfrica"), at a link always.
  void inline_edge(bool is_link) noexcept;
  void line_break();  ///< <br>: the second in a row ends the block
  /// Ends the open block. True if it held text; it is then blocks.back().
  bool finish();
  bool is_open() const noexcept { return open_; }

  int link_depth = 0, bold_depth = 0, italic_depth = 0;  ///< of the text that comes next
  Block next;  ///< shape of the block that opens next; `begin` and counts are set here

 private:
  void open(std::uint32_t node);
  void append_separator(char32_t c);
  void count(char32_t c, bool space);

  std::vector<Block>& blocks_;
  std::string& text_;
  bool open_ = false;
  bool in_word_ = false;
  bool pending_space_ = false;
  bool pending_edge_ = false, edge_is_link_ = false;
  int pending_breaks_ = 0;
  char32_t last_ = 0;
  std::uint32_t spaceless_ = 0, spaceless_linked_ = 0;
};

}  // namespace winnow
