#include "pipeline/compose/grid.h"

#include <algorithm>
#include <charconv>
#include <string>
#include <vector>

#include "pipeline/document/tag_sets.h"

namespace winnow {
namespace {

/// Columns that one cell takes at most, and rows. The standard has 1000 and 65534; tables that people read have few.
constexpr std::uint32_t kWidest = 60, kTallest = 1000;
/// Places of a table for each of its cells, and for none, above which spans do not count.
constexpr std::size_t kPlacesACell = 8, kPlaces = 2000;

std::uint32_t span_of(const Dom& dom, std::uint32_t cell, std::string_view name, std::uint32_t most) {
  const std::string text = dom.attribute(cell, name);
  std::uint32_t span = 1;
  std::from_chars(text.data(), text.data() + text.size(), span);
  return std::clamp<std::uint32_t>(span, 1, most);
}

}  // namespace

TableGrid::TableGrid(const Dom& dom, std::uint32_t table) {
  std::vector<std::uint32_t> taken_until;  // by column: the first row that is free
  std::uint32_t row = 0, column = 0;
  std::size_t places = 0, cells = 0;
  bool is_first = true;
  for (std::uint32_t i = table + 1; i < dom.nodes[table].end; ++i) {
    const Tag tag = dom.nodes[i].tag;
    if (tag == Tag::tr) {
      row += !is_first;
      is_first = false;
      column = 0;
    } else if (sets::kCells.has(tag)) {
      while (column < taken_until.size() && taken_until[column] > row) ++column;
      places_[i] = {row, column};
      const std::uint32_t width = span_of(dom, i, "colspan", kWidest), height = span_of(dom, i, "rowspan", kTallest);
      places += std::size_t{width} * height;
      const bool spans_count = places <= kPlaces + kPlacesACell * ++cells;
      const std::uint32_t end = column + (spans_count ? width : 1);
      taken_until.resize(std::max<std::size_t>(taken_until.size(), end));
      for (; column < end; ++column) taken_until[column] = row + (spans_count ? height : 1);
    }
  }
}

}  // namespace winnow
