#pragma once
// The slug: most addresses of articles hold the title, in small Latin letters without their marks
// ("/o-to-boc-chay-tren-via-he-post1860982.tpo"). A line that says the same, folded in the same way, is the title.

#include <string>
#include <string_view>
#include <vector>

#include "pipeline/describe/fields/metadata_rules.h"

namespace winnow {

/// The words of an address that were a title.
struct Slug {
  std::vector<std::string> words;  ///< folded as addresses are; empty: the address holds no title
};

/// The words of the part of `url`'s path that reads most like a title: at least three, numbers of articles and file
/// endings left out. Cost: linear.
Slug slug_of(std::string_view url, const TitleRules& rules);

/// How far a line says what the slug says, 0 to 1: the harmonic mean of the shares of each one's words that stand in
/// the other. 0 without a slug. Cost: words of the line times words of the slug.
float likeness(const Slug& slug, std::string_view line, const TitleRules& rules);

}  // namespace winnow
