#pragma once
// Whole files into memory.

#include <filesystem>
#include <optional>
#include <string>

namespace winnow {

/// The file's bytes; nothing when it cannot be read. One allocation of the file's size; pipes and
/// devices are read to their end.
std::optional<std::string> contents_of(const std::filesystem::path& file);

}  // namespace winnow
