#pragma once
// Which picture an <img> shows: pages that load pictures late keep the address in another attribute.

#include <cstdint>
#include <string>
#include <string_view>

#include "pipeline/document/dom.h"
#include "pipeline/rulepack/inline_rules.h"

namespace winnow {

/// The absolute address of the picture, the largest of a srcset; "" for pixels that count readers, for placeholders
/// without a picture, and where no address is absolute or can be made so.
std::string address_of_image(const Dom& dom, std::uint32_t image, std::string_view base, const InlineRules& rules);

}  // namespace winnow
