// SimHash (Charikar 2002): each run of four words votes on every bit with its hash. Words are those
// of normalized_words(), so quotes, case and spacing do not count. Short texts have few runs and
// would meet by chance; below kFewestRuns they must be the same to be near.

#include "pipeline/filter/duplicates.h"

#include <xxhash.h>

#include <bit>

#include "pipeline/base/text.h"

namespace winnow {
namespace {

constexpr std::size_t kRunWords = 4;
constexpr std::size_t kFewestRuns = 24;

std::uint64_t hash_of(std::string_view text) noexcept { return XXH3_64bits(text.data(), text.size()); }

/// The hash of each word; every character of a script without spaces is one.
std::vector<std::uint64_t> word_hashes(std::string_view words) {
  std::vector<std::uint64_t> hashes;
  const char* const end = words.data() + words.size();
  const char* begin = words.data();
  const auto finish = [&](const char* stop) {
    if (stop > begin) hashes.push_back(hash_of({begin, static_cast<std::size_t>(stop - begin)}));
    begin = stop;
  };
  for (const char* at = begin; at < end;) {
    const char* const start = at;
    const char32_t c = next_code_point(at, end);
    if (c == ' ') {
      finish(start);
      begin = at;
    } else if (is_spaceless_script(c)) {
      finish(start);
      finish(at);
    }
  }
  finish(end);
  return hashes;
}

std::uint64_t simhash(const std::vector<std::uint64_t>& words) {
  std::array<int, 64> votes{};
  for (std::size_t i = 0; i + kRunWords <= words.size(); ++i) {
    const std::uint64_t run = XXH3_64bits(&words[i], kRunWords * sizeof words[i]);
    for (std::size_t bit = 0; bit < 64; ++bit) votes[bit] += (run >> bit & 1) ? 1 : -1;
  }
  std::uint64_t key = 0;
  for (std::size_t bit = 0; bit < 64; ++bit) key |= std::uint64_t{votes[bit] > 0} << bit;
  return key;
}

std::uint16_t piece(std::uint64_t key, std::size_t i) noexcept { return static_cast<std::uint16_t>(key >> (16 * i)); }

}  // namespace

DuplicateFinder::DuplicateFinder(Dedup kind) : kind_(kind) {
  constexpr std::size_t kPieces = std::size_t{1} << 16;
  if (kind == Dedup::near)
    for (auto& articles : pieces_) articles.resize(kPieces);
}

std::uint64_t DuplicateFinder::key_of(std::string_view text) const {
  const std::string words = normalized_words(text);
  if (kind_ == Dedup::exact) return hash_of(words);
  const auto hashes = word_hashes(words);
  return hashes.size() < kFewestRuns + kRunWords ? hash_of(words) : simhash(hashes);
}

std::optional<std::size_t> DuplicateFinder::find(std::uint64_t key) const {
  if (kind_ == Dedup::exact) {
    const auto found = exact_.find(key);
    return found == exact_.end() ? std::nullopt : std::optional<std::size_t>(found->second);
  }
  std::optional<std::size_t> first;
  for (std::size_t i = 0; i < pieces_.size(); ++i)
    for (const std::uint32_t article : pieces_[i][piece(key, i)])
      if (std::popcount(keys_[article] ^ key) <= kNearBits && (!first || article < *first)) first = article;
  return first;
}

std::string DuplicateFinder::id_of(std::size_t index) const {
  const std::uint64_t begin = index == 0 ? 0 : id_ends_[index - 1];
  return ids_.substr(begin, id_ends_[index] - begin);
}

std::optional<std::string> DuplicateFinder::find_or_add(std::uint64_t key, std::string_view id) {
  if (const auto found = find(key)) return id_of(*found);
  const auto index = static_cast<std::uint32_t>(keys_.size());
  keys_.push_back(key);
  ids_ += id;
  id_ends_.push_back(ids_.size());
  if (kind_ == Dedup::exact) exact_.emplace(key, index);
  else
    for (std::size_t i = 0; i < pieces_.size(); ++i) pieces_[i][piece(key, i)].push_back(index);
  return std::nullopt;
}

}  // namespace winnow
