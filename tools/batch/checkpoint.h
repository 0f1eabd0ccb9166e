#pragma once
// How far a run into one file has come, so that another run can go on from there. It stands beside
// the file, as NAME.checkpoint, until the file is whole.

#include <cstdint>
#include <optional>
#include <string>

#include "tools/batch/output_set.h"
#include "tools/batch/run_state.h"
#include "tools/batch/stats.h"

namespace winnow::tools {

/// A place in the inputs of a run, and the files that were written up to there.
struct Checkpoint {
  MadeWith made_with;
  std::uint64_t inputs = 0;    ///< begun before the one that is being read
  std::uint64_t pages = 0;     ///< taken from that one
  std::uint64_t digest = 0;    ///< read::Inputs::digest() there
  std::uint64_t unopened = 0;  ///< inputs that could not be opened
  OutputSizes sizes;
  Stats stats;  ///< without times

  template <class C, class F>
  static void for_each_member(C& c, F&& f) {
    f("options", c.made_with.options);
    f("rules", c.made_with.rules);
    f("inputs", c.inputs);
    f("pages", c.pages);
    f("digest", c.digest);
    f("unopened", c.unopened);
    f("records", c.sizes.records);
    f("drops", c.sizes.drops);
    f("errors", c.sizes.errors);
    f("seen", c.sizes.seen);
    f("stats", c.stats);
  }
};

/// What a run into the file `output` goes by.
class CheckpointFile {
 public:
  CheckpointFile(const std::string& output, MadeWith made_with);

  /// nullopt: there is none, or, with a warning, none that can be read. Throws UsageError if it was made
  /// with other options or rules.
  std::optional<Checkpoint> load() const;
  /// Replaces the one before in one step. Throws FileError.
  void save(Checkpoint checkpoint) const;
  void remove() const;
  bool is_there() const;

 private:
  std::string path_, output_;
  MadeWith made_with_;
};

}  // namespace winnow::tools
