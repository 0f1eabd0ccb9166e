#pragma once
// Authors: people, split out of bylines and cleaned of what is no name.

#include <string>
#include <string_view>
#include <vector>

#include "pipeline/describe/fields/findings.h"
#include "pipeline/describe/fields/metadata_rules.h"

namespace winnow {

/// The evidence of findings that name an editor or a photographer: never authors by themselves.
inline constexpr std::string_view kOtherRoleEvidence = "text, another role";

/// The evidence of an element whose class says that it shows a user's name.
inline constexpr std::string_view kAccountClass = "class of an account";

/// The evidence of a line near the title that is an agency's byline: "AFP, LIMA".
inline constexpr std::string_view kAgencyByline = "text, agency byline";

/// One author as a source names them.
struct Author {
  std::string name;
  bool organization = false;
};

/// The authors that `value` names: "By Ann Lee and Bo Day, staff writers" → Ann Lee, Bo Day.
/// `site_names` as from site_names_of(): what they name is an organisation. Cost: linear.
std::vector<Author> split_authors(std::string_view value, const std::vector<std::string>& site_names,
                                  const PeopleRules& rules);

/// Whether `text` has the shape of a person's name: two to five words, each with an initial
/// capital but for particles, no digits; two to four characters of Han. No organisation's word.
bool looks_like_name(std::string_view text, const PeopleRules& rules);

/// Whether a word of `text` stands in no name: "Last updated", "View more posts".
bool is_furniture(std::string_view text, const PeopleRules& rules);

/// The name of the agency that `text` as a whole credits, "" if it is none: "dpa" → "dpa".
std::string_view agency_named(std::string_view text, const PeopleRules& rules);

/// The authors of the page: of the best source whose value names anybody; people if any source
/// names some, else organisations. A name in the head that `visible_text` does not hold gives way
/// to a visible byline. Marks the findings used; adds a finding for each agency among the authors.
std::vector<std::string> choose_authors(Findings& findings, const std::vector<std::string>& site_names,
                                        std::string_view visible_text, const PeopleRules& rules);

}  // namespace winnow
