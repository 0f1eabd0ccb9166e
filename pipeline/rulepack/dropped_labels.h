#pragma once
// What a block that the score turned away most likely is, by its cues and what stands above it
// (rules/news/labels.yaml).

#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <vector>

#include "pipeline/document/tag.h"
#include "winnow/winnow.h"

namespace winnow {

struct Blocks;
struct Block;

/// Without entries every block is boilerplate.
class DroppedLabels {
 public:
  /// The label of the first entry that fits the block, then of the first that fits its element or,
  /// the nearest first, one above; boilerplate if none does. Linear in depth.
  Label label_of(const Blocks& page, const Block& block) const noexcept;

  /// Puts the entries of one file before those that are there. Throws RuleError.
  void load(const std::filesystem::path& file);

 private:
  /// Fits a block with one of the cues, or of one of the kinds.
  struct ByBlock {
    std::uint32_t cues = 0, kinds = 0;
    Label label{};
  };
  /// Fits an element with the tag, or of one of the class groups.
  struct ByElement {
    std::optional<Tag> tag;
    std::uint32_t class_groups = 0;
    Label label{};
  };
  std::vector<ByBlock> by_block_;
  std::vector<ByElement> by_element_;
};

/// news/labels.yaml of each folder that has one; those of later folders are asked first. Throws RuleError.
std::shared_ptr<const DroppedLabels> load_dropped_labels(const std::vector<std::filesystem::path>& folders);

}  // namespace winnow
