// The phrases of cue_matcher.h as a table of hashes, for units of text: words, and single characters
// of punctuation and of scripts without spaces. A phrase begins and ends where units do, so the hash
// of the units read so far says whether it is a phrase or the beginning of one. Two bits for each
// such hash answer that for nearly every word of a text, from 64 KiB that stay in the cache; only
// phrases that are really there, and few others, are looked up.

#include "pipeline/rulepack/cue_matcher.h"

#include <unicode/uchar.h>

#include <algorithm>
#include <array>
#include <vector>

#include "pipeline/base/hash.h"
#include "pipeline/base/hash_table.h"
#include "pipeline/base/text.h"
#include "pipeline/rulepack/closed_lists.h"
#include "pipeline/rulepack/yaml.h"

namespace winnow {
namespace {

constexpr std::size_t kEdgeBytes = 200;  // cues stand at the edges of a block; the middle is prose
constexpr char32_t kDigits = 1;          // stands for a run of digits in folded text

/// Simple case folding (Unicode CaseFolding.txt, status C and S) and what else people type alike.
char32_t fold(char32_t c) noexcept {
  if (c == 0x130 || c == 0x131) return 'i';                   // Turkish İ, ı
  if (c == 0x2019 || c == 0x2018 || c == 0x2BC) return '\'';  // curly apostrophes
  if (c == 0xFF1A) return ':';                                // fullwidth colon
  if (u_isdigit(static_cast<UChar32>(c))) return kDigits;
  return static_cast<char32_t>(u_foldCase(static_cast<UChar32>(c), U_FOLD_CASE_DEFAULT));
}

/// What a character makes a unit with: its neighbours (letters), or only itself: scripts written
/// without spaces have a word boundary between any two characters, and so has punctuation.
enum class Joins : std::uint8_t { punctuation, letters, itself, space };

Joins joining(char32_t folded) noexcept {
  if (is_space(folded)) return Joins::space;
  if (is_spaceless_script(folded)) return Joins::itself;
  const auto c = static_cast<UChar32>(folded);
  const bool is_letter = folded == kDigits || u_isalnum(c) || (U_GET_GC_MASK(c) & U_GC_M_MASK) != 0;
  return is_letter ? Joins::letters : Joins::punctuation;
}

/// A character as it is compared.
struct Folded {
  char32_t character = 0;
  Joins joins = Joins::punctuation;
};

constexpr std::array<Folded, 0x80> make_ascii() noexcept {
  std::array<Folded, 0x80> out{};
  for (std::size_t i = 0; i < out.size(); ++i) {
    const char c = static_cast<char>(i);
    out[i].character = is_ascii_digit(c) ? kDigits : static_cast<char32_t>(ascii_lower(c));
    out[i].joins = is_ascii_alnum(c) ? Joins::letters : is_ascii_space(c) ? Joins::space : Joins::punctuation;
  }
  return out;
}
constexpr std::array<Folded, 0x80> kAscii = make_ascii();

/// The character at `at`, which moves behind it.
Folded next_folded(const char*& at, const char* end) noexcept {
  if (const auto byte = static_cast<unsigned char>(*at); byte < 0x80) {
    ++at;
    return kAscii[byte];
  }
  const char32_t folded = fold(next_code_point(at, end));
  return {folded, joining(folded)};
}

using Hash = std::uint64_t;

/// The hash of units in a row; `space`: white space stands before the last one.
constexpr Hash with_unit(Hash before, Hash unit, bool space) noexcept {
  const Hash both = (before ^ (unit + space)) * 0x9E3779B97F4A7C15ull;
  return both ^ both >> 29;
}

struct Unit {  // trivial: an Edge has room for 400, and uses a few
  Hash hash;
  bool space_before;
  bool is_word;  ///< more than punctuation
};

/// Calls put(unit) for each unit of `text`. A space before a colon counts for nothing, as French
/// typography has it: "Photo : X" is "photo: x".
template <class Put>
void for_each_unit(std::string_view text, Put&& put) noexcept(noexcept(put(Unit{}))) {
  const char* at = text.data();
  const char* const end = at + text.size();
  bool space = false;
  while (at < end) {
    Folded next = next_folded(at, end);
    if (next.joins == Joins::space) {
      space = true;
      continue;
    }
    Unit unit{.hash = fnv1a_64(kFnv1a64Basis, next.character),
              .space_before = space && next.character != ':',
              .is_word = next.joins != Joins::punctuation};
    space = false;
    char32_t before = next.character;
    while (next.joins == Joins::letters && at < end) {
      const char* behind = at;
      next = next_folded(behind, end);
      if (next.joins != Joins::letters) break;
      at = behind;
      if (next.character != kDigits || before != kDigits) unit.hash = fnv1a_64(unit.hash, next.character);
      before = next.character;
    }
    put(unit);
  }
}

/// The units of one edge of a block. A unit that a cut may have shortened begins and ends no phrase.
class Edge {
 public:
  /// `text` has at most 2 * kEdgeBytes bytes. `opens`, `closes`: it holds the block's start, end.
  Edge(std::string_view text, bool opens, bool closes) noexcept : opens_(opens), closes_(closes) {
    for_each_unit(text, [&](const Unit& unit) noexcept { units_[size_++] = unit; });
    while (first_word_ < size_ && !units_[first_word_].is_word) ++first_word_;
    last_ = size_;
    while (last_ > first_word_ && !units_[last_ - 1].is_word) --last_;
  }

