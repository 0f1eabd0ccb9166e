#pragma once
// The columns of an output: fields of records under the names of a schema.

#include <string>
#include <vector>

#include "pipeline/write/fields.h"
#include "pipeline/write/writer.h"

namespace winnow::write {

/// A column of the output. `name` "metadata.url" is member "url" of the object "metadata".
struct Column {
  std::string name;
  Value (*value)(const Article&);
  bool can_be_null = true;  ///< else an absent text is ""
};

/// The columns of a schema, in order; `only` narrows and orders them.
/// Throws std::invalid_argument for a name that is not there.
std::vector<Column> columns_of(Schema schema, const std::vector<std::string>& only);

}  // namespace winnow::write
