#pragma once
// Rules over blocks as plain data: what the YAML of news/*.yaml and sites/*.yaml compiles to. A rule
// has a condition on one block and its surroundings, a span of blocks that it reaches from there,
// and an action on that span. rules/README.md documents every key.

#include <re2/re2.h>

#include <array>
#include <cstdint>
#include <filesystem>
#include <limits>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "pipeline/rulepack/selector.h"
#include "winnow/winnow.h"

namespace winnow {

class SiteIndex;      // rulepack/site_rules.h
struct ShadowedSite;  // rulepack/site_rules.h
class Yaml;

/// An inclusive range of numbers.
struct NumberRange {
  float min = -std::numeric_limits<float>::infinity();
  float max = std::numeric_limits<float>::infinity();
  bool holds(float value) const noexcept { return value >= min && value <= max; }
};

/// The numbers of a block that a condition can bound.
enum class Number : std::uint8_t {
  words,
  link_density,
  prose_before,
  prose_after,
  blocks_before,
  blocks_after,
  gap,
  level,
  count_
};
inline constexpr std::size_t kNumberCount = static_cast<std::size_t>(Number::count_);
std::string_view name(Number number) noexcept;

/// The yes-or-no facts of a block that a condition can ask for.
enum class Fact : std::uint8_t { prose, ends_sentence, hidden, before_title, linked, is_phrase, count_ };
inline constexpr std::size_t kFactCount = static_cast<std::size_t>(Fact::count_);
std::string_view name(Fact fact) noexcept;

/// What a block's text can repeat.
enum class Repeat : std::uint8_t { title, author, description, block_before, block_after, house_prefix, count_ };
inline constexpr std::size_t kRepeatCount = static_cast<std::size_t>(Repeat::count_);
std::string_view name(Repeat repeat) noexcept;

/// All parts must hold; a part that is not set always does. condition_parts.h lists them with their keys.
struct Condition {
  std::optional<bool> is_html;                   ///< input: html or text
  std::uint32_t cues = 0;                        ///< any of these Cue bits
  std::uint32_t kinds = 0;                       ///< any of these Kind bits
  std::uint32_t class_groups = 0;                ///< any of these ClassGroup bits, at the element or above
  std::uint32_t repeats = 0;                     ///< any of these Repeat bits
  std::array<std::uint8_t, kFactCount> facts{};  ///< 0: not asked, 1: must be false, 2: must be true
  std::vector<std::pair<Number, NumberRange>> numbers;
  std::shared_ptr<const Selector> inside;                    ///< the block's element or one above it
  std::vector<std::shared_ptr<const RE2>> patterns;          ///< any of these in the block's text
  std::shared_ptr<const Condition> previous, next, heading;  ///< the neighbours; the heading above
  std::vector<Condition> any;                                ///< one of these, if there are some
  std::vector<Condition> none;                               ///< none of these
};

/// Which blocks a match reaches, the matching one among them.
enum class Reach : std::uint8_t {
  blocks,     ///< from `first` to `last`, counted from the match
  run,        ///< it and those after it while they meet `run_while`, `last` at most
  section,    ///< to the next heading of the same or a higher level
  to_end,     ///< to the end of the page
  container,  ///< of the nearest element above that `container` matches
};

struct RuleSpan {
  Reach reach = Reach::blocks;
  int first = 0, last = 0;
  std::shared_ptr<const Condition> run_while;
  std::shared_ptr<const Selector> container;
};

enum class Verdict : std::uint8_t { none, keep, drop };

struct BlockRule {
  std::string id, why;
  std::string place;  ///< "rules/news/dumps.yaml:12"
  Condition when;
  RuleSpan span;
  Verdict verdict = Verdict::none;
  std::optional<Label> label;
  float weight = 0;  ///< log-odds added to the score
};

/// What counts as a paragraph of prose, for prose_before, prose_after and prose.
struct ProseLimits {
  float min_words = 10;
  float max_link_density = 0.34f;
  std::u32string sentence_ends = U".。";
  std::uint32_t without_cues = 0;  ///< bits of Cue that no paragraph of prose has
  int near_blocks = 2;             ///< how near a block that repeats another counts
  std::shared_ptr<const RE2>
      house_prefix{};  ///< finds how a paper opens its leads, in its group 1; null: no paper does
};

/// What a report says of a rule.
struct RuleName {
  std::string id, place;
};

struct BlockRules {
  BlockRules();
  ~BlockRules();
  ProseLimits prose;
  float bias = 0;                ///< log-odds added to the score of every block, which moves the cut
  std::vector<BlockRule> rules;  ///< the first that decides a block wins
  std::unique_ptr<SiteIndex> sites;
  std::uint64_t sites_hash = 0;        ///< of names and contents of all site files
  std::vector<ShadowedSite> shadowed;  ///< site files of earlier packs that later ones replace
  std::vector<RuleName> names;         ///< by Block::rule: `rules` in their order, then those of sites

  /// The name of a Block::rule.
  const RuleName& name_of(std::uint16_t rule) const { return names.at(rule); }
};

/// news/*.yaml of the folders but those of other kinds (classes, inline, labels, pages), and sites/*.yaml. The rules of
/// a later folder come before those of the earlier ones; one with the id of an earlier rule takes its place. Throws
/// RuleError.
std::shared_ptr<const BlockRules> load_block_rules(const std::vector<std::filesystem::path>& folders);

/// Reads one rule of a `rules:` list. Throws RuleError.
BlockRule read_block_rule(const Yaml& yaml);

}  // namespace winnow
