// Each block gets up to kPlaces candidate places in the reference (the diagonals on which most of
// its shingles agree). A chain through the blocks in page order picks one place a block so that
// places rise and do not overlap and the most words are matched. A block off the chain counts
// too when the words of the reference that it matches are not covered by any block of the chain:
// references are not always in page order.

#include "tools/evaluate/align.h"

#include <algorithm>
#include <unordered_map>

#include "tools/evaluate/score.h"

namespace winnow::tools {
namespace {

constexpr std::size_t kPlaces = 6;
constexpr float kLeastShare = 0.5f;

using Token = std::uint32_t;

struct Place {
  std::size_t begin = 0, end = 0;  // tokens of the reference
  std::uint32_t matched = 0;       // tokens of the block found there
};

class Vocabulary {
 public:
  std::vector<Token> tokens_of(std::string_view text, bool by_character) {
    std::vector<Token> tokens;
    for (std::string& word : score_tokens(text, by_character))
      tokens.push_back(numbers_.try_emplace(std::move(word), static_cast<Token>(numbers_.size())).first->second);
    return tokens;
  }

 private:
  std::unordered_map<std::string, Token> numbers_;
};

class Reference {
 public:
  explicit Reference(std::vector<Token> tokens) : tokens_(std::move(tokens)) {
    for (std::size_t n = 1; n <= kMaxShingle; ++n)
      for (std::size_t i = 0; i + n <= tokens_.size(); ++i) places_[key(tokens_, i, n)].push_back(i);
  }

  /// The places where a block's words stand together, best first.
  std::vector<Place> places_of(const std::vector<Token>& block) const {
    const std::size_t n = std::min(block.size(), kMaxShingle);
    std::unordered_map<std::int64_t, std::uint32_t> votes;  // by diagonal, blurred
    for (std::size_t i = 0; n && i + n <= block.size(); ++i) {
      const auto found = places_.find(key(block, i, n));
      if (found == places_.end() || found->second.size() > 200) continue;
      for (const std::size_t at : found->second) ++votes[static_cast<std::int64_t>(at) - static_cast<std::int64_t>(i)];
    }
    std::vector<std::pair<std::int64_t, std::uint32_t>> ranked(votes.begin(), votes.end());
    std::sort(ranked.begin(), ranked.end(), [](const auto& a, const auto& b) {
      return a.second != b.second ? a.second > b.second : a.first < b.first;
    });
    if (ranked.size() > 4 * kPlaces) ranked.resize(4 * kPlaces);
    std::vector<Place> places;
    for (const auto& [diagonal, count] : ranked) {
      const Place place = match_near(block, diagonal);
      if (static_cast<float>(place.matched) < kLeastShare * static_cast<float>(block.size())) continue;
      const auto same = [&](const Place& p) { return p.begin < place.end && place.begin < p.end; };
      if (std::none_of(places.begin(), places.end(), same)) places.push_back(place);
      if (places.size() == kPlaces) break;
    }
    return places;
  }

  std::size_t size() const noexcept { return tokens_.size(); }

 private:
  static constexpr std::size_t kMaxShingle = 3;

  static std::uint64_t key(const std::vector<Token>& tokens, std::size_t at, std::size_t n) {
    std::uint64_t hash = n;
    for (std::size_t i = 0; i < n; ++i)
      hash = (hash ^ (tokens[at + i] + 1)) * 0x9E3779B97F4A7C15ull, hash ^= hash >> 31;
    return hash;
  }

  /// Walks the block along a diagonal; a token is matched when it stands within a few tokens ahead.
  Place match_near(const std::vector<Token>& block, std::int64_t diagonal) const {
    constexpr std::int64_t kReach = 4;
    Place place;
    std::int64_t at = std::max<std::int64_t>(0, diagonal - 2);
    bool first = true;
    for (const Token token : block) {
      const auto limit =
          std::min<std::int64_t>(static_cast<std::int64_t>(tokens_.size()), at + kReach + (first ? 4 : 0));
      for (std::int64_t i = at; i < limit; ++i) {
        if (tokens_[static_cast<std::size_t>(i)] != token) continue;
        if (first) place.begin = static_cast<std::size_t>(i);
        first = false;
        ++place.matched;
        at = i + 1;
        place.end = static_cast<std::size_t>(at);
        break;
      }
    }
    return place;
  }

