// A walk without recursion: a folder's sorted entries go to the front of what is left to do.
// Links to folders are not followed inside a folder, as they may lead back; dot files are left out,
// and files that hold no pages are counted.

#include "pipeline/read/paths.h"

#include <glob.h>

#include <algorithm>
#include <filesystem>

#include "pipeline/read/stream.h"

namespace winnow::read {
namespace fs = std::filesystem;
namespace {

std::vector<std::string> matches_of(const std::string& pattern) {
  glob_t found{};
  std::vector<std::string> paths;
  if (glob(pattern.c_str(), GLOB_NOSORT, nullptr, &found) == 0)
    paths.assign(found.gl_pathv, found.gl_pathv + found.gl_pathc);
  globfree(&found);
  std::sort(paths.begin(), paths.end());  // by bytes; glob() would go by the locale
  return paths;
}

bool is_glob(const std::string& path) { return path.find_first_of("*?[") != std::string::npos; }

/// Pipes, sockets and devices among the files of a folder: reading one may never end.
constexpr const char* kNoFiles = "pipes and devices";

bool is_hidden(const fs::directory_entry& entry) { return entry.path().filename().string().starts_with('.'); }

}  // namespace

Paths::Paths(std::vector<std::string> inputs, bool every_file, std::vector<std::string> left_out)
    : open_(inputs.begin(), inputs.end()), every_file_(every_file), left_out_(std::move(left_out)) {}

std::optional<Paths::Entry> Paths::next() {
  while (!open_.empty()) {
    std::string path = std::move(open_.front());
    open_.pop_front();
    std::error_code failed;
    if (path == "-") return Entry{path};
    const fs::file_status status = fs::status(path, failed);
    if (fs::is_directory(status)) {
      if (auto problem = open_folder(path)) return problem;
    } else if (fs::exists(status) || !is_glob(path)) {
      return Entry{std::move(path)};
    } else {
      const auto found = matches_of(path);
      if (found.empty()) return Entry{path, "no file matches"};
      open_.insert(open_.begin(), found.begin(), found.end());
    }
  }
  return std::nullopt;
}

/// Puts the folder's entries in front; an Entry if it cannot be read or holds nothing.
std::optional<Paths::Entry> Paths::open_folder(const std::string& path) {
  std::error_code failed;
  std::vector<std::string> entries;
  bool is_empty = true;
  for (fs::directory_iterator at(path, failed), end; !failed && at != end; at.increment(failed)) {
    std::error_code ignored;
    const bool is_folder = at->is_directory(ignored);
    if (is_hidden(*at) || (is_folder && at->is_symlink(ignored))) continue;
    is_empty = false;
    if (!is_folder && !at->is_regular_file(ignored) && at->exists(ignored)) {
      ++skipped_[kNoFiles];
      continue;
    }
    if (is_folder || is_wanted(at->path().string())) entries.push_back(at->path().string());
  }
  if (failed) return Entry{path, "cannot list the folder: " + failed.message()};
  if (is_empty) return Entry{path, "an empty folder"};
  std::sort(entries.begin(), entries.end());
  open_.insert(open_.begin(), entries.begin(), entries.end());
  return std::nullopt;
}

bool Paths::is_left_out(const std::string& file) const {
  std::error_code failed;
  return !left_out_.empty() &&
         std::find(left_out_.begin(), left_out_.end(), fs::weakly_canonical(file, failed).string()) != left_out_.end();
}

/// What cannot be opened or unpacked is wanted too: reading it will say why.
bool Paths::is_wanted(const std::string& file) {
  if (is_left_out(file)) return false;
  if (every_file_ || is_page_name(file)) return true;
  try {
    if (holds_pages(Stream(file).peek(kSniffedBytes))) return true;
  } catch (const StreamError&) {
    return true;
  }
  count_skipped(file, skipped_);
  return false;
}

}  // namespace winnow::read
