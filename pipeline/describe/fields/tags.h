#pragma once
// Tags and categories: lists of words, cleaned of what only machines read.

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "pipeline/describe/fields/findings.h"
#include "pipeline/describe/fields/metadata_rules.h"

namespace winnow {

/// The entries of "a, b; c", trimmed, in order; no separator inside round brackets counts.
std::vector<std::string> split_list(std::string_view text);

/// What tags are measured against.
struct TagContext {
  const std::vector<std::string>& authors;
  const std::vector<std::string>& site_names;  ///< as of site_names_of()
  std::string_view text;                       ///< the visible text from the title on
  std::function<std::string()> prose;          ///< gives the title and the long lines of it, without menus
};

/// The tags of the page: of the source with the best rank, where a longer list and one whose words the page shows make
/// up for a little rank; without identifiers, hosts, facets that only machines read, the site's name, and the authors.
std::vector<std::string> choose_tags(Findings& findings, const TagContext& context, const TagRules& rules);

/// The categories of the page; a path "News/World" gives both. The site's own name is none.
std::vector<std::string> choose_categories(Findings& findings, const std::vector<std::string>& site_names,
                                           const TagRules& rules);

}  // namespace winnow
