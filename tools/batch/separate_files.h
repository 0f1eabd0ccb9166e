#pragma once
// What a run reads and what it writes are different files. A run that overwrites its input ends with status 0 and
// nothing left, so that it is refused before anything is opened.

#include <string>
#include <vector>

#include "tools/batch/clean_options.h"

namespace winnow::tools {

/// Throws UsageError if an output of the run is one of its inputs (by device and inode, under whatever name), if two
/// outputs are one file, or if an output would be an input of the next run: a folder within an input folder.
void require_separate_files(const CleanOptions& options);

/// The files that the run writes itself, also under temporary names, so that a folder which holds them as well as
/// pages does not give them back as input. Absolute paths.
std::vector<std::string> files_written(const CleanOptions& options);

}  // namespace winnow::tools
