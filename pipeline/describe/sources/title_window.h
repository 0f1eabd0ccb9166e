#pragma once
// Bylines, dates and credited agencies in the visible text, HTML and text dumps alike, and in the
// markup right around it: itemprop, rel=author, addresses of author pages, <time>, class names.

#include <cstddef>
#include <cstdint>
#include <string_view>

#include "pipeline/describe/fields/date_parser.h"
#include "pipeline/describe/fields/findings.h"
#include "pipeline/describe/fields/metadata_rules.h"
#include "pipeline/document/blocks.h"

namespace winnow {

class CueMatcher;

/// The blocks around the title: from a few before it to a few paragraphs into the text.
struct TitleWindow {
  std::size_t title = 0;           ///< the title's block; `begin` if it is not in the text
  std::size_t begin = 0, end = 0;  ///< blocks [begin, end)
  std::uint32_t first_post = 0;    ///< nodes before this one belong to the first post of a thread; 0: no forum
  bool stated = false;             ///< block `title` says the title, and nothing else can be read from it
};

/// Where `title` stands in the text, the first time as a heading if it does as one.
TitleWindow window_around(const Blocks& page, std::string_view title);

/// Adds what lines of the window say: "By Ann Lee", "Published 5 March 2024, 14:30".
void read_lines(const Blocks& page, const TitleWindow& window, DateOrder order, const MetadataRules& rules,
                Findings& findings);

/// Adds what the elements of the window say by their markup.
void read_markup(const Blocks& page, const TitleWindow& window, DateOrder order, const MetadataRules& rules,
                 Findings& findings);

/// Adds the person whose name alone, in bold or at the right, closes the text of an HTML page.
void read_closing_name(const Blocks& page, const TitleWindow& window, const MetadataRules& rules, Findings& findings);

/// Adds the people who sign a text dump without a cue: a name beside the line of the date, before an e-mail address, in
/// front of its medium in brackets or behind the last paragraph. The language is the page's; `cues`, which may be null,
/// tell names of sections.
void read_signatures(const Blocks& page, const TitleWindow& window, DateOrder order, const MetadataRules& rules,
                     const CueMatcher* cues, Findings& findings);

/// Adds the tags that lines of a text dump list: "#tag #tag", those behind "Tags:" and in the lines after it.
void read_tag_lines(const Blocks& page, const TitleWindow& window, const MetadataRules& rules, const CueMatcher* cues,
                    Findings& findings);

/// Adds the rubrics that the breadcrumbs of the page name, as weak categories.
void read_trails(const Blocks& page, const TitleWindow& window, const MetadataRules& rules, Findings& findings);

/// Adds the agencies that the text credits: "(theo Reuters)", "BERLIN (dpa) -".
void read_agencies(const Blocks& page, const TitleWindow& window, const PeopleRules& rules, Findings& findings);

}  // namespace winnow
