#pragma once
// JSON-LD: what the page's structured data says about its own content.

#include <string>
#include <string_view>

#include "pipeline/describe/fields/findings.h"
#include "pipeline/describe/fields/metadata_rules.h"
#include "pipeline/document/dom.h"

namespace winnow {

/// Adds what the page's `application/ld+json` scripts say. Of several content objects the one
/// counts that has the most in common with the page: its address (`page_url`, may be empty), its
/// titles found so far. Broken JSON is repaired where possible and skipped otherwise.
/// Cost: linear in the scripts, one parse each.
void read_json_ld(const Dom& dom, std::string_view page_url, const MetadataRules& rules, Findings& findings);

/// `json` with the usual faults of hand-made JSON-LD repaired: comments and CDATA marks around it,
/// raw control characters and bare quotes in strings, unknown escapes, trailing commas,
/// missing closing brackets, entity-encoded quotes.
std::string mend_json(std::string_view json);

}  // namespace winnow
