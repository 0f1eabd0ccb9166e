// The trie of cue_matcher.h, over code points of folded text. The children of a node stand next to
// each other, sorted by their character, so a node is its first child's index, their number, and
// what ends there: a few comparisons find a child, and most walks end at the first or second.

#include "pipeline/rulepack/cue_matcher.h"

#include <unicode/uchar.h>

#include <algorithm>
#include <array>
#include <bitset>
#include <string>
#include <vector>

#include "pipeline/base/text.h"

namespace winnow {
namespace {

constexpr std::size_t kEdgeBytes = 200;  // cues stand at the edges of a block; the middle is prose
constexpr std::size_t kDirectRoots = 0x800;  // all scripts whose letters take two bytes of UTF-8
constexpr std::size_t kOpenings = std::size_t{1} << 18;  // bits: 32 KiB, and few phrases share one
constexpr char32_t kDigits = 1;          // stands for a run of digits in folded text

/// Simple case folding (Unicode CaseFolding.txt, status C and S) and what else people type alike.
char32_t fold(char32_t c) noexcept {
  if (c < 0x80) return c >= 'A' && c <= 'Z' ? c + 32 : c;
  if (c == 0x130 || c == 0x131) return 'i';                      // Turkish İ, ı
  if (c == 0x2019 || c == 0x2018 || c == 0x2BC) return '\'';    // curly apostrophes
  if (c == 0xFF1A) return ':';                                   // fullwidth colon
  return static_cast<char32_t>(u_foldCase(static_cast<UChar32>(c), U_FOLD_CASE_DEFAULT));
}

bool is_digit(char32_t c) noexcept { return c < 0x80 ? c >= '0' && c <= '9' : u_isdigit(static_cast<UChar32>(c)); }

bool is_word_char(char32_t c) noexcept {
  if (c < 0x80) return c == kDigits || (c >= 'a' && c <= 'z');
  if (u_isalnum(static_cast<UChar32>(c))) return true;
  return (U_GET_GC_MASK(static_cast<UChar32>(c)) & U_GC_M_MASK) != 0;
}

/// What a character makes a word with: nothing (punctuation), its neighbours (letters), or only
/// itself (scripts written without spaces have a word boundary between any two characters).
enum class Joins : std::uint8_t { never, letters, itself };

Joins joining(char32_t c) noexcept {
  if (is_spaceless_script(c)) return Joins::itself;
  return is_word_char(c) ? Joins::letters : Joins::never;
}

/// Calls put(code point) for the folded `text`. A space before a colon is left out, as French
/// typography has it: "Photo : X" is "photo: x".
template <class Put>
void for_each_folded(std::string_view text, Put&& put) noexcept(noexcept(put(U'a'))) {
  char32_t before = 0;
  bool space = false;
  for (const char *at = text.data(), *end = at + text.size(); at < end;) {
    const char32_t c = next_code_point(at, end);
    if (is_space(c)) {
      space = true;
      continue;
    }
    const char32_t folded = is_digit(c) ? kDigits : fold(c);
    if (folded == kDigits && before == kDigits && !space) continue;
    if (space && folded != ':') put(U' ');
    put(folded);
    space = false;
    before = folded;
  }
}

/// The folded text of one edge of a block, and where its words begin and end.
class Edge {
 public:
  /// `text` has at most 2 * kEdgeBytes bytes. `opens`, `closes`: it holds the block's start, end.
  Edge(std::string_view text, bool opens, bool closes) noexcept : opens_(opens), closes_(closes) {
    for_each_folded(text, [&](char32_t c) noexcept {
      joins_[size_] = joining(c);
      chars_[size_++] = c;
    });
    while (first_ < size_ && joins_[first_] == Joins::never) ++first_;
    last_ = size_;
    while (last_ > first_ && joins_[last_ - 1] == Joins::never) --last_;
  }

  std::size_t size() const noexcept { return size_; }
  char32_t operator[](std::size_t i) const noexcept { return chars_[i]; }
  /// True where a word can start (before `i`) or has ended (behind i - 1); false at a cut.
  bool is_boundary_at(std::size_t i) const noexcept {
    if (i == 0) return opens_;
    if (i == size_) return closes_;
    return joins_[i - 1] != Joins::letters || joins_[i] != Joins::letters;
  }
  bool starts_block(std::size_t i) const noexcept { return opens_ && i <= first_; }
  bool ends_block(std::size_t i) const noexcept { return closes_ && i >= last_; }

