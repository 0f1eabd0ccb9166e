#include "pipeline/choose/features.h"

#include <algorithm>
#include <bit>
#include <cmath>

#include "pipeline/choose/line_facts.h"
#include "pipeline/choose/page_facts.h"
#include "pipeline/choose/page_profile.h"
#include "pipeline/choose/tree_facts.h"
#include "pipeline/rulepack/class_lexicon.h"
#include "pipeline/rulepack/cues.h"

namespace winnow {
namespace {

constexpr int kNoLevels = 31;  ///< "no such element above"

/// Takes features in order: this one the values of a page, the next those of a row of a batch, the
/// last the names.
class PageSink {
 public:
  template <class T>
  void put(std::string_view, T value) {
    values.push_back(static_cast<float>(value));
  }
  template <class T>
  void put(std::string_view name, std::string_view, T value) {
    put(name, value);
  }
  std::vector<float> values;
};

class RowSink {
 public:
  RowSink(FeatureBatch& batch, std::size_t row) : at_(batch.codes() + row) {}
  template <class T>
  void put(std::string_view, T value) noexcept {
    *at_ = code_of(static_cast<float>(value));
    at_ += FeatureBatch::kRows;
  }
  template <class T>
  void put(std::string_view name, std::string_view, T value) noexcept {
    put(name, value);
  }

