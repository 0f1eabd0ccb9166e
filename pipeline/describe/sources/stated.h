#pragma once
// What the page's record states about it (Page::stated), for the fields of the record that comes out.

#include "pipeline/describe/fields/dates.h"
#include "pipeline/describe/fields/findings.h"
#include "pipeline/describe/fields/metadata_rules.h"
#include "winnow/winnow.h"

namespace winnow {

/// Adds what is stated as findings of the highest rank, with the evidence "record".
void read_stated(const Stated& stated, Findings& findings);

/// Puts the stated title, "" if there is none, into `meta`. Before authors and dates are looked for around it.
void apply_stated_title(const Stated& stated, Findings& findings, Metadata& meta);

/// Puts the stated title, authors, date and tags over those of `meta`; those that make no sense are passed over.
/// Authors are split and bared of "By"; where that leaves nobody they stay as they were written.
void apply_stated(const Stated& stated, DateOrder order, const MetadataRules& rules, Findings& findings,
                  Metadata& meta);

}  // namespace winnow
