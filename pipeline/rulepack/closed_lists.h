#pragma once
// Names of closed lists in rules: cues, class groups, kinds of blocks, labels.

#include <cstdint>
#include <string_view>
#include <vector>

#include "pipeline/rulepack/yaml.h"

namespace winnow {

/// The names of the first `count` members of an enumeration, in order.
template <class E>
const std::vector<std::string_view>& names_of(std::size_t count) {
  static const std::vector<std::string_view> names = [count] {
    std::vector<std::string_view> out;
    for (std::size_t i = 0; i < count; ++i) out.push_back(name(static_cast<E>(i)));
    return out;
  }();
  return names;
}

/// The bits of a name or a list of names out of `names`, of which there are 32 at most. Throws
/// RuleError for another name.
inline std::uint32_t read_bits(const Yaml& yaml, const std::vector<std::string_view>& names) {
  if (!yaml.is_list()) return 1u << yaml.one_of(names);
  std::uint32_t bits = 0;
  for (const Yaml& item : yaml.items()) bits |= 1u << item.one_of(names);
  return bits;
}

}  // namespace winnow
