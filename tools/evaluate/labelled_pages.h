#pragma once
// Pages with a reference, run through the stages before `choose`, and the label of each block.

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
  bool prose_only = false;     ///< the reference leaves out lists, tables and quotes
  std::vector<float> content;  ///< by block: the share of its words that the reference has at that place
};

/// Reads the pages of the inputs that a truth annotates, and skips the others. Pages that a stage
/// drops have no blocks. Throws FileError for inputs that cannot be read.
std::vector<LabelledPage> load_labelled_pages(const std::vector<std::string>& inputs,
                                              const std::vector<std::string>& truths,
                                              const std::vector<std::string>& prose_truths, const Cleaner& cleaner);

/// Returns the score of the kept text against the reference.
WordScore score_kept(const LabelledPage& page);

}  // namespace winnow::tools
