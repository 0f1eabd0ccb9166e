// Sites give many elements the same class attribute: what one says is worked out at its first
// element and copied to the others. Half of the walk's time went into their words before.

#include "pipeline/segment/element_facts.h"

#include <xxhash.h>

#include <algorithm>
#include <array>

#include "pipeline/base/ascii.h"
#include "pipeline/base/hash.h"
#include "pipeline/base/hash_table.h"
#include "pipeline/base/text.h"
#include "pipeline/document/tag_sets.h"

namespace winnow {
namespace {

std::uint8_t role_index(std::string_view value) noexcept {
  for (std::size_t i = 1; i < kRoles.size(); ++i)
    if (equals_ignoring_case(value, kRoles[i])) return static_cast<std::uint8_t>(i);
  return 0;
}

/// Calls use(property, value) for each declaration of a style attribute, white space around them taken off.
template <class Use>
void for_each_declaration(std::string_view style, Use&& use) {
  const auto trimmed = [](std::string_view text) {
    while (!text.empty() && is_html_space(text.front())) text.remove_prefix(1);
    while (!text.empty() && is_html_space(text.back())) text.remove_suffix(1);
    return text;
  };
  for (std::size_t at = 0; at < style.size();) {
    const std::size_t end = std::min(style.find(';', at), style.size());
    const std::string_view declaration = style.substr(at, end - at);
    const std::size_t colon = std::min(declaration.find(':'), declaration.size());
    if (colon < declaration.size()) use(trimmed(declaration.substr(0, colon)), trimmed(declaration.substr(colon + 1)));
    at = end + 1;
  }
}

/// True for values of `display` that lay an element out as a block of its own.
bool is_block_display(std::string_view value) noexcept {
  constexpr std::array<std::string_view, 5> kBlocks = {"block", "flex", "grid", "list-item", "table"};
  return std::any_of(kBlocks.begin(), kBlocks.end(), [&](std::string_view block) {
    return starts_with_ignoring_case(value, block) && (value.size() == block.size() || value[block.size()] == ' ');
  });
}

/// What a style attribute says of its element. Elements without text of their own have no display that counts.
void note_style(std::string_view style, bool may_be_block, ElementFacts& facts) {
  for_each_declaration(style, [&](std::string_view property, std::string_view value) {
    const auto is = [&](std::string_view name) { return equals_ignoring_case(property, name); };
    const auto says = [&](std::string_view prefix) { return starts_with_ignoring_case(value, prefix); };
    if (is("display")) {
      facts.hidden |= says("none");
      facts.block_level |= may_be_block && is_block_display(value);
    } else if (is("visibility")) {
      facts.hidden |= says("hidden");
    } else if (is("clip")) {
      facts.clipped |= says("rect(0") || says("rect(1px");
    } else if (is("clip-path")) {
      facts.clipped |= says("inset(50%") || says("inset(100%");
    } else if (is("left") || is("text-indent")) {
      facts.clipped |= says("-999") || says("-100");
    }
  });
}

/// What a class attribute says.
struct ClassNote {
  std::string_view value;
  std::uint32_t groups = 0;
  std::uint64_t class_bits = 0;
  std::uint8_t inline_classes = 0;
  std::uint32_t first_word = 0, end_word = 0;  ///< in Blocks::class_words
};

/// The one pass over the elements of a page.
class ElementReader {
 public:
  ElementReader(const ClassLexicon& lexicon, const InlineRules& inlines, Blocks& page)
      : lexicon_(lexicon), inlines_(inlines), page_(page), dom_(page.doc.dom) {}

  ElementFacts facts_of(const Node& node) {
    ElementFacts facts;
    facts.signature = static_cast<std::uint32_t>(node.tag);
    facts.block_level = is_block_level(node.tag);
    facts.first_word = words();
    may_be_block_ = !sets::kVoid.has(node.tag);
    for (const NotedAttribute& attribute : dom_.noted_of(node)) note(attribute.name, dom_.raw(attribute), facts);
    facts.block_level |= may_be_block_ && (facts.inline_classes & bit(InlineClass::line)) != 0;
    facts.end_word = words();
    return facts;
  }

