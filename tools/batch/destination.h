#pragma once
// Writes the outcomes of a run into one output, or into a shard for each input.

#include <memory>
#include <string>
#include <vector>

#include "tools/batch/checkpoint.h"
#include "tools/batch/clean_options.h"
#include "tools/batch/output_set.h"
#include "tools/batch/shards.h"

namespace winnow::tools {

/// The state of the reader after it read a page.
struct ReadNote {
  std::size_t input = 0;  ///< index among the inputs to be read
  bool opened = true;     ///< false for the one error of an input that could not be opened
  std::uint64_t bytes_read = 0, digest = 0, unopened = 0;  ///< of read::Inputs
};

/// Takes outcomes in the order of their inputs. Not thread-safe.
class Destination {
 public:
  virtual ~Destination() = default;

  virtual void take(const ReadNote& note, const Outcome& outcome) = 0;
  /// Notes an article that later ones may repeat. Requires: take() was not called for it yet.
  virtual void note_seen(std::size_t input, std::uint64_t key, std::string_view id) = 0;
  /// Completes the outputs at the end of a run that began its first `inputs` inputs and, unless it was
  /// `stopped`, finished them. After a stopped run a single output keeps its temporary name; a shard
  /// that may lack pages is discarded, and a resumed run writes it again.
  virtual void finish(std::size_t inputs, bool stopped) = 0;

  /// Returns the counts of everything that the destination holds now, including finished shards of
  /// earlier runs.
  virtual Stats stats() const = 0;
};

/// Writes everything into one file or to standard output. `checkpoints` is where it notes now and then
/// how far it has come, null for an output that cannot be resumed; `from` is the checkpoint that it
/// continues from, or null.
std::unique_ptr<Destination> one_output(const CleanOptions& options, const write::Writer& writer,
                                        const CheckpointFile* checkpoints, const Checkpoint* from);

/// Returns the name of the file that holds the articles' keys of a run with --dedup while its one output
/// grows.
std::string seen_file(const std::string& output);

/// Writes a shard for each input. `all` are the shards of this run in order, and `done` has the counts of
/// those that are finished already. The others are the inputs.
std::unique_ptr<Destination> shard_outputs(const CleanOptions& options, const write::Writer& writer,
                                           const ShardFolder& folder, std::vector<Shard> all,
                                           std::vector<std::optional<Stats>> done);

}  // namespace winnow::tools
