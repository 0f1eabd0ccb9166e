#pragma once
// Output in shards: one file for each input file, below one folder. A marker beside a finished shard says
// what it was made from. The files hold everything that a cluster has to know.

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "pipeline/read/page_files.h"
#include "tools/batch/run_state.h"
#include "tools/batch/stats.h"

namespace winnow::tools {

/// An input file and the shard it becomes.
struct Shard {
  std::string input;          ///< path as it is opened
  std::string name{};         ///< below the output folder, without the format's extension
  std::uint64_t size = 0;     ///< of the input when it was listed
  std::int64_t modified = 0;  ///< of the input: modification time, in nanoseconds since 1970
};

/// The files of the inputs, with folders and globs expanded.
struct Listing {
  std::vector<Shard> files;  ///< in their order
  read::Skipped skipped{};   ///< files of folders that hold no pages
};

/// Lists the files of the inputs. `every_file`: also files of folders that hold no pages; never those of `left_out`.
Listing list_inputs(const std::vector<std::string>& inputs, bool every_file, const std::vector<std::string>& left_out);

/// Does the same for a folder of shards. Throws UsageError if two inputs would become the same shard.
Listing list_shards(const std::vector<std::string>& inputs, bool every_file, const std::vector<std::string>& left_out);

/// "3/8": the third of eight parts of a plan.
struct Part {
  std::size_t index = 1, count = 1;
};

/// Reads I/N. Throws UsageError unless 1 ≤ I ≤ N.
Part parse_part(const std::string& text);

/// Returns the part that Slurm's array job gives this task; nullopt outside of an array job.
std::optional<Part> slurm_part();

/// Returns every `part.count`-th shard from `part.index` on: the same on any machine that sees the same files.
std::vector<Shard> take_part(std::vector<Shard> shards, Part part);

/// An output folder. Markers and side files lie in its ".winnow" folder.
class ShardFolder {
 public:
  /// finished() refuses shards that were made with something else.
  ShardFolder(std::string folder, std::string extension, MadeWith made_with);

  /// Makes the folders that the shard's files lie in. Throws FileError.
  void make_room(const Shard& shard) const;

  std::string output(const Shard& shard) const;
  /// Beside the marker: drops, errors, seen.
  std::string side_file(const Shard& shard, const std::string& kind) const;

  /// Returns the counts of a finished shard whose input has not changed since. Returns nullopt if the shard
  /// has to be made, with a warning if its marker cannot be read. Throws UsageError if it was made with other
  /// rules or options.
  std::optional<Stats> finished(const Shard& shard) const;

  /// True if there is a marker, whatever it says.
  bool is_marked(const Shard& shard) const;

  void mark(const Shard& shard, const Stats& stats) const;
  void unmark(const Shard& shard) const;

 private:
  std::string marker(const Shard& shard) const { return side_file(shard, "done"); }

  std::filesystem::path folder_;
  std::string extension_;
  MadeWith made_with_;
};

/// Returns the sum of the statistics in the markers below an output folder. Throws FileError.
Stats stats_of_folder(const std::filesystem::path& folder);

}  // namespace winnow::tools
