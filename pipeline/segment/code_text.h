#pragma once
// The text of a piece of code, line by line, and the language it is in.

#include <cstdint>
#include <string>

#include "pipeline/document/blocks.h"
#include "pipeline/rulepack/inline_rules.h"

namespace winnow {

/// True for a <pre> that holds code or other text in lines, whatever elements stand around these; false for one around
/// headings, lists or paragraphs, as an end tag that is missing leaves it. True for a table of lines of code.
bool is_code(const Blocks& page, std::uint32_t element);

/// Its lines with their white space, without numbers at their side and without blank lines at both ends; "" where
/// nothing but such numbers is left. Linear in its nodes.
std::string code_text_of(const Blocks& page, std::uint32_t element);

/// The language that a class or an attribute of the element, of one in it or of those around it names; else "".
std::string code_language_of(const Blocks& page, const InlineRules& rules, std::uint32_t element);

}  // namespace winnow
