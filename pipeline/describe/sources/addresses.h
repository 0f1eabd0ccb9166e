#pragma once
// The addresses that a page states about itself: canonical, next page, image, licence.

#include <string>
#include <string_view>

#include "pipeline/describe/fields/findings.h"
#include "pipeline/describe/fields/metadata_rules.h"

namespace winnow {

/// The best finding of `field` as an absolute address; "" if none can be resolved against `base`.
std::string choose_address(Findings& findings, Field field, std::string_view base);

/// The licence: an absolute address, also when it stands inside a sentence, or a short name ("CC BY
/// 4.0"); "" for longer terms of use, the name of an owner and the address of an imprint.
std::string choose_license(Findings& findings, std::string_view base, const MetadataRules& rules);

/// The canonical address. Not the front page of the site for another page of it; another site's
/// only if two sources name that site (a syndicated story).
std::string choose_canonical(Findings& findings, std::string_view page_url, std::string_view base);

/// The next page of the same article: on the same host, its address grown from this one's. What
/// blogs call "next" is often the next story.
std::string choose_next_page(Findings& findings, std::string_view page_url, std::string_view base);

}  // namespace winnow
