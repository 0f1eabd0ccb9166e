// A marker is a state file (run_state.h). It is written last and under a temporary name, so a shard with a
// marker is complete whatever happened. It does not hold the time of the run, so the same work leaves the
// same marker.

#include "tools/batch/shards.h"

#include <sys/stat.h>

#include <array>
#include <charconv>
#include <cstdlib>
#include <iostream>
#include <iterator>
#include <set>

#include "pipeline/read/paths.h"
#include "tools/errors.h"

namespace winnow::tools {
namespace fs = std::filesystem;
namespace {

constexpr const char* kMarkerFolder = ".winnow";
constexpr const char* kSideFiles[] = {"drops", "errors", "seen"};

/// 0 for a file that is not there.
std::uint64_t size_of(const std::string& path) {
  std::error_code failed;
  const auto size = fs::file_size(path, failed);
  return failed ? 0 : size;
}

Shard shard_of(const std::string& path, const fs::path& root) {
  std::error_code failed;
  Shard shard{.input = path};
  if (path == "-") shard.name = "stdin";
  else
    shard.name = fs::is_directory(root, failed) ? fs::path(path).lexically_relative(root).string()
                                                : fs::path(path).filename().string();
  struct stat info {};
  if (stat(path.c_str(), &info) == 0 && S_ISREG(info.st_mode)) {
    shard.size = static_cast<std::uint64_t>(info.st_size);
    shard.modified = std::int64_t{info.st_mtim.tv_sec} * 1'000'000'000 + info.st_mtim.tv_nsec;
  }
  return shard;
}

/// What a shard was made from, and its counts.
struct Marker {
  std::string input;
  std::uint64_t size = 0;
  std::int64_t modified = 0;
  MadeWith made_with;
  std::uint64_t output_bytes = 0;
  std::array<std::uint64_t, std::size(kSideFiles)> side_bytes{};
  Stats stats;

