// The native fields stand in the order of the record; those of trafilatura (`--json`, version 2) and
// datatrove (Document: text, id, metadata) under the names that their readers look for.

#include "pipeline/write/columns.h"

#include <algorithm>
#include <span>
#include <stdexcept>

#include "pipeline/base/urls.h"

namespace winnow::write {
namespace {

template <auto Member>
Value member(const Article& a) {
  using T = std::remove_cvref_t<decltype(a.*Member)>;
  if constexpr (std::is_same_v<T, std::string>) return std::string_view(a.*Member);
  else if constexpr (std::is_same_v<T, std::vector<std::string>>) return &(a.*Member);
  else if constexpr (std::is_same_v<T, float>) return std::optional<float>(a.*Member);
  else return a.*Member;
}

/// A list as trafilatura writes it: one string, "; " between its items.
template <auto Member>
Value joined(const Article& a) {
  std::string out;
  for (const std::string& item : a.*Member) out.append(out.empty() ? "" : "; ").append(item);
  return out;
}

Value text(const Article& a) { return Body{a.text}; }
Value day(const Article& a) { return std::string_view(a.date).substr(0, 10); }
Value host(const Article& a) { return host_of(a.url); }
Value file(const Article& a) { return std::string_view(a.source.file); }
Value offset(const Article& a) { return a.source.offset; }
Value length(const Article& a) { return a.source.length; }
Value line(const Article& a) { return a.source.line; }
Value language_score(const Article& a) {
  return a.language.empty() ? std::nullopt : std::optional(a.language_score);
}

constexpr Column kNative[] = {
    {"id", member<&Article::id>},
    {"url", member<&Article::url>},
    {"canonical_url", member<&Article::canonical_url>},
    {"type", member<&Article::type>},
    {"title", member<&Article::title>},
    {"authors", member<&Article::authors>},
    {"date", member<&Article::date>},
    {"date_modified", member<&Article::date_modified>},
    {"language", member<&Article::language>},
    {"language_score", language_score},
    {"site_name", member<&Article::site_name>},
    {"description", member<&Article::description>},
    {"image", member<&Article::image>},
    {"tags", member<&Article::tags>},
    {"categories", member<&Article::categories>},
    {"source", member<&Article::agency>},
    {"license", member<&Article::license>},
    {"paywalled", member<&Article::paywalled>},
    {"next_page", member<&Article::next_page>},
    {"confidence", member<&Article::confidence>},
    {"text", text},
};

/// Where a record came from, and what few pages have: written only when asked for by name.
constexpr Column kOnRequest[] = {{"file", file}, {"offset", offset}, {"length", length}, {"line", line},
                                 {"single_page", member<&Article::single_page>}};

constexpr Column kTrafilatura[] = {
    {"title", member<&Article::title>},
    {"author", joined<&Article::authors>},
    {"hostname", host},
    {"date", day},
    {"id", member<&Article::id>},
    {"license", member<&Article::license>},
    {"comments", joined<&Article::comments>},
    {"text", text},
    {"language", member<&Article::language>},
    {"image", member<&Article::image>},
    {"pagetype", member<&Article::type>},
    {"source", member<&Article::url>},
    {"source-hostname", member<&Article::site_name>},
    {"excerpt", member<&Article::description>},
    {"categories", joined<&Article::categories>},
    {"tags", joined<&Article::tags>},
};

constexpr Column kDatatrove[] = {
    {"text", text},
    {"id", member<&Article::id>},
    {"metadata.url", member<&Article::url>},
    {"metadata.canonical_url", member<&Article::canonical_url>},
    {"metadata.type", member<&Article::type>},
    {"metadata.title", member<&Article::title>},
    {"metadata.authors", member<&Article::authors>},
    {"metadata.date", member<&Article::date>},
    {"metadata.date_modified", member<&Article::date_modified>},
    {"metadata.language", member<&Article::language>},
    {"metadata.language_score", language_score},
    {"metadata.site_name", member<&Article::site_name>},
    {"metadata.description", member<&Article::description>},
    {"metadata.image", member<&Article::image>},
    {"metadata.tags", member<&Article::tags>},
    {"metadata.categories", member<&Article::categories>},
    {"metadata.source", member<&Article::agency>},
    {"metadata.license", member<&Article::license>},
    {"metadata.paywalled", member<&Article::paywalled>},
    {"metadata.confidence", member<&Article::confidence>},
    {"metadata.file_path", file},
};

std::span<const Column> table_of(Schema schema) noexcept {
  switch (schema) {
    case Schema::native: break;
    case Schema::trafilatura: return kTrafilatura;
    case Schema::datatrove: return kDatatrove;
  }
  return kNative;
}

const Column* find_column(Schema schema, std::string_view name) noexcept {
  for (const Column& column : table_of(schema))
    if (column.name == name) return &column;
  for (const Column& column : kOnRequest)
    if (column.name == name) return &column;
  return nullptr;
}

}  // namespace

std::vector<std::string> field_names(Schema schema) {
  std::vector<std::string> names;
  for (const Column& column : table_of(schema)) names.emplace_back(column.name);
  for (const Column& column : kOnRequest) names.emplace_back(column.name);
  return names;
}

std::vector<Column> columns_of(Schema schema, const std::vector<std::string>& only) {
  const auto all = table_of(schema);
  if (only.empty()) return {all.begin(), all.end()};
  std::vector<Column> columns;
  for (const std::string& name : only) {
    const Column* column = find_column(schema, name);
    if (!column) {
      std::string known;
      for (const std::string& field : field_names(schema)) known += " " + field;
      throw std::invalid_argument("no field '" + name + "'; there are" + known);
    }
    columns.push_back(*column);
  }
  // The members of one object must stand together.
  std::stable_partition(columns.begin(), columns.end(),
                        [](const Column& c) { return c.name.find('.') == std::string_view::npos; });
  return columns;
}

}  // namespace winnow::write
