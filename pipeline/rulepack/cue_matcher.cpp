// The trie of cue_matcher.h, over code points of folded text. The children of a node stand next to
// each other, sorted by their character, so a node is its first child's index, their number, and
// what ends there: a few comparisons find a child, and most walks end at the first or second.

#include "pipeline/rulepack/cue_matcher.h"

#include <unicode/uchar.h>

#include <algorithm>
#include <array>
#include <string>
#include <vector>

#include "pipeline/base/text.h"

namespace winnow {
namespace {

constexpr std::size_t kEdgeBytes = 200;  // cues stand at the edges of a block; the middle is prose
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

/// True where a word can start or end between two characters of folded text. Scripts written
/// without spaces have a boundary between any two characters.
bool is_boundary(char32_t before, char32_t after) noexcept {
  return !is_word_char(before) || !is_word_char(after) || is_spaceless_script(before) ||
         is_spaceless_script(after);
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
    for_each_folded(text, [&](char32_t c) noexcept { chars_[size_++] = c; });
    while (first_ < size_ && !is_word_char(chars_[first_])) ++first_;
    last_ = size_;
    while (last_ > first_ && !is_word_char(chars_[last_ - 1])) --last_;
  }

  std::size_t size() const noexcept { return size_; }
  char32_t operator[](std::size_t i) const noexcept { return chars_[i]; }
  /// True where a word can start (before `i`) or has ended (behind i - 1); false at a cut.
  bool is_boundary_at(std::size_t i) const noexcept {
    if (i == 0) return opens_;
    if (i == size_) return closes_;
    return is_boundary(chars_[i - 1], chars_[i]);
  }
  bool starts_block(std::size_t i) const noexcept { return opens_ && i <= first_; }
  bool ends_block(std::size_t i) const noexcept { return closes_ && i >= last_; }

 private:
  std::array<char32_t, kEdgeBytes * 2> chars_;
  std::size_t size_ = 0, first_ = 0, last_ = 0;
  bool opens_, closes_;
};

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
    std::u32string text;
    CueAnchor anchor;
    Cue cue;
  };
  struct Node {
    char32_t label = 0;
    std::uint32_t first_child = 0, children = 0;
    std::uint32_t ends = 0;  ///< index into `ends`; 0: nothing ends here
  };
  std::vector<Phrase> phrases;  ///< until compile()
  std::vector<Node> nodes{Node{}};
  std::vector<CuesByAnchor> ends{CuesByAnchor{}};

  /// Makes the children of `parent` from phrases [low, high), which share `depth` characters.
  void add_children(std::uint32_t parent, std::size_t low, std::size_t high, std::size_t depth);
  void note_end(std::uint32_t node, const Phrase& phrase);
  const Node* child(const Node& parent, char32_t label) const noexcept;
  std::uint32_t match(const Edge& edge) const noexcept;

  struct Range {
    std::uint32_t node;
    std::size_t low, high, depth;
  };
  std::vector<Range> pending;  ///< ranges of phrases whose nodes are still to be made
};

void CueMatcher::Trie::note_end(std::uint32_t node, const Phrase& phrase) {
  if (!nodes[node].ends) {
    nodes[node].ends = static_cast<std::uint32_t>(ends.size());
    ends.emplace_back();
  }
  ends[nodes[node].ends][static_cast<std::size_t>(phrase.anchor)] |= bit(phrase.cue);
}

void CueMatcher::Trie::add_children(std::uint32_t parent, std::size_t low, std::size_t high,
                                    std::size_t depth) {
  for (; low < high && phrases[low].text.size() == depth; ++low) note_end(parent, phrases[low]);
  nodes[parent].first_child = static_cast<std::uint32_t>(nodes.size());
  while (low < high) {
    const char32_t label = phrases[low].text[depth];
    std::size_t past = low;
    while (past < high && phrases[past].text[depth] == label) ++past;
    pending.push_back({static_cast<std::uint32_t>(nodes.size()), low, past, depth + 1});
    nodes.push_back({.label = label});
    ++nodes[parent].children;
    low = past;
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

std::uint32_t CueMatcher::Trie::match(const Edge& edge) const noexcept {
  std::uint32_t cues = 0;
  for (std::size_t from = 0; from < edge.size(); ++from) {
    if (!edge.is_boundary_at(from)) continue;
    const Node* node = nodes.data();
    for (std::size_t at = from; at < edge.size(); ++at) {
      node = child(*node, edge[at]);
      if (!node) break;
      if (node->ends && edge.is_boundary_at(at + 1))
        cues |= cues_at(ends[node->ends], edge.starts_block(from), edge.ends_block(at + 1));
    }
  }
  return cues;
}

CueMatcher::CueMatcher() : trie_(std::make_unique<Trie>()) {}
CueMatcher::~CueMatcher() = default;
CueMatcher::CueMatcher(CueMatcher&&) noexcept = default;
CueMatcher& CueMatcher::operator=(CueMatcher&&) noexcept = default;

void CueMatcher::add(Cue cue, CueAnchor anchor, std::string_view phrase) {
  std::u32string folded;
  for_each_folded(trim(phrase), [&](char32_t c) { folded += c; });
  if (std::any_of(folded.begin(), folded.end(), is_word_char))
    trie_->phrases.push_back({std::move(folded), anchor, cue});
}

void CueMatcher::compile() {
  Trie& trie = *trie_;
  std::sort(trie.phrases.begin(), trie.phrases.end(),
            [](const Trie::Phrase& a, const Trie::Phrase& b) { return a.text < b.text; });
  trie.pending.push_back({0, 0, trie.phrases.size(), 0});
  for (std::size_t i = 0; i < trie.pending.size(); ++i) {
    const Trie::Range range = trie.pending[i];
    trie.add_children(range.node, range.low, range.high, range.depth);
  }
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
