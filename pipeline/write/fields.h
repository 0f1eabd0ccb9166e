#pragma once
// The fields of a record, each described once. JSON lines, CSV, the lookups of the C interface, the
// properties of the Python one and the OpenAPI schema are made from this table, so a new field of
// Article is one row.

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "winnow/winnow.h"

namespace winnow::write {

/// The value of a field. Pointers live as long as the article.
using Value = std::variant<const std::string*, const std::vector<std::string>*, std::optional<float>,
                           std::optional<bool>, std::uint64_t, const std::vector<BlockReport>*, std::string>;

/// What a field holds: the alternatives of Value in their order, but for the last, which is a text made
/// for the occasion.
enum class FieldKind : std::uint8_t { text, texts, fraction, truth, number, blocks };

/// Which records have a field.
enum class Presence : std::uint8_t {
  always,    ///< each of them
  if_asked,  ///< those of a run whose options asked for it
  if_set,    ///< those of pages that have a value for it
  if_named   ///< those for which --fields names it
};

/// A field of a record.
struct Field {
  std::string_view name;
  FieldKind kind = FieldKind::text;
  Value (*value)(const Article&) = nullptr;
  std::string_view about = "";  ///< a sentence
  std::string_view unit = "";   ///< "ISO 8601", "0 to 1"; "": it needs none
  bool can_be_null = true;      ///< else an absent text is ""; lists, numbers and blocks are never null
  Presence presence = Presence::always;
};

/// All fields, in the order of the record.
std::span<const Field> fields() noexcept;

/// The field of that name that an article has of itself, not for --fields only; null: there is none.
const Field* find_field(std::string_view name) noexcept;

/// True if a value is an absent text, an empty list, or null.
bool is_absent(const Value& value) noexcept;

}  // namespace winnow::write