  template <class M, class F>
  static void for_each_member(M& m, F&& f) {
    f("input", m.input);
    f("size", m.size);
    f("modified", m.modified);
    f("options", m.made_with.options);
    f("rules", m.made_with.rules);
    f("output", m.output_bytes);
    for (std::size_t i = 0; i < std::size(kSideFiles); ++i) f(kSideFiles[i], m.side_bytes[i]);
    f("stats", m.stats);
  }
};

bool is_of(const Marker& marker, const Shard& shard) {
  return marker.input == shard.input && marker.size == shard.size && marker.modified == shard.modified;
}

std::size_t number_in(const char* variable) {
  const char* const value = std::getenv(variable);
  return value ? std::strtoul(value, nullptr, 10) : 0;
}

}  // namespace

Listing list_inputs(const std::vector<std::string>& inputs, bool every_file, const std::vector<std::string>& left_out) {
  Listing listing;
  for (const std::string& input : inputs) {
    read::Paths paths({input}, every_file, left_out);
    while (const auto entry = paths.next()) listing.files.push_back(shard_of(entry->path, input));
    for (const auto& [ending, count] : paths.skipped()) listing.skipped[ending] += count;
  }
  return listing;
}

Listing list_shards(const std::vector<std::string>& inputs, bool every_file, const std::vector<std::string>& left_out) {
  Listing listing = list_inputs(inputs, every_file, left_out);
  std::set<std::string> names;
  for (const Shard& shard : listing.files)
    if (!names.insert(shard.name).second)
      throw UsageError(shard.input + ": another input has the same name, and so would its output");
  return listing;
}

Part parse_part(const std::string& text) {
  Part part;
  const char* const end = text.data() + text.size();
  const auto [slash, bad_index] = std::from_chars(text.data(), end, part.index);
  if (bad_index == std::errc{} && slash != end && *slash == '/') {
    const auto [rest, bad_count] = std::from_chars(slash + 1, end, part.count);
    if (bad_count == std::errc{} && rest == end && part.index >= 1 && part.index <= part.count) return part;
  }
  throw UsageError("--shard " + text + ": I/N is wanted, with I from 1 to N");
}

std::optional<Part> slurm_part() {
  if (!std::getenv("SLURM_ARRAY_TASK_ID") || !std::getenv("SLURM_ARRAY_TASK_COUNT")) return std::nullopt;
  const std::size_t first = number_in("SLURM_ARRAY_TASK_MIN");
  return Part{number_in("SLURM_ARRAY_TASK_ID") - first + 1, number_in("SLURM_ARRAY_TASK_COUNT")};
}

std::vector<Shard> take_part(std::vector<Shard> shards, Part part) {
  std::vector<Shard> taken;
  for (std::size_t i = part.index - 1; i < shards.size(); i += part.count) taken.push_back(std::move(shards[i]));
  return taken;
}

ShardFolder::ShardFolder(std::string folder, std::string extension, MadeWith made_with)
    : folder_(std::move(folder)), extension_(std::move(extension)), made_with_(std::move(made_with)) {}

void ShardFolder::make_room(const Shard& shard) const {
  for (const fs::path path : {output(shard), marker(shard)}) {
    std::error_code failed;
    fs::create_directories(path.parent_path(), failed);
    if (failed) throw FileError(path.parent_path().string() + ": cannot make the folder: " + failed.message());
  }
}

std::string ShardFolder::output(const Shard& shard) const { return (folder_ / (shard.name + extension_)).string(); }

std::string ShardFolder::side_file(const Shard& shard, const std::string& kind) const {
  return (folder_ / kMarkerFolder / (shard.name + "." + kind)).string();
}

std::optional<Stats> ShardFolder::finished(const Shard& shard) const {
  std::error_code failed;
  const auto output_bytes = fs::file_size(output(shard), failed);
  if (failed) return std::nullopt;
  auto found = load_state_if_readable<Marker>(marker(shard), "its shard is made again");
  if (!found) return std::nullopt;
  require_same(found->made_with, made_with_, output(shard));
  if (!is_of(*found, shard) || found->output_bytes != output_bytes) return std::nullopt;
  for (std::size_t i = 0; i < std::size(kSideFiles); ++i)
    if (const std::string side = side_file(shard, kSideFiles[i]); found->side_bytes[i] != size_of(side)) {
      std::cerr << "winnow: " << side << " is not as it was left; its shard is made again\n";
      return std::nullopt;
    }
  return std::move(found->stats);
}

bool ShardFolder::is_marked(const Shard& shard) const {
  std::error_code failed;
  return fs::exists(marker(shard), failed);
}

void ShardFolder::mark(const Shard& shard, const Stats& stats) const {
  Marker made{.input = shard.input,
              .size = shard.size,
              .modified = shard.modified,
              .made_with = made_with_,
              .output_bytes = fs::file_size(output(shard)),
              .stats = stats};
  for (std::size_t i = 0; i < std::size(kSideFiles); ++i) made.side_bytes[i] = size_of(side_file(shard, kSideFiles[i]));
  save_state(made, marker(shard));
}

void ShardFolder::unmark(const Shard& shard) const {
  std::error_code failed;
  fs::remove(marker(shard), failed);
  if (failed) throw FileError(marker(shard) + ": cannot remove: " + failed.message());
}

Stats stats_of_folder(const fs::path& folder) {
  Stats sum;
  std::error_code failed;
  for (fs::recursive_directory_iterator at(folder / kMarkerFolder, failed), end; !failed && at != end;
       at.increment(failed)) {
    const std::string path = at->path().string();
    if (!path.ends_with(".done")) continue;
    if (const auto marker = load_state<Marker>(path)) sum += marker->stats;
  }
  if (failed) throw FileError((folder / kMarkerFolder).string() + ": " + failed.message());
  return sum;
}

}  // namespace winnow::tools
