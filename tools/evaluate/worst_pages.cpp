#include "tools/evaluate/worst_pages.h"

#include <fmt/format.h>

#include <algorithm>
#include <ostream>

#include "pipeline/base/text.h"
#include "pipeline/compose/report.h"

namespace winnow::tools {
namespace {

void print_blocks(std::ostream& out, const LabelledPage& page, std::size_t count) {
  std::vector<std::size_t> wrong;
  const auto& blocks = page.blocks.blocks;
  for (std::size_t b = 0; b < blocks.size(); ++b)
    if (blocks[b].kept != (page.content[b] >= 0.5f)) wrong.push_back(b);
  std::stable_sort(wrong.begin(), wrong.end(),
                   [&](std::size_t a, std::size_t b) { return blocks[a].words > blocks[b].words; });
  if (wrong.size() > count) wrong.resize(count);
  std::sort(wrong.begin(), wrong.end());
  for (const std::size_t b : wrong) {
    const Block& block = blocks[b];
    const std::string path = page.blocks.doc.dom.nodes.empty() ? "" : path_of(page.blocks.doc.dom, block.node, 3);
    out << fmt::format("    {} #{} {:.2f} {} words {} [{}] {}\n", block.kept ? "kept   " : "dropped", b, block.score,
                       block.words, name(block.kind), path, shortened(page.blocks.text_of(block), 110));
  }
}

}  // namespace

void print_worst_pages(std::ostream& out, std::vector<Scored> pages, std::size_t count, std::size_t blocks) {
  std::stable_sort(pages.begin(), pages.end(),
                   [](const Scored& a, const Scored& b) { return a.score.f1 < b.score.f1; });
  if (pages.size() > count) pages.resize(count);
  for (const Scored& scored : pages) {
    const Truth& truth = scored.page->truth;
    out << fmt::format("{} {} F1 {:.3f} precision {:.3f} recall {:.3f} {}\n", truth.id, truth.type, scored.score.f1,
                       scored.score.precision, scored.score.recall, truth.url);
    print_blocks(out, *scored.page, blocks);
  }
}

}  // namespace winnow::tools
