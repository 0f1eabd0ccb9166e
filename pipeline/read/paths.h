#pragma once
// The files that inputs name: folders and globs unfolded, in an order that no file system decides.

#include <deque>
#include <optional>
#include <string>
#include <vector>

namespace winnow::read {

/// Gives one path after the other. Holds the listings of the folders it is in, nothing more.
class Paths {
 public:
  explicit Paths(std::vector<std::string> inputs);

  /// What an input came to: a file to open, or, with `problem`, why there is none.
  struct Entry {
    std::string path;
    std::string problem{};
  };
  std::optional<Entry> next();

 private:
  std::optional<Entry> open_folder(const std::string& path);
  std::deque<std::string> open_;  ///< paths still to be looked at, next one first
};

}  // namespace winnow::read
