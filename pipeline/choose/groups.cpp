#include "pipeline/choose/groups.h"

#include <algorithm>
#include <unordered_set>

namespace winnow {
namespace {

constexpr TagSet kLists = {Tag::ul, Tag::ol, Tag::dl, Tag::menu, Tag::dir};
constexpr TagSet kItems = {Tag::li, Tag::dt, Tag::dd};

/// More blocks than this an item, on average, are posts or cards.
constexpr std::size_t kMostBlocksOfTwoItems = 3;

class GroupFinder {
 public:
  explicit GroupFinder(const Blocks& page) : page_(page), dom_(page.doc.dom) {}

  std::vector<BlockGroup> run() {
    if (dom_.nodes.empty()) return {};
    for (std::size_t b = 0; b < page_.blocks.size();) {
      const Kind kind = page_.blocks[b].kind;
      if (kind == Kind::table_cell || kind == Kind::caption) add_table(b);
      else if (kind == Kind::list_item) add_list(b);
      b = std::max(b + 1, groups_.empty() ? 0 : groups_.back().end);
    }
    return std::move(groups_);
  }

 private:
  std::size_t end_of(std::size_t begin, std::uint32_t element) const noexcept {
    const std::uint32_t end = dom_.nodes[element].end;
    while (begin < page_.blocks.size() && page_.blocks[begin].first_node < end) ++begin;
    return begin;
  }

  bool is_caption_in(std::size_t b, std::uint32_t element) const noexcept {
    if (b >= page_.blocks.size() || page_.blocks[b].kind != Kind::caption) return false;
    return page_.blocks[b].node > element && page_.blocks[b].node < dom_.nodes[element].end;
  }

  void add_table(std::size_t begin) {
    const std::uint32_t table = dom_.ancestor_with_tag(page_.blocks[begin].node, Tag::table);
    if (table == 0) return;
    BlockGroup group{.begin = begin, .end = end_of(begin, table), .element = table, .is_table = true};
    const auto is_cell = [](const Block& block) { return block.kind == Kind::table_cell; };
    const auto first = page_.blocks.begin() + static_cast<std::ptrdiff_t>(begin);
    if (std::none_of(first, page_.blocks.begin() + static_cast<std::ptrdiff_t>(group.end), is_cell)) return;
    if (const std::uint32_t figure = dom_.ancestor_with_tag(table, Tag::figure); figure != 0) {
      if (begin > 0 && is_caption_in(begin - 1, figure)) --group.begin;
      if (is_caption_in(group.end, figure)) ++group.end;
    }
    groups_.push_back(group);
  }

  /// The outermost plain list around an item.
  void add_list(std::size_t begin) {
    lists_.clear();
    for (std::uint32_t node = page_.blocks[begin].node; node != 0; node = dom_.nodes[node].parent)
      if (kLists.has(dom_.nodes[node].tag)) lists_.push_back(node);
    for (auto list = lists_.rbegin(); list != lists_.rend(); ++list) {
      if (is_no_plain_list_.contains(*list)) continue;
      const BlockGroup group{.begin = begin, .end = end_of(begin, *list), .element = *list};
      if (is_plain(group)) return groups_.push_back(group);
      is_no_plain_list_.insert(*list);
    }
  }

  bool is_plain(const BlockGroup& list) const {
    std::size_t items = 0;
    std::uint32_t item = 0;
    for (std::size_t b = list.begin; b < list.end; ++b) {
      const Block& block = page_.blocks[b];
      if (block.kind == Kind::heading || block.kind == Kind::caption || block.kind == Kind::table_cell) return false;
      std::uint32_t node = block.node;
      while (node > list.element && !kItems.has(dom_.nodes[node].tag)) node = dom_.nodes[node].parent;
      items += node != item;
      item = node;
    }
    return (list.end - list.begin) * 2 <= items * kMostBlocksOfTwoItems + 1;
  }

  const Blocks& page_;
  const Dom& dom_;
  std::vector<std::uint32_t> lists_;  ///< around an item, the innermost first
  std::unordered_set<std::uint32_t> is_no_plain_list_;
  std::vector<BlockGroup> groups_;
};

}  // namespace

std::vector<BlockGroup> groups_of(const Blocks& page) { return GroupFinder(page).run(); }

}  // namespace winnow
