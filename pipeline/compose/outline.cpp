// From kept blocks to parts: cells become rows and rows tables, blocks of one list item or one
// quote know each other, images stand where they stood between kept blocks.

#include "pipeline/compose/outline.h"

#include <unordered_map>

#include "pipeline/base/text.h"
#include "pipeline/base/urls.h"
#include "pipeline/compose/text.h"

namespace winnow {
namespace {

constexpr TagSet kLists = {Tag::ul, Tag::ol, Tag::menu, Tag::dir, Tag::dl};
constexpr TagSet kItems = {Tag::li, Tag::dt, Tag::dd};

std::uint32_t ancestor_in(const Dom& dom, std::uint32_t node, const TagSet& tags) noexcept {
  while (node != 0 && !tags.has(dom.nodes[node].tag)) node = dom.nodes[node].parent;
  return node;
}

Part::Type type_of(Kind kind) noexcept {
  switch (kind) {
    case Kind::paragraph:
      return Part::Type::paragraph;
    case Kind::heading:
      return Part::Type::heading;
    case Kind::list_item:
      return Part::Type::item;
    case Kind::quote:
      return Part::Type::quote;
    case Kind::code:
      return Part::Type::code;
    case Kind::table_cell:
      return Part::Type::table;
    case Kind::caption:
      return Part::Type::caption;
  }
  return Part::Type::paragraph;
}

/// Whether an image beside that block belongs to the article.
bool stands_by_images(const Block& block) noexcept {
  return block.kept || block.label == Label::caption || block.label == Label::credit || block.kind == Kind::caption;
}

class OutlineWalk {
 public:
  OutlineWalk(const Blocks& page, const Keep& keep) : page_(page), dom_(page.doc.dom), keep_(keep) {}

  std::vector<Part> run() {
    const Block* before = nullptr;
    for (const Block& block : page_.blocks) {
      if (block.number > 0) numbers_[item_of(block)] = block.number;
      if (keep_.images && before && stands_by_images(*before) && stands_by_images(block))
        add_images(before->end_node, block.first_node);
      if (block.kept) add(block);
      before = &block;
    }
    return std::move(parts_);
  }

 private:
  void add(const Block& block) {
    if (block.kind == Kind::table_cell && !dom_.nodes.empty()) return add_cell(block);
    Part part{.type = type_of(block.kind), .level = block.level, .number = block.number};
    part.spans = spans_of(page_, block, keep_.links);
    if (part.type == Part::Type::item) place_in_list(block, part);
    if (part.type == Part::Type::quote) part.group = dom_.ancestor_with_tag(block.node, Tag::blockquote);
    parts_.push_back(std::move(part));
    table_ = 0;
  }

  void place_in_list(const Block& block, Part& part) const {
    if (dom_.nodes.empty()) return;
    part.item = item_of(block);
    const auto number = numbers_.find(part.item);
    if (number != numbers_.end()) part.number = number->second;
    part.list = ancestor_in(dom_, part.item, kLists);
  }

  std::uint32_t item_of(const Block& block) const noexcept {
    return dom_.nodes.empty() ? 0 : ancestor_in(dom_, block.node, kItems);
  }

  void add_cell(const Block& block) {
    const std::uint32_t table = dom_.ancestor_with_tag(block.node, Tag::table);
    const std::uint32_t row = dom_.ancestor_with_tag(block.node, Tag::tr);
    if (table != table_ || table == 0) parts_.push_back({.type = Part::Type::table});
    if (table != table_ || row != row_) parts_.back().rows.emplace_back();
    Row& open = parts_.back().rows.back();
    const bool is_new_cell = table != table_ || row != row_ || block.node != cell_ || open.cells.empty();
    if (is_new_cell) open.cells.emplace_back();
    else open.cells.back().push_back({.text = " "});
    open.is_header = (open.cells.size() == 1 || open.is_header) && dom_.nodes[block.node].tag == Tag::th;
    for (Span& span : spans_of(page_, block, keep_.links)) open.cells.back().push_back(std::move(span));
    table_ = table;
    row_ = row;
    cell_ = block.node;
  }

  void add_images(std::uint32_t begin, std::uint32_t end) {
    for (std::uint32_t i = begin; i < end && i < dom_.nodes.size(); ++i) {
      if (dom_.nodes[i].tag != Tag::img || page_.is_stripped(i)) continue;
      std::string address = resolve_url(page_.doc.page.url, dom_.attribute(i, "src"));
      if (address.empty()) continue;
      parts_.push_back({.type = Part::Type::image,
                        .address = std::move(address),
                        .description = collapse_space(dom_.attribute(i, "alt"))});
      table_ = 0;
    }
  }

  const Blocks& page_;
  const Dom& dom_;
  const Keep& keep_;
  std::uint32_t table_ = 0, row_ = 0, cell_ = 0;  ///< of the cell before
  /// By item: its number, which its first block has, a block that may not be kept.
  std::unordered_map<std::uint32_t, std::uint16_t> numbers_;
  std::vector<Part> parts_;
};

}  // namespace

std::vector<Part> outline_of(const Blocks& page, const Keep& keep) { return OutlineWalk(page, keep).run(); }

std::size_t ListStack::enter(const Part& item) {
  const auto holds = [&](std::uint32_t outer) {
    return outer == item.list || (outer < item.list && item.list < dom_.nodes[outer].end);
  };
  std::size_t closed = 0;
  while (!lists_.empty() && !(lists_.back() == 0 ? item.list == 0 : holds(lists_.back()))) {
    lists_.pop_back();
    ++closed;
  }
  opened_ = lists_.empty() || lists_.back() != item.list;
  if (opened_) lists_.push_back(item.list);
  return closed;
}

std::size_t ListStack::leave() noexcept {
  const std::size_t open = lists_.size();
  lists_.clear();
  return open;
}

}  // namespace winnow
