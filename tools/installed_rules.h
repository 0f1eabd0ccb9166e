#pragma once
// Where the program and the libraries find the rules that were installed with them.

#include <filesystem>
#include <string>
#include <vector>

namespace winnow::tools {

/// Returns the given folders. If none is given, returns the rules that came with the program:
/// share/winnow/rules beside the executable or above it, or the source tree's. Throws nothing; the loader
/// throws when a folder is missing.
std::vector<std::filesystem::path> rules_folders(const std::vector<std::string>& given);

/// Returns the folder share/winnow/rules of the prefix under which the library that holds `address` is
/// installed, or the source tree's rules if it is not installed.
std::filesystem::path rules_beside(const void* address);

}  // namespace winnow::tools