 private:
  std::array<char32_t, kEdgeBytes * 2> chars_;
  std::array<Joins, kEdgeBytes * 2> joins_;
  std::size_t size_ = 0, first_ = 0, last_ = 0;
  bool opens_, closes_;
};

/// A number for the first characters of a phrase, 0 where it is shorter.
std::size_t opening(char32_t first, char32_t second, char32_t third) noexcept {
  const std::uint64_t all = std::uint64_t{first} << 42 | std::uint64_t{second} << 21 | third;
  return static_cast<std::size_t>(all * 0x9E3779B97F4A7C15u >> 46);
}

/// The cues whose phrases end at a node, by anchor.
using CuesByAnchor = std::array<std::uint32_t, kCueAnchorCount>;

std::uint32_t cues_at(const CuesByAnchor& ends, bool at_start, bool at_end) noexcept {
  const auto of = [&](CueAnchor anchor) { return ends[static_cast<std::size_t>(anchor)]; };
  std::uint32_t cues = of(CueAnchor::anywhere);
  if (at_start) cues |= of(CueAnchor::start);
  if (at_end) cues |= of(CueAnchor::end);
  if (at_start && at_end) cues |= of(CueAnchor::whole);
  return cues;
}

/// `length` at most, shortened so that no character is cut.
std::size_t whole_characters(std::string_view text, std::size_t length) noexcept {
  while (length > 0 && (static_cast<unsigned char>(text[length]) & 0xC0) == 0x80) --length;
  return length;
}

}  // namespace

std::string_view name(CueAnchor anchor) noexcept {
  constexpr std::array<std::string_view, kCueAnchorCount> names = {"whole", "start", "end", "anywhere"};
  return names[static_cast<std::size_t>(anchor)];
}

struct CueMatcher::Trie {
  struct Phrase {
    std::uint64_t key;  ///< the first three characters, so that sorting seldom looks further
    std::uint32_t begin, length;  ///< in `pool`
    CueAnchor anchor;
    Cue cue;
  };
  struct Node {
    char32_t label = 0;
    std::uint32_t first_child = 0, children = 0;
    std::uint32_t ends = 0;  ///< index into `ends`; 0: nothing ends here
  };
  std::u32string pool;  ///< the folded phrases, until compile()
  std::vector<Phrase> phrases;
  std::vector<Node> nodes{Node{}};
  std::vector<CuesByAnchor> ends{CuesByAnchor{}};
  std::bitset<kOpenings> openings;  ///< first three characters of phrases, as opening() numbers them
  std::array<std::uint32_t, kDirectRoots> roots{};  ///< the root's child for a character; 0: none

  std::u32string_view text_of(const Phrase& p) const { return std::u32string_view(pool).substr(p.begin, p.length); }
  void sort_phrases();
  /// Makes the children of `parent` from phrases [low, high), which share `depth` characters.
  void add_children(std::uint32_t parent, std::size_t low, std::size_t high, std::size_t depth);
  void note_end(std::uint32_t node, const Phrase& phrase);
  void note_roots();
  void note_openings();
  /// False when no phrase begins as the text at `from` does: nearly always, and without a look at
  /// the nodes, which no cache holds all of.
  bool may_open(const Edge& edge, std::size_t from) const noexcept;
  const Node* child(const Node& parent, char32_t label) const noexcept;
  const Node* root_child(char32_t label) const noexcept;
  std::uint32_t match(const Edge& edge) const noexcept;

