#pragma once
// Dumps whose lines were wrapped at some width: html2text at 78 columns, lynx and w3m at 72 to 80 behind an indent,
// mail.

#include <optional>
#include <string>
#include <string_view>

#include "winnow/winnow.h"

namespace winnow {

/// The column at which the lines of `dump` were wrapped, 60 to 100, indent included; none if they were not. An indent
/// of all lines counts. Cost: linear in lines, times 40.
std::optional<std::size_t> find_wrap_width(std::string_view dump);

/// `dump` with the lines of each paragraph joined again; none if it is not wrapped. Lists, quotes, code, tables, short
/// lines such as verse, and headings keep their lines. Lines of scripts without spaces are joined without one, and so
/// are those that end in a soft hyphen, which goes. `wrapped` says whether to look (automatic), to join at the
/// likeliest width in any case (yes) or never (no). Cost: as find_wrap_width.
std::optional<std::string> rejoined(std::string_view dump, Wrapped wrapped);

}  // namespace winnow
