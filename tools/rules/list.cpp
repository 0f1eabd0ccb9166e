#include "tools/rules/list.h"

#include <iostream>
#include <map>
#include <optional>

#include "pipeline/base/files.h"
#include "pipeline/base/text.h"
#include "pipeline/rulepack/block_rules.h"
#include "pipeline/rulepack/cue_matcher.h"
#include "pipeline/rulepack/site_rules.h"
#include "pipeline/rulepack/yaml.h"
#include "pipeline/rules.h"
#include "tools/batch/stats.h"
#include "tools/errors.h"
#include "tools/installed_rules.h"

namespace winnow::tools {
namespace {

namespace fs = std::filesystem;

std::string action_of(const BlockRule& rule) {
  std::string out = rule.verdict == Verdict::keep ? "keep" : rule.verdict == Verdict::drop ? "drop" : "";
  if (rule.weight != 0) out += (out.empty() ? "weight " : ", weight ") + std::to_string(rule.weight).substr(0, 5);
  if (rule.label) out += (out.empty() ? "label " : " as ") + std::string(name(*rule.label));
  return out;
}

/// The cue phrases of one language: their number for each cue, and their place in the last pack.
struct Phrases {
  struct Found {
    std::size_t count = 0;
    std::string place;
  };
  std::map<std::string, Found> by_cue;

  std::uint32_t cues() const {
    std::uint32_t bits = 0;
    for (std::size_t i = 0; i < kCueCount; ++i)
      if (by_cue.contains(std::string(name(static_cast<Cue>(i))))) bits |= bit(static_cast<Cue>(i));
    return bits;
  }
};

/// Throws UsageError when no pack knows the language.
Phrases phrases_of(const std::string& language, const std::vector<fs::path>& folders) {
  Phrases out;
  for (const fs::path& folder : folders) {
    const fs::path path = folder / "lang" / (language + ".yaml");
    if (!fs::exists(path)) continue;
    for (const auto& [cue, by_anchor] : Yaml::load(path).at("cues").members()) {
      Phrases::Found& found = out.by_cue[cue];
      found.place = path.generic_string() + ':' + std::to_string(by_anchor.line());
      for (const auto& [anchor, phrases] : by_anchor.members())
        for_each_phrase(phrases.text(), [&](std::string_view) { ++found.count; });
    }
  }
  if (out.by_cue.empty()) throw UsageError("no pack has lang/" + language + ".yaml");
  return out;
}

/// False for a condition that asks for cues of which the language has no phrase.
bool can_hold(const Condition& condition, std::uint32_t cues) {
  if (condition.cues != 0 && (condition.cues & cues) == 0) return false;
  for (const auto* other : {&condition.previous, &condition.next, &condition.heading})
    if (*other && !can_hold(**other, cues)) return false;
  return true;
}

class Listing {
 public:
  Listing(const RulesList& o, const std::vector<fs::path>& folders) {
    if (!o.language.empty()) phrases_ = phrases_of(o.language, folders);
    if (o.stats.empty()) return;
    const std::optional<std::string> stats = contents_of(o.stats);
    if (!stats) throw FileError(o.stats + ": cannot be read");
    hits_ = Stats::from_json(*stats, o.stats).rules;
  }

  void print(const std::string& id, const std::string& action, const std::string& place, const std::string& why) const {
    std::cout << id << '\t' << action << '\t';
    if (hits_) {
      const auto hit = hits_->find(id);
      std::cout << (hit == hits_->end() ? 0 : hit->second) << '\t';
    }
    std::cout << place << '\t' << why << '\n';
  }

  void print(const std::vector<BlockRule>& rules, const std::string& prefix) const {
    for (const BlockRule& rule : rules)
      if (!phrases_ || can_hold(rule.when, phrases_->cues()))
        print(prefix + rule.id, action_of(rule), rule.place, rule.why);
  }

  void print(const SiteRules& site, const BlockRules& all) const {
    for (const SiteLayout& layout : site.layouts) {
      const RuleName& body = all.names[layout.body_name];
      const std::string until = layout.valid_until.empty() ? "" : "until " + layout.valid_until;
      print(layout.rules, body.id + '/');
      print(body.id, layout.prune ? "drop what is outside" : "body", body.place, until);
      print(all.names[layout.strip_name].id, "strip", all.names[layout.strip_name].place, until);
      print(all.names[layout.fallback_name].id, layout.fall_back ? "rules for all" : "drop all", body.place,
            "The page no longer fits.");
    }
  }

  void print_phrases() const {
    if (!phrases_) return;
    for (const auto& [cue, found] : phrases_->by_cue)
      print("cue:" + cue, std::to_string(found.count) + " phrases", found.place, "");
  }

 private:
  std::optional<Phrases> phrases_;
  std::optional<decltype(Stats::rules)> hits_;
};

}  // namespace

int list_rules(const RulesList& o) {
  const auto folders = rules_folders(o.rules);
  const std::shared_ptr<const Rules> rules = load_rules_without_models(folders);
  const Listing listing(o, folders);
  const std::string url = o.host.find("://") == std::string::npos ? "http://" + o.host : o.host;
  if (const SiteRules* site = rules->blocks->sites->find(url)) listing.print(*site, *rules->blocks);
  listing.print(rules->blocks->rules, "");
  listing.print_phrases();
  return kDone;
}

}  // namespace winnow::tools
