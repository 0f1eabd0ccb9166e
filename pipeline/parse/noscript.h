#pragma once
// What browsers that run scripts never see. To them the content of <noscript> is plain text up to
// </noscript>; we parse it, since it may hold the article, and then an <iframe> in it that is never
// closed (tag managers' snippets, written as <iframe …/>) would swallow the rest of the page: the
// text of iframe, style and the like goes on to its end tag
// (https://html.spec.whatwg.org/multipage/parsing.html#parsing-main-inbody, "noscript", "iframe").

#include <string>

namespace winnow {

/// Puts spaces over the start tags of raw-text elements inside noscript that are not closed there.
/// Looks for noscript in lower case only, as those snippets have it: every page pays for the search.
/// Offsets stay. Linear.
void blank_unclosed_in_noscript(std::string& page);

}  // namespace winnow
