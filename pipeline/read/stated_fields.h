#pragma once
// The fields of a JSON record that say what its page's title, authors, date, tags and language are.

#include <simdjson.h>

#include <array>
#include <string_view>

#include "winnow/winnow.h"

namespace winnow::read {

/// Collects them while the record is read.
class StatedFields {
 public:
  /// Takes `value` if `key` names such a field, in any case and with or without "_": "publishedAt" is "published_at".
  /// True if it does, whatever the value. Of several names of one field the one that kStatedAliases has first counts.
  /// A value that makes no sense is as good as none: 7 as title, null, "None", a list of lists.
  /// Throws simdjson_error where the JSON is broken.
  bool take(std::string_view key, simdjson::ondemand::value value);

  Stated stated;

 private:
  std::array<std::size_t, 5> alias_{};  // by field: one more than the alias that spoke, 0 for none
};

}  // namespace winnow::read
