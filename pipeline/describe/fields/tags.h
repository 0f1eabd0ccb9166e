#pragma once
// Tags and categories: lists of words, cleaned of what only machines read.

#include <string>
#include <vector>

#include "pipeline/describe/fields/findings.h"
#include "pipeline/describe/fields/metadata_rules.h"

namespace winnow {

/// The entries of "a, b; c", trimmed, in order; no separator inside round brackets counts.
std::vector<std::string> split_list(std::string_view text);

/// The tags of the page: of the source with the best rank, a longer list making up for a little
/// rank; without identifiers, hosts, and the names in `authors`.
std::vector<std::string> choose_tags(Findings& findings, const std::vector<std::string>& authors,
                                     const TagRules& rules);

/// The categories of the page; a path "News/World" gives both.
std::vector<std::string> choose_categories(Findings& findings, const TagRules& rules);

}  // namespace winnow
