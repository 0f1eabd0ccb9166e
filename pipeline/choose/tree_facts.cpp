#include "pipeline/choose/tree_facts.h"

#include <algorithm>
#include <bit>

namespace winnow {
namespace {

constexpr std::array<double, 4> kContainerShares = {0.35, 0.50, 0.70, 0.90};

std::vector<std::uint32_t> count_blocks(const Blocks& blocks) {
  const std::size_t nodes = blocks.doc.dom.nodes.size();
  std::vector<std::uint32_t> block_at(nodes + 1);
  std::size_t b = 0;
  for (std::size_t node = 0; node <= nodes; ++node) {
    while (b < blocks.blocks.size() && blocks.blocks[b].first_node < node) ++b;
    block_at[node] = static_cast<std::uint32_t>(b);
  }
  return block_at;
}

/// Adds `more` to a hash. Also small numbers in place of one, which a mere XOR would confuse.
std::uint64_t mix(std::uint64_t hash, std::uint64_t more) noexcept {
  constexpr std::uint64_t kOdd = 0x9E3779B97F4A7C15ull;
  hash = (hash * kOdd ^ more) * kOdd;
  return hash ^ hash >> 29;
}

/// Open-addressed counter for keys that are well mixed already.
class Counter {
 public:
  explicit Counter(std::size_t entries) : slots_(std::bit_ceil(entries + entries / 2 + 16)) {}
  /// The number that stands for `key`: the same for equal keys, from 0 in order of first use.
  std::uint32_t number(std::uint64_t key) noexcept {
    key |= key == 0;
    for (std::size_t i = key;; ++i) {
      Slot& slot = slots_[i & (slots_.size() - 1)];
      if (slot.key == key) return slot.number;
      if (slot.key == 0) {
        slot = {key, used_};
        return used_++;
      }
    }
  }
  std::uint32_t used() const noexcept { return used_; }

 private:
  struct Slot {
    std::uint64_t key = 0;
    std::uint32_t number = 0;
  };
  std::vector<Slot> slots_;
  std::uint32_t used_ = 0;
};

std::vector<std::uint16_t> count_alike(const Blocks& blocks) {
  const auto& nodes = blocks.doc.dom.nodes;
  Counter families(nodes.size());
  std::vector<std::uint32_t> family(nodes.size());
  std::vector<std::uint16_t> members(nodes.size() + 1), alike(nodes.size());
  for (std::size_t i = 0; i < nodes.size(); ++i) {
    if (nodes[i].tag == Tag::text) continue;
    family[i] = families.number(mix(nodes[i].parent + 1ull, blocks.elements[i].signature));
    std::uint16_t& count = members[family[i]];
    count = static_cast<std::uint16_t>(std::min(count + 1, 0xFFFF));
  }
  for (std::size_t i = 0; i < nodes.size(); ++i)
    if (nodes[i].tag != Tag::text) alike[i] = members[family[i]];
  return alike;
}

/// Each good block gives its words to the element around it, half to that one's parent, a third
/// to the next (after Readability's scoring of candidates).
std::vector<float> score_elements(const Blocks& blocks, const PageFacts& page) {
  const auto& nodes = blocks.doc.dom.nodes;
  std::vector<float> score(nodes.size());
  for (std::size_t b = 0; b < blocks.blocks.size(); ++b) {
    if (!page.context[b].good) continue;
    std::uint32_t node = nodes[blocks.blocks[b].node].parent;
    const auto words = static_cast<float>(std::min<std::uint32_t>(blocks.blocks[b].words, 100));
    for (const float share : {1.0f, 0.5f, 1.0f / 3}) {
      score[node] += words * share;
      if (node == 0) break;
      node = nodes[node].parent;
    }
  }
  return score;
}

void find_containers(const Blocks& blocks, const PageFacts& page, TreeFacts& tree) {
  const Dom& dom = blocks.doc.dom;
  const double good = page.total().good_words;
  double best_article = 0, best_main = -1;
  float best_score = 0;
  for (std::uint32_t i = 0; i < dom.nodes.size(); ++i) {
    const Node& node = dom.nodes[i];
    if (node.tag == Tag::text) continue;
    const Sums sums = tree.sums_of(page, dom, i);
    for (std::size_t k = 0; k < kContainerShares.size(); ++k)
      if (good > 0 && sums.good_words >= kContainerShares[k] * good) tree.container[k] = i;
    if (node.tag == Tag::article && sums.good_words > best_article) {
      best_article = sums.good_words;
      tree.article = i;
    }
    const bool is_main = node.tag == Tag::main || kRoles[blocks.elements[i].role] == "main";
    if (is_main && sums.good_words > best_main) {
      best_main = sums.good_words;
      tree.main = i;
    }
    tree.score[i] *= static_cast<float>(1 - sums.link_density());
    if (tree.score[i] > best_score) {
      best_score = tree.score[i];
      tree.top = i;
    }
  }
}

/// Good words from which on an <article> is more than a card of a headline and its teaser.
constexpr double kLeastArticleWords = 80;

void number_articles(const Dom& dom, const PageFacts& page, TreeFacts& tree) {
  tree.article_number.resize(page.text.size());
  std::uint16_t number = 0;
  for (std::uint32_t i = 0; i < dom.nodes.size();) {
    const bool is_article =
        dom.nodes[i].tag == Tag::article && tree.sums_of(page, dom, i).good_words >= kLeastArticleWords;
    if (!is_article) {
      ++i;
      continue;
    }
    number = static_cast<std::uint16_t>(std::min(number + 1, 1000));
    const std::uint32_t end = dom.nodes[i].end;
    for (std::uint32_t b = tree.block_at[i]; b < tree.block_at[end]; ++b) tree.article_number[b] = number;
    i = end;
  }
}

void note_groups(const Blocks& blocks, const PageFacts& page, TreeFacts& tree) {
  const Dom& dom = blocks.doc.dom;
  Counter numbers(blocks.blocks.size() * 3);
  tree.group_of.resize(blocks.blocks.size());
  tree.groups.reserve(blocks.blocks.size());
  for (std::size_t b = 0; b < blocks.blocks.size(); ++b) {
    const Block& block = blocks.blocks[b];
    std::uint64_t signature = 1, tags = 2;
    std::uint32_t node = block.node;
    for (int level = 0; node != 0; ++level, node = dom.nodes[node].parent) {
      if (level < 3) signature = mix(signature, blocks.elements[node].signature);
      tags = mix(tags, static_cast<std::uint64_t>(dom.nodes[node].tag));
    }
    const std::uint64_t parent =
        mix(mix(3, dom.nodes[block.node].parent), static_cast<std::uint64_t>(dom.nodes[block.node].tag));
    tree.group_of[b] = {numbers.number(signature), numbers.number(tags), numbers.number(parent)};
    tree.groups.resize(numbers.used());
    for (const std::uint32_t g : tree.group_of[b]) {
      tree.groups[g].blocks += 1;
      tree.groups[g].words += static_cast<float>(block.words);
      tree.groups[g].linked_words += static_cast<float>(block.linked_words);
      tree.groups[g].sentences += page.text[b].ends_sentence;
    }
  }
}

}  // namespace

TreeFacts note_tree(const Blocks& blocks, const PageFacts& page) {
  TreeFacts tree{};
  tree.block_at = count_blocks(blocks);
  tree.alike = count_alike(blocks);
  tree.score = score_elements(blocks, page);
  find_containers(blocks, page, tree);
  number_articles(blocks.doc.dom, page, tree);
  note_groups(blocks, page, tree);
  return tree;
}

}  // namespace winnow
