#pragma once
// The inline markup of a block: its text cut where emphasis, links and code begin and end.

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "pipeline/document/blocks.h"

namespace winnow {

/// A run of a block's text with one look. Views live as long as the page's Blocks.
struct Span {
  std::string_view text;
  bool strong = false, emphasis = false, code = false;
  bool formula = false;  ///< TeX between dollars
  std::string href{};    ///< absolute address, if the run is a link and links are kept

  bool looks_like(const Span& other) const noexcept {
    return strong == other.strong && emphasis == other.emphasis && code == other.code && formula == other.formula &&
           href == other.href;
  }
};

/// The spans of a block in order; together they are exactly its text. Addresses are resolved against `base`. Linear in
/// its nodes.
std::vector<Span> spans_of(const Blocks& page, const Block& block, bool keep_links, std::string_view base);

}  // namespace winnow
