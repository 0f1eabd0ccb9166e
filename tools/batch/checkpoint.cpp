// A checkpoint is a state file (run_state.h). It is written under a temporary name, after the files whose
// sizes it holds are on the disk. So the last checkpoint is valid whenever a run dies.

#include "tools/batch/checkpoint.h"

#include <filesystem>

#include "tools/errors.h"

namespace winnow::tools {

CheckpointFile::CheckpointFile(const std::string& output, MadeWith made_with)
    : path_(output + ".checkpoint"), output_(output), made_with_(std::move(made_with)) {}

std::optional<Checkpoint> CheckpointFile::load() const {
  auto checkpoint = load_state_if_readable<Checkpoint>(path_, "everything is made anew");
  if (checkpoint) require_same(checkpoint->made_with, made_with_, output_ + ".partial");
  return checkpoint;
}

void CheckpointFile::save(Checkpoint checkpoint) const {
  checkpoint.made_with = made_with_;
  save_state(checkpoint, path_);
}

void CheckpointFile::remove() const {
  std::error_code failed;
  std::filesystem::remove(path_, failed);
  if (failed) throw FileError(path_ + ": cannot remove: " + failed.message());
}

bool CheckpointFile::is_there() const {
  std::error_code failed;
  return std::filesystem::exists(path_, failed);
}

}  // namespace winnow::tools
