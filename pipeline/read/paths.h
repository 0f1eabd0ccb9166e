#pragma once
// The files that inputs name: folders and globs unfolded, in an order that no file system decides.

#include <deque>
#include <optional>
#include <string>
#include <vector>

#include "pipeline/read/page_files.h"

namespace winnow::read {

/// Returns one path after the other: those named, those that match a glob, and of folders the files
/// that hold pages. Holds the listings of the folders it is in, nothing more.
class Paths {
 public:
  /// `every_file`: all files of folders, whatever they hold; of folders never those of `left_out`, absolute paths.
  Paths(std::vector<std::string> inputs, bool every_file, std::vector<std::string> left_out = {});

  /// What an input gave: a file to open or, in `problem`, the reason why there is no file.
  struct Entry {
    std::string path;
    std::string problem{};
  };
  std::optional<Entry> next();

  /// Files of folders so far that hold no pages.
  const Skipped& skipped() const noexcept { return skipped_; }

 private:
  bool is_wanted(const std::string& file);
  bool is_left_out(const std::string& file) const;
  std::optional<Entry> open_folder(const std::string& path);
  std::deque<std::string> open_;  ///< paths still to be looked at, next one first
  bool every_file_;
  std::vector<std::string> left_out_;
  Skipped skipped_;
};

}  // namespace winnow::read
