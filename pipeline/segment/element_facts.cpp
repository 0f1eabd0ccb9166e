#include "pipeline/segment/element_facts.h"

#include <algorithm>

#include "pipeline/base/text.h"

namespace winnow {
namespace {

constexpr TagSet kBlockLevel = {
    Tag::address,  Tag::article, Tag::aside,    Tag::blockquote, Tag::body,    Tag::button,     Tag::caption,
    Tag::center,   Tag::dd,      Tag::details,  Tag::dialog,     Tag::dir,     Tag::div,        Tag::dl,
    Tag::dt,       Tag::fieldset, Tag::figcaption, Tag::figure,  Tag::footer,  Tag::form,       Tag::h1,
    Tag::h2,       Tag::h3,      Tag::h4,       Tag::h5,         Tag::h6,      Tag::header,     Tag::hgroup,
    Tag::hr,       Tag::html,    Tag::legend,   Tag::li,         Tag::listing, Tag::main,       Tag::menu,
    Tag::nav,      Tag::ol,      Tag::p,        Tag::plaintext,  Tag::pre,     Tag::search,     Tag::section,
    Tag::summary,  Tag::table,   Tag::tbody,    Tag::td,         Tag::tfoot,   Tag::th,         Tag::thead,
    Tag::tr,       Tag::ul,      Tag::xmp,      Tag::frameset,   Tag::noframes};

constexpr TagSet kSkipped = {
    Tag::script, Tag::style,  Tag::template_, Tag::svg,      Tag::iframe,  Tag::select, Tag::object, Tag::audio,
    Tag::video,  Tag::canvas, Tag::textarea,  Tag::datalist, Tag::head,    Tag::embed,  Tag::applet, Tag::noembed,
    Tag::title,  Tag::meter,  Tag::progress,  Tag::math};

std::uint8_t role_index(std::string_view value) noexcept {
  for (std::size_t i = 1; i < kRoles.size(); ++i)
    if (equals_ignoring_case(value, kRoles[i])) return static_cast<std::uint8_t>(i);
  return 0;
}

/// True for a style attribute that says display:none or visibility:hidden, spaces ignored.
bool style_hides(std::string_view style) noexcept {
  const auto says = [&](std::string_view property, std::string_view value) {
    for (std::size_t at = 0; at + property.size() < style.size(); ++at) {
      if (!starts_with_ignoring_case(style.substr(at), property)) continue;
      std::size_t next = at + property.size();
      while (next < style.size() && (style[next] == ' ' || style[next] == ':')) ++next;
      if (starts_with_ignoring_case(style.substr(next), value)) return true;
    }
    return false;
  };
  return says("display", "none") || says("visibility", "hidden");
}

std::uint32_t hash32(std::string_view text, std::uint32_t hash) noexcept {
  for (char c : text) hash = (hash ^ static_cast<unsigned char>(c)) * 16777619u;
  return hash;
}

/// Microdata and RDFa names for the article's body (schema.org/articleBody and kin).
bool names_article_body(std::string_view value) noexcept {
  return value.find("articleBody") != std::string_view::npos ||
         value.find("reviewBody") != std::string_view::npos || value.find("blogPost") != std::string_view::npos;
}

/// The groups of a class or id; its words and, of several words, the whole ("entry-content") for
/// the learned table.
void note_class(std::string_view value, const ClassLexicon& lexicon, Blocks& page, ElementFacts& facts) {
  for (std::size_t at = 0; at < value.size();) {
    const std::size_t end = std::min(value.find_first_of(" \t\n\f\r", at), value.size());
    std::uint64_t whole = 0;
    int words = 0;
    for_each_class_word(value.substr(at, end - at), [&](std::uint64_t hash, std::size_t length) {
      facts.class_groups |= lexicon.groups_of_word(hash);
      if (length > 1) page.class_words.push_back(short_hash(hash));
      whole = (whole ^ hash) * 0x9E3779B97F4A7C15ull;
      ++words;
    });
    if (words > 1) page.class_words.push_back(short_hash(whole));
    at = end + 1;
  }
}

void note_attribute(Noted name, std::string_view value, const ClassLexicon& lexicon, Blocks& page,
                    ElementFacts& facts) {
  switch (name) {
    case Noted::id: note_class(value, lexicon, page, facts); break;
    case Noted::class_:
      note_class(value, lexicon, page, facts);
      facts.signature = hash32(value, facts.signature);
      break;
    case Noted::role: facts.role = role_index(value); break;
    case Noted::style: facts.hidden |= style_hides(value); break;
    case Noted::hidden: facts.hidden = true; break;
    case Noted::itemprop:
    case Noted::property: facts.article_body |= names_article_body(value); break;
    case Noted::aria_hidden: facts.aria_hidden = equals_ignoring_case(value, "true"); break;
    case Noted::aria_label:
    case Noted::data_testid:
    case Noted::data_component: facts.class_groups |= lexicon.groups_of(value); break;
    case Noted::href:
    case Noted::none: break;
  }
}

}  // namespace

bool is_block_level(Tag tag) noexcept { return kBlockLevel.has(tag); }
bool is_skipped(Tag tag) noexcept { return kSkipped.has(tag); }

void note_elements(const ClassLexicon& lexicon, Blocks& page) {
  const Dom& dom = page.doc.dom;
  page.elements.resize(dom.nodes.size());
  for (std::size_t i = 0; i < dom.nodes.size(); ++i) {
    const Node& node = dom.nodes[i];
    if (node.tag == Tag::text) continue;
    ElementFacts& facts = page.elements[i];
    facts.signature = 2166136261u ^ static_cast<std::uint32_t>(node.tag);
    facts.block_level = is_block_level(node.tag);
    facts.first_word = static_cast<std::uint32_t>(page.class_words.size());
    for (const NotedAttribute& attribute : dom.noted_of(node))
      note_attribute(attribute.name, dom.raw(attribute), lexicon, page, facts);
    facts.end_word = static_cast<std::uint32_t>(page.class_words.size());
  }
}

}  // namespace winnow