 private:
  std::uint32_t words() const noexcept { return static_cast<std::uint32_t>(page_.class_words.size()); }

  void note(Noted name, std::string_view value, ElementFacts& facts) {
    switch (name) {
      case Noted::id:
        facts.class_groups |= read_names(value);
        break;
      case Noted::class_:
        note_class(value, facts);
        break;
      case Noted::role:
        facts.role = role_index(value);
        break;
      case Noted::style:
        note_style(value, may_be_block_, facts);
        break;
      case Noted::hidden:
        facts.hidden = true;
        break;
      case Noted::itemprop:
      case Noted::property:
        facts.article_body |= lexicon_.names_article_body(value);
        break;
      case Noted::aria_hidden:
        facts.aria_hidden = equals_ignoring_case(value, "true");
        break;
      case Noted::aria_label:
      case Noted::data_testid:
      case Noted::data_component:
        facts.class_groups |= lexicon_.groups_of(value);
        break;
      case Noted::href:
      case Noted::none:
        break;
    }
  }

  void note_class(std::string_view value, ElementFacts& facts) {
    if (value.empty()) return;
    const std::uint64_t hash = XXH3_64bits(value.data(), value.size());
    facts.signature = short_hash((facts.signature ^ hash) * 0x9E3779B97F4A7C15ull);
    std::uint32_t& seen = seen_[hash];  // an index into notes_, plus one
    if (seen && notes_[seen - 1].value == value) {
      repeat(notes_[seen - 1], facts);
      return;
    }
    ClassNote fresh{.value = value, .first_word = words()};
    fresh.groups = read_names(value);
    fresh.end_word = words();
    read_classes(value, fresh);
    facts.class_groups |= fresh.groups;
    facts.class_bits = fresh.class_bits;
    facts.inline_classes = fresh.inline_classes;
    notes_.push_back(fresh);
    seen = static_cast<std::uint32_t>(notes_.size());
  }

  void repeat(const ClassNote& note, ElementFacts& facts) {
    facts.class_groups |= note.groups;
    facts.class_bits = note.class_bits;
    facts.inline_classes = note.inline_classes;
    for (std::uint32_t i = note.first_word; i < note.end_word; ++i) page_.class_words.push_back(page_.class_words[i]);
  }

  /// Adds the classes themselves, for selectors, and notes their bits.
  void read_classes(std::string_view value, ClassNote& note) {
    std::string decoded;
    if (value.find('&') != std::string_view::npos) {
      append_decoded(value, true, decoded);
      value = decoded;
    }
    for_each_name(value, [&](std::string_view name) {
      page_.classes.push_back(hash_of_class(name));
      note.class_bits |= class_bit(page_.classes.back());
      note.inline_classes |= inlines_.classes_of(name);
    });
    if (note.inline_classes & bit(InlineClass::seen_again))
      note.inline_classes &= static_cast<std::uint8_t>(~bit(InlineClass::screen_reader));
  }

  /// Calls f(name) for each name between white space.
  template <class F>
  static void for_each_name(std::string_view value, F&& f) {
    for (std::size_t at = 0; at < value.size();) {
      std::size_t end = at;
      while (end < value.size() && !is_html_space(value[end])) ++end;
      if (end > at) f(value.substr(at, end - at));
      at = end + 1;
    }
  }

  /// The groups of a class or id. Adds its words and, of several words, the whole ("entry-content")
  /// for the learned table.
  std::uint32_t read_names(std::string_view value) {
    std::uint32_t groups = 0;
    for_each_name(value, [&](std::string_view name) {
      if (lexicon_.is_ignored(name)) return;
      std::uint64_t whole = 0;
      int count = 0;
      for_each_class_word(name, [&](std::uint64_t hash, std::size_t length) {
        groups |= lexicon_.groups_of_word(hash);
        if (length > 1) page_.class_words.push_back(short_hash(hash));
        whole = (whole ^ hash) * 0x9E3779B97F4A7C15ull;
        ++count;
      });
      if (count > 1) page_.class_words.push_back(short_hash(whole));
    });
    return groups;
  }

