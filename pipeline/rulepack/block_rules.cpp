// Reads rules strictly: each key once, each name from a closed list, each pattern compiled.

#include "pipeline/rulepack/block_rules.h"

#include <algorithm>
#include <iterator>
#include <stdexcept>

#include "pipeline/base/text.h"
#include "pipeline/rulepack/closed_lists.h"
#include "pipeline/rulepack/condition_parts.h"
#include "pipeline/rulepack/site_rules.h"
#include "pipeline/rulepack/yaml.h"

namespace winnow {
namespace {

namespace fs = std::filesystem;

/// Files of news/ that hold no rules over blocks.
constexpr std::string_view kOtherFiles[] = {"classes.yaml", "inline.yaml", "labels.yaml", "pages.yaml"};

constexpr std::string_view kNumberNames[] = {"words",         "link_density", "prose_before", "prose_after",
                                             "blocks_before", "blocks_after", "gap",          "level"};
constexpr std::string_view kFactNames[] = {"prose", "ends_sentence", "hidden", "before_title", "linked", "is_phrase"};
constexpr std::string_view kRepeatNames[] = {"title",        "author",      "description",
                                             "block_before", "block_after", "house_prefix"};
static_assert(std::size(kNumberNames) == kNumberCount && std::size(kFactNames) == kFactCount &&
              std::size(kRepeatNames) == kRepeatCount);

NumberRange read_range(const Yaml& yaml) {
  constexpr double kMost = 1e9;
  if (yaml.is_scalar()) {
    const auto exact = static_cast<float>(yaml.number(0, kMost));
    return {exact, exact};
  }
  yaml.keys({"min", "max"});
  NumberRange range;
  if (yaml.has("min")) range.min = static_cast<float>(yaml.at("min").number(0, kMost));
  if (yaml.has("max")) range.max = static_cast<float>(yaml.at("max").number(0, kMost));
  if (range.min > range.max) yaml.fail("min is above max: nothing can match");
  return range;
}

/// RE2 instructions; the largest pattern that ships has 767. One of 24,788 took 211 ms to compile and
/// 196 µs a block, since RE2's automaton no longer fitted its memory.
constexpr int kMostPatternSize = 4000;

std::shared_ptr<const RE2> read_pattern(const Yaml& yaml) {
  RE2::Options options;
  options.set_log_errors(false);
  auto pattern = std::make_shared<const RE2>(yaml.text(), options);
  if (!pattern->ok()) yaml.fail("bad pattern: " + pattern->error());
  if (pattern->ProgramSize() > kMostPatternSize)
    yaml.fail("the pattern is too large: bounded repeats like {2,70} of large classes multiply; bound `words` instead");
  return pattern;
}

std::vector<std::shared_ptr<const RE2>> read_patterns(const Yaml& yaml) {
  if (!yaml.is_list()) return {read_pattern(yaml)};
  std::vector<std::shared_ptr<const RE2>> out;
  for (const Yaml& item : yaml.items()) out.push_back(read_pattern(item));
  return out;
}

std::shared_ptr<const Selector> read_selector(const Yaml& yaml) {
  try {
    auto selector = std::make_shared<const Selector>(Selector::parse(yaml.text()));
    if (!selector->can_match())
      throw std::invalid_argument("only / and // steps that end in an element can be asked of a block");
    return selector;
  } catch (const std::invalid_argument& e) {
    yaml.fail("bad selector: " + std::string(e.what()));
  }
}

Condition read_condition(const Yaml& yaml);

std::shared_ptr<const Condition> read_shared_condition(const Yaml& yaml) {
  return std::make_shared<const Condition>(read_condition(yaml));
}

std::vector<Condition> read_conditions(const Yaml& yaml) {
  if (!yaml.is_list()) return {read_condition(yaml)};
  std::vector<Condition> out;
  for (const Yaml& item : yaml.items()) out.push_back(read_condition(item));
  return out;
}

using namespace condition_part;

void read_part(HtmlOrText, const Yaml& yaml, Condition& out) { out.is_html = yaml.one_of({"text", "html"}) == 1; }
void read_part(const Bits& part, const Yaml& yaml, Condition& out) { out.*part.bits = read_bits(yaml, part.names); }
void read_part(Patterns, const Yaml& yaml, Condition& out) { out.patterns = read_patterns(yaml); }
void read_part(Inside, const Yaml& yaml, Condition& out) { out.inside = read_selector(yaml); }
void read_part(OfOther part, const Yaml& yaml, Condition& out) { out.*part.condition = read_shared_condition(yaml); }
void read_part(AnyOf, const Yaml& yaml, Condition& out) { out.any = read_conditions(yaml); }
void read_part(NoneOf, const Yaml& yaml, Condition& out) { out.none = read_conditions(yaml); }
void read_part(Bound part, const Yaml& yaml, Condition& out) {
  out.numbers.emplace_back(part.number, read_range(yaml));
}
void read_part(Asked part, const Yaml& yaml, Condition& out) {
  out.facts[static_cast<std::size_t>(part.fact)] = yaml.boolean() ? 2 : 1;
}

std::vector<std::string_view> condition_keys() {
  std::vector<std::string_view> keys;
  for_each_part([&](std::string_view key, const auto&) { keys.push_back(key); });
  return keys;
}

Condition read_condition(const Yaml& yaml) {
  static const std::vector<std::string_view> keys = condition_keys();
  yaml.keys(keys);
  Condition out;
  for_each_part([&](std::string_view key, const auto& part) {
    if (yaml.has(key)) read_part(part, yaml.at(key), out);
  });
  if (yaml.members().empty()) yaml.fail("an empty condition would match every block");
  return out;
}

RuleSpan read_span(const Yaml& yaml) {
  RuleSpan span;
  if (yaml.is_scalar()) {
    constexpr Reach kReaches[] = {Reach::blocks, Reach::section, Reach::to_end};
    span.reach = kReaches[yaml.one_of({"block", "section", "page_end"})];
    return span;
  }
  yaml.keys({"first", "last", "while", "most", "container"});
  if (yaml.has("container")) {
    span.reach = Reach::container;
    span.container = read_selector(yaml.at("container"));
    return span;
  }
  if (yaml.has("first")) span.first = static_cast<int>(yaml.at("first").integer(-50, 0));
  if (yaml.has("last")) span.last = static_cast<int>(yaml.at("last").integer(0, 50));
  if (yaml.has("while")) {
    span.reach = Reach::run;
    span.run_while = read_shared_condition(yaml.at("while"));
    span.last = yaml.has("most") ? static_cast<int>(yaml.at("most").integer(1, 1000)) : 1000;
  }
  return span;
}

void read_action(const Yaml& yaml, BlockRule& rule) {
  yaml.keys({"label", "drop", "keep", "weight", "span"});
  if (yaml.has("label")) rule.label = static_cast<Label>(yaml.at("label").one_of(names_of<Label>(kLabelCount)));
  const bool drop = yaml.has("drop") && yaml.at("drop").boolean();
  const bool keep = yaml.has("keep") && yaml.at("keep").boolean();
  if (drop && keep) yaml.fail("a rule keeps or drops, not both");
  rule.verdict = drop ? Verdict::drop : keep ? Verdict::keep : Verdict::none;
  if (yaml.has("weight")) rule.weight = static_cast<float>(yaml.at("weight").number(-10, 10));
  if (yaml.has("span")) rule.span = read_span(yaml.at("span"));
  if (!drop && !keep && rule.weight == 0 && !rule.label)
    yaml.fail("the rule does nothing; it needs label, drop, keep or weight");
}

void read_prose(const Yaml& yaml, ProseLimits& out) {
  yaml.keys({"min_words", "max_link_density", "sentence_ends", "without_cues", "near_blocks", "house_prefix"});
  if (yaml.has("house_prefix")) {
    out.house_prefix = read_pattern(yaml.at("house_prefix"));
    if (out.house_prefix->NumberOfCapturingGroups() != 1) yaml.at("house_prefix").fail("needs one group");
  }
  if (yaml.has("min_words")) out.min_words = static_cast<float>(yaml.at("min_words").number(1, 1000));
  if (yaml.has("max_link_density")) out.max_link_density = static_cast<float>(yaml.at("max_link_density").number(0, 1));
  if (yaml.has("without_cues")) out.without_cues = read_bits(yaml.at("without_cues"), names_of<Cue>(kCueCount));
  if (yaml.has("near_blocks")) out.near_blocks = static_cast<int>(yaml.at("near_blocks").integer(1, 20));
  if (yaml.has("sentence_ends")) {
    out.sentence_ends.clear();
    const std::string text = yaml.at("sentence_ends").text();
    for (const char *at = text.data(), *end = at + text.size(); at < end;)
      out.sentence_ends += next_code_point(at, end);
  }
}

/// The rules of one folder put before those of the folders before it, in the place of their ids.
void put_before(std::vector<BlockRule>&& later, std::vector<BlockRule>& rules) {
  std::vector<BlockRule> fresh;
  for (BlockRule& rule : later) {
    const auto old = std::find_if(rules.begin(), rules.end(), [&](const BlockRule& r) { return r.id == rule.id; });
    if (old != rules.end()) *old = std::move(rule);
    else fresh.push_back(std::move(rule));
  }
  rules.insert(rules.begin(), std::make_move_iterator(fresh.begin()), std::make_move_iterator(fresh.end()));
}

/// "rules/news/dumps.yaml:12": from the folder's own name on, so that reports are the same wherever
/// the rules lie.
std::string place_below(const fs::path& folder, const fs::path& file, const std::string& place) {
  const fs::path named = fs::absolute(folder / "x").lexically_normal().parent_path();
  const std::string line = place.substr(place.rfind(':'));
  return (named.filename() / file.lexically_relative(folder)).generic_string() + line;
}

/// Gives rules that were read before other weights: `weights: {follow-line: -2.3}`.
void read_weights(const Yaml& yaml, std::vector<BlockRule>& rules) {
  std::vector<std::string_view> ids;
  for (const BlockRule& rule : rules)
    if (rule.weight != 0) ids.push_back(rule.id);
  for (const auto& [id, weight] : yaml.members()) {
    const auto rule = std::find_if(rules.begin(), rules.end(),
                                   [&wanted = id](const BlockRule& r) { return r.id == wanted && r.weight != 0; });
    if (rule == rules.end())
      weight.fail("no rule '" + id + "' with a weight; did you mean '" + nearest_name(id, ids) + "'?");
    rule->weight = static_cast<float>(weight.number(-10, 10));
  }
}

void read_file(const fs::path& folder, const fs::path& path, const Yaml& file, BlockRules& out,
               std::vector<BlockRule>& rules) {
  file.keys({"prose", "bias", "weights", "rules"});
  if (file.has("prose")) read_prose(file.at("prose"), out.prose);
  if (file.has("bias")) out.bias = static_cast<float>(file.at("bias").number(-10, 10));
  if (!file.has("rules")) return;
  for (const Yaml& item : file.at("rules").items()) {
    BlockRule rule = read_block_rule(item);
    for (const BlockRule& other : rules) {
      if (other.id == rule.id) item.fail("the id '" + rule.id + "' stands already at " + other.place);
    }
    rule.place = place_below(folder, path, rule.place);
    rules.push_back(std::move(rule));
  }
}

}  // namespace

std::string_view name(Number number) noexcept { return kNumberNames[static_cast<std::size_t>(number)]; }
std::string_view name(Fact fact) noexcept { return kFactNames[static_cast<std::size_t>(fact)]; }
std::string_view name(Repeat repeat) noexcept { return kRepeatNames[static_cast<std::size_t>(repeat)]; }

BlockRules::BlockRules() : sites(std::make_unique<SiteIndex>()) {}
BlockRules::~BlockRules() = default;

BlockRule read_block_rule(const Yaml& yaml) {
  yaml.keys({"id", "when", "do", "why"});
  BlockRule rule;
  rule.id = yaml.at("id").text();
  rule.why = yaml.at("why").text();
  rule.place = yaml.at("id").place();
  rule.place.erase(rule.place.rfind(':'));
  rule.when = read_condition(yaml.at("when"));
  read_action(yaml.at("do"), rule);
  return rule;
}

std::shared_ptr<const BlockRules> load_block_rules(const std::vector<fs::path>& folders) {
  auto out = std::make_shared<BlockRules>();
  for (const fs::path& folder : folders) {
    std::vector<BlockRule> rules;
    std::vector<Yaml> files;
    for (const fs::path& path : yaml_files(folder / "news")) {
      if (std::ranges::find(kOtherFiles, path.filename().string()) != std::end(kOtherFiles)) continue;
      files.push_back(Yaml::load(path));
      read_file(folder, path, files.back(), *out, rules);
    }
    put_before(std::move(rules), out->rules);
    for (const Yaml& file : files)
      if (file.has("weights")) read_weights(file.at("weights"), out->rules);
  }
  for (const BlockRule& rule : out->rules) out->names.push_back({rule.id, rule.place});
  for (const fs::path& folder : folders) load_sites(folder, *out);
  return out;
}

}  // namespace winnow
