#include "pipeline/describe/meta_tags.h"

#include "pipeline/base/text.h"
#include "pipeline/describe/urls.h"

namespace winnow {
namespace {

constexpr float kTitleElementRank = 50;
constexpr float kHtmlLangRank = 60;

/// The attributes that name what a meta element speaks about.
bool names_key(std::string_view attribute) noexcept {
  return equals_ignoring_case(attribute, "property") || equals_ignoring_case(attribute, "name") ||
         equals_ignoring_case(attribute, "itemprop") || equals_ignoring_case(attribute, "http-equiv");
}

std::string decoded(std::string_view value) {
  std::string out;
  append_decoded(value, true, out);
  return out;
}

void read_meta(std::string_view start_tag, const WordMap<FieldRank>& known, Findings& findings) {
  const FieldRank* gives = nullptr;
  std::string key;
  std::string_view content;
  AttributeReader attributes(start_tag);
  for (RawAttribute a; attributes.next(a);) {
    if (content.empty() && equals_ignoring_case(a.name, "content")) {
      content = a.value;
    } else if (!gives && names_key(a.name)) {
      key = fold_case(trim(a.value.find('&') == std::string_view::npos ? std::string(a.value) : decoded(a.value)));
      if (const auto found = known.find(key); found != known.end()) gives = &found->second;
    }
  }
  if (gives && !content.empty()) findings.add(gives->field, decoded(content), "meta " + key, gives->rank);
}

/// `rel` holds several words: "canonical", "next nofollow".
void read_link(std::string_view start_tag, const WordMap<FieldRank>& known, Findings& findings) {
  const std::string rel = fold_case(attribute_of(start_tag, "rel"));
  for (std::size_t at = 0; at < rel.size();) {
    const std::size_t end = std::min(rel.find(' ', at), rel.size());
    const std::string_view word = std::string_view(rel).substr(at, end - at);
    at = end + 1;
    const auto found = known.find(word);
    if (found == known.end()) continue;
    findings.add(found->second.field, attribute_of(start_tag, "href"), "link " + std::string(word), found->second.rank);
  }
}

}  // namespace

void read_meta_tags(const Dom& dom, const MetadataRules& rules, Findings& findings) {
  bool has_title = false;
  for (const Aside& aside : dom.asides) {
    if (aside.tag == Tag::meta) {
      read_meta(dom.raw(aside), rules.meta, findings);
    } else if (aside.tag == Tag::link) {
      read_link(dom.raw(aside), rules.link, findings);
    } else if (aside.tag == Tag::title && !has_title) {
      findings.add(Field::title, dom.contents(aside), "title element", kTitleElementRank);
      has_title = !findings.of(Field::title).empty();
    }
  }
  if (dom.nodes.empty()) return;
  for (const char* attribute : {"lang", "xml:lang"})
    findings.add(Field::language, dom.attribute(0, attribute), std::string("html ") + attribute, kHtmlLangRank);
}

std::string base_url(const Dom& dom, std::string_view page_url) {
  for (const Aside& aside : dom.asides)
    if (aside.tag == Tag::base)
      if (std::string base = resolve_url(page_url, attribute_of(dom.raw(aside), "href")); !base.empty()) return base;
  return std::string(page_url);
}

}  // namespace winnow
