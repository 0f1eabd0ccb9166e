#pragma once
// Everything that the packs of rules/ compile to. Each part has its own loader next to the stage
// that uses it; load.cpp calls them in turn. Immutable after loading, shared between threads.

#include <memory>
#include <string>
#include <vector>

#include "pipeline/rulepack/class_lexicon.h"
#include "pipeline/rulepack/cue_matcher.h"
#include "pipeline/winnow.h"

namespace winnow {

struct BlockRules;     // label/block_rules.h
struct MetadataRules;  // describe/metadata_rules.h
struct Models;         // choose/models.h

class Rules {
 public:
  CueMatcher cues;
  ClassLexicon classes;
  std::shared_ptr<const BlockRules> blocks;
  std::shared_ptr<const MetadataRules> metadata;
  std::shared_ptr<const Models> models;

  /// The id of a Block::rule.
  std::string_view rule_id(std::uint16_t rule) const;
  /// Fills the report's `rule` and `rule_at` from a Block::rule.
  void name_rule(std::uint16_t rule, BlockReport& report) const;

  std::string fingerprint;  ///< hash of all files loaded, 16 hexadecimal digits
};

/// load_rules() with empty models: for training, which must not depend on what was trained before.
std::shared_ptr<Rules> load_rules_without_models(const std::vector<std::filesystem::path>& folders);

}  // namespace winnow
