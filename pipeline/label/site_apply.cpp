#include "pipeline/label/site_apply.h"

#include <algorithm>

#include "pipeline/base/text.h"
#include "pipeline/describe/authors.h"
#include "pipeline/describe/date_parser.h"
#include "pipeline/describe/meta_tags.h"
#include "pipeline/describe/urls.h"
#include "pipeline/segment/block_builder.h"
#include "pipeline/segment/element_facts.h"

namespace winnow {
namespace {

using Nodes = std::vector<std::uint32_t>;

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
    if (!selector.attribute.empty())
      take(attribute_of(dom.raw(aside), selector.attribute));
    else if (aside.tag == Tag::title)
      take(std::string(dom.contents(aside)));
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
    else
      found = values_of(selector, doc);
    for (const std::string& reference : found)
      if (std::string url = reference.empty() ? std::string{} : resolve_url(base, reference); !url.empty()) return url;
  }
  return {};
}

/// The names of the people in the values; the values as they stand where none names anybody.
std::vector<std::string> authors_in(const std::vector<std::string>& values, const PeopleRules& people) {
  std::vector<std::string> names;
  for (const std::string& value : values)
    for (Author& author : split_authors(value, {}, people))
      if (std::find(names.begin(), names.end(), author.name) == names.end()) names.push_back(std::move(author.name));
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

bool is_inside(const Dom& dom, std::uint32_t node, const Nodes& containers) noexcept {
  return std::any_of(containers.begin(), containers.end(), [&](std::uint32_t container) {
    return node >= container && node < dom.nodes[container].end;
  });
}

Nodes found_by_first(const std::vector<Selector>& selectors, const Document& doc) {
  for (const Selector& selector : selectors)
    if (auto found = selector.find_all(doc.dom, doc.deadline); !found.empty()) return found;
  return {};
}

/// The outermost elements that any of the selectors finds, in document order.
Nodes found_by_any(const std::vector<Selector>& selectors, const Document& doc) {
  Nodes all, outermost;
  for (const Selector& selector : selectors) {
    const Nodes found = selector.find_all(doc.dom, doc.deadline);
    all.insert(all.end(), found.begin(), found.end());
  }
  std::sort(all.begin(), all.end());
  for (std::uint32_t node : all)
    if (outermost.empty() || node >= doc.dom.nodes[outermost.back()].end) outermost.push_back(node);
  return outermost;
}

/// The block's text without its stripped text nodes. Its characters are those of its text nodes in
/// order with other white space between them, so that both are read side by side; the text as it is
/// where they do not agree.
std::string text_without_stripped(const Blocks& page, const Block& block) {
  const Dom& dom = page.doc.dom;
  std::string_view left = page.text_of(block);
  std::string out, raw;
  const auto move_space = [&] {
    const std::size_t space = std::min(left.find_first_not_of(" \n"), left.size());
    out += left.substr(0, space);
    left.remove_prefix(space);
  };
  for (std::uint32_t i = block.first_node; i < block.end_node; i = is_skipped(dom.nodes[i].tag) ? dom.nodes[i].end : i + 1) {
    if (dom.nodes[i].tag != Tag::text) continue;
    raw.clear();
    dom.append_text(i, raw);
    const bool stripped = page.is_stripped(i);
    for (const char *at = raw.data(), *end = at + raw.size(); at < end;) {
      const char* const start = at;
      if (is_space(next_code_point(at, end))) continue;
      move_space();
      const std::string_view character(start, static_cast<std::size_t>(at - start));
      if (!left.starts_with(character)) return std::string(page.text_of(block));
      if (!stripped) out += character;
      left.remove_prefix(character.size());
    }
  }
  return collapse_space(out);
}

/// Takes the stripped elements out of blocks of which they are a part; the new texts stand behind
/// those of all blocks.
void strip_inside_blocks(Blocks& page) {
  for (Block& block : page.blocks) {
    bool stripped = false;
    for (std::uint32_t i = block.first_node; i < block.end_node && !stripped; ++i)
      stripped = page.doc.dom.nodes[i].tag == Tag::text && page.is_stripped(i);
    if (!stripped || page.is_stripped(block.node)) continue;
    std::vector<Block> rewritten;
    BlockBuilder builder(rewritten, page.text);
    builder.add(text_without_stripped(page, block), block.first_node, false);
    if (!builder.finish()) {
      block.length = block.words = block.linked_words = 0;
      continue;
    }
    block.begin = rewritten.front().begin;
    block.length = rewritten.front().length;
    block.words = rewritten.front().words;
    block.linked_words = std::min(block.linked_words, block.words);
  }
}

}  // namespace

void apply_site_fields(const SiteLayout& layout, const MetadataRules& known, Blocks& page) {
  const Document& doc = page.doc;
  if (doc.dom.nodes.empty()) return;
  if (const auto titles = values_of(layout.title, doc); !titles.empty()) page.meta.title = titles.front();
  if (const auto authors = values_of(layout.authors, doc); !authors.empty())
    page.meta.authors = authors_in(authors, known.people);
  if (std::string date = date_in(values_of(layout.date, doc), known.dates, page); !date.empty())
    page.meta.date = std::move(date);
  if (layout.next_page.empty() && layout.single_page.empty()) return;
  const std::string base = base_url(doc.dom, doc.page.url);
  if (std::string next = address_of(layout.next_page, doc, base); !next.empty()) page.meta.next_page = std::move(next);
  page.meta.single_page = address_of(layout.single_page, doc, base);
}

bool apply_site_body(const SiteLayout& layout, Blocks& page) {
  const Dom& dom = page.doc.dom;
  if (dom.nodes.empty()) return true;
  const Nodes body = found_by_first(layout.body, page.doc);
  page.stripped = found_by_any(layout.strip, page.doc);
  std::uint32_t words = 0;
  for (const Block& block : page.blocks)
    if (is_inside(dom, block.node, body) && !page.is_stripped(block.node)) words += block.words;
  if (!layout.body.empty() && (words == 0 || words < layout.min_words)) {
    page.stripped.clear();
    return false;
  }
  strip_inside_blocks(page);
  for (Block& block : page.blocks) {
    if (block.force_keep || block.force_drop) continue;
    const bool stripped = block.length == 0 || page.is_stripped(block.node);
    const bool inside = layout.body.empty() || is_inside(dom, block.node, body);
    if (inside && !stripped && (layout.prune || layout.body.empty())) continue;
    block.force_keep = inside && !stripped;
    block.force_drop = !block.force_keep;
    block.rule = stripped ? layout.strip_name : layout.body_name;
  }
  return true;
}

}  // namespace winnow
