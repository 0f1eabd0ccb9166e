// The options about cleaning a page, the same for every command that cleans.

#include "tools/commands/options.h"

namespace winnow::tools {
namespace {

const std::map<std::string, bool Keep::*> kKeeps = {{"captions", &Keep::captions},
                                                    {"comments", &Keep::comments},
                                                    {"links", &Keep::links},
                                                    {"images", &Keep::images},
                                                    {"bylines", &Keep::bylines}};

void add_limits(CLI::App& app, Limits& limits) {
  const auto add = [&](const char* flag, std::size_t& value, const char* help) {
    app.add_option(flag, value, help)->capture_default_str()->check(CLI::PositiveNumber)->group("Limits on one page");
  };
  add("--max-bytes", limits.max_bytes, "Bytes; larger pages are dropped");
  add("--max-depth", limits.max_depth, "Nesting; deeper elements are flattened");
  add("--max-tree-bytes", limits.max_tree_bytes, "Bytes of memory to parse it");
  add("--max-time-ms", limits.max_time_ms, "Milliseconds for all stages");
}

void add_keep(CLI::App& app, Keep& keep) {
  const auto set = [&keep](const std::vector<std::string>& names) {
    for (const std::string& name : names) keep.*kKeeps.at(name) = true;
  };
  app.add_option_function<std::vector<std::string>>("--keep", set, "Keep these in the text too; comma between several")
      ->delimiter(',')
      ->check(one_of(kKeeps))
      ->type_name(choices_of(kKeeps))
      ->allow_extra_args(false);
}

/// --favor: which error to make where the score is in doubt.
void add_favor(CLI::App& app, float& recall_weight) {
  static const std::map<std::string, float> kWeights = {{"precision", 0.5f}, {"recall", 2.0f}};
  add_choice(app, "--favor", recall_weight, kWeights, "In doubt leave a block out (precision) or keep it (recall)");
}

void add_filters(CLI::App& app, Options& options) {
  constexpr const char* kGroup = "Which pages become records; the others are dropped, with the reason";
  app.add_option("--min-words", options.min_words, "Those with as many words of text")->group(kGroup);
  app.add_option("--language", options.languages, "Those in one of these languages: vi,en,pt")
      ->delimiter(',')
      ->type_name("CODE")
      ->allow_extra_args(false)
      ->group(kGroup);
  app.add_flag("--articles-only", options.articles_only, "Those that are articles: no listings, products, forums")->group(kGroup);
}

}  // namespace

void add_cleaning_options(CLI::App& app, Options& options) {
  add_keep(app, options.keep);
  add_favor(app, options.recall_weight);
  app.add_flag("--blocks", options.blocks, "Add every block of the page with the verdict on it");
  add_filters(app, options);
  add_limits(app, options.limits);
}

}  // namespace winnow::tools
