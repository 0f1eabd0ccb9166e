#include "pipeline/describe/sources/site_fields.h"

#include <algorithm>

#include "pipeline/base/text.h"
#include "pipeline/base/urls.h"
#include "pipeline/describe/fields/authors.h"
#include "pipeline/describe/fields/date_parser.h"
#include "pipeline/document/base_url.h"
#include "pipeline/rulepack/site_rules.h"

namespace winnow {
namespace {

/// The text nodes right below an element.
std::string own_text_of(const Dom& dom, std::uint32_t node) {
  std::string text;
  for (std::uint32_t child = node + 1; child < dom.nodes[node].end; child = dom.nodes[child].end)
    if (dom.nodes[child].tag == Tag::text) dom.append_text(child, text);
  return text;
}

/// What a selector finds: the attribute it asks for, or the text.
std::vector<std::string> values_of(const Selector& selector, const Document& doc) {
  const Dom& dom = doc.dom;
  std::vector<std::string> out;
  const auto take = [&](const std::string& value) {
    std::string text = collapse_space(selector.cut(collapse_space(value)));
    if (!text.empty()) out.push_back(std::move(text));
  };
  for (std::uint32_t node : selector.find_all(dom, doc.deadline))
    take(!selector.attribute.empty() ? dom.attribute(node, selector.attribute)
         : selector.own_text         ? own_text_of(dom, node)
                                     : dom.text_of(node));
  for (const Aside& aside : dom.asides) {
    if (!selector.matches(dom, aside)) continue;
    if (!selector.attribute.empty()) take(attribute_of(dom.raw(aside), selector.attribute));
    else if (aside.tag == Tag::title) take(std::string(dom.contents(aside)));
  }
  return out;
}

/// What the first selector with a hit finds.
std::vector<std::string> values_of(const std::vector<Selector>& selectors, const Document& doc) {
  for (const Selector& selector : selectors)
    if (auto values = values_of(selector, doc); !values.empty()) return values;
  return {};
}

/// The address of a link found: its own, or that of the link around it or the first one in it.
std::string href_of(const Dom& dom, std::uint32_t node) {
  for (std::uint32_t up = node; up != 0; up = dom.nodes[up].parent)
    if (dom.nodes[up].tag == Tag::a) return dom.attribute(up, "href");
  for (std::uint32_t below = node + 1; below < dom.nodes[node].end; ++below)
    if (dom.nodes[below].tag == Tag::a) return dom.attribute(below, "href");
  return {};
}

/// The absolute address that the first selector with a hit finds; "" if none does.
std::string address_of(const std::vector<Selector>& selectors, const Document& doc, std::string_view base) {
  for (const Selector& selector : selectors) {
    std::vector<std::string> found;
    if (selector.finds_elements())
      for (std::uint32_t node : selector.find_all(doc.dom, doc.deadline)) found.push_back(href_of(doc.dom, node));
    else found = values_of(selector, doc);
    for (const std::string& reference : found)
      if (std::string url = reference.empty() ? std::string{} : resolve_url(base, reference); !url.empty()) return url;
  }
  return {};
}

/// The names of the people in the values, "Ann Lee" of "Ann Lee · 3 May 2024"; the values as they stand where none
/// names anybody.
std::vector<std::string> authors_in(const std::vector<std::string>& values, const MetadataRules& known) {
  std::vector<std::string> names;
  for (const std::string& value : values)
    for (Author& author : split_authors(value, {}, known.people))
      if (!find_date(author.name, {}, known.dates) && std::find(names.begin(), names.end(), author.name) == names.end())
        names.push_back(std::move(author.name));
  return names.empty() ? values : names;
}

std::string date_in(const std::vector<std::string>& values, const DateRules& rules, const Blocks& page) {
  const DateOrder order = date_order(page.meta.language, host_of(page.doc.page.url), rules);
  for (const std::string& value : values) {
    if (const auto date = parse_date(value, order, rules)) return iso8601(*date);
    if (const auto found = find_date(value, order, rules)) return iso8601(found->date);
  }
  return {};
}

}  // namespace

void apply_site_fields(const BlockRules& sites, const MetadataRules& known, Blocks& page) {
  const Document& doc = page.doc;
  const SiteRules* const site = sites.sites->find(doc.page.url);
  if (!site || doc.dom.nodes.empty()) return;
  const SiteLayout& layout = site->layout_of(doc.page.crawled);
  if (const auto titles = values_of(layout.title, doc); !titles.empty()) page.meta.title = titles.front();
  if (const auto authors = values_of(layout.authors, doc); !authors.empty())
    page.meta.authors = authors_in(authors, known);
  if (std::string date = date_in(values_of(layout.date, doc), known.dates, page); !date.empty())
    page.meta.date = std::move(date);
  if (layout.next_page.empty() && layout.single_page.empty()) return;
  const std::string base = base_url(doc.dom, doc.page.url);
  if (std::string next = address_of(layout.next_page, doc, base); !next.empty()) page.meta.next_page = std::move(next);
  page.meta.single_page = address_of(layout.single_page, doc, base);
}

}  // namespace winnow
