#pragma once
// A page cut into blocks, as it travels from segment through describe, label and choose to compose.
// `describe` stands behind `segment`, so that bylines and dates in the text of an HTML page and
// of a text dump are looked for in the same Blocks.

#include <algorithm>
#include <array>
#include <cstdint>
#include <limits>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "pipeline/document/document.h"

namespace winnow {

inline constexpr std::uint16_t kNoRule = std::numeric_limits<std::uint16_t>::max();

/// A piece of visible text between two block-level boundaries. Offsets are bytes. The comment bars say
/// which stage writes what stands below them.
struct Block {
  // segment: where it stands and what shape it has
  std::uint32_t begin = 0, length = 0;         ///< in Blocks::text, white space collapsed
  std::uint32_t node = 0;                      ///< nearest block-level element; 0 for text dumps
  std::uint32_t first_node = 0, end_node = 0;  ///< its text nodes lie in [first_node, end_node)
  std::uint32_t words = 0;                     ///< by white space; two characters of a script without spaces count one
  std::uint32_t linked_words = 0;              ///< of these, inside links
  std::uint32_t cues = 0;                      ///< label's: bit set of Cue, and kIsPhrase
  Kind kind = Kind::paragraph;
  std::uint8_t level = 0;                          ///< heading: 1–6; list item: nesting from 1
  std::uint16_t number = 0;                        ///< item of an ordered list: its number
  std::uint16_t gap = 0;                           ///< text dump: blank lines before it
  std::uint16_t links = 0;                         ///< anchors with text that begin in it
  std::uint16_t bold_words = 0, italic_words = 0;  ///< of `words`
  std::uint8_t breaks = 0;                         ///< single line breaks inside
  bool inside_link = false;                        ///< the whole block stands in a link that holds blocks
  bool hidden = false;                             ///< under hidden, display:none, or in noscript

  // label: what rules say; choose gives a label to a block that has none yet
  bool label_is_set = false;  ///< a rule gave `label`
  Label label = Label::boilerplate;
  std::uint16_t rule = kNoRule;  ///< the deciding rule's index in BlockRules, or kNoRule: the score

  // choose: probability of being content
  float score = 0;

  // label again: log-odds that rules add to the score, and verdicts that outrank it
  float rule_weight = 0;
  bool force_keep = false, force_drop = false;

  // choose: the decision
  bool kept = false;
};

/// Where a node's text begins in Blocks::text. It ends where that of the next one begins, or with its block;
/// white space at its end stands between the two.
struct Run {
  std::uint32_t begin = 0;  ///< bytes
  std::uint32_t node = 0;   ///< of a text, or an element that stands for text
};

/// What an element's tag and attributes say, noted once in the walk of `segment`.
struct ElementFacts {
  std::uint32_t class_groups = 0;              ///< bit set of ClassGroup: class, id and the like
  std::uint32_t signature = 0;                 ///< hash of the tag and the class attribute
  std::uint32_t first_word = 0, end_word = 0;  ///< words of class and id, in Blocks::class_words
  std::uint64_t class_bits = 0;                ///< class_bit of each of its classes
  std::uint8_t role = 0;                       ///< ARIA role, an index into kRoles; 0: none or another
  std::uint8_t inline_classes = 0;             ///< bit set of InlineClass
  bool hidden = false;                         ///< hidden or display:none, by itself
  bool clipped = false;                        ///< cut off or moved out of the window by its style
  bool aria_hidden = false;
  bool article_body = false;  ///< itemprop=articleBody or the like
  bool block_level = false;
};

/// ARIA roles that say something about content; index 0 stands for all others.
inline constexpr std::array<std::string_view, 10> kRoles = {
    "", "navigation", "banner", "contentinfo", "complementary", "search", "main", "article", "dialog", "button"};

/// The page cut into blocks, in reading order, with what it says about itself. The comment bars say
/// which stage writes what stands below them.
struct Blocks {
  Document doc;

  // segment
  std::string text;  ///< the blocks' texts, each ended by '\n'
  std::vector<Block> blocks;
  std::vector<Run> runs;                                              ///< of all blocks, by `begin`; none in text dumps
  std::vector<ElementFacts> elements;                                 ///< by node index; empty for text dumps
  std::vector<std::pair<std::uint32_t, std::string>> code_languages;  ///< by node of a block of code, in order
  std::vector<std::uint32_t> class_words;  ///< hashes of the words of all class and id attributes
  std::vector<std::uint32_t> classes;      ///< hash_of_class of all classes, some more than once

  // describe; choose has the last word on meta.type
  Metadata meta;
  std::string article_body;  ///< JSON-LD articleBody, as plain text

  // label
  std::vector<std::uint32_t> stripped;   ///< elements that a site's rules took out, in order, none inside another
  std::vector<std::uint16_t> rules_hit;  ///< the rules that matched something, as in Block::rule

  // choose
  float confidence = 0;  ///< expected word F1 of what was kept
  /// By block, when asked for: the score's features, whose names live as long as the program, and
  /// their log-odds, largest first.
  std::vector<std::vector<std::pair<std::string_view, float>>> terms;

  std::string_view text_of(const Block& b) const noexcept { return std::string_view(text).substr(b.begin, b.length); }
  /// The runs of a block, in order.
  std::span<const Run> runs_of(const Block& b) const noexcept {
    const auto before = [](const Run& run, std::uint32_t at) { return run.begin < at; };
    const auto first = std::lower_bound(runs.begin(), runs.end(), b.begin, before);
    return {first, std::lower_bound(first, runs.end(), b.begin + b.length, before)};
  }
  /// The text of one of a block's runs, with the white space behind it.
  std::string_view text_of(const Block& b, std::span<const Run> of_block, std::size_t run) const noexcept {
    const std::uint32_t end = run + 1 < of_block.size() ? of_block[run + 1].begin : b.begin + b.length;
    return std::string_view(text).substr(of_block[run].begin, end - of_block[run].begin);
  }
  /// True if the node is one of `stripped` or below it.
  bool is_stripped(std::uint32_t node) const noexcept {
    const auto after = std::upper_bound(stripped.begin(), stripped.end(), node);
    return after != stripped.begin() && node < doc.dom.nodes[*(after - 1)].end;
  }
};

}  // namespace winnow
