#pragma once
// The fields of a record as a table: what they are called in each schema and where their values are.

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "pipeline/write/writer.h"

namespace winnow::write {

/// A text that is there even if it is empty, and never null.
struct Body {
  std::string_view text;
};

/// The value of a field. Views live as long as the article.
using Value = std::variant<std::string_view, Body, const std::vector<std::string>*, std::optional<float>,
                           std::optional<bool>, std::uint64_t, std::string>;

/// A column of the output. `name` "metadata.url" is member "url" of the object "metadata".
struct Column {
  std::string_view name;
  Value (*value)(const Article&);
};

/// The columns of a schema, in order; `only` narrows and orders them.
/// Throws std::invalid_argument for a name that is not there.
std::vector<Column> columns_of(Schema schema, const std::vector<std::string>& only);

}  // namespace winnow::write
