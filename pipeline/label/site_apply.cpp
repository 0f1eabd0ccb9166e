#include "pipeline/label/site_apply.h"

#include <algorithm>

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

/// Writes a block again without the runs of stripped elements. The new text stands behind those of all blocks.
void rewrite(Block& block, Blocks& page) {
  const std::span<const Run> found = page.runs_of(block);
  const std::vector<Run> runs(found.begin(), found.end());  // the builder appends to both
  const std::string old(page.text_of(block));
  std::vector<Block> rewritten;
  BlockBuilder builder(rewritten, page.text, &page.runs);
  for (std::size_t i = 0; i < runs.size(); ++i) {
    if (page.is_stripped(runs[i].node)) continue;
    const std::size_t begin = runs[i].begin - block.begin;
    const std::size_t end = i + 1 < runs.size() ? runs[i + 1].begin - block.begin : old.size();
    builder.add(std::string_view(old).substr(begin, end - begin), runs[i].node, block.kind == Kind::code);
  }
  if (!builder.finish()) {
    block.length = block.words = block.linked_words = 0;
    return;
  }
  block.begin = rewritten.front().begin;
  block.length = rewritten.front().length;
  block.words = rewritten.front().words;
  block.linked_words = std::min(block.linked_words, block.words);
}

/// Takes the stripped elements out of blocks of which they are a part.
void strip_inside_blocks(Blocks& page) {
  for (Block& block : page.blocks) {
    const std::span<const Run> runs = page.runs_of(block);
    const bool stripped =
        std::any_of(runs.begin(), runs.end(), [&](const Run& run) { return page.is_stripped(run.node); });
    if (stripped && !page.is_stripped(block.node)) rewrite(block, page);
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
