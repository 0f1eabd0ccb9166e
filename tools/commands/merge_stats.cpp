// winnow merge-stats: adds up the counts of several runs, or of the shards below a folder.

#include <iostream>

#include "pipeline/base/files.h"
#include "tools/batch/shards.h"
#include "tools/commands/command.h"

namespace winnow::tools {
namespace {

Stats stats_in(const std::string& path) {
  if (std::filesystem::is_directory(path)) return stats_of_folder(path);
  const std::optional<std::string> stats = contents_of(path);
  if (!stats) throw FileError(path + ": cannot be read");
  return Stats::from_json(*stats, path);
}

}  // namespace

Action set_up_merge_stats(CLI::App& app) {
  const auto paths = std::make_shared<std::vector<std::string>>();
  app.add_option("PATH", *paths, "What --stats wrote, or folders that `winnow clean -o DIR/` filled")->required();
  return [paths] {
    Stats sum;
    for (const std::string& path : *paths) sum += stats_in(path);
    std::cout << sum.to_json() << '\n';
    return kDone;
  };
}

}  // namespace winnow::tools
