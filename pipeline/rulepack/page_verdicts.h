#pragma once
// What a whole page is where that says more than its blocks' scores: error pages, consent walls and
// lists of articles are no articles, however sure each block looks (rules/news/pages.yaml).

#include <cstdint>
#include <filesystem>
#include <limits>
#include <memory>
#include <string>
#include <vector>

namespace winnow {

struct Blocks;

class PageVerdicts {
 public:
  /// The first verdict that fits the page, whose blocks are decided, sets its type and bounds its
  /// confidence. Linear in blocks.
  void apply(Blocks& page) const;

  /// Puts the verdicts of one file before those that are there. Throws RuleError.
  void load(const std::filesystem::path& file);

 private:
  struct Verdict {
    std::uint32_t cues = 0;  ///< one is on a kept block or on the page's first heading; 0: not asked
    std::uint32_t most_words = std::numeric_limits<std::uint32_t>::max();  ///< kept
    std::string type;                                                      ///< of the page; "": not asked
    bool front_page = false;  ///< asked: the page's address is that of a host, with neither path nor query
    std::string new_type;     ///< "": stays
    float most_confidence = 1;
  };
  std::vector<Verdict> verdicts_;
};

/// news/pages.yaml of each folder that has one; those of later folders are asked first. Throws RuleError.
std::shared_ptr<const PageVerdicts> load_page_verdicts(const std::vector<std::filesystem::path>& folders);

}  // namespace winnow
