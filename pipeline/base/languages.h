#pragma once
// Codes of languages as people write them.

#include <string>
#include <string_view>

namespace winnow {

/// "en" of "EN", "eng", "English"; "pt-BR" of "pt_br"; "" for what ISO 639 does not have. Names are the English ones
/// and those of the language itself. Cost: a look at some 600 names for one that is no code.
std::string language_code(std::string_view text);

}  // namespace winnow
