#pragma once
// Where the outcomes of a run go: into one output, or into a shard for each input.

#include <memory>
#include <string>
#include <vector>

#include "tools/clean_options.h"
#include "tools/lot.h"
#include "tools/shards.h"

namespace winnow::tools {

/// Takes outcomes in the order of their inputs. Not thread-safe.
class Destination {
 public:
  virtual ~Destination() = default;

  /// An outcome of the input with that index among those to be read. `opened` is false for the one
  /// error of an input that could not be opened.
  virtual void take(std::size_t input, bool opened, const Outcome& outcome) = 0;
  /// An article that later ones may repeat; call it before take().
  virtual void note_seen(std::size_t input, std::uint64_t key, std::string_view id) = 0;
  /// The first `inputs` inputs were begun and, unless the run was stopped, are through. Makes outputs
  /// whole. Of a stopped run, a single output keeps its temporary name, and a shard that may lack
  /// pages is given up: a resumed run makes it again.
  virtual void finish(std::size_t inputs, bool stopped) = 0;

  /// Counts of everything that the destination holds now, finished shards of earlier runs among it.
  virtual Stats stats() const = 0;
};

/// Everything into one file or standard output.
std::unique_ptr<Destination> one_output(const CleanOptions& options, const write::Writer& writer);

/// `all` are the shards of this run in order, `done` says which are finished already; the others
/// are the inputs.
std::unique_ptr<Destination> shard_outputs(const CleanOptions& options, const write::Writer& writer,
                                           const ShardFolder& folder, std::vector<Shard> all,
                                           std::vector<std::optional<Stats>> done);

}  // namespace winnow::tools
