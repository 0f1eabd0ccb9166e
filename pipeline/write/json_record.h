#pragma once
// A JSON object, member by member.

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "pipeline/base/json.h"

namespace winnow::write {

/// Appends members to `out` and the braces around them. Absent strings are null, absent lists [].
class JsonObject {
 public:
  explicit JsonObject(std::string& out) : out_(out) { out_ += '{'; }

  void text(std::string_view key, std::string_view value);  ///< null if empty
  void texts(std::string_view key, const std::vector<std::string>& values);
  void number(std::string_view key, std::uint64_t value);
  void fraction(std::string_view key, std::optional<float> value);  ///< four decimals at most
  void truth(std::string_view key, std::optional<bool> value);
  void raw_members(std::string_view members);  ///< JSON already, without braces; may be empty
  std::string& key(std::string_view key);      ///< for a value that the caller appends
  void end() { out_ += '}'; }

 private:
  std::string& out_;
  bool first_ = true;
};

/// Appends `value` with four decimals at most: "0.9312", "1". The same in any locale.
void append_fraction(float value, std::string& out);

}  // namespace winnow::write
