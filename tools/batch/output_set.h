#pragma once
// One output and what goes with it: records, drops, errors, counts.

#include <optional>
#include <string>

#include "pipeline/write/writer.h"
#include "tools/batch/output_file.h"
#include "tools/batch/stats.h"

namespace winnow::tools {

/// Names of the files of a set; empty: not wanted, but for records, where it is standard output.
struct OutputFiles {
  std::string records, drops, errors, seen;
};

/// Sizes of these files at a checkpoint.
struct OutputSizes {
  std::uint64_t records = 0, drops = 0, errors = 0, seen = 0;
};

class OutputSet {
 public:
  OutputSet(const OutputFiles& files, const write::Writer& writer);
  /// Continues behind a checkpoint.
  OutputSet(const OutputFiles& files, const write::Writer& writer, const OutputSizes& kept);

  /// Writes an outcome where it belongs and counts it.
  void take(const Outcome& outcome);

  /// Notes an article that later ones may repeat.
  void note_seen(std::uint64_t key, std::string_view id);

  /// Writes everything so far to the disk. Returns the sizes that a later OutputSet continues from.
  OutputSizes checkpoint();

  /// Makes all files whole.
  void close();
  /// Writes the rest, but all files keep their temporary names: there is more to come.
  void close_partial();
  /// Makes drops and errors whole and discards the records: they have no input.
  void close_without_records();

  Stats stats;

 private:
  OutputSet(const OutputFiles& files, const write::Writer& writer, const OutputSizes* kept);
  void close_side_files();

  const write::Writer& writer_;
  Output records_;
  std::optional<Output> drops_, errors_, seen_;
};

}  // namespace winnow::tools
