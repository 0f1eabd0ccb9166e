#pragma once
// The options of `winnow clean`.

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "pipeline/read/reader.h"
#include "winnow/winnow.h"
#include "pipeline/write/writer.h"
#include "pipeline/filter/duplicates.h"
#include "tools/batch/progress.h"

namespace winnow::tools {

struct CleanOptions {
  std::vector<std::string> inputs;
  std::string from;                      ///< file with more inputs
  std::string output;                    ///< "": standard output; a folder: a shard for each input
  std::string errors, drops, stats;      ///< "": not asked for
  write::WriteOptions write;
  std::string compression = "none";      ///< of shards: none, gz, zst
  read::ReadOptions read;
  Options clean;
  RunOptions run;
  Dedup dedup = Dedup::none;
  std::vector<std::string> rules;
  std::string part;                      ///< "I/N" of the inputs; "": all, or what Slurm says
  bool resume = false;
  std::optional<std::size_t> max_errors;
  ProgressMode progress = ProgressMode::automatic;
};

/// A hash of every option that the records depend on, 16 hexadecimal digits.
std::string fingerprint_of(const CleanOptions& options);

/// Cleans; returns the exit status. Throws UsageError, FileError, RuleError.
int run_clean(const CleanOptions& options);

}  // namespace winnow::tools
