#pragma once
// How far a run into one file has come, so that another run can go on from there. It stands beside
// the file, as NAME.checkpoint, until the file is whole.

#include <cstdint>
#include <optional>
#include <string>

#include "tools/batch/output_set.h"
#include "tools/batch/stats.h"

namespace winnow::tools {

/// A place in the inputs of a run, and the files that were written up to there.
struct Checkpoint {
  std::uint64_t inputs = 0;    ///< begun before the one that is being read
  std::uint64_t pages = 0;     ///< taken from that one
  std::uint64_t digest = 0;    ///< read::Inputs::digest() there
  std::uint64_t unopened = 0;  ///< inputs that could not be opened
  LotSizes sizes;
  Stats stats;  ///< without times
};

/// What a run into the file `output` goes by. `options` and `rules` are hashes: a checkpoint made
/// with others is not taken up.
class CheckpointFile {
 public:
  CheckpointFile(const std::string& output, std::string options, std::string rules);

  /// nullopt: there is none. Throws UsageError if it was made with other options or rules, FileError
  /// if it is none.
  std::optional<Checkpoint> load() const;
  /// Replaces the one before in one step. Throws FileError.
  void save(const Checkpoint& checkpoint) const;
  void remove() const;
  bool is_there() const;

 private:
  std::string path_, output_, options_, rules_;
};

}  // namespace winnow::tools
