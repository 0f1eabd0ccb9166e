#pragma once
// Rules for the pages of one site, found by the page's host: where its body is, what to strip, where
// title, authors and date stand. sites/<host>.yaml; rules/README.md documents the keys. A page whose
// layout no longer fits its site's rules falls back to the rules and the score for all pages.

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "pipeline/label/block_rules.h"
#include "pipeline/stages.h"

namespace winnow {

/// One layout of a site. Selectors are tried in their order; the first that finds something counts.
struct SiteLayout {
  std::string valid_until;  ///< ISO 8601 day; "": no end
  std::vector<Selector> body, strip, title, authors, date;
  std::uint32_t min_words = 0;         ///< fewer words in the body: the layout does not fit
  bool fall_back = true;               ///< to the rules for all pages; else nothing is kept
  std::vector<BlockRule> rules;
  std::uint16_t body_name = 0, strip_name = 0, fallback_name = 0, first_rule_name = 0;
};

struct SiteRules {
  std::vector<SiteLayout> layouts;

  /// The layout that was valid on `day` ("" is today: the last one).
  const SiteLayout& layout_of(std::string_view day) const noexcept;
};

/// Sites by host. Lookup costs one hash for each label of the host.
class SiteIndex {
 public:
  void add(const std::string& host, bool subdomains, std::shared_ptr<const SiteRules> site);
  /// The rules of the host of `url`, or null.
  const SiteRules* find(std::string_view url) const;
  bool empty() const noexcept { return by_host_.empty(); }
  std::size_t size() const noexcept { return by_host_.size(); }

 private:
  struct Entry {
    std::shared_ptr<const SiteRules> site;
    bool subdomains = false;
  };
  std::unordered_map<std::string, Entry> by_host_;
};

/// sites/*.yaml of a folder into `out`: its sites and the names of their rules. Throws RuleError.
void load_sites(const std::filesystem::path& folder, BlockRules& out);

/// Fills the metadata that the site's selectors find. Linear in nodes a selector.
void apply_site_fields(const SiteLayout& layout, Blocks& page);

/// Keeps the body's blocks and drops all others and what is to strip. False, and nothing done, if
/// the layout does not fit the page.
bool apply_site_body(const SiteLayout& layout, Blocks& page);

}  // namespace winnow
