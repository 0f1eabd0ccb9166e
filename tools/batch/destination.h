#pragma once
// Where the outcomes of a run go: into one output, or into a shard for each input.

#include <memory>
#include <string>
#include <vector>

#include "tools/batch/checkpoint.h"
#include "tools/batch/clean_options.h"
#include "tools/batch/output_set.h"
#include "tools/batch/shards.h"

namespace winnow::tools {

/// What the reader knew of a page when it had read it.
struct ReadNote {
  std::size_t input = 0;  ///< index among those to be read
  bool opened = true;     ///< false for the one error of an input that could not be opened
  std::uint64_t bytes_read = 0, digest = 0, unopened = 0;  ///< of read::Inputs
};

/// Takes outcomes in the order of their inputs. Not thread-safe.
class Destination {
 public:
  virtual ~Destination() = default;

  virtual void take(const ReadNote& note, const Outcome& outcome) = 0;
  /// An article that later ones may repeat; call it before take().
  virtual void note_seen(std::size_t input, std::uint64_t key, std::string_view id) = 0;
  /// Makes outputs whole at the end of a run that began its first `inputs` inputs and, unless it was
  /// `stopped`, finished them. After a stopped run a single output keeps its temporary name; a shard
  /// that may lack pages is discarded, and a resumed run writes it again.
  virtual void finish(std::size_t inputs, bool stopped) = 0;

  /// Counts of everything that the destination holds now, finished shards of earlier runs among it.
  virtual Stats stats() const = 0;
};

/// Writes everything into one file or to standard output. `checkpoints` is where it notes now and then
/// how far it has come, null for an output that cannot be resumed; `from` is the checkpoint that it
/// continues from, or null.
std::unique_ptr<Destination> one_output(const CleanOptions& options, const write::Writer& writer,
                                        const CheckpointFile* checkpoints, const Checkpoint* from);

/// The file in which one output of a run with --dedup keeps its articles' keys while it grows.
std::string seen_file(const std::string& output);

/// `all` are the shards of this run in order, `done` says which are finished already; the others
/// are the inputs.
std::unique_ptr<Destination> shard_outputs(const CleanOptions& options, const write::Writer& writer,
                                           const ShardFolder& folder, std::vector<Shard> all,
                                           std::vector<std::optional<Stats>> done);

}  // namespace winnow::tools
