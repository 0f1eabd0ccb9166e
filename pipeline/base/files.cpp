#include "pipeline/base/files.h"

#include <fstream>
#include <iterator>

namespace winnow {

std::optional<std::string> contents_of(const std::filesystem::path& file) {
  std::ifstream stream(file, std::ios::binary);
  std::error_code failed;
  if (!stream || std::filesystem::is_directory(file, failed)) return std::nullopt;
  if (!std::filesystem::is_regular_file(file, failed)) return std::string(std::istreambuf_iterator<char>(stream), {});
  const std::uintmax_t size = std::filesystem::file_size(file, failed);
  if (failed) return std::nullopt;
  std::string bytes(static_cast<std::size_t>(size), '\0');
  if (!stream.read(bytes.data(), static_cast<std::streamsize>(size))) return std::nullopt;
  return bytes;
}

}  // namespace winnow
