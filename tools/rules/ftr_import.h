#pragma once
// Converts site configurations of FiveFilters' full-text RSS (ftr-site-config, CC0) to our site rules.
// A file is `host.txt` for a host with and without www, `.host.txt` for its subdomains. A line is
// `key: value`; `#` begins a comment. The head of ftr_import.cpp lists what each key becomes.

#include <cstddef>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace winnow::tools {

/// Lines of one key: how many there were and how many were converted.
struct FtrCount {
  std::size_t lines = 0, converted = 0;
};

/// A converted file: YAML text, and a line for each part that was not converted ("12: body: … (why)").
struct FtrSite {
  std::string yaml;
  std::vector<std::string> left_out;
  std::map<std::string, FtrCount> keys;
  bool has_rules = false;  ///< something was converted that changes the output
};

/// `name` is the file's name without .txt.
FtrSite convert_ftr(std::string_view name, std::string_view text);

/// Converts every *.txt of a folder into `output`/<host>.yaml. Prints on standard error what was left
/// out, then a table of the keys. Returns the exit status.
int import_ftr(const std::string& folder, const std::string& output, bool overwrite);

}  // namespace winnow::tools
