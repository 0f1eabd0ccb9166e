#include "pipeline/compose/report.h"

#include "pipeline/rulepack/block_rules.h"

namespace winnow {

std::string path_of(const Dom& dom, std::uint32_t node, std::size_t levels) {
  std::string path;
  for (; levels > 0 && node != 0 && dom.nodes[node].tag != Tag::body; --levels, node = dom.nodes[node].parent) {
    std::string step = dom.name_of(node);
    const std::string classes = dom.attribute(node, "class");
    if (!classes.empty()) step.append(1, '.').append(classes, 0, classes.find_first_of(" \t\n"));
    if (!path.empty()) step += '>';
    path.insert(0, step);
  }
  return path;
}

std::vector<BlockReport> report_blocks(const Blocks& page, const BlockRules& rules) {
  std::vector<BlockReport> reports;
  reports.reserve(page.blocks.size());
  for (std::size_t i = 0; i < page.blocks.size(); ++i) {
    const Block& block = page.blocks[i];
    BlockReport report{.kind = block.kind,
                       .label = block.label,
                       .kept = block.kept,
                       .score = block.score,
                       .words = block.words,
                       .text = std::string(page.text_of(block))};
    if (block.rule != kNoRule) {
      report.rule = rules.name_of(block.rule).id;
      report.rule_at = rules.name_of(block.rule).place;
    }
    if (!page.doc.dom.nodes.empty()) report.path = path_of(page.doc.dom, block.node);
    if (i < page.terms.size()) report.terms.assign(page.terms[i].begin(), page.terms[i].end());
    reports.push_back(std::move(report));
  }
  return reports;
}

}  // namespace winnow
