#pragma once
// The numbers that the score is computed from, a row a block. text_features.h, tree_features.h and
// line_features.h list each once, with its name, where it is computed; features.cpp says in which
// order. Names are read off the same code as values, so that the two agree.
// No feature needs a word list of one language; cue phrases and learned words add to them.

#include <cstddef>
#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "pipeline/choose/feature_batch.h"
#include "pipeline/choose/learned_words.h"
#include "pipeline/document/blocks.h"

namespace winnow {

/// The words of one page by the keys of LearnedWords, a list a block: of its text, and of the
/// classes and ids of the elements around it. For `tune`, which counts them.
struct BlockWords {
  std::vector<std::vector<std::uint32_t>> text, classes;
};
BlockWords words_of_blocks(const Blocks& page);

/// The features of one page: a row for each block, of values that have codes, and one row for the
/// page as a whole.
struct Features {
  FeatureMatrix blocks, page;
};

/// The features of an HTML page or, without a tree, of a text dump. Linear.
Features compute_features(const Blocks& page, const LearnedWords& learned);

/// The same, but a batch at a time, so that memory stays small and warm. Calls begin(row for the page
/// as a whole) first, then use(number of the first block, its rows) in order until it returns false.
void for_each_feature_batch(const Blocks& page, const LearnedWords& learned,
                            const std::function<void(const FeatureMatrix&)>& begin,
                            const std::function<bool(std::size_t, const FeatureBatch&)>& use);

/// Names of the columns of Features::page.
const std::vector<std::string>& page_feature_names(bool is_html);

/// Names of the columns of Features::blocks; the page's own come last. Units are in the names:
/// `words` and `blocks` are log2(1 + count), `share` and `density` 0 to 1, `levels` steps up the
/// tree (31: none), the rest 0 or 1.
const std::vector<std::string>& feature_names(bool is_html);

}  // namespace winnow
