#pragma once
// A table's cells in rows and columns, with the places that cells above or beside them span.

#include <cstdint>
#include <unordered_map>

#include "pipeline/document/dom.h"

namespace winnow {

/// Where each cell of a table stands (https://html.spec.whatwg.org/multipage/tables.html#forming-a-table). A table
/// whose spans would make it many times larger than it has cells has none of them.
class TableGrid {
 public:
  struct Place {
    std::uint32_t row = 0, column = 0;
  };

  /// Reads the table at `table`. Linear in its nodes.
  TableGrid(const Dom& dom, std::uint32_t table);

  /// The place of a <td> or <th> of the table; the first one for others.
  Place place_of(std::uint32_t cell) const noexcept {
    const auto found = places_.find(cell);
    return found == places_.end() ? Place{} : found->second;
  }

 private:
  std::unordered_map<std::uint32_t, Place> places_;
};

}  // namespace winnow
