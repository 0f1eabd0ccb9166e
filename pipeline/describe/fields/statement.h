#pragma once
// Whether a line of a text dump is a sentence of the text, which no headline is.

#include <string_view>

#include "pipeline/describe/fields/metadata_rules.h"

namespace winnow {

/// Whether `text` ends in a full stop, of whatever script, closing quotes and brackets aside. "…" and the dot of an
/// abbreviation or an initial are none: "back in the U.S.". Cost: constant.
bool is_statement(std::string_view text, const TitleRules& rules);

}  // namespace winnow
