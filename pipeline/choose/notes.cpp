#include "pipeline/choose/notes.h"

#include <algorithm>
#include <string>
#include <unordered_map>
#include <unordered_set>

namespace winnow {
namespace {

bool is_kept(const Blocks& page, std::uint32_t note) noexcept {
  const auto begins_before = [](const Block& block, std::uint32_t node) { return block.first_node < node; };
  auto block = std::lower_bound(page.blocks.begin(), page.blocks.end(), note, begins_before);
  for (; block != page.blocks.end() && block->first_node < page.doc.dom.nodes[note].end; ++block)
    if (block->kept) return true;
  return false;
}

/// Writes the block's text again, behind those of all others, without the runs of these nodes.
void leave_out(Blocks& page, Block& block, const std::unordered_set<std::uint32_t>& nodes) {
  const auto found = page.runs_of(block);
  const std::vector<Run> runs(found.begin(), found.end());
  const auto is_out = [&](const Run& run) { return nodes.contains(run.node); };
  if (std::none_of(runs.begin(), runs.end(), is_out)) return;
  const std::string old(page.text_of(block));
  const std::size_t begin = page.text.size();
  for (std::size_t i = 0; i < runs.size(); ++i) {
    const std::size_t from = runs[i].begin - block.begin;
    const std::size_t to = i + 1 < runs.size() ? runs[i + 1].begin - block.begin : old.size();
    std::string_view text = std::string_view(old).substr(from, to - from);
    if (is_out(runs[i])) text = text.substr(text.find_last_not_of(" \n") + 1);  // the white space behind a mark
    else page.runs.push_back({static_cast<std::uint32_t>(page.text.size()), runs[i].node});
    page.text += text;
  }
  while (page.text.size() > begin && (page.text.back() == ' ' || page.text.back() == '\n')) page.text.pop_back();
  block.begin = static_cast<std::uint32_t>(begin);
  block.length = static_cast<std::uint32_t>(page.text.size() - begin);
  page.text += '\n';
}

}  // namespace

void settle_notes(Blocks& page) {
  if (page.notes.empty()) return;
  std::unordered_set<std::uint32_t> out;
  std::unordered_map<std::uint32_t, bool> kept;  // by note: many marks may lead to one
  for (const NoteMark& mark : page.notes) {
    const auto [note, is_new] = kept.try_emplace(mark.note);
    if (is_new) note->second = is_kept(page, mark.note);
    if (!note->second) out.insert(mark.mark);
  }
  if (out.empty()) return;
  for (Block& block : page.blocks)
    if (block.kept) leave_out(page, block, out);
}

}  // namespace winnow
