#pragma once
// One output and what goes with it: records, drops, errors, counts.

#include <optional>
#include <string>

#include "pipeline/write/writer.h"
#include "tools/output.h"
#include "tools/stats.h"

namespace winnow::tools {

/// Names of the files of a lot; empty: not wanted, but for records, where it is standard output.
struct LotFiles {
  std::string records, drops, errors, seen;
};

class Lot {
 public:
  Lot(const LotFiles& files, const write::Writer& writer);

  /// Writes an outcome where it belongs and counts it.
  void take(const Outcome& outcome);

  /// Notes an article that later ones may repeat.
  void note_seen(std::uint64_t key, std::string_view id);

  /// Makes all files whole.
  void close();
  /// The same, but the records keep their temporary name: there are more to come.
  void close_partial();
  /// Makes drops and errors whole, and gives up the records: there is no input they are from.
  void close_without_records();

  Stats stats;

 private:
  void close_side_files();

  const write::Writer& writer_;
  Output records_;
  std::optional<Output> drops_, errors_, seen_;
};

}  // namespace winnow::tools
