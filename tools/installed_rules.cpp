#include "tools/installed_rules.h"

#include <dlfcn.h>

#include <system_error>

namespace winnow::tools {
namespace {

namespace fs = std::filesystem;

/// Returns share/winnow/rules in `folder` or at most `most` levels above it, or the source tree's rules if
/// there is none.
fs::path rules_above(fs::path folder, int most) {
  std::error_code failed;
  for (; most >= 0 && folder.has_relative_path(); --most, folder = folder.parent_path())
    if (fs::path rules = folder / "share/winnow/rules"; fs::is_directory(rules, failed)) return rules;
  return WINNOW_SOURCE_RULES;
}

}  // namespace

std::vector<fs::path> rules_folders(const std::vector<std::string>& given) {
  if (!given.empty()) return {given.begin(), given.end()};
  constexpr int kFromBinToPrefix = 1;
  std::error_code failed;
  return {rules_above(fs::read_symlink("/proc/self/exe", failed).parent_path(), kFromBinToPrefix)};
}

fs::path rules_beside(const void* address) {
  constexpr int kAnyLevel = 1000;
  std::error_code failed;
  Dl_info library{};
  if (dladdr(address, &library) == 0) return WINNOW_SOURCE_RULES;
  return rules_above(fs::canonical(library.dli_fname, failed).parent_path(), kAnyLevel);
}

}  // namespace winnow::tools
