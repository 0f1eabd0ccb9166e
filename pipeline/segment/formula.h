#pragma once
// Formulas as TeX: from what the page gives beside them, else from the elements of MathML Core
// (https://www.w3.org/TR/mathml-core/).

#include <cstdint>
#include <string>
#include <string_view>

#include "pipeline/document/blocks.h"

namespace winnow {

/// True for <math>, and for a script of TeX that parsing kept as an element.
bool is_formula(const Dom& dom, std::uint32_t element) noexcept;

/// TeX that a page holds in another place, such as the alt text of a picture, between dollars; "" for none.
std::string between_dollars(std::string_view tex, bool is_display);

/// The formula between dollars, "$x^2$" or "$$x^2$$" for one on a line of its own; "" for an empty one. TeX comes from
/// an annotation or alttext where there is one. Linear in its nodes; of a very large one only the text.
std::string formula_of(const Dom& dom, std::uint32_t element);

}  // namespace winnow
