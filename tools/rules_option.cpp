// Where the rules are: --rules, or those that came with the program.

#include <system_error>

#include "tools/command.h"

namespace winnow::tools {
namespace fs = std::filesystem;

void add_rules_option(CLI::App& app, std::vector<std::string>& folders) {
  app.add_option("--rules", folders,
                 "Folder of rule packs in place of the built-in ones; repeat it to lay one over another")
      ->check(CLI::Validator(CLI::ExistingDirectory).description(""))
      ->type_name("DIR")
      ->allow_extra_args(false);
}

std::vector<fs::path> rules_folders(const std::vector<std::string>& given) {
  if (!given.empty()) return {given.begin(), given.end()};
  std::error_code failed;
  const fs::path beside = fs::read_symlink("/proc/self/exe", failed).parent_path();
  for (const fs::path& prefix : {beside, beside.parent_path()}) {
    const fs::path shared = prefix / "share/winnow/rules";
    if (fs::is_directory(shared, failed)) return {shared};
  }
  return {WINNOW_SOURCE_RULES};
}

}  // namespace winnow::tools
