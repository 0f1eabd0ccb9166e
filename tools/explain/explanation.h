#pragma once
// One page explained: its blocks with the verdict and evidence on each, and what another set of
// rules would have said. It has three forms: for a terminal, as JSON, as one HTML page.

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "winnow/winnow.h"

namespace winnow::tools {

struct Explanation {
  Outcome outcome;                 ///< with blocks and candidates when it is an article
  std::optional<Outcome> against;  ///< the same page with the other rules
};

/// Returns the block as the other rules see it if their verdict differs; else null. It returns null too for
/// a block whose text they change (a site's `replace`, or `strip` inside a paragraph).
const BlockReport* other_verdict(const Explanation& page, std::size_t block);

/// How the text form looks.
struct TextForm {
  bool colour = false;
  std::size_t columns = 100;  ///< a block's text is cut to fit; 0: whole
  bool terms = true;          ///< a second line for each block: the rule or the score's terms
};

void append_text(const Explanation& page, const TextForm& form, std::string& out);

/// Returns a line of JSON: id, url, title, confidence, blocks (index, kept, kind, label, score, words, rule,
/// rule_at, path, terms, text, against), candidates; or id, url, drop, stage, detail.
void append_json(const Explanation& page, std::string& out);

/// Returns an HTML page that needs no other file. It shows the article beside the page's blocks in order,
/// each coloured by its label and with its evidence, and it filters by label. `folders` are those of the
/// rules, for links to their files.
std::string html_of(const Explanation& page, const std::vector<std::filesystem::path>& folders);

}  // namespace winnow::tools
