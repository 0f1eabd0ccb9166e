#pragma once
// What the rules of a page's site say of its metadata.

#include "pipeline/describe/fields/metadata_rules.h"
#include "pipeline/document/blocks.h"
#include "pipeline/rulepack/block_rules.h"

namespace winnow {

/// Fills the metadata that the selectors of the page's site find, in the place of what was found
/// before: dates in any form that `describe` reads, authors separated and cleaned like other bylines.
/// Does nothing without rules for the site. Linear in nodes a selector.
void apply_site_fields(const BlockRules& sites, const MetadataRules& known, Blocks& page);

}  // namespace winnow
