#pragma once
// Where a library finds the rules that were installed with it.

#include <filesystem>

namespace winnow::tools {

/// The folder share/winnow/rules of the prefix under which the library that holds `address` is
/// installed, or the source tree's rules where it is not installed.
std::filesystem::path rules_beside(const void* address);

}  // namespace winnow::tools