  std::size_t size() const noexcept { return size_; }
  const Unit& operator[](std::size_t i) const noexcept { return units_[i]; }
  bool may_start_at(std::size_t i) const noexcept { return i > 0 || opens_ || units_[0].space_before; }
  bool may_end_behind(std::size_t i) const noexcept { return i + 1 < size_ || closes_; }
  bool starts_block(std::size_t i) const noexcept { return opens_ && i <= first_word_; }
  bool ends_block_behind(std::size_t i) const noexcept { return closes_ && i + 1 >= last_; }

 private:
  std::array<Unit, kEdgeBytes * 2> units_;
  std::size_t size_ = 0, first_word_ = 0, last_ = 0;
  bool opens_, closes_;
};

/// The cues of a phrase, by anchor.
using CuesByAnchor = std::array<std::uint32_t, kCueAnchorCount>;

std::uint32_t cues_of(const CuesByAnchor& phrase, bool at_start, bool at_end) noexcept {
  const auto of = [&](CueAnchor anchor) { return phrase[static_cast<std::size_t>(anchor)]; };
  std::uint32_t cues = of(CueAnchor::anywhere);
  if (at_start) cues |= of(CueAnchor::start);
  if (at_end) cues |= of(CueAnchor::end);
  if (at_start && at_end) cues |= of(CueAnchor::whole);
  return at_start && at_end && cues != 0 ? cues | kIsPhrase : cues;
}

/// What a hash may be: two bits each, shared by the few hashes that fall on the same place.
class Hints {
 public:
  static constexpr std::uint8_t kPhrase = 1, kBeginning = 2;

  void add(Hash hash, std::uint8_t hint) { bytes_[place(hash)] |= static_cast<std::uint8_t>(hint << shift(hash)); }
  std::uint8_t of(Hash hash) const noexcept { return bytes_[place(hash)] >> shift(hash) & 3u; }

 private:
  static constexpr unsigned kPlaceBits = 16;
  static std::size_t place(Hash hash) noexcept { return hash >> (64 - kPlaceBits); }
  static unsigned shift(Hash hash) noexcept { return 2 * (hash >> (62 - kPlaceBits) & 3u); }

  std::vector<std::uint8_t> bytes_ = std::vector<std::uint8_t>(std::size_t{1} << kPlaceBits);
};

}  // namespace

std::string_view name(CueAnchor anchor) noexcept {
  constexpr std::array<std::string_view, kCueAnchorCount> names = {"whole", "start", "end", "anywhere"};
  return names[static_cast<std::size_t>(anchor)];
}

/// The packs that ship have 16,500; growing a table to that costs as much as filling it.
constexpr std::size_t kPhrasesToExpect = 20'000;

struct CueMatcher::Phrases {
  Hints hints;
  HashTable<Hash, CuesByAnchor> cues{kPhrasesToExpect};
  std::vector<Hash> beginnings;  ///< scratch of add(): of the phrase's units so far

