#include "tools/c/rules_beside.h"

#include <dlfcn.h>

#include <system_error>

namespace winnow::tools {
namespace fs = std::filesystem;

fs::path rules_beside(const void* address) {
  std::error_code failed;
  Dl_info library{};
  if (dladdr(address, &library) != 0)
    for (fs::path at = fs::canonical(library.dli_fname, failed).parent_path(); at.has_relative_path();
         at = at.parent_path())
      if (const fs::path rules = at / "share/winnow/rules"; fs::is_directory(rules, failed)) return rules;
  return WINNOW_SOURCE_RULES;
}

}  // namespace winnow::tools
