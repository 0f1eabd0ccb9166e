// winnow merge-stats: the counts of several runs, or of the shards below a folder, as one.

#include <fstream>
#include <iostream>

#include "tools/commands/command.h"
#include "tools/batch/shards.h"

namespace winnow::tools {
namespace {

Stats stats_in(const std::string& path) {
  if (std::filesystem::is_directory(path)) return stats_of_folder(path);
  std::ifstream in(path, std::ios::binary);
  if (!in) throw FileError(path + ": cannot open");
  return Stats::from_json(std::string(std::istreambuf_iterator<char>(in), {}), path);
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
