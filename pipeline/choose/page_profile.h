#pragma once
// What kind of page this is, in numbers: what it declares, what its address looks like, how many
// headings, forms, prices and comment-like things it has. The same for all blocks of the page, so
// that the trees can read one block differently on a product page, a forum and an article.

#include "pipeline/choose/page_facts.h"
#include "pipeline/document/blocks.h"

namespace winnow {

struct PageProfile {
  // the address
  float url_levels = 0;       ///< path segments; -1: no address
  float url_words = 0;        ///< words in the last segment
  bool url_has_date = false;  ///< a year in the path
  // what the page says of itself
  bool has_date = false, has_author = false;
  float description_words = 0;
  // elements
  float h1 = 0, h2 = 0, h3 = 0, articles = 0, forms = 0, tables = 0, buttons = 0, times = 0;
  float comment_elements = 0, product_elements = 0, forum_elements = 0, card_elements = 0, faq_elements = 0;
  // blocks
  float price_share = 0, time_share = 0, year_share = 0;     ///< of blocks
  float list_share = 0, table_share = 0, heading_share = 0;  ///< of words
  float comment_cues = 0, related_cues = 0, promo_cues = 0, date_cues = 0;
  float longest_run = 0;  ///< most good blocks in a row, no other text of over four words between
};

/// Linear in nodes and blocks.
PageProfile profile_page(const Blocks& blocks, const PageFacts& page);

}  // namespace winnow