  const ClassLexicon& lexicon_;
  const InlineRules& inlines_;
  Blocks& page_;
  const Dom& dom_;
  bool may_be_block_ = false;  ///< the element that is read
  HashTable<std::uint64_t, std::uint32_t> seen_;
  std::vector<ClassNote> notes_;
};

/// True for a custom element with a hyphen in its name and something in it.
bool is_custom(const Dom& dom, std::uint32_t node) {
  const Node& n = dom.nodes[node];
  if (n.tag != Tag::unknown || n.end == node + 1) return false;
  const std::string_view tag = dom.raw(n);
  return tag.substr(0, tag.find_first_of(" \t\n\r\f/>")).find('-') != std::string_view::npos;
}

/// True for white space, and for what begins and ends a line.
bool is_no_part_of_a_line(const Blocks& page, std::uint32_t node) {
  const Node& n = page.doc.dom.nodes[node];
  if (n.tag == Tag::text) return trim(page.doc.dom.raw(n)).empty();
  return page.elements[node].block_level || n.tag == Tag::br || is_skipped(n.tag) || is_custom(page.doc.dom, node);
}

/// The node before `node` with the same parent; `node` itself if it is the first.
std::uint32_t sibling_before(const Dom& dom, std::uint32_t node) {
  const std::uint32_t parent = dom.nodes[node].parent;
  std::uint32_t before = node - 1;
  if (before == parent) return node;
  while (dom.nodes[before].parent != parent) before = dom.nodes[before].parent;
  return before;
}

/// True for what stands within an inline element that has words beside it.
bool is_within_a_sentence(const Blocks& page, std::uint32_t node) {
  const Dom& dom = page.doc.dom;
  const auto is_words = [&](std::uint32_t i) {
    return dom.nodes[i].tag == Tag::text && !trim(dom.raw(dom.nodes[i])).empty();
  };
  constexpr int kDeepest = 8;
  for (int k = 0; k < kDeepest; ++k) {
    node = dom.nodes[node].parent;
    if (node == 0 || page.elements[node].block_level) return false;
    const std::uint32_t before = sibling_before(dom, node), behind = dom.nodes[node].end;
    if (before != node && is_words(before)) return true;
    if (behind < dom.nodes[dom.nodes[node].parent].end && is_words(behind)) return true;
  }
  return false;
}

/// True for custom elements one after the other, with nothing else in their line: authors lay them out as
/// paragraphs. One inside of a sentence is inline, as browsers have it.
bool is_custom_line(const Blocks& page, std::uint32_t node) {
  const Dom& dom = page.doc.dom;
  if (!is_custom(dom, node)) return false;
  constexpr int kSiblings = 2;  // white space, and what stands behind it
  bool is_beside_custom = false;
  std::uint32_t at = node;
  for (int k = 0; k < kSiblings; ++k) {
    const std::uint32_t before = sibling_before(dom, at);
    if (before == at) break;
    if (!is_no_part_of_a_line(page, before)) return false;
    is_beside_custom |= is_custom(dom, before);
    at = before;
    if (dom.nodes[at].tag != Tag::text) break;
  }
  const std::uint32_t end = dom.nodes[dom.nodes[node].parent].end;
  at = dom.nodes[node].end;
  for (int k = 0; k < kSiblings && at < end; ++k, at = dom.nodes[at].end) {
    if (!is_no_part_of_a_line(page, at)) return false;
    is_beside_custom |= is_custom(dom, at);
    if (dom.nodes[at].tag != Tag::text) break;
  }
  return is_beside_custom && !is_within_a_sentence(page, node);
}

}  // namespace

void note_elements(const ClassLexicon& lexicon, const InlineRules& inlines, Blocks& page) {
  const std::vector<Node>& nodes = page.doc.dom.nodes;
  page.elements.resize(nodes.size());
  ElementReader reader(lexicon, inlines, page);
  for (std::size_t i = 0; i < nodes.size(); ++i)
    if (nodes[i].tag != Tag::text) page.elements[i] = reader.facts_of(nodes[i]);
  for (std::uint32_t i = 1; i < nodes.size(); ++i)
    if (nodes[i].tag == Tag::unknown) page.elements[i].block_level |= is_custom_line(page, i);
}

}  // namespace winnow
