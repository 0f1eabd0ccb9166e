#pragma once
// Features of a block's place in the tree: its own markup, the elements above it, what they hold,
// the page's containers of prose, the way to the title and the blocks that are marked up alike.

#include <algorithm>
#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <string_view>
#include <utility>
#include <vector>

#include "pipeline/choose/feature_sinks.h"
#include "pipeline/rulepack/class_lexicon.h"
#include "pipeline/rulepack/cues.h"

namespace winnow::features {

template <class Sink>
void put_page_elements(Sink& out, const Facts& f) {
  const PageProfile& p = f.profile;
  const std::pair<std::string_view, float> counts[] = {{"h1", p.h1},
                                                       {"h2", p.h2},
                                                       {"h3", p.h3},
                                                       {"article", p.articles},
                                                       {"form", p.forms},
                                                       {"table", p.tables},
                                                       {"button", p.buttons},
                                                       {"time", p.times},
                                                       {"class_comment", p.comment_elements},
                                                       {"class_product", p.product_elements},
                                                       {"class_forum", p.forum_elements},
                                                       {"class_card", p.card_elements},
                                                       {"class_faq", p.faq_elements}};
  for (const auto& [element, count] : counts) out.put("page_elements_", element, log_count(count));
  const auto good_share = [&](std::uint32_t root) {
    return root == 0 ? 0 : ratio(f.tree.sums_of(f.page, f.blocks.doc.dom, root).good_words, f.page.total().good_words);
  };
  out.put("article_good_share", good_share(f.tree.article));
  out.put("main_good_share", good_share(f.tree.main));
}

inline constexpr std::array kAncestorTags = {
    Tag::nav,      Tag::header, Tag::footer, Tag::aside,   Tag::form,       Tag::article, Tag::main,    Tag::section,
    Tag::ul,       Tag::ol,     Tag::table,  Tag::figure,  Tag::blockquote, Tag::button,  Tag::details, Tag::dialog,
    Tag::noscript, Tag::label,  Tag::dl,     Tag::address, Tag::pre,        Tag::a,       Tag::span};
inline constexpr std::array kBlockTags = {Tag::p,          Tag::li,      Tag::div,        Tag::td,     Tag::th,
                                          Tag::blockquote, Tag::pre,     Tag::figcaption, Tag::button, Tag::dd,
                                          Tag::dt,         Tag::section, Tag::article};

/// Levels up to the nearest element of each kind, from one climb to the root.
struct Climb {
  std::array<int, kAncestorTags.size()> tag;
  std::array<int, kRoles.size()> role;
  std::array<int, kClassGroupCount> group;
  int aria_hidden = kNoLevels, article_body = kNoLevels, depth = 0;
  std::uint32_t near_groups = 0;  ///< of the three nearest elements
};

constexpr std::array<std::int16_t, kTagCount> ancestor_slots() {
  std::array<std::int16_t, kTagCount> slots{};
  for (auto& slot : slots) slot = -1;
  for (std::size_t i = 0; i < kAncestorTags.size(); ++i)
    slots[static_cast<std::size_t>(kAncestorTags[i])] = static_cast<std::int16_t>(i);
  return slots;
}
inline constexpr auto kAncestorSlot = ancestor_slots();

inline Climb climb_from(const Facts& f, std::size_t b) {
  const auto& nodes = f.blocks.doc.dom.nodes;
  Climb climb;
  climb.tag.fill(kNoLevels);
  climb.role.fill(kNoLevels);
  climb.group.fill(kNoLevels);
  std::uint32_t seen = 0;
  int level = 0;
  const std::uint32_t own = f.blocks.blocks[b].node;
  for (std::uint32_t node = nodes[f.blocks.blocks[b].first_node].parent; node != 0; node = nodes[node].parent) {
    const ElementFacts& facts = f.blocks.elements[node];
    const auto set = [&](int& slot) { slot = std::min(slot, level); };
    if (const int slot = kAncestorSlot[static_cast<std::size_t>(nodes[node].tag)]; slot >= 0)
      set(climb.tag[static_cast<std::size_t>(slot)]);
    if (facts.role) set(climb.role[facts.role]);
    if (facts.aria_hidden) set(climb.aria_hidden);
    if (facts.article_body) set(climb.article_body);
    if (level < 3) climb.near_groups |= facts.class_groups;
    for (std::uint32_t fresh = facts.class_groups & ~seen; fresh; fresh &= fresh - 1)
      set(climb.group[static_cast<std::size_t>(std::countr_zero(fresh))]);
    seen |= facts.class_groups;
    if (node <= own) level = std::min(level + 1, kNoLevels);  // inline elements are on the block's level
  }
  climb.depth = level;
  return climb;
}

template <class Sink>
void put_markup(Sink& out, const Facts& f, std::size_t b) {
  const Block& block = f.blocks.blocks[b];
  const Tag tag = f.blocks.doc.dom.nodes[block.node].tag;
  out.put("link_density", ratio(block.linked_words, block.words));
  out.put("links", log_count(block.links));
  out.put("inside_link", block.inside_link);
  out.put("bold_share", ratio(block.bold_words, block.words));
  out.put("italic_share", ratio(block.italic_words, block.words));
  out.put("line_breaks", log_count(block.breaks));
  out.put("hidden", block.hidden);
  out.put("kind", static_cast<int>(block.kind));
  out.put("level", block.level);
  out.put("is_numbered", block.number != 0);
  for (const Tag known : kBlockTags) out.put("tag_", name(known), tag == known);
}

template <class Sink>
void put_ancestors(Sink& out, const Facts& f, std::size_t b) {
  const Climb climb = climb_from(f, b);
  for (std::size_t i = 0; i < kAncestorTags.size(); ++i) out.put("levels_to_", name(kAncestorTags[i]), climb.tag[i]);
  for (std::size_t i = 1; i < kRoles.size(); ++i) out.put("levels_to_role_", kRoles[i], climb.role[i]);
  for (std::size_t i = 0; i < kClassGroupCount; ++i)
    out.put("levels_to_class_", name(static_cast<ClassGroup>(i)), climb.group[i]);
  out.put("levels_to_aria_hidden", climb.aria_hidden);
  out.put("levels_to_article_body", climb.article_body);
  out.put("depth", climb.depth);
  out.put("class_groups_near", std::popcount(climb.near_groups));
}

/// Learned values are taken from the class and id words of so many elements above a block's text.
inline constexpr int kClassLevels = 8;

template <class Sink>
void put_learned_classes(Sink& out, const Facts& f, std::size_t b) {
  const auto& nodes = f.blocks.doc.dom.nodes;
  static constexpr std::array<std::string_view, 4> kNearest = {"1", "2", "3", "4"};
  std::array<float, kNearest.size()> nearest{};
  float sum = 0, least = 0, most = 0;
  std::size_t known = 0;
  std::uint32_t node = nodes[f.blocks.blocks[b].first_node].parent;
  for (int level = 0; level < kClassLevels && node != 0; ++level, node = nodes[node].parent) {
    const float value = f.class_values[node];
    if (value != 0 && known < nearest.size()) nearest[known++] = value;
    sum += value;
    least = std::min(least, value);
    most = std::max(most, value);
  }
  for (std::size_t k = 0; k < nearest.size(); ++k) out.put("learned_classes_nearest", kNearest[k], nearest[k]);
  out.put("learned_classes_sum", sum);
  out.put("learned_classes_least", least);
  out.put("learned_classes_most", most);
}

inline constexpr std::array<std::string_view, 6> kSubtreePrefix = {"up0_", "up1_", "up2_", "up3_", "up4_", "up5_"};

inline Subtree note_subtree(const Facts& f, std::uint32_t node) {
  const Sums sums = f.tree.sums_of(f.page, f.blocks.doc.dom, node);
  const Sums& total = f.page.total();
  const auto share = [](double part, double whole) { return static_cast<float>(ratio(part, whole)); };
  return {.words_share = share(sums.words, total.words),
          .good_words_share = share(sums.good_words, total.good_words),
          .link_density = static_cast<float>(sums.link_density()),
          .blocks = log_count(sums.blocks),
          .good_blocks_share = share(sums.good_blocks, sums.blocks),
          .words_per_block = log_count(ratio(sums.words, sums.blocks)),
          .alike = log_count(f.tree.alike[node]),
          .score_share = share(f.tree.score[node], f.tree.score[f.tree.top])};
}

/// Notes the elements that put_subtrees will ask for.
inline void note_subtrees(Facts& f) {
  const auto& nodes = f.blocks.doc.dom.nodes;
  f.subtree_of.resize(nodes.size());
  f.subtrees.resize(1);  // number 0 says: not noted yet
  for (const Block& block : f.blocks.blocks) {
    std::uint32_t node = block.node;
    for (std::size_t k = 0; k < kSubtreePrefix.size(); ++k, node = nodes[node].parent) {
      if (f.subtree_of[node]) continue;
      f.subtree_of[node] = static_cast<std::uint32_t>(f.subtrees.size());
      f.subtrees.push_back(note_subtree(f, node));
    }
  }
}

/// Statistics of the six nearest elements around the block, its own first.
template <class Sink>
void put_subtrees(Sink& out, const Facts& f, std::size_t b) {
  std::uint32_t node = f.blocks.blocks[b].node;
  for (const std::string_view prefix : kSubtreePrefix) {
    const Subtree& subtree = f.subtrees[f.subtree_of[node]];
    out.put(prefix, "words_share", subtree.words_share);
    out.put(prefix, "good_words_share", subtree.good_words_share);
    out.put(prefix, "link_density", subtree.link_density);
    out.put(prefix, "blocks", subtree.blocks);
    out.put(prefix, "good_blocks_share", subtree.good_blocks_share);
    out.put(prefix, "words_per_block", subtree.words_per_block);
    out.put(prefix, "alike", subtree.alike);
    out.put(prefix, "score_share", subtree.score_share);
    node = f.blocks.doc.dom.nodes[node].parent;
  }
}

template <class Sink>
void put_containers(Sink& out, const Facts& f, std::size_t b) {
  static constexpr std::array<std::string_view, 4> kNames = {"35", "50", "70", "90"};
  const Dom& dom = f.blocks.doc.dom;
  const std::uint32_t node = f.blocks.blocks[b].node;
  for (std::size_t k = 0; k < kNames.size(); ++k) {
    const std::uint32_t container = f.tree.container[k];
    const bool inside = is_inside(dom, node, container);
    // Inside: levels below it, 0 and more. Before it −1, after it −2.
    const int levels = dom.nodes[node].depth - dom.nodes[container].depth;
    out.put("container_", kNames[k], inside ? std::min(levels, kNoLevels) : node < container ? -1 : -2);
  }
  out.put("inside_top", is_inside(dom, node, f.tree.top));
  out.put("inside_top_parent", is_inside(dom, node, dom.nodes[f.tree.top].parent));
  const auto inside = [&](std::uint32_t root) {
    return root == 0 ? -1 : is_inside(dom, node, root) ? dom.nodes[node].depth - dom.nodes[root].depth + 1 : 0;
  };
  out.put("inside_article", inside(f.tree.article));
  out.put("inside_main", inside(f.tree.main));
  out.put("article_number", std::min<int>(f.tree.article_number[b], 9));
  const std::int32_t title = f.page.title_block;
  out.put("articles_after_title",
          title < 0
              ? -10
              : std::clamp(f.tree.article_number[b] - f.tree.article_number[static_cast<std::size_t>(title)], -9, 9));
}

/// The tree between the block and the title block: steps up from each to where they meet.
template <class Sink>
void put_title_distance(Sink& out, const Facts& f, std::size_t b) {
  int up = kNoLevels, down = kNoLevels;
  if (f.page.title_block >= 0) {
    const auto& nodes = f.blocks.doc.dom.nodes;
    std::uint32_t mine = f.blocks.blocks[b].node;
    std::uint32_t title = f.blocks.blocks[static_cast<std::size_t>(f.page.title_block)].node;
    for (up = down = 0; mine != title;) {
      if (mine > title) {
        mine = nodes[mine].parent;
        ++up;
      } else {
        title = nodes[title].parent;
        ++down;
      }
    }
  }
  out.put("levels_up_to_title", std::min(up, kNoLevels));
  out.put("levels_down_to_title", std::min(down, kNoLevels));
}

template <class Sink>
void put_groups(Sink& out, const Facts& f, std::size_t b) {
  static constexpr std::array<std::string_view, 3> kPrefix = {"same_classes_", "same_path_", "same_parent_"};
  for (std::size_t k = 0; k < kPrefix.size(); ++k) {
    const Group& group = f.tree.groups[f.tree.group_of[b][k]];
    out.put(kPrefix[k], "blocks", log_count(group.blocks));
    out.put(kPrefix[k], "words_per_block", log_count(group.words / group.blocks));
    out.put(kPrefix[k], "link_density", ratio(group.linked_words, group.words));
    out.put(kPrefix[k], "sentences_share", group.sentences / group.blocks);
    out.put(kPrefix[k], "words_share", ratio(group.words, f.page.total().words));
  }
}

/// By node: the mean learned value of its class words.
inline std::vector<float> value_classes(const Blocks& blocks, const LearnedWords::Table& table) {
  std::vector<float> values(blocks.elements.size());
  if (table.empty()) return values;
  for (std::size_t i = 0; i < values.size(); ++i) {
    const ElementFacts& element = blocks.elements[i];
    float sum = 0;
    int known = 0;
    for (std::uint32_t w = element.first_word; w < element.end_word; ++w)
      sum += learned_value(table, blocks.class_words[w], known);
    if (known) values[i] = sum / static_cast<float>(known);
  }
  return values;
}

}  // namespace winnow::features
