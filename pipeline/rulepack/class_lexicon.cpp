#include "pipeline/rulepack/class_lexicon.h"

#include <algorithm>

#include "pipeline/rulepack/closed_lists.h"

namespace winnow {

void ClassLexicon::load(const Yaml& file) {
  const std::vector<std::string_view>& names = names_of<ClassGroup>(kClassGroupCount);
  file.keys({"groups", "ignored", "article_body"});
  if (file.has("ignored")) {
    const std::vector<std::string> more = file.at("ignored").texts();
    ignored_.insert(ignored_.end(), more.begin(), more.end());
  }
  if (file.has("article_body")) {
    const std::vector<std::string> more = file.at("article_body").texts();
    article_body_.insert(article_body_.end(), more.begin(), more.end());
  }
  if (!file.has("groups")) return;
  for (const auto& [group, words] : file.at("groups").members()) {
    const auto known = std::find(names.begin(), names.end(), group);
    if (known == names.end())
      words.fail("no class group '" + group + "'; did you mean '" + nearest_name(group, names) + "'?");
    for (const std::string& word : words.texts()) add(word, 1u << (known - names.begin()));
  }
}

bool ClassLexicon::names_article_body(std::string_view value) const noexcept {
  return std::any_of(article_body_.begin(), article_body_.end(),
                     [&](const std::string& name) { return value.find(name) != std::string_view::npos; });
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
