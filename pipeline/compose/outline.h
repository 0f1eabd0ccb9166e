#pragma once
// The kept blocks as a structure that every markup format is written from: headings, paragraphs,
// items of nested lists, quotes, code, tables, images.

#include <cstdint>
#include <string>
#include <vector>

#include "pipeline/compose/spans.h"
#include "pipeline/rulepack/inline_rules.h"

namespace winnow {

using Cell = std::vector<Span>;

struct Row {
  std::vector<Cell> cells;
  bool is_header = false;
};

/// One piece of the article, in reading order.
struct Part {
  /// A term and a definition are those of a <dl>.
  enum class Type : std::uint8_t { paragraph, heading, item, term, definition, quote, code, table, caption, image };

  Type type = Type::paragraph;
  std::uint8_t level = 0;                ///< heading: 1–6
  std::uint16_t number = 0;              ///< item: its number, 0 in lists without
  std::uint32_t list = 0;                ///< item, term, definition: its list's element
  std::uint32_t item = 0;                ///< the same: its own element; parts that share it are one item
  std::uint32_t group = 0;               ///< quote: its element; parts that share it are one quote
  std::vector<Span> spans{};             ///< all but tables and images
  std::vector<Row> rows{};               ///< tables, an empty cell where another one spans the place
  std::string language{};                ///< code: "python", if the page says so
  std::string address{}, description{};  ///< images
};

/// The parts of a page. Views live as long as `page`. `rules` may be null: pictures are where <img src> says then.
/// Linear.
std::vector<Part> outline_of(const Blocks& page, const Keep& keep, const InlineRules* rules = nullptr);

/// The lists that are open where an item stands, outermost first, and which of them are new.
class ListStack {
 public:
  explicit ListStack(const Dom& dom) : dom_(dom) {}

  /// Moves on to `item`; returns how many open lists had to be closed for it. Whether it opens one
  /// itself is `opened()`.
  std::size_t enter(const Part& item);
  bool opened() const noexcept { return opened_; }
  std::size_t depth() const noexcept { return lists_.size(); }
  /// Closes all; returns how many there were.
  std::size_t leave() noexcept;

 private:
  const Dom& dom_;
  std::vector<std::uint32_t> lists_;
  bool opened_ = false;
};

}  // namespace winnow