 private:
  FeatureCode* at_;
};

class NameSink {
 public:
  template <class T>
  void put(std::string_view name, T) {
    names.emplace_back(name);
  }
  template <class T>
  void put(std::string_view family, std::string_view member, T) {
    names.push_back(std::string(family) + std::string(member));
  }
  std::vector<std::string> names;
};

float log_count(double x) noexcept {
  // log2(1 + x) by the exponent and a parabola through the mantissa: within 0.01, and monotone.
  const auto bits = std::bit_cast<std::uint32_t>(static_cast<float>(1 + x));
  const auto exponent = static_cast<float>(static_cast<int>(bits >> 23) - 127);
  const float mantissa = std::bit_cast<float>((bits & 0x7FFFFFu) | 0x3F800000u) - 1;
  return exponent + mantissa * (1.3431f - 0.3431f * mantissa);
}
double ratio(double part, double whole) noexcept { return whole > 0 ? part / whole : 0; }

/// Features of what one element holds. Blocks share most of the elements above them, so that these
/// are computed once an element.
struct Subtree {
  float words_share = 0, good_words_share = 0, link_density = 0, blocks = 0;
  float good_blocks_share = 0, words_per_block = 0, alike = 0, score_share = 0;
};

/// Learned values of words that the table knows, summed.
struct LearnedSum {
  double value = 0;
  int known = 0;
};

/// The page and all that is known of it.
struct Facts {
  const Blocks& blocks;
  const LearnedWords& learned;
  PageFacts page;
  PageProfile profile;
  std::vector<LineFacts> lines{};  ///< by block, of a text dump
  std::vector<LearnedSum> learned_before{};  ///< by block, of the words before it, of a text dump
  TreeFacts tree{};
  std::vector<float> class_values{};  ///< by node: mean learned value of its class words
  std::vector<Subtree> subtrees{};    ///< of elements near above some block, any order
  std::vector<std::uint32_t> subtree_of{};  ///< by node: its index in `subtrees`
  bool has_tree() const noexcept { return !blocks.doc.dom.nodes.empty(); }
};

// ---- the text of one block ----------------------------------------------------------------------

template <class Sink>
void put_text(Sink& out, const Facts& f, std::size_t b) {
  const Block& block = f.blocks.blocks[b];
  const TextFacts& t = f.page.text[b];
  const double words = std::max<std::uint32_t>(t.words, 1);
  out.put("words", log_count(block.words));
  out.put("chars", log_count(t.chars));
  out.put("chars_per_word", ratio(t.chars, words));
  out.put("ends_sentence", t.ends_sentence);
  out.put("ends_question", t.ends_question);
  out.put("ends_colon", t.ends_colon);
  out.put("ends_ellipsis", t.ends_ellipsis);
  out.put("sentences", log_count(t.sentences));
  out.put("words_per_sentence", log_count(ratio(block.words, std::max<std::uint32_t>(t.sentences, 1))));
  out.put("commas_per_word", ratio(t.commas, words));
  out.put("digits_share", ratio(t.digits, t.chars));
  out.put("capitals_share", ratio(t.capitals, t.letters));
  out.put("initial_caps_share", ratio(t.initial_caps, words));
  out.put("short_words_share", ratio(t.short_words, words));
  out.put("symbols", log_count(t.symbols));
  out.put("starts_lower", t.starts_lower);
  out.put("starts_digit", t.starts_digit);
  out.put("starts_symbol", t.starts_symbol);
  out.put("has_year", t.has_year);
  out.put("has_time", t.has_time);
  out.put("has_price", t.has_price);
  out.put("has_address", t.has_address);
  out.put("good", f.page.context[b].good);
  out.put("common_words_share", f.page.context[b].common_words);
  out.put("shared_words_share", f.page.context[b].shared_words);
  for (std::size_t c = 0; c < kCueCount; ++c)
    out.put("cue_", name(static_cast<Cue>(c)), (block.cues >> c) & 1u);
}

/// A word's weight from the learned table, 0 for others; `known` counts the hits.
float learned_value(const LearnedWords::Table& table, std::uint32_t word, int& known) noexcept {
  const float* const found = table.find(word);
  if (!found) return 0;
  ++known;
  return *found;
}

template <class Sink>
void put_learned_words(Sink& out, const Facts& f, std::size_t b) {
  const TextFacts& t = f.page.text[b];
  float sum = 0, least = 0, most = 0;
  int known = 0;
  for (std::uint32_t w = t.first_word; w < t.end_word; ++w) {
    const float value = learned_value(f.learned.text, f.page.words[w], known);
    sum += value;
    least = std::min(least, value);
    most = std::max(most, value);
  }
  out.put("learned_words_mean", ratio(sum, known));
  out.put("learned_words_sum", std::clamp(sum, -30.0f, 30.0f));
  out.put("learned_words_least", least);
  out.put("learned_words_most", most);
}

// ---- the block among its neighbours -------------------------------------------------------------

/// Features of the block `distance` away; zeros past the ends.
template <class Sink>
void put_neighbour(Sink& out, const Facts& f, std::size_t b, int distance, std::string_view prefix) {
  static const Block kNoBlock{};
  static const TextFacts kNoText{};
  const auto at = static_cast<std::ptrdiff_t>(b) + distance;
  const bool there = at >= 0 && at < static_cast<std::ptrdiff_t>(f.blocks.blocks.size());
  const auto i = static_cast<std::size_t>(there ? at : 0);
  const Block& block = there ? f.blocks.blocks[i] : kNoBlock;
  const TextFacts& text = there ? f.page.text[i] : kNoText;
  out.put(prefix, "words", log_count(block.words));
  out.put(prefix, "link_density", ratio(block.linked_words, block.words));
  out.put(prefix, "ends_sentence", text.ends_sentence);
  out.put(prefix, "initial_caps_share", ratio(text.initial_caps, text.words));
  out.put(prefix, "has_cue", there && block.cues != 0);
  out.put(prefix, "kind", there ? static_cast<int>(block.kind) : -1);
  out.put(prefix, "common_words_share", there ? f.page.context[i].common_words : 0);
  out.put(prefix, "repeats", there ? f.page.context[i].repeats : 0);
}

template <class Sink>
void put_window(Sink& out, const Facts& f, std::size_t b, std::size_t width, std::string_view prefix) {
  const std::size_t count = f.blocks.blocks.size();
  const std::size_t from = b > width ? b - width : 0, to = std::min(b + width + 1, count);
  const Sums before = f.page.before[b] - f.page.before[from];
  const Sums after = f.page.before[to] - f.page.before[b + 1];
  out.put(prefix, "good_share_before", ratio(before.good_words, before.words));
  out.put(prefix, "good_share_after", ratio(after.good_words, after.words));
  out.put(prefix, "link_density_before", before.link_density());
  out.put(prefix, "link_density_after", after.link_density());
  out.put(prefix, "words_before", log_count(before.words));
  out.put(prefix, "words_after", log_count(after.words));
}

template <class Sink>
void put_position(Sink& out, const Facts& f, std::size_t b) {
  const Sums& total = f.page.total();
  const Sums& before = f.page.before[b];
  const BlockContext& context = f.page.context[b];
  const auto count = static_cast<double>(f.blocks.blocks.size());
  const auto at = static_cast<double>(b);
  out.put("position_share", ratio(at, count));
  out.put("blocks_before", log_count(at));
  out.put("blocks_after", log_count(count - at - 1));
  out.put("words_before_share", ratio(before.words, total.words));
  out.put("good_words_before_share", ratio(before.good_words, total.good_words));
  out.put("good_words_before", log_count(before.good_words));
  out.put("good_words_after", log_count(total.good_words - f.page.before[b + 1].good_words));
  out.put("blocks_since_good", context.previous_good < 0 ? 12 : log_count(at - context.previous_good));
  out.put("blocks_to_good", context.next_good < 0 ? 12 : log_count(context.next_good - at));
  const double gap = context.previous_good < 0 ? before.words
                                               : f.page.before[b].words -
                                                     f.page.before[static_cast<std::size_t>(context.previous_good) + 1].words;
  out.put("words_since_good", log_count(gap));
  out.put("repeats", log_count(context.repeats));
  out.put("repetition", log_count(context.repetition));
  out.put("near_repeat_blocks", context.near_repeat ? log_count(context.near_repeat) : kNoLevels);
}

template <class Sink>
void put_title(Sink& out, const Facts& f, std::size_t b) {
  const BlockContext& context = f.page.context[b];
  const auto title = f.page.title_block;
  const auto at = static_cast<std::int32_t>(b);
  out.put("title_similarity", context.title_similarity);
  out.put("top_headings_before", log_count(context.top_headings));
  out.put("is_title_block", at == title);
  out.put("blocks_after_title", title < 0 ? -20.0 : at >= title ? double{log_count(at - title)} : -double{log_count(title - at)});
  const double words =
      title < 0 || at < title ? -1
                              : f.page.before[b].words - f.page.before[static_cast<std::size_t>(title)].words;
  out.put("words_after_title", words < 0 ? -1.0 : double{log_count(words)});
  const double good =
      title < 0 ? -1 : std::abs(f.page.before[b].good_words - f.page.before[static_cast<std::size_t>(title)].good_words);
  out.put("good_words_from_title", good < 0 ? -1.0 : double{log_count(good)});
  out.put("description_overlap", context.description_overlap);
  out.put("article_body_overlap", context.body_overlap);
}

/// The heading above the block and the section under it, up to the next heading.
template <class Sink>
void put_heading(Sink& out, const Facts& f, std::size_t b) {
  const std::int32_t h = f.blocks.blocks[b].kind == Kind::heading ? static_cast<std::int32_t>(b) : f.page.context[b].heading;
  const auto heading = static_cast<std::size_t>(std::max(h, 0));
  std::size_t next = h < 0 ? b : heading + 1;
  const std::size_t limit = std::min(f.blocks.blocks.size(), next + 200);
  while (next < limit && f.blocks.blocks[next].kind != Kind::heading) ++next;
  const Sums section = h < 0 ? Sums{} : f.page.before[next] - f.page.before[heading + 1];
  const std::uint32_t cues = h < 0 ? 0 : f.blocks.blocks[heading].cues;
  out.put("heading_level", h < 0 ? 0 : f.blocks.blocks[heading].level);
  out.put("blocks_since_heading", h < 0 ? kNoLevels : log_count(static_cast<double>(b - heading)));
  out.put("words_since_heading", h < 0 ? kNoLevels : log_count(f.page.before[b].words - f.page.before[heading].words));
  out.put("heading_words", h < 0 ? 0 : log_count(f.blocks.blocks[heading].words));
  out.put("heading_is_related", (cues & (bit(Cue::related) | bit(Cue::popular))) != 0);
  out.put("heading_is_comment", (cues & bit(Cue::comment)) != 0);
  out.put("heading_is_offer", (cues & (bit(Cue::newsletter) | bit(Cue::subscribe) | bit(Cue::promo))) != 0);
  out.put("heading_is_share", (cues & (bit(Cue::share) | bit(Cue::follow))) != 0);
  out.put("heading_is_author", (cues & (bit(Cue::byline) | bit(Cue::author_bio))) != 0);
  out.put("heading_has_cue", cues != 0);
  out.put("section_words", log_count(section.words));
  out.put("section_good_share", ratio(section.good_words, section.words));
  out.put("section_link_density", section.link_density());
}

template <class Sink>
void put_page(Sink& out, const Facts& f) {
  const Sums& total = f.page.total();
  out.put("page_blocks", log_count(total.blocks));
  out.put("page_words", log_count(total.words));
  out.put("page_good_words", log_count(total.good_words));
  out.put("page_good_share", ratio(total.good_words, total.words));
  out.put("page_link_density", total.link_density());
  out.put("page_words_per_block", log_count(ratio(total.words, total.blocks)));
}

template <class Sink>
void put_profile(Sink& out, const Facts& f) {
  const PageProfile& p = f.profile;
  const std::string_view type = f.blocks.meta.type;
  for (const std::string_view known : {"article", "product", "forum", "listing", "service"})
    out.put("page_declares_", known, type == known);
  out.put("page_declares_nothing", type.empty());
  out.put("page_url_levels", p.url_levels);
  out.put("page_url_words", p.url_words);
  out.put("page_url_has_date", p.url_has_date);
  out.put("page_has_date", p.has_date);
  out.put("page_has_author", p.has_author);
  out.put("page_description_words", log_count(p.description_words));
  out.put("page_price_share", p.price_share);
  out.put("page_time_share", p.time_share);
  out.put("page_year_share", p.year_share);
  out.put("page_list_share", p.list_share);
  out.put("page_table_share", p.table_share);
  out.put("page_heading_share", p.heading_share);
  out.put("page_comment_cues", log_count(p.comment_cues));
  out.put("page_related_cues", log_count(p.related_cues));
  out.put("page_promo_cues", log_count(p.promo_cues));
  out.put("page_date_cues", log_count(p.date_cues));
  out.put("page_longest_run", log_count(p.longest_run));
}

template <class Sink>
void put_page_elements(Sink& out, const Facts& f) {
  const PageProfile& p = f.profile;
  const std::pair<std::string_view, float> counts[] = {
      {"h1", p.h1}, {"h2", p.h2}, {"h3", p.h3}, {"article", p.articles}, {"form", p.forms},
      {"table", p.tables}, {"button", p.buttons}, {"time", p.times}, {"class_comment", p.comment_elements},
      {"class_product", p.product_elements}, {"class_forum", p.forum_elements}, {"class_card", p.card_elements},
      {"class_faq", p.faq_elements}};
  for (const auto& [element, count] : counts) out.put("page_elements_", element, log_count(count));
  const auto good_share = [&](std::uint32_t root) {
    return root == 0 ? 0 : ratio(f.tree.sums_of(f.page, f.blocks.doc.dom, root).good_words, f.page.total().good_words);
  };
  out.put("article_good_share", good_share(f.tree.article));
  out.put("main_good_share", good_share(f.tree.main));
}

// ---- the block in the tree ----------------------------------------------------------------------

constexpr std::array kAncestorTags = {
    Tag::nav, Tag::header, Tag::footer, Tag::aside, Tag::form, Tag::article, Tag::main, Tag::section,
    Tag::ul, Tag::ol, Tag::table, Tag::figure, Tag::blockquote, Tag::button, Tag::details, Tag::dialog,
    Tag::noscript, Tag::label, Tag::dl, Tag::address, Tag::pre, Tag::a, Tag::span};
constexpr std::array kBlockTags = {Tag::p, Tag::li, Tag::div, Tag::td, Tag::th, Tag::blockquote, Tag::pre,
                                   Tag::figcaption, Tag::button, Tag::dd, Tag::dt, Tag::section, Tag::article};

/// Levels up to the nearest element of each kind, from one climb to the root.
struct Climb {
  std::array<int, kAncestorTags.size()> tag;
  std::array<int, kRoles.size()> role;
  std::array<int, kClassGroupCount> group;
  int aria_hidden = kNoLevels, article_body = kNoLevels, depth = 0;
  std::uint32_t near_groups = 0;  ///< of the three nearest elements
};

constexpr std::array<std::int8_t, kTagCount> ancestor_slots() {
  std::array<std::int8_t, kTagCount> slots{};
  for (auto& slot : slots) slot = -1;
  for (std::size_t i = 0; i < kAncestorTags.size(); ++i)
    slots[static_cast<std::size_t>(kAncestorTags[i])] = static_cast<std::int8_t>(i);
  return slots;
}
constexpr auto kAncestorSlot = ancestor_slots();

Climb climb_from(const Facts& f, std::size_t b) {
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

/// The learned hints of the class and id words around the block.
constexpr int kClassLevels = 8;

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

constexpr std::array<std::string_view, 6> kSubtreePrefix = {"up0_", "up1_", "up2_", "up3_", "up4_", "up5_"};

Subtree note_subtree(const Facts& f, std::uint32_t node) {
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
void note_subtrees(Facts& f) {
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
  out.put("articles_after_title", title < 0 ? -10 : std::clamp(f.tree.article_number[b] - f.tree.article_number[static_cast<std::size_t>(title)], -9, 9));
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

// ---- a line of a dump ---------------------------------------------------------------------------

/// Lines of up to so many words are short: menu entries, headlines of cards.
constexpr std::uint32_t kShortLineWords = 15;

template <class Sink>
void put_line(Sink& out, const Facts& f, std::size_t b) {
  const auto& blocks = f.blocks.blocks;
  out.put("gap_lines", std::min<int>(blocks[b].gap, 5));
  out.put("gap_lines_after", b + 1 < blocks.size() ? std::min<int>(blocks[b + 1].gap, 5) : 5);
  const auto is_short = [&](std::size_t i) {
    return blocks[i].words <= kShortLineWords && !f.page.text[i].ends_sentence;
  };
  std::size_t back = 0, ahead = 0;
  while (back < 64 && back < b && is_short(b - 1 - back)) ++back;
  while (ahead < 64 && b + 1 + ahead < blocks.size() && is_short(b + 1 + ahead)) ++ahead;
  out.put("short_lines_before", log_count(static_cast<double>(back)));
  out.put("short_lines_after", log_count(static_cast<double>(ahead)));
  out.put("is_short_line", is_short(b));
  std::size_t cues_before = 0, cue_distance = kNoLevels;
  for (std::size_t k = 1; k <= 8 && k <= b; ++k) {
    if (!blocks[b - k].cues) continue;
    ++cues_before;
    cue_distance = std::min(cue_distance, k);
  }
  out.put("cues_before", cues_before);
  out.put("lines_since_cue", cue_distance);
  const auto repeated = [&](std::size_t i) { return i < blocks.size() && f.page.context[i].repeats > 1; };
  int near_repeats = 0;
  for (std::size_t i = b > 4 ? b - 4 : 0; i <= b + 4; ++i) near_repeats += repeated(i);
  out.put("repeats_near", near_repeats);
}

/// Mean learned value of the known words in the lines around.
double learned_near(const Facts& f, std::size_t b, std::size_t width) noexcept {
  const std::size_t from = b > width ? b - width : 0, to = std::min(b + width + 1, f.blocks.blocks.size());
  const LearnedSum &before = f.learned_before[from], &through = f.learned_before[to];
  return ratio(through.value - before.value, through.known - before.known);
}

/// What the sections of a dump are told by.
template <class Sink>
void put_line_context(Sink& out, const Facts& f, std::size_t b) {
  const LineFacts& line = f.lines[b];
  const auto signed_log = [](std::int32_t lines) { return lines < 0 ? -log_count(-lines) : log_count(lines); };
  for (std::size_t m = 0; m < kMarkers.size(); ++m) {
    out.put("lines_since_", kMarkers[m], log_count(line.since[m]));
    out.put("lines_until_", kMarkers[m], log_count(line.until[m]));
  }
  out.put("comments_near", line.comments_near);
  out.put("dates_near", line.dates_near);
  out.put("title_words_near", line.title_words_near);
  out.put("seen_before_share", line.seen_before);
  out.put("seen_after_share", line.seen_after);
  out.put("lead_words_share", line.lead_words);
  out.put("cluster_share", line.cluster_share);
  out.put("lines_from_main", signed_log(line.from_main));
  out.put("lines_from_stretch", signed_log(line.from_stretch));
  out.put("learned_words_near4", learned_near(f, b, 4));
  out.put("learned_words_near12", learned_near(f, b, 12));
}

/// The features of one block, without those of its page, which are the same for all.
template <class Sink>
void put_block(Sink& out, const Facts& f, std::size_t b) {
  put_text(out, f, b);
  put_learned_words(out, f, b);
  put_position(out, f, b);
  put_title(out, f, b);
  put_neighbour(out, f, b, -1, "previous_");
  put_neighbour(out, f, b, +1, "next_");
  put_neighbour(out, f, b, -2, "previous2_");
  put_neighbour(out, f, b, +2, "next2_");
  put_window(out, f, b, 3, "window3_");
  put_window(out, f, b, 8, "window8_");
  put_window(out, f, b, 20, "window20_");
  if (!f.has_tree()) {
    put_line(out, f, b);
    put_line_context(out, f, b);
    return;
  }
  put_heading(out, f, b);
  put_markup(out, f, b);
  put_ancestors(out, f, b);
  put_learned_classes(out, f, b);
  put_subtrees(out, f, b);
  put_containers(out, f, b);
  put_title_distance(out, f, b);
  put_groups(out, f, b);
}

std::vector<float> value_classes(const Blocks& blocks, const LearnedWords::Table& table) {
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

/// One more than blocks: the sum of all words before each.
std::vector<LearnedSum> sum_learned(const PageFacts& page, const LearnedWords::Table& table) {
  std::vector<LearnedSum> before(page.text.size() + 1);
  for (std::size_t b = 0; b < page.text.size(); ++b) {
    LearnedSum sum = before[b];
    for (std::uint32_t w = page.text[b].first_word; w < page.text[b].end_word; ++w)
      sum.value += learned_value(table, page.words[w], sum.known);
    before[b + 1] = sum;
  }
  return before;
}

Facts note_facts(const Blocks& blocks, const LearnedWords& learned) {
  Facts facts{blocks, learned, note_page(blocks), {}};
  facts.profile = profile_page(blocks, facts.page);
  if (!facts.has_tree()) {
    facts.lines = note_lines(blocks, facts.page);
    facts.learned_before = sum_learned(facts.page, learned.text);
    return facts;
  }
  facts.tree = note_tree(blocks, facts.page);
  facts.class_values = value_classes(blocks, learned.classes);
  note_subtrees(facts);
  return facts;
}

template <class Sink>
void put_whole_page(Sink& out, const Facts& f) {
  put_page(out, f);
  put_profile(out, f);
  if (f.has_tree()) put_page_elements(out, f);
}

/// Calls put(sink, facts) for a page of one block in one element, to read the names off.
template <class Put>
std::vector<std::string> read_names(bool is_html, Put put) {
  Blocks page;
  page.text = "x\n";
  page.blocks.push_back({.length = 1, .words = 1});
  if (is_html) {
    page.doc.dom.nodes = {{.end = 2, .tag = Tag::html}, {.end = 2, .tag = Tag::text}};
    page.elements.resize(2);
    page.blocks[0].first_node = 1;
    page.blocks[0].end_node = 2;
  }
  const LearnedWords none;
  NameSink names;
  put(names, note_facts(page, none));
  return names.names;
}

}  // namespace

const std::vector<std::string>& feature_names(bool is_html) {
  const auto put = [](NameSink& sink, const Facts& facts) {
    put_block(sink, facts, 0);
    put_whole_page(sink, facts);
  };
  static const std::vector<std::string> kHtml = read_names(true, put), kText = read_names(false, put);
  return is_html ? kHtml : kText;
}

const std::vector<std::string>& page_feature_names(bool is_html) {
  const auto put = [](NameSink& sink, const Facts& facts) { put_whole_page(sink, facts); };
  static const std::vector<std::string> kHtml = read_names(true, put), kText = read_names(false, put);
  return is_html ? kHtml : kText;
}

BlockWords words_of_blocks(const Blocks& page) {
  BlockWords words;
  const auto& nodes = page.doc.dom.nodes;
  for (const Block& block : page.blocks) {
    scan_text(page.text_of(block), words.text.emplace_back());
    auto& classes = words.classes.emplace_back();
    if (nodes.empty()) continue;
    std::uint32_t node = nodes[block.first_node].parent;
    for (int level = 0; level < kClassLevels && node != 0; ++level, node = nodes[node].parent)
      classes.insert(classes.end(), page.class_words.begin() + page.elements[node].first_word,
                     page.class_words.begin() + page.elements[node].end_word);
  }
  return words;
}

Features compute_features(const Blocks& page, const LearnedWords& learned) {
  Features all;
  all.blocks.columns = feature_names(!page.doc.dom.nodes.empty()).size();
  all.blocks.rows = page.blocks.size();
  all.page = for_each_feature_batch(page, learned, [&](std::size_t, const FeatureBatch& batch) {
    for (std::size_t row = 0; row < batch.rows; ++row) {
      const std::vector<float> values = batch.row(row);
      all.blocks.values.insert(all.blocks.values.end(), values.begin(), values.end());
    }
    return true;
  });
  return all;
}

FeatureMatrix for_each_feature_batch(const Blocks& page, const LearnedWords& learned,
                                     const std::function<bool(std::size_t, const FeatureBatch&)>& use) {
  const Facts facts = note_facts(page, learned);
  PageSink page_sink;
  put_whole_page(page_sink, facts);
  FeatureMatrix whole{.rows = 1, .columns = page_sink.values.size(), .values = std::move(page_sink.values)};

  FeatureBatch batch(feature_names(facts.has_tree()).size());
  batch.fill_last(whole.values);
  for (std::size_t from = 0; from < page.blocks.size(); from += batch.rows) {
    batch.rows = std::min(FeatureBatch::kRows, page.blocks.size() - from);
    for (std::size_t row = 0; row < batch.rows; ++row) {
      RowSink sink(batch, row);
      put_block(sink, facts, from + row);
    }
    if (!use(from, batch)) break;
  }
  return whole;
}

}  // namespace winnow
