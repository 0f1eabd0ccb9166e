#pragma once
// Finds articles that repeat an earlier one of the run.

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace winnow {

/// `exact`: the same letters and digits, case and spacing aside. `near`: of the 64 bits of a SimHash
/// over runs of four words at most kNearBits differ.
enum class Dedup : std::uint8_t { none, exact, near };

inline constexpr int kNearBits = 3;

/// Remembers every article that it is shown. Memory, measured at a million: 60 bytes an article for
/// `exact`, 85 for `near`, and the article's id. Not thread-safe; the order of calls decides which
/// one is the first.
class DuplicateFinder {
 public:
  explicit DuplicateFinder(Dedup kind);

  /// What stands for a text. Linear.
  std::uint64_t key_of(std::string_view text) const;

  /// The id of the first article that `key` repeats; if there is none, remembers it under `id`.
  std::optional<std::string> find_or_add(std::uint64_t key, std::string_view id);

 private:
  std::optional<std::size_t> find(std::uint64_t key) const;
  std::string id_of(std::size_t index) const;

  Dedup kind_;
  std::vector<std::uint64_t> keys_;
  std::string ids_;                     ///< of the same articles, one behind the other
  std::vector<std::uint64_t> id_ends_;  ///< in ids_
  std::unordered_map<std::uint64_t, std::uint32_t> exact_;
  /// Of four 16-bit pieces of two keys that differ in three bits one is the same (Manku, Jain and
  /// Das Sarma, "Detecting near-duplicates for web crawling", 2007): the articles by each piece.
  std::array<std::vector<std::vector<std::uint32_t>>, 4> pieces_;
};

}  // namespace winnow
