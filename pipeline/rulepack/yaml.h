#pragma once
// Strict reading of YAML. The caller names every key that may occur; any other key is an error. Every
// error names file, line and column, what was found there and what is allowed. YAML readers by
// themselves take duplicate keys, ignore unknown ones and read 010 as 8. Only yaml.cpp includes one.

#include <cstdint>
#include <filesystem>
#include <initializer_list>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "winnow/winnow.h"

namespace winnow {

struct YamlNode;  ///< yaml.cpp's

/// One node of a YAML file with its place. Cheap to copy; keeps the file's tree alive.
/// Every function throws RuleError with the node's place when the node is not of the kind it reads.
class Yaml {
 public:
  static Yaml load(const std::filesystem::path& file);
  /// `file` is only named in errors.
  static Yaml parse(std::string_view text, std::string file);

  bool is_map() const;
  bool is_list() const;
  bool is_scalar() const;

  /// Checks that this is a map with no key outside `allowed` and none twice.
  const Yaml& keys(std::initializer_list<std::string_view> allowed) const;
  const Yaml& keys(const std::vector<std::string_view>& allowed) const;
  /// The value of a key; `at` throws when it is missing, `has` asks.
  bool has(std::string_view key) const;
  Yaml at(std::string_view key) const;
  std::vector<std::pair<std::string, Yaml>> members() const;  ///< of a map, none twice
  std::vector<Yaml> items() const;                            ///< of a list

  std::string text() const;                                         ///< any scalar, as written
  bool boolean() const;                                             ///< true or false
  std::int64_t integer(std::int64_t low, std::int64_t high) const;  ///< decimal only
  double number(double low, double high) const;
  std::vector<std::string> texts() const;  ///< a list of scalars, none twice, or one scalar
  /// The index of the scalar in `allowed`; the error hints at the nearest.
  std::size_t one_of(std::initializer_list<std::string_view> allowed) const;
  std::size_t one_of(const std::vector<std::string_view>& allowed) const;

  /// "rules/news/cues.yaml:12:3"
  std::string place() const;
  int line() const noexcept;  ///< from 1
  [[noreturn]] void fail(std::string_view what) const;

 private:
  explicit Yaml(std::shared_ptr<const YamlNode> node) : node_(std::move(node)) {}
  Yaml sharing(const YamlNode* node) const { return Yaml({node_, node}); }

  std::shared_ptr<const YamlNode> node_;
};

/// The *.yaml files of a folder, sorted by name; none if there is no such folder.
std::vector<std::filesystem::path> yaml_files(const std::filesystem::path& folder);

/// The entry of `known` nearest to `word` by edit distance, "" when none is near.
std::string nearest_name(std::string_view word, const std::vector<std::string_view>& known);

}  // namespace winnow
