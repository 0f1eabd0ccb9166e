#pragma once
// Rules for the pages of one site, found by the page's host: where its body is, what to strip, where
// title, authors and date stand. sites/<host>.yaml; rules/README.md documents the keys. A page whose
// layout no longer fits its site's rules falls back to the rules and the score for all pages.

#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "pipeline/base/hash.h"
#include "pipeline/rulepack/block_rules.h"

namespace winnow {

/// A text in the page's source and the text that replaces it before the page is parsed.
struct Replacement {
  std::string find, by;
};

/// One layout of a site. Selectors are tried in their order; the first that finds something counts.
struct SiteLayout {
  std::string valid_until;  ///< ISO 8601 day; "": no end
  std::vector<Selector> body, strip, title, authors, date, next_page, single_page;
  std::vector<Replacement> replace;  ///< one after the other
  std::uint32_t min_words = 0;       ///< fewer words in the body: the layout does not fit
  bool fall_back = true;             ///< to the rules for all pages; else nothing is kept
  bool prune = false;                ///< the rules and the score for all pages judge the body's blocks
  std::vector<BlockRule> rules;
  int body_line = 1, strip_line = 1;  ///< of the file, where these keys stand
  std::uint16_t body_name = 0, strip_name = 0, fallback_name = 0, first_rule_name = 0;
};

/// Which hosts a file's names stand for.
enum class HostReach : std::uint8_t { host, host_and_subdomains, subdomains };

/// The rules of one file.
struct SiteRules {
  std::vector<std::string> hosts;  ///< lower case, without "www."
  HostReach reach = HostReach::host;
  std::vector<std::string> examples;  ///< addresses of pages that they were written for
  std::vector<SiteLayout> layouts;    ///< one at least
  std::string place;                  ///< "rules/sites/mill.example.yaml"
  std::uint64_t hash = 0;             ///< of the file's bytes

  /// The layout that was valid on `day` ("" is today: the last one).
  const SiteLayout& layout_of(std::string_view day) const noexcept;
  /// True if pages of the host are theirs.
  bool cover(std::string_view host) const noexcept;
};

/// Sites by host. A lookup costs one hash for each label of the host, however many sites there are,
/// and allocates nothing.
class SiteIndex {
 public:
  using Site = std::shared_ptr<const SiteRules>;

  /// Puts `site` in the place of what was there for the host; returns what that was, or null.
  Site add(std::string_view host, HostReach reach, const Site& site);
  /// The rules of the host of `url`, or null.
  const SiteRules* find(std::string_view url) const noexcept;
  bool empty() const noexcept { return exact_.empty() && below_.empty(); }
  /// Every site that counts for some host, each once, in the order of their places.
  std::vector<Site> all() const;

 private:
  using ByHost = std::unordered_map<std::string, Site, StringHash, std::equal_to<>>;
  ByHost exact_, below_;
};

/// A site file whose host a later pack took over.
struct ShadowedSite {
  std::string host, place, by;
};

/// sites/*.yaml of a folder into `out`: its sites and the names of their rules. Files are read side
/// by side. Throws RuleError, also where two files of the folder speak for one host.
void load_sites(const std::filesystem::path& folder, BlockRules& out);

/// Makes the replacements of the page's site in the page's source.
void replace_in_source(const BlockRules& rules, const Page& page, std::string& source);

}  // namespace winnow
