#pragma once
// Everything that the packs of rules/ compile to, a part for each stage that reads rules.
// Immutable after loading, shared between threads.

#include <memory>
#include <string>
#include <vector>

#include "winnow/winnow.h"

namespace winnow {

struct BlockRules;     // rulepack/block_rules.h
class ClassLexicon;    // rulepack/class_lexicon.h
class CueMatcher;      // rulepack/cue_matcher.h
class DroppedLabels;   // rulepack/dropped_labels.h
class InlineRules;     // rulepack/inline_rules.h
struct MetadataRules;  // describe/fields/metadata_rules.h
struct Models;         // choose/models.h
class PageVerdicts;    // rulepack/page_verdicts.h

/// No part is null.
class Rules {
 public:
  std::shared_ptr<const CueMatcher> cues;
  std::shared_ptr<const ClassLexicon> classes;
  std::shared_ptr<const InlineRules> inlines;
  std::shared_ptr<const BlockRules> blocks;
  std::shared_ptr<const MetadataRules> metadata;
  std::shared_ptr<const DroppedLabels> dropped_labels;
  std::shared_ptr<const PageVerdicts> page_verdicts;
  std::shared_ptr<const Models> models;
  std::string fingerprint;  ///< hash of all files loaded, 16 hexadecimal digits
};

/// load_rules() with empty models: for training, which must not depend on what was trained before.
std::shared_ptr<Rules> load_rules_without_models(const std::vector<std::filesystem::path>& folders);

}  // namespace winnow
