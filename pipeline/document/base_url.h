#pragma once
// What a page's relative addresses are resolved against.

#include <string>
#include <string_view>

#include "pipeline/document/dom.h"

namespace winnow {

/// The address in the first <base href> that is one, resolved against the page's own; else the page's. "" where
/// neither is absolute.
std::string base_url(const Dom& dom, std::string_view page_url);

}  // namespace winnow
