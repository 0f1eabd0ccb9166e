// Sites give many elements the same class attribute: what one says is worked out at its first
// element and copied to the others. Half of the walk's time went into their words before.

#include "pipeline/segment/element_facts.h"

#include <xxhash.h>

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

/// True for a style attribute that says display:none or visibility:hidden, spaces ignored.
bool style_hides(std::string_view style) noexcept {
  const auto says = [&](std::string_view property, std::string_view value) {
    for (std::size_t at = 0; at + property.size() < style.size(); ++at) {
      if ((style[at] | 0x20) != property.front() || !starts_with_ignoring_case(style.substr(at), property)) continue;
      std::size_t next = at + property.size();
      while (next < style.size() && (style[next] == ' ' || style[next] == ':')) ++next;
      if (starts_with_ignoring_case(style.substr(next), value)) return true;
    }
    return false;
  };
  return says("display", "none") || says("visibility", "hidden");
}

/// What a class attribute says.
struct ClassNote {
  std::string_view value;
  std::uint32_t groups = 0;
  std::uint64_t class_bits = 0;
  std::uint32_t first_word = 0, end_word = 0;  ///< in Blocks::class_words
};

/// The one pass over the elements of a page.
class ElementReader {
 public:
  ElementReader(const ClassLexicon& lexicon, Blocks& page) : lexicon_(lexicon), page_(page), dom_(page.doc.dom) {}

  ElementFacts facts_of(const Node& node) {
    ElementFacts facts;
    facts.signature = static_cast<std::uint32_t>(node.tag);
    facts.block_level = is_block_level(node.tag);
    facts.first_word = words();
    for (const NotedAttribute& attribute : dom_.noted_of(node)) note(attribute.name, dom_.raw(attribute), facts);
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
        facts.hidden |= style_hides(value);
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
    fresh.class_bits = read_classes(value);
    facts.class_groups |= fresh.groups;
    facts.class_bits = fresh.class_bits;
    notes_.push_back(fresh);
    seen = static_cast<std::uint32_t>(notes_.size());
  }

  void repeat(const ClassNote& note, ElementFacts& facts) {
    facts.class_groups |= note.groups;
    facts.class_bits = note.class_bits;
    for (std::uint32_t i = note.first_word; i < note.end_word; ++i) page_.class_words.push_back(page_.class_words[i]);
  }

  /// Adds the classes themselves, for selectors, and returns their bits.
  std::uint64_t read_classes(std::string_view value) {
    std::string decoded;
    if (value.find('&') != std::string_view::npos) {
      append_decoded(value, true, decoded);
      value = decoded;
    }
    std::uint64_t bits = 0;
    for_each_name(value, [&](std::string_view name) {
      page_.classes.push_back(hash_of_class(name));
      bits |= class_bit(page_.classes.back());
    });
    return bits;
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
  Blocks& page_;
  const Dom& dom_;
  HashTable<std::uint64_t, std::uint32_t> seen_;
  std::vector<ClassNote> notes_;
};

}  // namespace

void note_elements(const ClassLexicon& lexicon, Blocks& page) {
  const std::vector<Node>& nodes = page.doc.dom.nodes;
  page.elements.resize(nodes.size());
  ElementReader reader(lexicon, page);
  for (std::size_t i = 0; i < nodes.size(); ++i)
    if (nodes[i].tag != Tag::text) page.elements[i] = reader.facts_of(nodes[i]);
}

}  // namespace winnow
