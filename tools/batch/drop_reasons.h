#pragma once
// Why pages of a run were dropped, for the people who started it.

#include <cstdint>
#include <map>
#include <string>

#include "winnow/result.h"

namespace winnow::tools {

class DropReasons {
 public:
  void note(const Drop& drop);

  std::uint64_t pages() const noexcept { return pages_; }

  /// The first drop as a line: "a.html: no_text: no block was worth keeping".
  const std::string& first() const noexcept { return first_; }

  /// "12,574 not_article (HTTP status 404), 15 no_text": by falling number, with the detail that most have in common.
  std::string by_reason() const;

  /// The option of the command line by which every page was dropped, "--language"; "" if there is no such.
  std::string option_behind_all() const;

 private:
  struct OfReason {
    std::uint64_t pages = 0;
    bool by_option = true;                         ///< all of them were judged by an option
    std::map<std::string, std::uint64_t> details;  ///< of the first kinds
  };
  std::map<Reason, OfReason> reasons_;
  std::uint64_t pages_ = 0;
  std::string first_;
};

}  // namespace winnow::tools
