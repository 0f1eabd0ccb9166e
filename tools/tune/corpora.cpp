#include "tools/tune/corpora.h"

#include "pipeline/rulepack/yaml.h"
#include "tools/errors.h"
#include "winnow/winnow.h"

namespace winnow::tools {
namespace {

std::uint32_t kinds_in(const Yaml& list) {
  std::vector<std::string_view> names;
  for (std::size_t k = 0; k < kKindCount; ++k) names.push_back(name(static_cast<Kind>(k)));
  std::uint32_t kinds = 0;
  for (const Yaml& item : list.items()) kinds |= 1u << item.one_of(names);
  return kinds;
}

Corpus read_corpus(const Yaml& yaml) {
  constexpr double kMostWeight = 100;
  yaml.keys({"name", "weight", "leaves_out", "no_article"});
  Corpus corpus{.name = yaml.at("name").text()};
  if (yaml.has("weight")) corpus.weight = yaml.at("weight").number(0, kMostWeight);
  if (yaml.has("leaves_out")) corpus.leaves_out = kinds_in(yaml.at("leaves_out"));
  if (yaml.has("no_article")) corpus.no_article = yaml.at("no_article").boolean();
  return corpus;
}

}  // namespace

std::vector<Corpus> load_corpora(const std::filesystem::path& file, bool dumps) {
  const Yaml yaml = Yaml::load(file);
  yaml.keys({"html", "text"});
  std::vector<Corpus> corpora;
  for (const Yaml& item : yaml.at(dumps ? "text" : "html").items()) corpora.push_back(read_corpus(item));
  return corpora;
}

std::string pages_of(const std::filesystem::path& folder) {
  for (const char* name : {"pages", "pages.jsonl", "pages.jsonl.gz"})
    if (const auto path = folder / name; std::filesystem::exists(path)) return path.string();
  throw FileError(folder.string() + ": no pages/, pages.jsonl or pages.jsonl.gz");
}

}  // namespace winnow::tools
