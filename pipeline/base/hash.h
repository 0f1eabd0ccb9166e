#pragma once
// FNV-1a in 32 bits, a unit at a time (http://www.isthe.com/chongo/tech/comp/fnv/): for hashes that
// grow while something else is scanned. Whole strings hash faster with xxHash.

#include <cstddef>
#include <cstdint>
#include <functional>
#include <string>
#include <string_view>

namespace winnow {

/// The hash of nothing.
inline constexpr std::uint32_t kFnv1aBasis = 2166136261u;

/// The hash with one more unit: a byte, or a code point.
constexpr std::uint32_t fnv1a(std::uint32_t hash, std::uint32_t unit) noexcept { return (hash ^ unit) * 16777619u; }

/// The hash of a class name. Its six highest bits choose one of 64 that stand for it in a set.
constexpr std::uint32_t hash_of_class(std::string_view name) noexcept {
  std::uint32_t hash = kFnv1aBasis;
  for (const char c : name) hash = fnv1a(hash, static_cast<unsigned char>(c));
  return hash;
}
constexpr std::uint64_t class_bit(std::uint32_t hash_of_class) noexcept {
  return std::uint64_t{1} << (hash_of_class >> 26);
}

/// The same in 64 bits.
inline constexpr std::uint64_t kFnv1a64Basis = 1469598103934665603ull;
constexpr std::uint64_t fnv1a_64(std::uint64_t hash, std::uint64_t unit) noexcept {
  return (hash ^ unit) * 1099511628211ull;
}

/// For maps whose look-ups take a string_view (std::unordered_map<std::string, T, StringHash, std::equal_to<>>).
struct StringHash {
  using is_transparent = void;
  std::size_t operator()(std::string_view text) const noexcept { return std::hash<std::string_view>{}(text); }
};

/// A hash as 16 hexadecimal digits.
std::string hex(std::uint64_t hash);

}  // namespace winnow
