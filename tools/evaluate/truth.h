#pragma once
// Reference corpora: truth.jsonl with {"id", "text", "type", "lang", "url", "charset"} a line.

#include <filesystem>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

namespace winnow::tools {

struct Truth {
  std::string id, url, type, language, charset;
  std::string corpus;               ///< name of the folder that the truth stands in
  std::optional<std::string> text;  ///< absent: the page is not annotated
  std::vector<std::string> flags;
};

/// Returns the rows by id. Throws std::runtime_error naming file and line of a row that cannot be read.
std::unordered_map<std::string, Truth> load_truth(const std::filesystem::path& file);

}  // namespace winnow::tools
