#include "pipeline/write/json_record.h"

#include <array>
#include <charconv>
#include <cmath>

namespace winnow::write {

std::string& JsonObject::key(std::string_view key) {
  if (!first_) out_ += ',';
  first_ = false;
  append_json_string(key, out_);
  out_ += ':';
  return out_;
}

void JsonObject::text(std::string_view name, std::string_view value) {
  key(name);
  if (value.empty()) out_ += "null";
  else append_json_string(value, out_);
}

void JsonObject::texts(std::string_view name, const std::vector<std::string>& values) {
  key(name) += '[';
  for (std::size_t i = 0; i < values.size(); ++i) {
    if (i > 0) out_ += ',';
    append_json_string(values[i], out_);
  }
  out_ += ']';
}

void JsonObject::number(std::string_view name, std::uint64_t value) { key(name) += std::to_string(value); }

void JsonObject::fraction(std::string_view name, std::optional<float> value) {
  key(name);
  if (value) append_fraction(*value, out_);
  else out_ += "null";
}

void JsonObject::truth(std::string_view name, std::optional<bool> value) {
  key(name) += !value ? "null" : *value ? "true" : "false";
}

void JsonObject::raw_members(std::string_view members) {
  if (members.empty()) return;
  if (!first_) out_ += ',';
  first_ = false;
  out_ += members;
}

void append_fraction(float value, std::string& out) {
  std::array<char, 32> digits;
  const double rounded = std::round(static_cast<double>(value) * 1e4) / 1e4;
  const auto end = std::to_chars(digits.data(), digits.data() + digits.size(), rounded).ptr;
  out.append(digits.data(), end);
}

}  // namespace winnow::write