  struct Range {
    std::uint32_t node;
    std::size_t low, high, depth;
  };
  std::vector<Range> pending;  ///< ranges of phrases whose nodes are still to be made
};

void CueMatcher::Trie::sort_phrases() {
  std::sort(phrases.begin(), phrases.end(), [&](const Phrase& a, const Phrase& b) {
    return a.key != b.key ? a.key < b.key : text_of(a) < text_of(b);
  });
}

void CueMatcher::Trie::note_end(std::uint32_t node, const Phrase& phrase) {
  if (!nodes[node].ends) {
    nodes[node].ends = static_cast<std::uint32_t>(ends.size());
    ends.emplace_back();
  }
  ends[nodes[node].ends][static_cast<std::size_t>(phrase.anchor)] |= bit(phrase.cue);
}

void CueMatcher::Trie::add_children(std::uint32_t parent, std::size_t low, std::size_t high,
                                    std::size_t depth) {
  for (; low < high && phrases[low].length == depth; ++low) note_end(parent, phrases[low]);
  nodes[parent].first_child = static_cast<std::uint32_t>(nodes.size());
  while (low < high) {
    const char32_t label = pool[phrases[low].begin + depth];
    std::size_t past = low;
    while (past < high && pool[phrases[past].begin + depth] == label) ++past;
    pending.push_back({static_cast<std::uint32_t>(nodes.size()), low, past, depth + 1});
    nodes.push_back({.label = label});
    ++nodes[parent].children;
    low = past;
  }
}

void CueMatcher::Trie::note_openings() {
  openings.reset();
  for (const Phrase& phrase : phrases) {
    const std::u32string_view text = text_of(phrase);
    openings.set(opening(text[0], text.size() > 1 ? text[1] : 0, text.size() > 2 ? text[2] : 0));
  }
}

void CueMatcher::Trie::note_roots() {
  const Node& root = nodes.front();
  for (std::uint32_t i = root.first_child; i < root.first_child + root.children; ++i) {
    if (nodes[i].label < kDirectRoots) roots[nodes[i].label] = i;
  }
}

const CueMatcher::Trie::Node* CueMatcher::Trie::child(const Node& parent,
                                                      char32_t label) const noexcept {
  const Node* begin = nodes.data() + parent.first_child;
  const Node* end = begin + parent.children;
  const Node* found = std::lower_bound(
      begin, end, label, [](const Node& node, char32_t wanted) { return node.label < wanted; });
  return found != end && found->label == label ? found : nullptr;
}

const CueMatcher::Trie::Node* CueMatcher::Trie::root_child(char32_t label) const noexcept {
  if (label >= kDirectRoots) return child(nodes.front(), label);
  return roots[label] ? &nodes[roots[label]] : nullptr;
}

bool CueMatcher::Trie::may_open(const Edge& edge, std::size_t from) const noexcept {
  const char32_t first = edge[from];
  if (openings[opening(first, 0, 0)]) return true;
  if (from + 1 == edge.size()) return false;
  const char32_t second = edge[from + 1];
  if (openings[opening(first, second, 0)]) return true;
  return from + 2 < edge.size() && openings[opening(first, second, edge[from + 2])];
}

std::uint32_t CueMatcher::Trie::match(const Edge& edge) const noexcept {
  std::uint32_t cues = 0;
  for (std::size_t from = 0; from < edge.size(); ++from) {
    if (!edge.is_boundary_at(from) || !may_open(edge, from)) continue;
    const Node* node = root_child(edge[from]);
    for (std::size_t at = from + 1; node; ++at) {
      if (node->ends && edge.is_boundary_at(at))
        cues |= cues_at(ends[node->ends], edge.starts_block(from), edge.ends_block(at));
      if (at == edge.size()) break;
      node = child(*node, edge[at]);
    }
  }
  return cues;
}

CueMatcher::CueMatcher() : trie_(std::make_unique<Trie>()) {}
CueMatcher::~CueMatcher() = default;
CueMatcher::CueMatcher(CueMatcher&&) noexcept = default;
CueMatcher& CueMatcher::operator=(CueMatcher&&) noexcept = default;

void CueMatcher::add(Cue cue, CueAnchor anchor, std::string_view phrase) {
  Trie& trie = *trie_;
  const std::size_t begin = trie.pool.size();
  bool has_word = false;
  for_each_folded(trim(phrase), [&](char32_t c) {
    trie.pool += c;
    has_word = has_word || is_word_char(c);
  });
  if (!has_word) return;
  std::uint64_t key = 0;
  for (std::size_t i = 0; i < 3; ++i)
    key = key << 21 | (begin + i < trie.pool.size() ? trie.pool[begin + i] : 0);
  trie.phrases.push_back({key, static_cast<std::uint32_t>(begin),
                          static_cast<std::uint32_t>(trie.pool.size() - begin), anchor, cue});
}

void CueMatcher::compile() {
  Trie& trie = *trie_;
  trie.sort_phrases();
  trie.pending.push_back({0, 0, trie.phrases.size(), 0});
  for (std::size_t i = 0; i < trie.pending.size(); ++i) {
    const Trie::Range range = trie.pending[i];
    trie.add_children(range.node, range.low, range.high, range.depth);
  }
  trie.note_roots();
  trie.note_openings();
  trie.pool = {};
  trie.phrases = {};
  trie.pending = {};
}

std::uint32_t CueMatcher::match(std::string_view text) const noexcept {
  text = trim(text);
  if (text.size() <= 2 * kEdgeBytes) return trie_->match(Edge(text, true, true));
  const std::string_view head = text.substr(0, whole_characters(text, kEdgeBytes));
  const std::string_view tail = text.substr(whole_characters(text, text.size() - kEdgeBytes));
  return trie_->match(Edge(head, true, false)) | trie_->match(Edge(tail, false, true));
}

}  // namespace winnow
