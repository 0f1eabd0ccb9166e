#pragma once
// What all lists of features share: the facts they read, the sinks they write to, and two ways to
// scale a number. A list is a function template over its sink, so that the values of a page, those
// of a row of a batch and the names all come from the same lines of code.

#include <bit>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "pipeline/choose/feature_batch.h"
#include "pipeline/choose/learned_words.h"
#include "pipeline/choose/line_facts.h"
#include "pipeline/choose/page_facts.h"
#include "pipeline/choose/page_profile.h"
#include "pipeline/choose/title_facts.h"
#include "pipeline/choose/tree_facts.h"
#include "pipeline/document/blocks.h"

namespace winnow::features {

inline constexpr int kNoLevels = 31;  ///< "no such element above"

/// Collects the values of a page.
class PageSink {
 public:
  template <class T>
  void put(std::string_view, T value) {
    values.push_back(static_cast<float>(value));
  }
  template <class T>
  void put(std::string_view name, std::string_view, T value) {
    put(name, value);
  }
  std::vector<float> values;
};

/// Writes the values of one row of a batch.
class RowSink {
 public:
  RowSink(FeatureBatch& batch, std::size_t row) : at_(batch.codes() + row) {}
  template <class T>
  void put(std::string_view, T value) noexcept {
    *at_ = code_of(static_cast<float>(value));
    at_ += FeatureBatch::kRows;
  }
  template <class T>
  void put(std::string_view name, std::string_view, T value) noexcept {
    put(name, value);
  }

 private:
  FeatureCode* at_;
};

/// Collects the names of features; ignores the values.
class NameSink {
 public:
  template <class T>
  void put(std::string_view name, T) {
    names.emplace_back(name);
  }
  template <class T>
  void put(std::string_view family, std::string_view member, T) {
    names.push_back(std::string(family) + std::string(member));
  }
  std::vector<std::string> names;
};

/// log2(1 + x) by the exponent and a parabola through the mantissa: within 0.01, and monotone.
inline float log_count(double x) noexcept {
  const auto bits = std::bit_cast<std::uint32_t>(static_cast<float>(1 + x));
  const auto exponent = static_cast<float>(static_cast<int>(bits >> 23) - 127);
  const float mantissa = std::bit_cast<float>((bits & 0x7FFFFFu) | 0x3F800000u) - 1;
  return exponent + mantissa * (1.3431f - 0.3431f * mantissa);
}
/// The part's share of the whole; 0 when the whole is 0.
inline double ratio(double part, double whole) noexcept { return whole > 0 ? part / whole : 0; }

/// Features of what one element holds. Blocks share most of the elements above them, so that these
/// are computed once an element.
struct Subtree {
  float words_share = 0, good_words_share = 0, link_density = 0, blocks = 0;
  float good_blocks_share = 0, words_per_block = 0, alike = 0, score_share = 0;
};

/// Learned values of words that the table knows, summed.
struct LearnedSum {
  double value = 0;
  int known = 0;
};

/// The page and all that is known of it.
struct Facts {
  const Blocks& blocks;
  const LearnedWords& learned;
  PageFacts page;
  PageProfile profile;
  std::vector<LineFacts> lines{};            ///< by block, of a text dump
  std::vector<LearnedSum> learned_before{};  ///< by block, of the words before it, of a text dump
  TreeFacts tree{};
  TitleFacts title{};
  std::vector<float> class_values{};        ///< by node: mean learned value of its class words
  std::vector<Subtree> subtrees{};          ///< of elements near above some block, any order
  std::vector<std::uint32_t> subtree_of{};  ///< by node: its index in `subtrees`
  bool has_tree() const noexcept { return !blocks.doc.dom.nodes.empty(); }
};

}  // namespace winnow::features
