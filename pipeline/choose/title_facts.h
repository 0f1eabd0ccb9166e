#pragma once
// The article seen from its title: the elements around it that hold the prose behind the title, the
// run of prose that begins there, and what has been passed on the way from the title to a block.
//
// The containers of tree_facts.h hold most of the page's prose, which on a page with a short article
// over a long stream of cards is the stream. The title's own container is the article's there
// (a study with sixteen such features: word F1 .63 to .82 on a site that no model knew, with training
// copies whose article is cut short).

#include <array>
#include <cstdint>
#include <vector>

#include "pipeline/choose/page_facts.h"
#include "pipeline/choose/tree_facts.h"
#include "pipeline/document/blocks.h"

namespace winnow {

/// What a reader passes between the article and what stands below it.
enum class Passed : std::uint8_t {
  related,         ///< "read more", "most read"
  comment,         ///< "leave a comment"
  offer,           ///< newsletter, subscription, advertisement
  share,           ///< share and follow lines
  footer,          ///< legal lines, imprint, navigation
  author,          ///< a byline or an author box
  dated,           ///< a short block with a date or time of its own, as cards have
  linked_heading,  ///< a heading that is a link
  heading,         ///< any other heading
  count_
};
inline constexpr std::size_t kPassedCount = static_cast<std::size_t>(Passed::count_);

/// An element around the title.
struct TitleContainer {
  bool is_there = false;
  std::uint32_t node = 0;
  int levels = 0;         ///< up from the title's element
  double good_words = 0;  ///< that it holds
  double good_share = 0;  ///< of the page's
};

struct TitleFacts {
  std::int32_t title = -1;  ///< the title's block; -1: not found
  /// The first elements upwards from the title with at least 40, 100 and 250 good words behind it.
  std::array<TitleContainer, 3> containers;
  std::vector<bool> in_run;  ///< by block: prose from the title on, with few other blocks between
  /// By block: so many of each kind stand between the title and it; one more than blocks.
  std::vector<std::array<std::uint16_t, kPassedCount>> passed;
  /// By block: the last block between the title and it that is of a kind which ends articles: related,
  /// comment, footer, dated or linked heading; -1: none.
  std::vector<std::int32_t> last_end;
  std::vector<float> lead_overlap;  ///< by block: share of its words that stand in the lead too
};

/// Linear in blocks and in the title's depth.
TitleFacts note_title_facts(const Blocks& blocks, const PageFacts& page, const TreeFacts& tree);

}  // namespace winnow
