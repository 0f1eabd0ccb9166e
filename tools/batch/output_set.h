#pragma once
// One output and the files beside it: records, drops, errors, keys of articles; and the counts.

#include <optional>
#include <string>

#include "pipeline/write/writer.h"
#include "tools/batch/output_file.h"
#include "tools/batch/stats.h"

namespace winnow::tools {

/// Names of the files of a set. An empty name means that the file is not written; for records it means
/// standard output.
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

  /// Writes an outcome to its file and counts it.
  void take(const Outcome& outcome);

  /// Notes an article that later ones may repeat.
  void note_seen(std::uint64_t key, std::string_view id);

  /// Writes everything so far to the disk. Returns the sizes that a later OutputSet continues from.
  OutputSizes checkpoint();

  /// Completes all files.
  void close();
  /// Writes the rest. All files keep their temporary names, because a later run continues them.
  void close_partial();
  /// Completes drops and errors and discards the records, because their input could not be opened.
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
