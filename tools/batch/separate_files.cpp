#include "tools/batch/separate_files.h"

#include <sys/stat.h>

#include <filesystem>
#include <optional>
#include <utility>

#include "tools/errors.h"

namespace winnow::tools {
namespace fs = std::filesystem;
namespace {

struct NamedOutput {
  const char* option;
  const std::string* path;
};

/// Those that are files or folders with a name.
std::vector<NamedOutput> outputs_of(const CleanOptions& options) {
  std::vector<NamedOutput> out;
  for (const NamedOutput output : {NamedOutput{"--output", &options.output},
                                   {"--drops", &options.drops},
                                   {"--errors", &options.errors},
                                   {"--stats", &options.stats}})
    if (!output.path->empty() && *output.path != "-") out.push_back(output);
  return out;
}

/// Which file a path is; nullopt for one that is not there, and for devices and pipes.
std::optional<std::pair<dev_t, ino_t>> identity_of(const std::string& path) {
  struct stat info {};
  const int failed = path == "-" ? fstat(0, &info) : stat(path.c_str(), &info);
  if (failed != 0 || !(S_ISREG(info.st_mode) || S_ISDIR(info.st_mode))) return std::nullopt;
  return std::pair{info.st_dev, info.st_ino};
}

/// The path without links, dots and a slash at its end, whether it is there or not.
fs::path real(const std::string& path) {
  std::error_code failed;
  fs::path out = fs::weakly_canonical(path, failed);
  if (failed) out = fs::absolute(path, failed).lexically_normal();
  return out.has_filename() ? out : out.parent_path();
}

bool is_within(const fs::path& path, const fs::path& folder) {
  const fs::path relative = path.lexically_relative(folder);
  return !relative.empty() && *relative.begin() != "..";
}

bool is_device(const std::string& path) {
  std::error_code failed;
  const fs::file_status status = fs::status(path, failed);
  return fs::exists(status) && !fs::is_regular_file(status) && !fs::is_directory(status);
}

bool is_folder_output(const std::string& path) { return path.ends_with('/') || fs::is_directory(path); }

/// Whether an existing file has a name that records or side files have: an earlier output.
bool is_named_like_output(const std::string& path) {
  for (const std::string_view ending :
       {".jsonl", ".json", ".csv", ".md", ".tei", ".xml", ".out", ".jsonl.gz", ".jsonl.zst", ".csv.gz", ".csv.zst"})
    if (path.ends_with(ending)) return true;
  return false;
}

void require_no_input(const NamedOutput& output, const std::string& input) {
  const auto found = identity_of(*output.path);
  if (found && found == identity_of(input) && !(fs::is_directory(*output.path) && input == "-"))
    throw UsageError(std::string(output.option) + " " + *output.path + " is also an input" +
                     (input == *output.path ? "" : ": " + input));
  std::error_code failed;
  if (input == "-" || !fs::is_directory(input, failed) || !is_within(real(*output.path), real(input))) return;
  if (is_folder_output(*output.path))
    throw UsageError(std::string(output.option) + " " + *output.path + " lies inside of the input folder " + input +
                     ", and its files would be inputs of the next run");
  if (found && !is_named_like_output(*output.path))
    throw UsageError(std::string(output.option) + " " + *output.path + " is a file of the input folder " + input);
}

}  // namespace

void require_separate_files(const CleanOptions& options) {
  const std::vector<NamedOutput> outputs = outputs_of(options);
  for (std::size_t i = 0; i < outputs.size(); ++i) {
    if (is_device(*outputs[i].path)) continue;
    for (std::size_t k = 0; k < i; ++k)
      if (real(*outputs[i].path) == real(*outputs[k].path))
        throw UsageError(std::string(outputs[k].option) + " and " + outputs[i].option +
                         " are the same file: " + *outputs[i].path);
    for (const std::string& input : options.inputs) require_no_input(outputs[i], input);
    if (!options.from.empty()) require_no_input(outputs[i], options.from);
  }
}

std::vector<std::string> files_written(const CleanOptions& options) {
  std::vector<std::string> out;
  for (const NamedOutput& output : outputs_of(options)) {
    if (is_device(*output.path) || is_folder_output(*output.path)) continue;
    for (const char* ending : {"", ".partial", ".checkpoint", ".checkpoint.partial", ".seen", ".seen.partial"})
      out.push_back(real(*output.path).string() + ending);
  }
  return out;
}

}  // namespace winnow::tools