  std::vector<Token> tokens_;
  std::unordered_map<std::uint64_t, std::vector<std::size_t>> places_;
};

struct Link {
  std::size_t block = 0;
  Place place;
  double best = 0;
  std::ptrdiff_t previous = -1;
};

/// Indices into `links` of the heaviest chain with rising places.
std::vector<std::size_t> heaviest_chain(std::vector<Link>& links, std::size_t reference_size) {
  // best_ending[i]: the heaviest chain whose last place ends at or before token i, as a Fenwick tree.
  std::vector<std::ptrdiff_t> tree(reference_size + 2, -1);
  const auto better = [&](std::ptrdiff_t a, std::ptrdiff_t b) {
    if (a < 0 || b < 0) return a < 0 ? b : a;
    return links[static_cast<std::size_t>(b)].best > links[static_cast<std::size_t>(a)].best ? b : a;
  };
  std::size_t next_to_add = 0;
  for (std::size_t l = 0; l < links.size(); ++l) {
    for (; links[next_to_add].block < links[l].block; ++next_to_add)  // only earlier blocks may precede
      for (std::size_t i = links[next_to_add].place.end + 1; i < tree.size(); i += i & (~i + 1))
        tree[i] = better(tree[i], static_cast<std::ptrdiff_t>(next_to_add));
    std::ptrdiff_t best = -1;
    for (std::size_t i = links[l].place.begin + 1; i > 0; i -= i & (~i + 1)) best = better(best, tree[i]);
    links[l].previous = best;
    links[l].best = links[l].place.matched + (best < 0 ? 0 : links[static_cast<std::size_t>(best)].best);
  }
  std::ptrdiff_t last = -1;
  for (std::size_t l = 0; l < links.size(); ++l) last = better(last, static_cast<std::ptrdiff_t>(l));
  std::vector<std::size_t> chain;
  for (; last >= 0; last = links[static_cast<std::size_t>(last)].previous)
    chain.push_back(static_cast<std::size_t>(last));
  return chain;
}

}  // namespace

std::vector<float> align_blocks(const Blocks& page, const std::string& reference) {
  const bool by_character = scores_by_character(reference.empty() ? page.text : reference);
  Vocabulary vocabulary;
  const Reference target(vocabulary.tokens_of(reference, by_character));
  std::vector<Link> links;
  std::vector<std::size_t> sizes;
  for (std::size_t b = 0; b < page.blocks.size(); ++b) {
    const auto tokens = vocabulary.tokens_of(page.text_of(page.blocks[b]), by_character);
    sizes.push_back(tokens.size());
    for (const Place& place : target.places_of(tokens)) links.push_back({.block = b, .place = place});
  }
  std::vector<float> shares(page.blocks.size());
  std::vector<bool> covered(target.size() + 1);
  const auto take = [&](const Link& link) {
    shares[link.block] = static_cast<float>(link.place.matched) / static_cast<float>(sizes[link.block]);
    for (std::size_t i = link.place.begin; i < link.place.end; ++i) covered[i] = true;
  };
  for (const std::size_t l : heaviest_chain(links, target.size())) take(links[l]);
  for (const Link& link : links) {
    if (shares[link.block] > 0 || link.place.matched < 4) continue;
    const auto begin = covered.begin() + static_cast<std::ptrdiff_t>(link.place.begin);
    const auto end = covered.begin() + static_cast<std::ptrdiff_t>(link.place.end);
    if (std::count(begin, end, true) * 4 < end - begin) take(link);
  }
  return shares;
}

}  // namespace winnow::tools
