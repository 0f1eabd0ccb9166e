#include "pipeline/describe/sources/meta_tags.h"

#include <algorithm>
#include <iterator>

#include "pipeline/base/ascii.h"
#include "pipeline/base/text.h"
#include "pipeline/describe/fields/bylines.h"

namespace winnow {
namespace {

constexpr float kTitleElementRank = 50;
constexpr float kHtmlLangRank = 60;
constexpr float kLabelledRank = 64;

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

/// "awa-publishedDate", "http://ogp.me/ns/article#published_time": keys that sites make up from the
/// usual words. Null if `key` is none of them.
const FieldRank* gives_by_ending(std::string_view key, const std::vector<KeyEnding>& endings) {
  std::string letters;
  std::copy_if(key.begin(), key.end(), std::back_inserter(letters), is_ascii_lower);
  const auto found =
      std::find_if(endings.begin(), endings.end(), [&](const KeyEnding& e) { return letters.ends_with(e.letters); });
  return found == endings.end() ? nullptr : &found->gives;
}

/// Reads the meta elements of one page.
class MetaReader {
 public:
  MetaReader(const MetadataRules& rules, Findings& findings) : rules_(rules), findings_(findings) {}

  void read(std::string_view start_tag) {
    const FieldRank* gives = nullptr;
    std::string key;
    std::string_view content;
    AttributeReader attributes(start_tag);
    for (RawAttribute a; attributes.next(a);) {
      if (content.empty() && equals_ignoring_case(a.name, "content")) {
        content = a.value;
      } else if (!gives && names_key(a.name)) {
        key = fold_case(trim(a.value.find('&') == std::string_view::npos ? std::string(a.value) : decoded(a.value)));
        if (const auto found = rules_.meta.find(key); found != rules_.meta.end()) gives = &found->second;
      }
    }
    if (content.empty() || key.empty()) return;
    if (!gives) gives = gives_by_ending(key, rules_.meta_endings);
    if (gives) return findings_.add(gives->field, decoded(content), "meta " + key, gives->rank);
    for (const auto& [label, named] : rules_.meta_labels)
      if (key == label || key == named) labelled_[key] = decoded(content);
  }

  /// "twitter:label1" says what "twitter:data1" is: "Written by".
  void add_labelled() {
    for (const auto& [label_key, key] : rules_.meta_labels) {
      const auto value = labelled_.find(key), label = labelled_.find(label_key);
      if (value != labelled_.end() && label != labelled_.end() && is_byline_cue(label->second, rules_.people))
        findings_.add(Field::author, value->second, "meta " + key, kLabelledRank);
    }
  }

 private:
  const MetadataRules& rules_;
  Findings& findings_;
  WordMap<std::string> labelled_;
};

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
  MetaReader meta(rules, findings);
  for (const Aside& aside : dom.asides) {
    if (aside.tag == Tag::meta) {
      meta.read(dom.raw(aside));
    } else if (aside.tag == Tag::link) {
      read_link(dom.raw(aside), rules.link, findings);
    } else if (aside.tag == Tag::title && !has_title) {
      findings.add(Field::title, dom.contents(aside), "title element", kTitleElementRank);
      has_title = !findings.of(Field::title).empty();
    }
  }
  meta.add_labelled();
  if (dom.nodes.empty()) return;
  for (const char* attribute : {"lang", "xml:lang"})
    findings.add(Field::language, dom.attribute(0, attribute), std::string("html ") + attribute, kHtmlLangRank);
}

}  // namespace winnow
