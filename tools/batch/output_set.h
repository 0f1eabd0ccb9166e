#pragma once
// One output and what goes with it: records, drops, errors, counts.

#include <optional>
#include <string>

#include "pipeline/write/writer.h"
#include "tools/batch/output_file.h"
#include "tools/batch/stats.h"

namespace winnow::tools {

/// Names of the files of a lot; empty: not wanted, but for records, where it is standard output.
struct LotFiles {
  std::string records, drops, errors, seen;
};

/// Sizes of these files at a checkpoint.
struct LotSizes {
  std::uint64_t records = 0, drops = 0, errors = 0, seen = 0;
};

class Lot {
 public:
  Lot(const LotFiles& files, const write::Writer& writer);
  /// Goes on behind a checkpoint.
  Lot(const LotFiles& files, const write::Writer& writer, const LotSizes& kept);

  /// Writes an outcome where it belongs and counts it.
  void take(const Outcome& outcome);

  /// Notes an article that later ones may repeat.
  void note_seen(std::uint64_t key, std::string_view id);

  /// Puts everything so far on the disk, for a later Lot to go on from.
  LotSizes checkpoint();

  /// Makes all files whole.
  void close();
  /// Writes the rest, but all files keep their temporary names: there is more to come.
  void close_partial();
  /// Makes drops and errors whole, and gives up the records: there is no input they are from.
  void close_without_records();

  Stats stats;

 private:
  Lot(const LotFiles& files, const write::Writer& writer, const LotSizes* kept);
  void close_side_files();

  const write::Writer& writer_;
  Output records_;
  std::optional<Output> drops_, errors_, seen_;
};

}  // namespace winnow::tools
