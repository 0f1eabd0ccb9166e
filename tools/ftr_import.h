#pragma once
// Site configurations of FiveFilters' full-text RSS (ftr-site-config, CC0) as our site rules. A
// file is `host.txt` for a host with and without www, `.host.txt` for its subdomains; a line is
// `key: value`, `#` begins a comment.

#include <string>
#include <string_view>
#include <vector>

namespace winnow::tools {

/// A file converted: YAML text, and a line for each part that could not be ("12: body: …").
struct FtrSite {
  std::string yaml;
  std::vector<std::string> left_out;
  bool has_rules = false;  ///< something was converted
};

/// `name` is the file's name without .txt.
FtrSite convert_ftr(std::string_view name, std::string_view text);

/// Converts every *.txt of a folder into `output`/<host>.yaml; says what was left out on standard
/// error. Returns the exit status.
int import_ftr(const std::string& folder, const std::string& output);

}  // namespace winnow::tools
