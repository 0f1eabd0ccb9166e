#include "tools/evaluate/labelled_pages.h"

#include "pipeline/base/urls.h"
#include "pipeline/compose/text.h"
#include "pipeline/read/reader.h"
#include "tools/errors.h"
#include "tools/evaluate/align.h"

namespace winnow::tools {

std::vector<LabelledPage> load_labelled_pages(const std::vector<std::string>& inputs,
                                              const std::vector<std::string>& truths, const Cleaner& cleaner,
                                              NullText null_text) {
  std::unordered_map<std::string, Truth> rows;
  for (const std::string& file : truths) rows.merge(load_truth(file));
  read::Inputs reader(inputs, {});
  std::vector<LabelledPage> pages;
  while (auto page = reader.next()) {
    if (!*page) throw FileError((*page).error().source.file + ": " + (*page).error().detail);
    const auto row = rows.find((*page)->id);
    if (row == rows.end()) continue;
    if (!row->second.text && null_text == NullText::no_content) row->second.text = "";
    if (!row->second.text) continue;
    LabelledPage& labelled = pages.emplace_back();
    labelled.truth = row->second;
    labelled.site = site_of(row->second.url);
    if (labelled.site.empty()) labelled.site = row->first;
    if ((*page)->url.empty()) (*page)->url = row->second.url;
    if (!row->second.charset.empty()) (*page)->content_type = "text/html; charset=" + row->second.charset;
    if ((*page)->input == Input::text) (*page)->content_type.clear();
    Result<Blocks> blocks = run_until_choose(cleaner.stages(), std::move(**page));
    if (!blocks) continue;
    labelled.blocks = std::move(*blocks);
    labelled.content = align_blocks(labelled.blocks, *row->second.text);
  }
  return pages;
}

WordScore score_kept(const LabelledPage& page) { return score_words(compose_text(page.blocks), *page.truth.text); }

}  // namespace winnow::tools
