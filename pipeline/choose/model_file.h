#pragma once
// The model files of rules/model/: JSON whose many numbers are packed. `tune` writes them. Packed
// numbers are base64 of little-endian ones, read in Python with numpy.frombuffer(b64decode(text), "<f4").
// Model::load (models.h) makes what scores pages of them.
//
//   words, classes  `hashes` (u32, rising) and `values` (f32, log-odds), one for each word
//   blocks, other_blocks (may be missing), types   forests:
//     features      the columns that splits ask for, by name
//     nodes         u16, tree by tree, each breadth first: a split's place in `features`, 65535 for a
//                   leaf; the children of the k-th split of a tree are its nodes 2k + 1 and 2k + 2
//     thresholds    f32, one for each split: left when the feature is smaller
//     values        f32, one for each node: the log-odds of a leaf, the mean below a split

#include <filesystem>
#include <map>
#include <ostream>
#include <string>
#include <utility>
#include <vector>

#include "pipeline/choose/models.h"

namespace winnow {

/// A model as it comes out of training.
struct TrainedModel {
  bool is_html = true;
  float least_expected_f1 = 0;
  std::map<std::string, float> recall_weights{};
  std::vector<std::pair<float, float>> calibration;
  LearnedWords learned;
  std::vector<PlainTree> blocks;
  std::vector<PlainTree> other_blocks{};  ///< Model::other_blocks
  std::vector<std::pair<std::string, std::vector<PlainTree>>> types;
};

/// Reads a model file. Throws RuleError when it cannot be used: "model/html.json: no feature 'x'".
TrainedModel read_model(const std::filesystem::path& file, bool is_html);

/// What scores pages, of what came out of training.
Model model_of(TrainedModel&& trained);

/// Writes what read_model() reads.
void write_model(const TrainedModel& model, std::ostream& out);

}  // namespace winnow
