#pragma once
// The title: what headings, meta tags, JSON-LD and <title> agree on, without the site's name.

#include <string>
#include <string_view>
#include <vector>

#include "pipeline/describe/fields/findings.h"
#include "pipeline/describe/fields/metadata_rules.h"
#include "pipeline/document/blocks.h"

namespace winnow {

class CueMatcher;

/// Adds the first-level headings (HTML) or the likeliest of the first lines (text dump). `cues`, which may be null,
/// tell the lines of a dump that are a site's: "Click to share".
void find_headings(const Blocks& page, const MetadataRules& rules, const CueMatcher* cues, Findings& findings);

/// The title, "" if there is none. Takes site names off the findings, ranks them by how many
/// sources agree, and marks the winner.
std::string choose_title(Findings& findings, std::string_view page_url, const TitleRules& rules);

/// Words that two texts, given as normalized_words(), have in common, as a share of the shorter
/// one's; 1 if one holds the other.
float share_of_common_words(const std::string& a, const std::string& b);

/// What the page's site is called: the site_name findings and the host's name, each as its letters
/// and digits only, case folded: "spiegelonline".
std::vector<std::string> site_names_of(const Findings& findings, std::string_view host);

/// `title` without the parts, first or last between separators, that name the site.
std::string without_site_name(std::string_view title, const std::vector<std::string>& site_names,
                              const TitleRules& rules);

}  // namespace winnow
