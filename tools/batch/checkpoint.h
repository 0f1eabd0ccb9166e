#pragma once
// The progress of a run into one file, so that another run can continue from there. The checkpoint is
// beside the file, as NAME.checkpoint, until the file is complete.

#include <cstdint>
#include <optional>
#include <string>

#include "tools/batch/output_set.h"
#include "tools/batch/run_state.h"
#include "tools/batch/stats.h"

namespace winnow::tools {

/// A position in the inputs of a run, and the sizes of the files written up to it.
struct Checkpoint {
  MadeWith made_with;
  std::uint64_t inputs = 0;    ///< number of inputs begun before the current one
  std::uint64_t pages = 0;     ///< number of pages taken from the current input
  std::uint64_t digest = 0;    ///< read::Inputs::digest() at this position
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

/// The checkpoint of a run into the file `output`.
class CheckpointFile {
 public:
  CheckpointFile(const std::string& output, MadeWith made_with);

  /// Returns nullopt if there is none; also, with a warning, if it cannot be read. Throws UsageError if it
  /// was made with other options or rules.
  std::optional<Checkpoint> load() const;
  /// Replaces the last checkpoint atomically. Throws FileError.
  void save(Checkpoint checkpoint) const;
  void remove() const;
  bool is_there() const;

 private:
  std::string path_, output_;
  MadeWith made_with_;
};

}  // namespace winnow::tools
