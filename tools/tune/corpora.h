#pragma once
// Which corpora `tune` trains on, how much each counts, and what each leaves out by its own
// convention: rules/model/corpora.yaml, which says what the keys mean.

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

namespace winnow::tools {

struct Corpus {
  std::string name;
  double weight = 1;
  std::uint32_t leaves_out = 0;  ///< bits of Kind
  bool no_article = false;
};

/// The corpora of a file, of HTML pages or of text dumps. Throws RuleError.
std::vector<Corpus> load_corpora(const std::filesystem::path& file, bool dumps);

/// The input of a corpus' folder, pages/ or pages.jsonl or pages.jsonl.gz. Throws FileError when it
/// has none of them.
std::string pages_of(const std::filesystem::path& folder);

}  // namespace winnow::tools
