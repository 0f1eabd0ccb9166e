#pragma once
// What browsers show of elements that have no place in the tree: the content of a <template> that says shadowrootmode
// (https://html.spec.whatwg.org/multipage/scripting.html#attr-template-shadowrootmode), and the formulas in scripts of
// type math/tex, which MathJax draws. Both get other names in the page itself, of the same length.

#include <string>

namespace winnow {

/// Renames these elements. Linear; pages without any are only searched for two words.
void show_elements(std::string& page);

}  // namespace winnow
