// load_rules(): finds the files of the packs, reads each part with its own loader, and hashes what
// was read. A later pack adds to the cue phrases and classes of the earlier ones; rules with an id
// override by it. Files are taken in the order of their names, so that the same folders give the
// same rules everywhere. The parts that take longest (phrases, patterns, words of metadata, models) are
// loaded side by side: what a run waits for before its first page.

#include <xxhash.h>

#include <algorithm>
#include <array>
#include <cstdio>
#include <fstream>
#include <future>

#include "pipeline/base/text.h"
#include "pipeline/choose/models.h"
#include "pipeline/describe/metadata_rules.h"
#include "pipeline/label/block_rules.h"
#include "pipeline/rulepack/rules.h"
#include "pipeline/rulepack/yaml.h"
#include "pipeline/winnow.h"

namespace winnow {
namespace {

namespace fs = std::filesystem;

std::vector<std::string_view> names_of_cues() {
  std::vector<std::string_view> out;
  for (std::size_t i = 0; i < kCueCount; ++i) out.push_back(name(static_cast<Cue>(i)));
  return out;
}

/// Calls f(phrase) for each phrase of a text that parts them by '|' or line ends. Packs are written
/// so, and not as YAML lists: a block of text is read several times faster, and by people too.
template <class F>
void for_each_phrase(std::string_view text, F&& f) {
  for (std::size_t from = 0, at = 0; at <= text.size(); ++at) {
    if (at < text.size() && text[at] != '|' && text[at] != '\n') continue;
    if (const std::string_view phrase = trim(text.substr(from, at - from)); !phrase.empty()) f(phrase);
    from = at + 1;
  }
}

/// One lang/<code>.yaml: `language: vi`, `cues: {related: {whole: "tin liên quan | xem thêm"}}`.
void load_cues(const Yaml& file, CueMatcher& cues) {
  static const std::vector<std::string_view> known = names_of_cues();
  file.keys({"language", "cues"});
  for (const auto& [cue_name, by_anchor] : file.at("cues").members()) {
    const auto found = std::find(known.begin(), known.end(), cue_name);
    if (found == known.end())
      by_anchor.fail("no cue '" + cue_name + "'; did you mean '" + nearest_name(cue_name, known) + "'?");
    by_anchor.keys({"whole", "start", "end", "anywhere"});
    for (std::size_t i = 0; i < kCueAnchorCount; ++i) {
      const auto anchor = static_cast<CueAnchor>(i);
      if (!by_anchor.has(name(anchor))) continue;
      for_each_phrase(by_anchor.at(name(anchor)).text(), [&](std::string_view phrase) {
        cues.add(static_cast<Cue>(found - known.begin()), anchor, phrase);
      });
    }
  }
}

void load_languages(const fs::path& folder, CueMatcher& cues) {
  for (const fs::path& file : yaml_files(folder)) load_cues(Yaml::load(file), cues);
}

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
  std::string text() const {
    std::array<char, 17> out{};
    std::snprintf(out.data(), out.size(), "%016llx",
                  static_cast<unsigned long long>(XXH3_64bits_digest(state_)));
    return out.data();
  }

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

std::vector<fs::path> yaml_files(const fs::path& folder) {
  std::vector<fs::path> out;
  std::error_code none;
  for (const auto& entry : fs::directory_iterator(folder, none)) {
    if (entry.path().extension() == ".yaml") out.push_back(entry.path());
  }
  std::sort(out.begin(), out.end());
  return out;
}

std::shared_ptr<Rules> load_rules_without_models(const std::vector<fs::path>& folders) {
  auto rules = std::make_shared<Rules>();
  auto blocks = std::async(std::launch::async, [&] { return load_block_rules(folders); });
  auto metadata = std::async(std::launch::async, [&] { return load_metadata_rules(folders); });
  Fingerprint fingerprint;
  for (const fs::path& folder : folders) {
    if (!fs::is_directory(folder)) throw RuleError(folder.string() + ": no such folder of rules");
    load_languages(folder / "lang", rules->cues);
    if (const fs::path file = folder / "news" / "classes.yaml"; fs::exists(file))
      rules->classes.load(Yaml::load(file));
    add_tree(folder, fingerprint);
  }
  rules->blocks = blocks.get();
  rules->metadata = metadata.get();
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
