#include "tools/tune/copies.h"

#include <algorithm>
#include <iterator>
#include <map>
#include <optional>
#include <utility>

#include "tools/evaluate/align.h"

namespace winnow::tools {
namespace {

constexpr float kContent = 0.5f;  ///< from this share of its words on a block is content
constexpr double kLeastWordsToCut = 120, kLeastWordsOfArticle = 30, kLeastWordsOfStream = 150;

/// A number from 0 to 1 for the n-th page and a purpose.
double chance(std::size_t n, std::size_t purpose) { return unit_hash(n * 31 + purpose); }

double content_words(const LabelledPage& page) {
  double words = 0;
  for (std::size_t b = 0; b < page.content.size(); ++b)
    if (page.content[b] >= kContent) words += page.blocks.blocks[b].words;
  return words;
}

/// The example as a copy. Features do not read the page's source, so that it stays out.
Example copy_of(const Example& example, double weight) {
  const Blocks& from = example.page.blocks;
  Example copy;
  copy.page.truth = example.page.truth;
  copy.page.site = example.page.site;
  copy.page.content = example.page.content;
  Blocks& blocks = copy.page.blocks;
  blocks.doc.page = from.doc.page;
  blocks.doc.is_html = from.doc.is_html;
  blocks.doc.dom.nodes = from.doc.dom.nodes;
  blocks.text = from.text;
  blocks.blocks = from.blocks;
  blocks.elements = from.elements;
  blocks.class_words = from.class_words;
  blocks.meta = from.meta;
  blocks.article_body = from.article_body;
  copy.is_copy = true;
  copy.weight = weight * example.weight;
  copy.leaves_out = example.leaves_out;
  copy.fold = example.fold;
  return copy;
}

/// A copy in which content blocks stay only while they hold fewer than `most_words`.
Example cut_short(const Example& example, double most_words, double weight) {
  Example copy = copy_of(example, weight);
  copy.of_article = true;
  auto& blocks = copy.page.blocks.blocks;
  auto& content = copy.page.content;
  double words = 0;
  std::size_t kept = 0;
  for (std::size_t b = 0; b < blocks.size(); ++b) {
    if (content[b] >= kContent) {
      if (words >= most_words) continue;
      words += blocks[b].words;
    }
    blocks[kept] = blocks[b];
    content[kept++] = content[b];
  }
  blocks.resize(kept);
  content.resize(kept);
  return copy;
}

/// So many words of a long article stay: short ones are likelier.
double cut_words(double words, std::size_t n, std::size_t round) {
  const double most = 30 + 330 * chance(n, 10 + round) * chance(n, 20 + round);
  return most <= 0.6 * words ? most : words * (round == 0 ? 0.5 : 0.25);
}

/// The address with so many of its path's segments.
std::string with_levels(const std::string& url, std::size_t levels) {
  std::size_t end = url.find("://");
  if (end == std::string::npos) return url;
  end = url.find('/', end + 3);
  while (levels-- > 0 && end != std::string::npos) end = url.find('/', end + 1);
  return end == std::string::npos ? url : url.substr(0, end + 1);
}

/// What is left of the page without its article: menus, cards, boxes, as on a front page or in a section. One
/// copy in two has the address of such a page.
Example emptied(const Example& example, std::size_t n, double weight) {
  Example copy = copy_of(example, weight);
  copy.teaches_type = true;
  copy.page.truth.type = "listing";
  copy.page.truth.text = "";
  auto& blocks = copy.page.blocks.blocks;
  std::size_t kept = 0;
  for (std::size_t b = 0; b < blocks.size(); ++b)
    if (copy.page.content[b] == 0 && !(blocks[b].kind == Kind::heading && blocks[b].level == 1))
      blocks[kept++] = blocks[b];
  blocks.resize(kept);
  copy.page.content.assign(kept, 0);
  Metadata& meta = copy.page.blocks.meta;
  meta.date.clear();
  meta.authors.clear();
  std::string& url = copy.page.blocks.doc.page.url;
  if (chance(n, 9) < 0.5) url = with_levels(url, chance(n, 11) < 0.5 ? 0 : 1);
  return copy;
}

/// The deepest element that holds nine in ten of the page's content words; 0: none.
std::uint32_t content_container(const LabelledPage& page) {
  const Dom& dom = page.blocks.doc.dom;
  const double wanted = 0.9 * content_words(page);
  if (dom.nodes.empty() || wanted == 0) return 0;
  std::uint32_t node = 0;
  for (std::uint32_t child = 1; child < dom.nodes[node].end;) {
    double words = 0;
    for (std::size_t b = 0; b < page.content.size(); ++b) {
      const std::uint32_t at = page.blocks.blocks[b].first_node;
      if (page.content[b] >= kContent && at >= child && at < dom.nodes[child].end) words += page.blocks.blocks[b].words;
    }
    if (dom.nodes[child].tag != Tag::text && words >= wanted) {
      node = child;
      child = node + 1;
    } else {
      child = dom.nodes[child].end;
    }
  }
  return node;
}

/// Puts the nodes [first, end) of another tree, siblings, behind `before`, below the same parent.
void graft(Dom& to, std::uint32_t before, const Dom& from, std::uint32_t first, std::uint32_t end) {
  const std::uint32_t at = to.nodes[before].end, parent = to.nodes[before].parent;
  const auto count = end - first, bytes = static_cast<std::uint32_t>(to.source.size());
  const auto noted = static_cast<std::uint32_t>(to.noted.size());
  const std::int32_t deeper = to.nodes[before].depth - from.nodes[first].depth;
  for (Node& node : to.nodes) {
    if (node.end > at || (node.end == at && &node <= &to.nodes[parent])) node.end += count;
    if (node.parent >= at) node.parent += count;
  }
  std::vector<Node> nodes(from.nodes.begin() + first, from.nodes.begin() + end);
  for (Node& node : nodes) {
    node.parent = node.parent < first ? parent : node.parent - first + at;
    node.end = node.end - first + at;
    node.begin += bytes;
    node.noted_begin += noted;
    node.depth = static_cast<std::uint16_t>(std::clamp(node.depth + deeper, 1, 60000));
  }
  to.nodes.insert(to.nodes.begin() + at, nodes.begin(), nodes.end());
  to.source += from.source;
  for (NotedAttribute attribute : from.noted) {
    attribute.begin += bytes;
    to.noted.push_back(attribute);
  }
}

/// The copy's tree cut into blocks again, with the labels of its reference.
std::optional<Example> with_new_blocks(const Example& example, Dom&& dom, const Cleaner::Stages& stages,
                                       double weight) {
  const Document& own = example.page.blocks.doc;
  Document doc{.page = own.page, .charset = own.charset, .is_html = own.is_html, .dom = std::move(dom), .deadline = {}};
  Result<Blocks> blocks = run_until_choose(stages, std::move(doc));
  if (!blocks) return std::nullopt;
  Example copy = copy_of(example, weight);
  copy.of_article = true;
  copy.page.blocks = std::move(*blocks);
  copy.page.content = align_blocks(copy.page.blocks, *copy.page.truth.text);
  copy.page.blocks.doc.dom.source.clear();
  return copy;
}

/// Another page's article behind the page's own, in an element beside it.
std::optional<Example> with_second_article(const Example& example, const Example& other, const Cleaner::Stages& stages,
                                           double weight) {
  const std::uint32_t own = content_container(example.page), theirs = content_container(other.page);
  if (own == 0 || theirs == 0) return std::nullopt;
  const Dom& from = other.page.blocks.doc.dom;
  std::uint32_t root = theirs;  // two levels up there is most often its title
  for (int up = 0; up < 2 && from.nodes[root].parent != 0 && from.nodes[from.nodes[root].parent].tag != Tag::body; ++up)
    root = from.nodes[root].parent;
  Dom dom = example.page.blocks.doc.dom;
  graft(dom, own, from, root, from.nodes[root].end);
  return with_new_blocks(example, std::move(dom), stages, weight);
}

/// What stands behind another page's article, behind the page's own.
std::optional<Example> with_stream(const Example& example, const Example& other, const Cleaner::Stages& stages,
                                   double weight) {
  const std::uint32_t own = content_container(example.page);
  const std::uint32_t theirs = content_container(other.page);
  if (own == 0 || theirs == 0) return std::nullopt;
  const Dom& from = other.page.blocks.doc.dom;
  for (std::uint32_t up = theirs; up != 0; up = from.nodes[up].parent) {
    const std::uint32_t first = from.nodes[up].end, end = from.nodes[from.nodes[up].parent].end;
    double words = 0;
    for (const Block& block : other.page.blocks.blocks)
      if (block.first_node >= first && block.first_node < end) words += block.words;
    if (words < kLeastWordsOfStream) continue;
    Dom dom = example.page.blocks.doc.dom;
    graft(dom, own, from, first, end);
    return with_new_blocks(example, std::move(dom), stages, weight);
  }
  return std::nullopt;
}

/// The same page with class names that say nothing, as build tools make them.
Example scrambled(const Example& example, std::size_t n, double weight) {
  Example copy = copy_of(example, weight);
  const auto salt = static_cast<std::uint32_t>(n * 2654435761u + 97);
  for (ElementFacts& facts : copy.page.blocks.elements) facts.class_groups = 0;
  for (std::uint32_t& word : copy.page.blocks.class_words) word = (word ^ salt) * 2246822519u;
  return copy;
}

}  // namespace

void add_copies(std::vector<Example>& examples, const Cleaner& cleaner, const CopyOptions& options) {
  const std::size_t count = examples.size();
  std::map<std::pair<std::string, int>, std::vector<std::size_t>> peers;  // articles by corpus and fold
  for (std::size_t i = 0; i < count; ++i)
    if (examples[i].page.truth.type == "article" && examples[i].page.blocks.doc.is_html)
      peers[{examples[i].page.truth.corpus, examples[i].fold}].push_back(i);
  std::vector<Example> copies;
  const auto add = [&](std::optional<Example>&& copy) {
    if (copy) copies.push_back(std::move(*copy));
  };
  for (std::size_t i = 0; i < count; ++i) {
    const Example& example = examples[i];
    const double words = content_words(example.page);
    const bool is_article = example.page.truth.type == "article";
    for (std::size_t round = 0; round < (is_article ? 2u : 0u); ++round)
      if (words >= kLeastWordsToCut && chance(i, 1 + round) < options.cut_share)
        add(cut_short(example, cut_words(words, i, round), options.cut_weight));
    if (!is_article || words < kLeastWordsOfArticle || !example.page.blocks.doc.is_html) continue;
    if (chance(i, 8) < options.emptied_share) add(emptied(example, i, options.emptied_weight));
    const auto& near = peers[{example.page.truth.corpus, example.fold}];
    const auto other = [&](std::size_t purpose) {
      return near[static_cast<std::size_t>(chance(i, purpose) * static_cast<double>(near.size()))];
    };
    if (chance(i, 3) < options.second_article_share && other(4) != i)
      add(with_second_article(example, examples[other(4)], cleaner.stages(), options.weight));
    if (chance(i, 5) < options.stream_share && other(6) != i)
      add(with_stream(example, examples[other(6)], cleaner.stages(), options.weight));
    if (chance(i, 7) < options.scrambled_share) add(scrambled(example, i, options.weight));
  }
  examples.insert(examples.end(), std::make_move_iterator(copies.begin()), std::make_move_iterator(copies.end()));
}

}  // namespace winnow::tools
