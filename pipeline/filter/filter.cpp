#include "pipeline/filter/filter.h"

#include <algorithm>

#include "pipeline/base/text.h"

namespace winnow::stage {
namespace {

/// The primary subtag: "pt" of "pt-BR".
std::string_view primary(std::string_view tag) noexcept { return tag.substr(0, tag.find_first_of("-_")); }

}  // namespace

Result<Article> Filter::operator()(Article&& in) const {
  if (options.min_words) {
    const std::size_t words = count_words(in.text);
    if (words < options.min_words) {
      return Drop{Reason::too_short, name,
                  std::to_string(words) + " words; the least is " + std::to_string(options.min_words)};
    }
  }
  const auto same = [&](const std::string& wanted) { return fold_case(primary(wanted)) == primary(in.language); };
  if (!options.languages.empty() && std::none_of(options.languages.begin(), options.languages.end(), same))
    return Drop{Reason::wrong_language, name, in.language.empty() ? "unknown" : in.language};
  if (options.articles_only && !in.type.empty() && in.type != "article")
    return Drop{Reason::not_article, name, "looks like: " + in.type};
  return in;
}

}  // namespace winnow::stage
