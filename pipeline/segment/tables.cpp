#include "pipeline/segment/tables.h"

#include <algorithm>

#include "pipeline/base/text.h"
#include "pipeline/document/tag_sets.h"

namespace winnow {
namespace {

/// Words a cell, on average, from which on a table holds prose: without header cells, and with them. Of the tables
/// of the HTML corpora with more than 12, and no header, nearly all lay out a page.
constexpr std::size_t kMostWords = 12, kMostWordsUnderHeaders = 40;

constexpr TagSet kCode = {Tag::pre, Tag::listing, Tag::xmp};

struct Shape {
  std::size_t rows = 0, columns = 0, cells = 0, words = 0;
  std::size_t cells_of_blocks = 0;  ///< with two and more paragraphs or the like
  bool has_headers = false;
  bool is_layout = false;  ///< something in it says so
};

class TableReader {
 public:
  TableReader(const Blocks& page, std::uint32_t table) : page_(page), dom_(page.doc.dom), table_(table) {}

  Shape read() {
    const std::uint32_t end = dom_.nodes[table_].end;
    for (std::uint32_t i = table_ + 1; i < end && !shape_.is_layout; ++i) {
      const Node& node = dom_.nodes[i];
      if (node.tag == Tag::text) {
        shape_.words += count_words(dom_.raw(node));
      } else {
        enter(i, node);
      }
    }
    end_row();
    return shape_;
  }

 private:
  void enter(std::uint32_t i, const Node& node) {
    if (node.tag == Tag::tr) {
      end_row();
    } else if (sets::kCells.has(node.tag)) {
      end_cell();
      ++in_row_;
      ++shape_.cells;
      cell_ = i;
      shape_.has_headers |= node.tag == Tag::th;
    } else if (node.tag == Tag::thead || node.tag == Tag::caption) {
      shape_.has_headers = true;
    } else if (node.tag == Tag::table || kCode.has(node.tag)) {
      shape_.is_layout = true;
    } else if (sets::kHeadings.has(node.tag)) {
      shape_.is_layout |= cell_ != 0 && dom_.nodes[cell_].tag == Tag::td;
    } else if (cell_ != 0 && node.parent == cell_ && page_.elements[i].block_level && node.end > i + 1) {
      ++blocks_;
    }
  }

  void end_cell() {
    shape_.cells_of_blocks += blocks_ > 1;
    blocks_ = 0;
  }

  void end_row() {
    end_cell();
    shape_.rows += in_row_ > 0;
    shape_.columns = std::max(shape_.columns, in_row_);
    in_row_ = 0;
  }

  const Blocks& page_;
  const Dom& dom_;
  std::uint32_t table_, cell_ = 0;
  std::size_t in_row_ = 0, blocks_ = 0;
  Shape shape_;
};

}  // namespace

bool is_data_table(const Blocks& page, std::uint32_t table) {
  const std::string role = page.doc.dom.attribute(table, "role");
  if (role == "presentation" || role == "none") return false;
  const Shape shape = TableReader(page, table).read();
  if (shape.is_layout || shape.columns < 2) return false;
  if (shape.has_headers) return shape.words <= kMostWordsUnderHeaders * shape.cells;
  return shape.words <= kMostWords * shape.cells && shape.cells_of_blocks * 2 <= shape.cells;
}

}  // namespace winnow
