#pragma once
// Authors: people, split out of bylines and cleaned of what is no name.

#include <string>
#include <string_view>
#include <vector>

#include "pipeline/describe/findings.h"
#include "pipeline/describe/metadata_rules.h"

namespace winnow {

/// One author as a source names them.
struct Author {
  std::string name;
  bool organization = false;
};

/// The people that `value` names: "By Ann Lee and Bo Day, staff writers" → Ann Lee, Bo Day.
std::vector<Author> split_authors(std::string_view value, const PeopleRules& rules);

/// The authors of the page: of the best source whose value names anybody; people if it names any,
/// else organisations. Marks the findings used.
std::vector<std::string> choose_authors(Findings& findings, const std::vector<std::string>& site_names,
                                        const PeopleRules& rules);

}  // namespace winnow
