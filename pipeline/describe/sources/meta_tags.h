#pragma once
// The head of a page: <meta>, <link>, <title> and the attributes of <html>.

#include "pipeline/describe/fields/findings.h"
#include "pipeline/describe/fields/metadata_rules.h"
#include "pipeline/document/dom.h"

namespace winnow {

/// Adds what meta and link elements say under the keys that the rules know, and the <title> as a
/// title of low rank. Addresses stay as they are written. Cost: linear in the asides.
void read_meta_tags(const Dom& dom, const MetadataRules& rules, Findings& findings);

}  // namespace winnow
