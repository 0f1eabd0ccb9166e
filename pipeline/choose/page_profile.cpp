#include "pipeline/choose/page_profile.h"

#include <algorithm>

#include "pipeline/base/ascii.h"
#include "pipeline/rulepack/cues.h"

namespace winnow {
namespace {

/// "/2024/" or "-2024-" and the like: four digits from 1900 to 2099 between other characters.
bool has_year(std::string_view path) noexcept {
  for (std::size_t i = 0; i + 4 <= path.size(); ++i) {
    const bool century = path[i] == '2' ? path[i + 1] == '0' : path[i] == '1' && path[i + 1] == '9';
    if (!century || !is_ascii_digit(path[i + 2]) || !is_ascii_digit(path[i + 3])) continue;
    const bool ends = i + 4 == path.size() || !is_ascii_digit(path[i + 4]);
    if (ends && (i == 0 || !is_ascii_digit(path[i - 1]))) return true;
  }
  return false;
}

void profile_url(std::string_view url, PageProfile& profile) {
  const std::size_t scheme = url.find("://");
  if (scheme == std::string_view::npos) {
    profile.url_levels = -1;
    return;
  }
  const std::size_t root = std::min(url.find('/', scheme + 3), url.size());
  std::string_view path = url.substr(root, url.find_first_of("?#", root) - root);
  profile.url_has_date = has_year(path);
  while (path.ends_with('/')) path.remove_suffix(1);
  profile.url_levels = static_cast<float>(std::count(path.begin(), path.end(), '/'));
  const std::string_view last = path.substr(path.rfind('/') + 1);
  profile.url_words = last.empty() ? 0 : 1 + static_cast<float>(std::count(last.begin(), last.end(), '-'));
}

void profile_elements(const Blocks& blocks, PageProfile& profile) {
  const auto& nodes = blocks.doc.dom.nodes;
  for (std::size_t i = 0; i < nodes.size(); ++i) {
    switch (nodes[i].tag) {
      case Tag::text:
        continue;
      case Tag::h1:
        ++profile.h1;
        break;
      case Tag::h2:
        ++profile.h2;
        break;
      case Tag::h3:
        ++profile.h3;
        break;
      case Tag::article:
        ++profile.articles;
        break;
      case Tag::form:
        ++profile.forms;
        break;
      case Tag::table:
        ++profile.tables;
        break;
      case Tag::button:
        ++profile.buttons;
        break;
      case Tag::time:
        ++profile.times;
        break;
      default:
        break;
    }
    const std::uint32_t groups = blocks.elements[i].class_groups;
    profile.comment_elements += (groups & bit(ClassGroup::comment)) != 0;
    profile.product_elements += (groups & bit(ClassGroup::product)) != 0;
    profile.forum_elements += (groups & bit(ClassGroup::forum)) != 0;
    profile.card_elements += (groups & bit(ClassGroup::card)) != 0;
    profile.faq_elements += (groups & bit(ClassGroup::faq)) != 0;
  }
}

void profile_blocks(const Blocks& blocks, const PageFacts& page, PageProfile& profile) {
  float run = 0;
  for (std::size_t b = 0; b < blocks.blocks.size(); ++b) {
    const Block& block = blocks.blocks[b];
    const auto words = static_cast<float>(block.words);
    profile.price_share += page.text[b].has_price;
    profile.time_share += page.text[b].has_time;
    profile.year_share += page.text[b].has_year;
    profile.list_share += block.kind == Kind::list_item ? words : 0;
    profile.table_share += block.kind == Kind::table_cell ? words : 0;
    profile.heading_share += block.kind == Kind::heading ? words : 0;
    profile.comment_cues += (block.cues & bit(Cue::comment)) != 0;
    profile.related_cues += (block.cues & (bit(Cue::related) | bit(Cue::popular))) != 0;
    profile.promo_cues += (block.cues & (bit(Cue::promo) | bit(Cue::subscribe) | bit(Cue::newsletter))) != 0;
    profile.date_cues += (block.cues & bit(Cue::date)) != 0;
    if (page.context[b].good) ++run;
    else if (block.words > 4) run = 0;
    profile.longest_run = std::max(profile.longest_run, run);
  }
  const auto count = static_cast<float>(std::max<std::size_t>(blocks.blocks.size(), 1));
  const auto words = static_cast<float>(std::max(page.total().words, 1.0));
  for (float* share : {&profile.price_share, &profile.time_share, &profile.year_share}) *share /= count;
  for (float* share : {&profile.list_share, &profile.table_share, &profile.heading_share}) *share /= words;
}

}  // namespace

PageProfile profile_page(const Blocks& blocks, const PageFacts& page) {
  PageProfile profile;
  profile_url(blocks.doc.page.url, profile);
  profile.has_date = !blocks.meta.date.empty();
  profile.has_author = !blocks.meta.authors.empty();
  profile.description_words =
      static_cast<float>(std::count(blocks.meta.description.begin(), blocks.meta.description.end(), ' '));
  profile_elements(blocks, profile);
  profile_blocks(blocks, page, profile);
  return profile;
}

}  // namespace winnow
