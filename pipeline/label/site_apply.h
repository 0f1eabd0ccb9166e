#pragma once
// What a site's rules do to one of its pages.

#include "pipeline/describe/metadata_rules.h"
#include "pipeline/label/site_rules.h"
#include "pipeline/stages.h"

namespace winnow {

/// Fills the metadata that the site's selectors find: dates in any form that `describe` reads,
/// authors parted and cleaned like other bylines. Linear in nodes a selector.
void apply_site_fields(const SiteLayout& layout, const MetadataRules& known, Blocks& page);

/// Takes out what is to be stripped and drops all blocks outside the body; those inside are kept,
/// or left to the other rules and the score where the layout prunes. False, and nothing done, if
/// the layout does not fit the page.
bool apply_site_body(const SiteLayout& layout, Blocks& page);

}  // namespace winnow
