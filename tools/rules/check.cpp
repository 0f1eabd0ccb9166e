// The conditions of two rules are compared part by part: a part that the wide one sets must be set
// in the narrow one and hold for the same blocks or more. Selectors and patterns are compared as they are
// written. So no reachable rule is called unreachable, but not every unreachable rule is found.

#include "tools/rules/check.h"

#include <algorithm>
#include <set>

#include "pipeline/base/urls.h"
#include "pipeline/rulepack/block_rules.h"
#include "pipeline/rulepack/condition_parts.h"
#include "pipeline/rulepack/cue_matcher.h"
#include "pipeline/rulepack/site_rules.h"
#include "pipeline/rulepack/yaml.h"

namespace winnow::tools {
namespace {

/// True if every block that meets `narrow` surely meets `wide`; false where the conditions alone do not
/// decide it.
bool covers(const Condition& wide, const Condition& narrow);

bool bits_cover(std::uint32_t wide, std::uint32_t narrow) noexcept {
  return wide == 0 || (narrow != 0 && (narrow & ~wide) == 0);
}

using namespace condition_part;

bool part_covers(HtmlOrText, const Condition& wide, const Condition& narrow) {
  return !wide.is_html || wide.is_html == narrow.is_html;
}

bool part_covers(const Bits& part, const Condition& wide, const Condition& narrow) {
  return bits_cover(wide.*part.bits, narrow.*part.bits);
}

bool part_covers(Asked part, const Condition& wide, const Condition& narrow) {
  const auto fact = static_cast<std::size_t>(part.fact);
  return wide.facts[fact] == 0 || wide.facts[fact] == narrow.facts[fact];
}

bool part_covers(Bound part, const Condition& wide, const Condition& narrow) {
  return std::ranges::all_of(wide.numbers, [&](const auto& outer) {
    return outer.first != part.number || std::ranges::any_of(narrow.numbers, [&](const auto& inner) {
             return inner.first == outer.first && inner.second.min >= outer.second.min &&
                    inner.second.max <= outer.second.max;
           });
  });
}

bool part_covers(Patterns, const Condition& wide, const Condition& narrow) {
  if (wide.patterns.empty()) return true;
  const auto is_in_wide = [&](const auto& pattern) {
    return std::ranges::any_of(wide.patterns, [&](const auto& one) { return one->pattern() == pattern->pattern(); });
  };
  return !narrow.patterns.empty() && std::ranges::all_of(narrow.patterns, is_in_wide);
}

bool part_covers(Inside, const Condition& wide, const Condition& narrow) {
  return !wide.inside || (narrow.inside && narrow.inside->source == wide.inside->source);
}

bool part_covers(OfOther part, const Condition& wide, const Condition& narrow) {
  const auto &outer = wide.*part.condition, &inner = narrow.*part.condition;
  return !outer || (inner && covers(*outer, *inner));
}

/// Whether one of `wide.any` holds wherever `narrow` does.
bool part_covers(AnyOf, const Condition& wide, const Condition& narrow) {
  if (wide.any.empty()) return true;
  const auto some_covers = [&](const Condition& one) {
    return std::ranges::any_of(wide.any, [&](const Condition& w) { return covers(w, one); });
  };
  if (!narrow.any.empty() && std::ranges::all_of(narrow.any, some_covers)) return true;
  return some_covers(narrow);
}

/// True if `narrow` excludes everything that `wide` excludes.
bool part_covers(NoneOf, const Condition& wide, const Condition& narrow) {
  return std::ranges::all_of(wide.none, [&](const Condition& excluded) {
    return std::ranges::any_of(narrow.none, [&](const Condition& n) { return covers(n, excluded); });
  });
}

bool covers(const Condition& wide, const Condition& narrow) {
  bool each_covers = true;
  for_each_part(
      [&](std::string_view, const auto& part) { each_covers = each_covers && part_covers(part, wide, narrow); });
  return each_covers;
}

bool is_single_block(const RuleSpan& span) noexcept {
  return span.reach == Reach::blocks && span.first == 0 && span.last == 0;
}

/// True if `later` can add nothing: where it matches, `earlier` has decided its one block.
bool outranks(const BlockRule& earlier, const BlockRule& later) {
  return earlier.verdict != Verdict::none && is_single_block(later.span) && covers(earlier.when, later.when);
}

void find_unreachable(const std::vector<BlockRule>& rules, std::vector<std::string>& out) {
  for (std::size_t later = 0; later < rules.size(); ++later) {
    for (std::size_t earlier = 0; earlier < later; ++earlier) {
      const BlockRule &first = rules[earlier], &second = rules[later];
      const bool same = covers(first.when, second.when) && covers(second.when, first.when);
      if (!same && !outranks(first, second)) continue;
      out.push_back(second.place + ": rule '" + second.id +
                    (same ? "' has the condition of '" : "' is never reached: wherever it matches, '") + first.id +
                    "' (" + first.place + (same ? ")" : ") has decided"));
      break;
    }
  }
}

/// Rules that no test names, and tests of rules that do not exist.
void find_untested(const BlockRules& rules, const std::vector<RuleTest>& tests, std::vector<std::string>& out) {
  std::set<std::string> tested, known;
  for (const RuleTest& test : tests) tested.insert(test.rule);
  for (const RuleName& rule : rules.names) known.insert(rule.id);
  for (const BlockRule& rule : rules.rules)
    if (!tested.count(rule.id)) out.push_back(rule.place + ": rule '" + rule.id + "' has no test");
  for (const RuleTest& test : tests)
    if (!known.count(test.rule)) out.push_back(test.place + ": no rule '" + test.rule + "'");
}

/// Phrases that stand twice in one list of a lang/*.yaml. The loader refuses other lists for that. These
/// are long, and no run should wait for the check.
void find_repeated_phrases(const Yaml& file, std::vector<std::string>& out) {
  for (const auto& [cue, by_anchor] : file.at("cues").members())
    for (const auto& [anchor, phrases] : by_anchor.members()) {
      const std::string text = phrases.text(), place = by_anchor.place(), list = cue + ": " + anchor;
      std::set<std::string_view> seen;
      for_each_phrase(text, [&](std::string_view phrase) {
        if (seen.insert(phrase).second) return;
        out.push_back(place + ": '" + std::string(phrase) + "' stands twice in " + list);
      });
    }
}

/// Examples may stand without a scheme.
bool covers_example(const SiteRules& site, const std::string& url) {
  return site.cover(host_in(url.find("://") == std::string::npos ? "https://" + url : url));
}

void check_site(const SiteRules& site, std::string_view today, std::vector<std::string>& out) {
  for (std::size_t i = 0; i < site.layouts.size(); ++i) {
    const SiteLayout& layout = site.layouts[i];
    const std::string place = site.place + ':' + std::to_string(layout.body_line);
    const std::string* before = i > 0 ? &site.layouts[i - 1].valid_until : nullptr;
    if (before && (before->empty() || (!layout.valid_until.empty() && layout.valid_until <= *before)))
      out.push_back(place + ": this layout is never reached: the one before it is valid as long");
    find_unreachable(layout.rules, out);
  }
  const SiteLayout& last = site.layouts.back();
  if (!last.valid_until.empty() && last.valid_until < today)
    out.push_back(site.place + ':' + std::to_string(last.body_line) + ": the last layout was valid until " +
                  last.valid_until);
  for (const std::string& url : site.examples)
    if (!covers_example(site, url)) out.push_back(site.place + ":1: the hosts do not cover the example " + url);
}

}  // namespace

RulesCheck check_rules(const Rules& rules, const std::vector<std::filesystem::path>& folders,
                       const std::vector<RuleTest>& tests, const Cleaner& cleaner, std::string_view today) {
  RulesCheck out;
  for (const std::filesystem::path& folder : folders)
    for (const std::filesystem::path& file : yaml_files(folder / "lang"))
      find_repeated_phrases(Yaml::load(file), out.problems);
  find_untested(*rules.blocks, tests, out.problems);
  find_unreachable(rules.blocks->rules, out.problems);
  for (const auto& site : rules.blocks->sites->all()) check_site(*site, today, out.problems);
  for (const RuleTest& test : tests)
    for (const std::string& line : run_rule_test(cleaner, test)) out.problems.push_back(test.place + ": " + line);
  for (const ShadowedSite& site : rules.blocks->shadowed)
    out.notes.push_back(site.place + ": for " + site.host + " the rules of " + site.by + " count");
  return out;
}

}  // namespace winnow::tools
