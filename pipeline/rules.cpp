// load_rules(): finds the files of the packs, has each part read by its own loader, and hashes what
// was read. A later pack adds to the cue phrases and classes of the earlier ones; rules with an id
// override by it. Files are taken in the order of their names, so that the same folders give the
// same rules everywhere. The parts that take longest (patterns, words of metadata, models) are loaded
// beside the phrases: what a run waits for before its first page.

#include "pipeline/rules.h"

#include <xxhash.h>

#include <algorithm>
#include <array>
#include <fstream>
#include <future>

#include "pipeline/base/hash.h"
#include "pipeline/choose/models.h"
#include "pipeline/describe/fields/metadata_rules.h"
#include "pipeline/rulepack/block_rules.h"
#include "pipeline/rulepack/class_lexicon.h"
#include "pipeline/rulepack/cue_matcher.h"
#include "pipeline/rulepack/dropped_labels.h"
#include "pipeline/rulepack/inline_rules.h"
#include "pipeline/rulepack/page_verdicts.h"
#include "pipeline/rulepack/yaml.h"

namespace winnow {
namespace {

namespace fs = std::filesystem;

/// The hash of everything that was read, 16 hexadecimal digits.
class Fingerprint {
 public:
  Fingerprint() { XXH3_64bits_reset(state_); }
  ~Fingerprint() { XXH3_freeState(state_); }
  Fingerprint(const Fingerprint&) = delete;
  Fingerprint& operator=(const Fingerprint&) = delete;

  void add(std::string_view bytes) { XXH3_64bits_update(state_, bytes.data(), bytes.size()); }
  /// A piece at a time, so that a large file costs no memory. Throws RuleError.
  void add_contents(const fs::path& file) {
    std::ifstream stream(file, std::ios::binary);
    std::array<char, 1 << 14> piece;
    do {
      stream.read(piece.data(), piece.size());
      add({piece.data(), static_cast<std::size_t>(stream.gcount())});
    } while (stream);
    if (!stream.eof()) throw RuleError(file.string() + ": cannot be read");
  }
  std::string text() const { return hex(XXH3_64bits_digest(state_)); }

 private:
  XXH3_state_t* state_ = XXH3_createState();
};

/// All files but those of sites/, which are many and hashed where they are read.
void add_tree(const fs::path& folder, Fingerprint& fingerprint) {
  std::vector<fs::path> files;
  for (auto entry = fs::recursive_directory_iterator(folder); entry != fs::recursive_directory_iterator(); ++entry) {
    if (entry->path() == folder / "sites") entry.disable_recursion_pending();
    if (entry->is_regular_file()) files.push_back(entry->path());
  }
  std::sort(files.begin(), files.end());
  for (const fs::path& file : files) {
    fingerprint.add(file.lexically_relative(folder).generic_string());
    fingerprint.add_contents(file);
  }
}

}  // namespace

std::shared_ptr<Rules> load_rules_without_models(const std::vector<fs::path>& folders) {
  auto rules = std::make_shared<Rules>();
  auto blocks = std::async(std::launch::async, [&] { return load_block_rules(folders); });
  auto metadata = std::async(std::launch::async, [&] { return load_metadata_rules(folders); });
  const auto cues = std::make_shared<CueMatcher>();
  const auto classes = std::make_shared<ClassLexicon>();
  const auto inlines = std::make_shared<InlineRules>();
  Fingerprint fingerprint;
  for (const fs::path& folder : folders) {
    if (!fs::is_directory(folder)) throw RuleError(folder.string() + ": no such folder of rules");
    for (const fs::path& file : yaml_files(folder / "lang")) load_cues(Yaml::load(file), *cues);
    if (const fs::path file = folder / "news" / "classes.yaml"; fs::exists(file)) classes->load(Yaml::load(file));
    if (const fs::path file = folder / "news" / "inline.yaml"; fs::exists(file)) inlines->load(Yaml::load(file));
    add_tree(folder, fingerprint);
  }
  rules->cues = cues;
  rules->classes = classes;
  rules->inlines = inlines;
  rules->blocks = blocks.get();
  rules->metadata = metadata.get();
  rules->dropped_labels = load_dropped_labels(folders);
  rules->page_verdicts = load_page_verdicts(folders);
  rules->models = std::make_shared<const Models>();
  if (rules->blocks->sites_hash != 0) fingerprint.add(std::to_string(rules->blocks->sites_hash));
  rules->fingerprint = fingerprint.text();
  return rules;
}

std::shared_ptr<const Rules> load_rules(const std::vector<fs::path>& folders) {
  auto models = std::async(std::launch::async, [&] { return load_models(folders); });
  auto rules = load_rules_without_models(folders);
  rules->models = models.get();
  return rules;
}

}  // namespace winnow