  std::uint32_t match(const Edge& edge) const noexcept;
  std::uint32_t match_from(const Edge& edge, std::size_t from) const noexcept;
};

std::uint32_t CueMatcher::Phrases::match_from(const Edge& edge, std::size_t from) const noexcept {
  std::uint32_t found = 0;
  Hash hash = with_unit(kFnv1a64Basis, edge[from].hash, false);
  for (std::size_t at = from;;) {
    const std::uint8_t hint = hints.of(hash);
    if (hint & Hints::kPhrase && edge.may_end_behind(at)) {
      if (const CuesByAnchor* phrase = cues.find(hash))
        found |= cues_of(*phrase, edge.starts_block(from), edge.ends_block_behind(at));
    }
    if (!(hint & Hints::kBeginning) || ++at == edge.size()) return found;
    hash = with_unit(hash, edge[at].hash, edge[at].space_before);
  }
}

std::uint32_t CueMatcher::Phrases::match(const Edge& edge) const noexcept {
  std::uint32_t found = 0;
  for (std::size_t from = 0; from < edge.size(); ++from)
    if (edge.may_start_at(from)) found |= match_from(edge, from);
  return found;
}

CueMatcher::CueMatcher() : phrases_(std::make_unique<Phrases>()) {}
CueMatcher::~CueMatcher() = default;
CueMatcher::CueMatcher(CueMatcher&&) noexcept = default;
CueMatcher& CueMatcher::operator=(CueMatcher&&) noexcept = default;

void CueMatcher::add(Cue cue, CueAnchor anchor, std::string_view phrase) {
  std::vector<Hash>& hashes = phrases_->beginnings;
  hashes.clear();
  bool has_word = false;
  for_each_unit(trim(phrase), [&](const Unit& unit) {
    hashes.push_back(hashes.empty() ? with_unit(kFnv1a64Basis, unit.hash, false)
                                    : with_unit(hashes.back(), unit.hash, unit.space_before));
    has_word = has_word || unit.is_word;
  });
  if (!has_word) return;
  phrases_->cues[hashes.back()][static_cast<std::size_t>(anchor)] |= bit(cue);
  phrases_->hints.add(hashes.back(), Hints::kPhrase);
  hashes.pop_back();
  for (const Hash hash : hashes) phrases_->hints.add(hash, Hints::kBeginning);
}

std::uint32_t CueMatcher::match_and_phrase(std::string_view text) const noexcept {
  text = trim(text);
  if (text.size() <= 2 * kEdgeBytes) return phrases_->match(Edge(text, true, true));
  const std::string_view head = text.substr(0, floor_to_code_point(text, kEdgeBytes));
  const std::string_view tail = text.substr(floor_to_code_point(text, text.size() - kEdgeBytes));
  return phrases_->match(Edge(head, true, false)) | phrases_->match(Edge(tail, false, true));
}

void load_cues(const Yaml& file, CueMatcher& cues) {
  const std::vector<std::string_view>& known = names_of<Cue>(kCueCount);
  file.keys({"language", "cues"});
  for (const auto& [cue_name, by_anchor] : file.at("cues").members()) {
    const auto found = std::find(known.begin(), known.end(), cue_name);
    if (found == known.end())
      by_anchor.fail("no cue '" + cue_name + "'; did you mean '" + nearest_name(cue_name, known) + "'?");
    by_anchor.keys({"whole", "start", "end", "anywhere"});
    for (std::size_t i = 0; i < kCueAnchorCount; ++i) {
      const auto anchor = static_cast<CueAnchor>(i);
      if (!by_anchor.has(name(anchor))) continue;
      for_each_phrase(by_anchor.at(name(anchor)).text(), [&](std::string_view phrase) {
        cues.add(static_cast<Cue>(found - known.begin()), anchor, phrase);
      });
    }
  }
}

}  // namespace winnow
