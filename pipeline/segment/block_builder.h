#pragma once
// Collects text into blocks: white space collapsed, what is invisible left out, a seam between inline
// elements closed or opened, words counted. HTML and text dumps both write through it.

#include <string>
#include <string_view>
#include <vector>

#include "pipeline/document/blocks.h"

namespace winnow {

/// What stands between two texts of a block, seen from the first one.
enum class Edge : std::uint8_t {
  opens,   ///< an inline element begins
  closes,  ///< one ends
  object,  ///< something that is seen and is no text: a picture, a control
};

class BlockBuilder {
 public:
  /// `runs`: where to note which node each text came from; null for text without nodes. All must outlive the object.
  explicit BlockBuilder(std::vector<Block>& blocks, std::string& text, std::vector<Run>* runs = nullptr)
      : blocks_(blocks), text_(text), runs_(runs) {}

  /// Appends text to the open block, opening one at `node` if there is none.
  void add(std::string_view utf8, std::uint32_t node, bool preformatted);
  /// Opens a block at `node` and writes it line by line, white space as it stands.
  void add_code(std::string_view lines, std::uint32_t node);
  /// The same as add() for a mark that belongs to the text before it, whatever white space that ended with.
  void add_behind(std::string_view mark, std::uint32_t node);
  /// What stands between the text before and the text after. Words are parted where one element ends and the
  /// next begins and letter case, digits or a full stop show two words ("NewsAfrica"), of links always. Text
  /// that runs on behind an element, as in "<a>protest</a>ers", belongs to the word.
  void edge(Edge edge, bool is_link) noexcept;
  void glue() noexcept { is_glued_ = true; }  ///< no seam before the next text: at <sub> and <sup>
  void line_break();                          ///< <br>: the second in a row ends the block
  /// Ends the open block. True if it held text; it is then blocks.back().
  bool finish();
  bool is_open() const noexcept { return open_; }

  int link_depth = 0, bold_depth = 0, italic_depth = 0;  ///< of the text that comes next
  Block next;  ///< shape of the block that opens next; `begin` and counts are set here

 private:
  void open(std::uint32_t node);
  void append_separator(char32_t c, std::string_view rest);
  bool shows_seam(char32_t c, std::string_view rest) const noexcept;
  void forget_between() noexcept;
  void note_run(std::uint32_t node);
  void count(char32_t c, bool space);

  std::vector<Block>& blocks_;
  std::string& text_;
  std::vector<Run>* runs_;
  bool open_ = false;
  bool in_word_ = false;
  // since the last text
  bool pending_space_ = false, has_newline_ = false;
  bool has_closed_ = false, is_link_edge_ = false, is_glued_ = false;
  int opened_ = 0;  ///< elements that began behind the end of another one, and are open
  int pending_breaks_ = 0;

  char32_t last_ = 0, before_last_ = 0;
  std::uint32_t spaceless_ = 0, spaceless_linked_ = 0;
};

}  // namespace winnow
