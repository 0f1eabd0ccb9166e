#include "pipeline/label/site_apply.h"

#include <algorithm>

#include "pipeline/base/text.h"
#include "pipeline/document/tag_sets.h"
#include "pipeline/segment/block_builder.h"

namespace winnow {
namespace {

using Nodes = std::vector<std::uint32_t>;

bool is_inside(const Dom& dom, std::uint32_t node, const Nodes& containers) noexcept {
  return std::any_of(containers.begin(), containers.end(),
                     [&](std::uint32_t container) { return node >= container && node < dom.nodes[container].end; });
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
  for (std::uint32_t i = block.first_node; i < block.end_node;
       i = is_skipped(dom.nodes[i].tag) ? dom.nodes[i].end : i + 1) {
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
