#pragma once
// FNV-1a in 32 bits, a unit at a time (http://www.isthe.com/chongo/tech/comp/fnv/): for hashes that
// grow while something else is scanned. Whole strings hash faster with xxHash.

#include <cstdint>

namespace winnow {

/// The hash of nothing.
inline constexpr std::uint32_t kFnv1aBasis = 2166136261u;

/// The hash with one more unit: a byte, or a code point.
constexpr std::uint32_t fnv1a(std::uint32_t hash, std::uint32_t unit) noexcept { return (hash ^ unit) * 16777619u; }

}  // namespace winnow
