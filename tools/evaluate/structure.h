#pragma once
// Whether tables, lists and code come through whole. Word F1 cannot see it: a table of which one column is left has
// most of its words right.

#include <array>
#include <cstddef>
#include <cstdint>
#include <iosfwd>
#include <vector>

#include "pipeline/document/blocks.h"

namespace winnow::tools {

enum class Structure : std::uint8_t { table, list, code, count_ };
inline constexpr std::size_t kStructureCount = static_cast<std::size_t>(Structure::count_);

/// How many structures of a kind were kept whole, in part, or not at all. Blocks that a rule drops are no part of one.
struct StructureCounts {
  std::size_t whole = 0, torn = 0;
  std::size_t lost = 0;  ///< of those that the reference has: at least half of their words
  /// Share of the torn ones among those kept in part or whole; 0 where there are none.
  double torn_share() const noexcept {
    return whole + torn == 0 ? 0 : static_cast<double>(torn) / static_cast<double>(whole + torn);
  }
};

/// The counts of many pages, by kind.
class StructureScore {
 public:
  /// Adds a page whose blocks have `kept`. `content`: by block, the share of its words that the reference has. A table
  /// is one of data; a list is one of text with two items and more, the lists in it among them; code is a <pre>.
  void add(const Blocks& page, const std::vector<float>& content);
  const StructureCounts& of(Structure kind) const noexcept { return counts_[static_cast<std::size_t>(kind)]; }
  void print(std::ostream& out) const;

 private:
  std::array<StructureCounts, kStructureCount> counts_{};
};

}  // namespace winnow::tools
