#pragma once
// What Winnow writes, as JSON Schema (2020-12, https://json-schema.org/draft/2020-12): made from the tables that write
// it.

#include <string>
#include <string_view>
#include <vector>

namespace winnow::write {

/// Appends the schema of a record as it stands in JSON lines. Fields for --fields alone are allowed and not required.
void append_record_schema(std::string& out);

/// The names for json_schema(), in the order of the help.
std::vector<std::string_view> schema_names();

/// The schema of a kind of output as a document of its own: "record"; "drop", a line of --drops; "error", a line of
/// --errors; "blocks", the list of --blocks; "" for another name.
std::string json_schema(std::string_view name);

}  // namespace winnow::write
