#pragma once
// Elements that parsing makes of what browsers show though the tree would not have it: declarative shadow roots and
// scripts of TeX. Their names have as many letters as those they stand for, so that offsets into the page stay.

#include <string_view>

#include "pipeline/document/dom.h"

namespace winnow {

inline constexpr std::string_view kShadowRootName = "x-shadow";  ///< of <template shadowrootmode>
inline constexpr std::string_view kTexName = "x-math";           ///< of <script type="math/tex">
inline constexpr std::string_view kTexStartTag = "<x-math";
/// True for an element that was such a script.
inline bool is_tex_script(const Dom& dom, std::uint32_t node) noexcept {
  return dom.nodes[node].tag == Tag::unknown && dom.raw(dom.nodes[node]).starts_with(kTexStartTag);
}
inline constexpr char kTexLessThan = '\x7F';  ///< stands for '<' inside of such a script

}  // namespace winnow
