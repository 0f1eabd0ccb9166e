#include "pipeline/write/fields.h"

namespace winnow::write {
namespace {

template <auto Member>
Value member(const Article& a) {
  using T = std::remove_cvref_t<decltype(a.*Member)>;
  if constexpr (std::is_same_v<T, float>) return std::optional<float>(a.*Member);
  else if constexpr (std::is_same_v<T, std::optional<bool>>) return a.*Member;
  else return &(a.*Member);
}

template <auto Member>
Value source(const Article& a) {
  if constexpr (std::is_same_v<std::remove_cvref_t<decltype(a.source.*Member)>, std::string>)
    return &(a.source.*Member);
  else return a.source.*Member;
}

/// None where there is no language that it could be the score of.
Value language_score(const Article& a) {
  return a.language.empty() ? std::nullopt : std::optional<float>(a.language_score);
}

using enum FieldKind;
using enum Presence;

constexpr Field kFields[] = {
    {.name = "id", .value = member<&Article::id>, .about = "The name given to the page."},
    {.name = "url", .value = member<&Article::url>, .about = "The address given for the page.", .unit = "URL"},
    {.name = "canonical_url",
     .value = member<&Article::canonical_url>,
     .about = "The address the page gives for itself.",
     .unit = "URL"},
    {.name = "type",
     .value = member<&Article::type>,
     .about = "article, listing, forum, product, documentation, service or collection."},
    {.name = "title", .value = member<&Article::title>, .about = "The headline."},
    {.name = "authors", .kind = texts, .value = member<&Article::authors>, .about = "Names."},
    {.name = "date", .value = member<&Article::date>, .about = "Publication.", .unit = "ISO 8601"},
    {.name = "date_modified", .value = member<&Article::date_modified>, .about = "Last change.", .unit = "ISO 8601"},
    {.name = "language", .value = member<&Article::language>, .about = "The language of the text.", .unit = "BCP 47"},
    {.name = "language_score",
     .kind = fraction,
     .value = language_score,
     .about = "How sure the language is.",
     .unit = "0 to 1"},
    {.name = "site_name", .value = member<&Article::site_name>, .about = "The paper or site."},
    {.name = "description", .value = member<&Article::description>, .about = "The page's own summary."},
    {.name = "image", .value = member<&Article::image>, .about = "Address of the main image.", .unit = "URL"},
    {.name = "tags", .kind = texts, .value = member<&Article::tags>, .about = "The page's own keywords."},
    {.name = "categories",
     .kind = texts,
     .value = member<&Article::categories>,
     .about = "The sections that the page puts itself in."},
    {.name = "source", .value = member<&Article::agency>, .about = "The credited agency."},
    {.name = "license", .value = member<&Article::license>, .about = "Address or name of the licence."},
    {.name = "paywalled",
     .kind = truth,
     .value = member<&Article::paywalled>,
     .about = "Whether the page says that it is behind a paywall."},
    {.name = "next_page",
     .value = member<&Article::next_page>,
     .about = "Address of the article's next page.",
     .unit = "URL"},
    {.name = "confidence",
     .kind = fraction,
     .value = member<&Article::confidence>,
     .about = "Expected word F1 of the text.",
     .unit = "0 to 1",
     .can_be_null = false},
    {.name = "text",
     .value = member<&Article::text>,
     .about = "The article's text; a blank line between paragraphs.",
     .can_be_null = false},

    {.name = "text_from",
     .value = member<&Article::text_from>,
     .about = "Where the text comes from, if not from what the page shows: json-ld.",
     .presence = if_set},
    {.name = "markdown", .value = member<&Article::markdown>, .about = "The text as Markdown.", .presence = if_asked},
    {.name = "html", .value = member<&Article::html>, .about = "The text as HTML.", .presence = if_asked},
    {.name = "tei", .value = member<&Article::tei>, .about = "The text as TEI.", .presence = if_asked},
    {.name = "blocks",
     .kind = blocks,
     .value = member<&Article::blocks>,
     .about = "All blocks of the page with the verdict on each.",
     .can_be_null = false,
     .presence = if_asked},
    {.name = "comments",
     .kind = texts,
     .value = member<&Article::comments>,
     .about = "Readers' comments.",
     .presence = if_asked},

    {.name = "file",
     .value = source<&Source::file>,
     .about = "The file that the page was read from.",
     .presence = if_named},
    {.name = "offset",
     .kind = number,
     .value = source<&Source::offset>,
     .about = "Where it begins there.",
     .unit = "bytes",
     .can_be_null = false,
     .presence = if_named},
    {.name = "length",
     .kind = number,
     .value = source<&Source::length>,
     .about = "How long it is there.",
     .unit = "bytes",
     .can_be_null = false,
     .presence = if_named},
    {.name = "line",
     .kind = number,
     .value = source<&Source::line>,
     .about = "The line that it stands in, from 1; 0: no lines.",
     .can_be_null = false,
     .presence = if_named},
    {.name = "single_page",
     .value = member<&Article::single_page>,
     .about = "Address of the whole article on one page.",
     .unit = "URL",
     .presence = if_named},
};

struct IsAbsent {
  bool operator()(const std::string* text) const noexcept { return text->empty(); }
  bool operator()(const std::string& text) const noexcept { return text.empty(); }
  bool operator()(std::uint64_t) const noexcept { return false; }
  template <class T>
  bool operator()(const std::vector<T>* items) const noexcept {
    return items->empty();
  }
  template <class T>
  bool operator()(const std::optional<T>& value) const noexcept {
    return !value;
  }
};

}  // namespace

std::span<const Field> fields() noexcept { return kFields; }

const Field* find_field(std::string_view name) noexcept {
  for (const Field& field : kFields)
    if (field.name == name && field.presence != if_named) return &field;
  return nullptr;
}

bool is_absent(const Value& value) noexcept { return std::visit(IsAbsent{}, value); }

}  // namespace winnow::write
