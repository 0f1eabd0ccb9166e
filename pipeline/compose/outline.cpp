// From kept blocks to parts: cells become rows and rows tables, blocks of one list item or one
// quote know each other, images stand where they stood between kept blocks.

#include "pipeline/compose/outline.h"

#include <algorithm>
#include <optional>
#include <unordered_map>

#include "pipeline/base/text.h"
#include "pipeline/compose/grid.h"
#include "pipeline/compose/images.h"
#include "pipeline/document/base_url.h"
#include "pipeline/document/tag_sets.h"

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
  OutlineWalk(const Blocks& page, const Keep& keep, const InlineRules& rules)
      : page_(page), dom_(page.doc.dom), keep_(keep), rules_(rules), base_(base_url(dom_, page.doc.page.url)) {}

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
    part.spans = spans_of(page_, block, keep_.links, base_);
    if (part.type == Part::Type::item) place_in_list(block, part);
    if (part.type == Part::Type::code) part.language = language_of(block);
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
    const bool is_outermost = ancestor_in(dom_, dom_.nodes[part.list].parent, kLists) == 0;
    if (dom_.nodes[part.list].tag != Tag::dl || !is_outermost) return;  // one inside of a list is a list as others
    part.type = dom_.nodes[part.item].tag == Tag::dt ? Part::Type::term : Part::Type::definition;
  }

  std::string language_of(const Block& block) const {
    const auto& all = page_.code_languages;
    const auto found = std::lower_bound(all.begin(), all.end(), block.node,
                                        [](const auto& entry, std::uint32_t node) { return entry.first < node; });
    return found != all.end() && found->first == block.node ? found->second : std::string();
  }

  std::uint32_t item_of(const Block& block) const noexcept {
    return dom_.nodes.empty() ? 0 : ancestor_in(dom_, block.node, kItems);
  }

  /// Puts a block into its cell. Rows come in their order, but some may have no kept cell.
  void add_cell(const Block& block) {
    const std::uint32_t table = dom_.ancestor_with_tag(block.node, Tag::table);
    const std::uint32_t cell = ancestor_in(dom_, block.node, sets::kCells);
    if (table != table_ || table == 0) {
      parts_.push_back({.type = Part::Type::table});
      grid_.emplace(dom_, table);
      row_ = kNoRow;
    }
    const TableGrid::Place place = grid_->place_of(cell);
    std::vector<Row>& rows = parts_.back().rows;
    if (place.row != row_) rows.push_back({.cells = {}, .is_header = true});
    Row& row = rows.back();
    if (row.cells.size() <= place.column) row.cells.resize(place.column + 1);
    Cell& spans = row.cells[place.column];
    if (!spans.empty()) spans.push_back({.text = " "});
    for (Span& span : spans_of(page_, block, keep_.links, base_)) spans.push_back(std::move(span));
    row.is_header &= dom_.nodes[cell].tag == Tag::th;
    table_ = table;
    row_ = place.row;
  }

  void add_images(std::uint32_t begin, std::uint32_t end) {
    for (std::uint32_t i = begin; i < end && i < dom_.nodes.size(); ++i) {
      if (!is_image(i) || page_.is_stripped(i)) continue;
      std::string address = address_of_image(dom_, i, base_, rules_);
      std::string description = collapse_space(dom_.attribute(i, "alt"));
      if (address.empty() || repeats_image(i, address, description)) continue;
      parts_.push_back(
          {.type = Part::Type::image, .address = std::move(address), .description = std::move(description)});
      table_ = 0;
    }
  }

  bool is_image(std::uint32_t i) const noexcept {
    return dom_.nodes[i].tag == Tag::img ||
           (dom_.nodes[i].tag == Tag::unknown && starts_with_ignoring_case(dom_.raw(dom_.nodes[i]), "<amp-img"));
  }

  /// True for the picture before again: in a <noscript> it is for browsers that do not load it late.
  bool repeats_image(std::uint32_t i, std::string_view address, std::string_view description) const noexcept {
    if (parts_.empty() || parts_.back().type != Part::Type::image) return false;
    const bool in_noscript = dom_.ancestor_with_tag(i, Tag::noscript) != 0;
    return parts_.back().address == address || (in_noscript && parts_.back().description == description);
  }

  const Blocks& page_;
  const Dom& dom_;
  const Keep& keep_;
  const InlineRules& rules_;
  const std::string base_;
  static constexpr std::uint32_t kNoRow = 0xFFFFFFFF;
  std::uint32_t table_ = 0, row_ = kNoRow;  ///< of the cell before
  std::optional<TableGrid> grid_;           ///< of that table
  /// By item: its number, which its first block has, a block that may not be kept.
  std::unordered_map<std::uint32_t, std::uint16_t> numbers_;
  std::vector<Part> parts_;
};

}  // namespace

std::vector<Part> outline_of(const Blocks& page, const Keep& keep, const InlineRules* rules) {
  static const InlineRules kNone;
  return OutlineWalk(page, keep, rules ? *rules : kNone).run();
}

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
