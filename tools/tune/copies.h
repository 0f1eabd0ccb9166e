#pragma once
// Training copies: pages as they could be as well. Most articles that `tune` sees are long and stand
// alone, so that trees learn that the container with the most prose is the article's. On a page with
// a short article over a long stream of cards, or with a second article loaded under the first, it is
// not. And hardly any page of the corpora has no article at all, as front pages have none. The copies
// make such pages out of the labelled ones; they train at a lower weight, stay in their page's fold, and
// are never scored.

#include <vector>

#include "pipeline/cleaner.h"
#include "tools/tune/examples.h"

namespace winnow::tools {

/// How many of which copies: shares are of the pages that such a copy can be made of; weights are
/// those of a copy against its page.
struct CopyOptions {
  double cut_share = 0.9;  ///< articles cut short, two copies of each
  double cut_weight = 0.4;
  double second_article_share = 0.25;  ///< with another page's article below
  double stream_share = 0.25;          ///< with what stands below another page's article
  double scrambled_share = 0.1;        ///< with class names that nobody has seen
  double weight = 0.5;                 ///< of these three
  double emptied_share = 0.25;         ///< without the article: what a front page or a section has
  double emptied_weight = 0.3;
};

/// Adds the copies to the examples, the same ones each run.
void add_copies(std::vector<Example>& examples, const Cleaner& cleaner, const CopyOptions& options);

}  // namespace winnow::tools
