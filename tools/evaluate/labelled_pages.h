#pragma once
// Pages with a reference, run through the stages before `choose`, and the label of each block.

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "pipeline/cleaner.h"
#include "tools/evaluate/score.h"
#include "tools/evaluate/truth.h"

namespace winnow::tools {

struct LabelledPage {
  Truth truth;
  std::string site;            ///< pages of one site stay in one fold
  Blocks blocks;               ///< described and labelled by rules, not chosen
  std::vector<float> content;  ///< by block: share of its words that the reference has there
};

/// What the reference says of a page whose `text` is null.
enum class NullText : std::uint8_t {
  not_annotated,  ///< nothing: the page is passed over
  no_content      ///< that it holds no content: its text is ""
};

/// Reads the pages that the inputs hold and a truth annotates; others are passed over. Pages that a
/// stage drops have no blocks. Throws FileError for inputs that cannot be read.
std::vector<LabelledPage> load_labelled_pages(const std::vector<std::string>& inputs,
                                              const std::vector<std::string>& truths, const Cleaner& cleaner,
                                              NullText null_text = NullText::not_annotated);

/// Returns the score of the kept text against the reference.
WordScore score_kept(const LabelledPage& page);

}  // namespace winnow::tools
