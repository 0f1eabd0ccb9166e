#include "pipeline/rulepack/class_lexicon.h"

#include <algorithm>

#include "pipeline/rulepack/yaml.h"

namespace winnow {

void ClassLexicon::load(const Yaml& file) {
  std::vector<std::string_view> names;
  for (std::size_t i = 0; i < kClassGroupCount; ++i) names.push_back(name(static_cast<ClassGroup>(i)));
  file.keys({"groups", "ignored"});
  if (file.has("ignored")) {
    const std::vector<std::string> more = file.at("ignored").texts();
    ignored_.insert(ignored_.end(), more.begin(), more.end());
  }
  if (!file.has("groups")) return;
  for (const auto& [group, words] : file.at("groups").members()) {
    const auto known = std::find(names.begin(), names.end(), group);
    if (known == names.end())
      words.fail("no class group '" + group + "'; did you mean '" + nearest_name(group, names) + "'?");
    for (const std::string& word : words.texts()) add(word, 1u << (known - names.begin()));
  }
}

void ClassLexicon::add(std::string_view word, std::uint32_t groups) {
  for_each_class_word(word, [&](std::uint64_t hash, std::size_t) { groups_[hash] |= groups; });
}

std::uint32_t ClassLexicon::groups_of(std::string_view value) const noexcept {
  std::uint32_t groups = 0;
  for_each_class_word(value, [&](std::uint64_t hash, std::size_t) { groups |= groups_of_word(hash); });
  return groups;
}

}  // namespace winnow
