#pragma once
// What a site's rules do to the blocks of one of its pages.

#include "pipeline/document/blocks.h"
#include "pipeline/rulepack/site_rules.h"

namespace winnow {

/// Takes out what is to be stripped and drops all blocks outside the body; those inside are kept,
/// or left to the other rules and the score where the layout prunes. False, and nothing done, if
/// the layout does not fit the page.
bool apply_site_body(const SiteLayout& layout, Blocks& page);

}  // namespace winnow
