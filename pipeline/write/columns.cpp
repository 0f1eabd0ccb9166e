// The native columns are the fields of a record; those of trafilatura (`--json`, version 2) and datatrove
// (Document: text, id, metadata) stand under the names that their readers look for.

#include "pipeline/write/columns.h"

#include <algorithm>
#include <iterator>
#include <stdexcept>

#include "pipeline/base/urls.h"

namespace winnow::write {
namespace {

/// A list as trafilatura writes it: one string, "; " between its items.
template <auto Member>
Value joined(const Article& a) {
  std::string out;
  for (const std::string& item : a.*Member) out.append(out.empty() ? "" : "; ").append(item);
  return out;
}

template <auto Member>
Value member(const Article& a) {
  return &(a.*Member);
}

Value day(const Article& a) { return a.date.substr(0, 10); }
Value host(const Article& a) { return std::string(host_of(a.url)); }
Value file(const Article& a) { return &a.source.file; }

std::vector<Column> columns_with(Presence presence) {
  std::vector<Column> columns;
  for (const Field& field : fields())
    if (field.presence == presence) columns.push_back({std::string(field.name), field.value, field.can_be_null});
  return columns;
}

std::vector<Column> trafilatura_columns() {
  return {
      {"title", member<&Article::title>},
      {"author", joined<&Article::authors>},
      {"hostname", host},
      {"date", day},
      {"id", member<&Article::id>},
      {"license", member<&Article::license>},
      {"comments", joined<&Article::comments>},
      {"text", member<&Article::text>, false},
      {"language", member<&Article::language>},
      {"image", member<&Article::image>},
      {"pagetype", member<&Article::type>},
      {"source", member<&Article::url>},
      {"source-hostname", member<&Article::site_name>},
      {"excerpt", member<&Article::description>},
      {"categories", joined<&Article::categories>},
      {"tags", joined<&Article::tags>},
  };
}

/// What is no member of a datatrove document itself is one of its metadata. next_page is not: its
/// documents stand each for themselves.
std::vector<Column> datatrove_columns() {
  std::vector<Column> columns = {{"text", member<&Article::text>, false}, {"id", member<&Article::id>}};
  for (Column& column : columns_with(Presence::always)) {
    if (column.name == "text" || column.name == "id" || column.name == "next_page") continue;
    column.name.insert(0, "metadata.");
    columns.push_back(std::move(column));
  }
  columns.push_back({"metadata.file_path", file});
  return columns;
}

std::vector<Column> all_columns(Schema schema) {
  switch (schema) {
    case Schema::native:
      break;
    case Schema::trafilatura:
      return trafilatura_columns();
    case Schema::datatrove:
      return datatrove_columns();
  }
  return columns_with(Presence::always);
}

/// Those that `--fields` may name: of any schema also where a record came from, and what few pages have.
std::vector<Column> nameable_columns(Schema schema) {
  std::vector<Column> columns = all_columns(schema);
  for (const Presence presence : {Presence::if_set, Presence::if_named})
    std::ranges::move(columns_with(presence), std::back_inserter(columns));
  return columns;
}

}  // namespace

std::vector<std::string> field_names(Schema schema) {
  std::vector<std::string> names;
  for (Column& column : nameable_columns(schema)) names.push_back(std::move(column.name));
  return names;
}

std::vector<Column> columns_of(Schema schema, const std::vector<std::string>& only) {
  if (only.empty()) return all_columns(schema);
  const std::vector<Column> known = nameable_columns(schema);
  std::vector<Column> columns;
  for (const std::string& name : only) {
    const auto column = std::ranges::find(known, name, &Column::name);
    if (column == known.end()) {
      std::string names;
      for (const Column& other : known) names += " " + other.name;
      throw std::invalid_argument("no field '" + name + "'; there are" + names);
    }
    columns.push_back(*column);
  }
  // The members of one object must stand together.
  std::stable_partition(columns.begin(), columns.end(),
                        [](const Column& c) { return c.name.find('.') == std::string::npos; });
  return columns;
}

}  // namespace winnow::write
