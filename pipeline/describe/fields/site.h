#pragma once
// What a page says about its site: its name, and what its description is not.

#include <cstddef>
#include <string>

#include "pipeline/describe/fields/findings.h"
#include "pipeline/document/blocks.h"

namespace winnow {

/// The name of the site: of the best source; a name with blanks or capitals that says the same over an account
/// ("@harbourpost") or the word of the host; of "Name | Slogan" the name. "" if no source knows it.
std::string choose_site_name(Findings& findings);

/// Adds the name that the first link to the front page shows, as text or for its picture, if <title> ends or begins
/// with it: the host may be an abbreviation of it.
void find_logo(const Blocks& page, Findings& findings);

/// The best description, but not the slogan that the page shows in the masthead before the block of its title or at its
/// foot. Marks the finding used.
std::string choose_description(Findings& findings, const Blocks& page, std::size_t title_block);

}  // namespace winnow
