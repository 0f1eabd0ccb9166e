// A marker is one line of JSON: {"input", "size", "modified", "options", "rules", "output", "stats"}.
// It is written last, under a temporary name, so that a shard with a marker is whole whatever
// happened. It holds no time of its own: the same work leaves the same marker.

#include "tools/batch/shards.h"

#include <simdjson.h>
#include <sys/stat.h>

#include <charconv>
#include <cstdlib>
#include <fstream>
#include <set>

#include "pipeline/read/paths.h"
#include "pipeline/write/json_record.h"
#include "tools/errors.h"
#include "tools/batch/output_file.h"

namespace winnow::tools {
namespace fs = std::filesystem;
namespace {

constexpr const char* kMarkerFolder = ".winnow";

Shard shard_of(const std::string& path, const fs::path& root) {
  std::error_code failed;
  Shard shard{.input = path};
  if (path == "-") shard.name = "stdin";
  else shard.name = fs::is_directory(root, failed) ? fs::path(path).lexically_relative(root).string()
                                                   : fs::path(path).filename().string();
  struct stat info {};
  if (stat(path.c_str(), &info) == 0 && S_ISREG(info.st_mode)) {
    shard.size = static_cast<std::uint64_t>(info.st_size);
    shard.modified = std::int64_t{info.st_mtim.tv_sec} * 1'000'000'000 + info.st_mtim.tv_nsec;
  }
  return shard;
}

std::optional<std::string> contents(const std::string& path) {
  std::ifstream in(path, std::ios::binary);
  if (!in) return std::nullopt;
  return std::string(std::istreambuf_iterator<char>(in), {});
}

/// The marker's line up to its statistics.
std::string marker_head(const Shard& shard, const std::string& made_by, const std::string& output_bytes) {
  std::string head = "{\"input\":";
  append_json_string(shard.input, head);
  return head + ",\"size\":" + std::to_string(shard.size) + ",\"modified\":" + std::to_string(shard.modified) + "," +
         made_by + ",\"output\":" + output_bytes + ",\"stats\":";
}

std::size_t number_in(const char* variable) {
  const char* const value = std::getenv(variable);
  return value ? std::strtoul(value, nullptr, 10) : 0;
}

}  // namespace

Listing list_inputs(const std::vector<std::string>& inputs, bool every_file) {
  Listing listing;
  for (const std::string& input : inputs) {
    read::Paths paths({input}, every_file);
    while (const auto entry = paths.next()) listing.files.push_back(shard_of(entry->path, input));
    for (const auto& [ending, count] : paths.skipped()) listing.skipped[ending] += count;
  }
  return listing;
}

Listing list_shards(const std::vector<std::string>& inputs, bool every_file) {
  Listing listing = list_inputs(inputs, every_file);
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

ShardFolder::ShardFolder(std::string folder, std::string extension, std::string options, std::string rules)
    : folder_(std::move(folder)), extension_(std::move(extension)), options_(std::move(options)), rules_(std::move(rules)) {}

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

std::string ShardFolder::what_made() const {
  return "\"options\":\"" + options_ + "\",\"rules\":\"" + rules_ + "\"";
}

std::optional<Stats> ShardFolder::finished(const Shard& shard) const {
  const auto line = contents(marker(shard));
  std::error_code failed;
  const auto output_bytes = fs::file_size(output(shard), failed);
  if (!line || failed) return std::nullopt;
  if (line->find("\"rules\":\"" + rules_ + "\"") == std::string::npos)
    throw UsageError(output(shard) + " was made with other rules; leave --resume out to make everything anew");
  if (line->find("\"options\":\"" + options_ + "\"") == std::string::npos)
    throw UsageError(output(shard) + " was made with other options; leave --resume out to make everything anew");
  const std::string head = marker_head(shard, what_made(), std::to_string(output_bytes));
  if (!line->starts_with(head)) return std::nullopt;
  return Stats::from_json(std::string_view(*line).substr(head.size(), line->rfind('}') - head.size()), marker(shard));
}

bool ShardFolder::is_marked(const Shard& shard) const {
  std::error_code failed;
  return fs::exists(marker(shard), failed);
}

void ShardFolder::mark(const Shard& shard, const Stats& stats) const {
  Output out(marker(shard));
  const auto output_bytes = std::to_string(fs::file_size(output(shard)));
  out.buffer() = marker_head(shard, what_made(), output_bytes) + stats.to_json() + "}\n";
  out.close();
}

void ShardFolder::unmark(const Shard& shard) const {
  std::error_code absent;
  fs::remove(marker(shard), absent);
}

Stats stats_of_folder(const fs::path& folder) {
  Stats sum;
  std::error_code failed;
  for (fs::recursive_directory_iterator at(folder / kMarkerFolder, failed), end; !failed && at != end; at.increment(failed)) {
    const std::string path = at->path().string();
    if (!path.ends_with(".done")) continue;
    const std::string line = contents(path).value_or("");
    constexpr std::string_view kKey = ",\"stats\":";
    const std::size_t key = line.rfind(kKey);
    if (key == std::string::npos) throw FileError(path + ": not a marker");
    const std::size_t begin = key + kKey.size();
    sum += Stats::from_json(std::string_view(line).substr(begin, line.rfind('}') - begin), path);
  }
  if (failed) throw FileError((folder / kMarkerFolder).string() + ": " + failed.message());
  return sum;
}

}  // namespace winnow::tools
