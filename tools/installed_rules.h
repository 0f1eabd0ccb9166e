#pragma once
// Where the program and the libraries find the rules that were installed with them.

#include <filesystem>
#include <string>
#include <vector>

namespace winnow::tools {

/// The folders given, or, where none is, the rules that came with the program: share/winnow/rules
/// beside the executable or above it, or the source tree's. Throws nothing; the loader does when a
/// folder is missing.
std::vector<std::filesystem::path> rules_folders(const std::vector<std::string>& given);

/// The folder share/winnow/rules of the prefix under which the library that holds `address` is
/// installed, or the source tree's rules where it is not installed.
std::filesystem::path rules_beside(const void* address);

}  // namespace winnow::tools
