#include "pipeline/rulepack/page_verdicts.h"

#include <algorithm>

#include "pipeline/base/urls.h"
#include "pipeline/document/blocks.h"
#include "pipeline/rulepack/closed_lists.h"
#include "pipeline/rulepack/cues.h"
#include "pipeline/rulepack/yaml.h"

namespace winnow {

namespace {

/// "https://news.example" and "https://news.example/", but not "https://news.example/?p=3".
bool is_front_page(std::string_view url) { return !host_of(url).empty() && path_of(url) == "/"; }

}  // namespace

void PageVerdicts::apply(Blocks& page) const {
  std::uint32_t words = 0, cues = 0;
  bool heading_seen = false, text_seen = false;
  for (const Block& block : page.blocks) {
    const bool first_heading = block.kind == Kind::heading && !heading_seen;
    const bool heads_dump = !page.doc.is_html && !text_seen && (block.cues & kIsPhrase);
    heading_seen |= first_heading;
    text_seen |= block.kept;
    if (block.kept) words += block.words;
    if (block.kept || first_heading || heads_dump) cues |= block.cues;
  }
  for (const Verdict& verdict : verdicts_) {
    if (verdict.cues && !(verdict.cues & cues)) continue;
    if (words > verdict.most_words) continue;
    if (!verdict.type.empty() && verdict.type != page.meta.type) continue;
    if (verdict.front_page && !is_front_page(page.doc.page.url)) continue;
    if (!verdict.new_type.empty()) page.meta.type = verdict.new_type;
    page.confidence = std::min(page.confidence, verdict.most_confidence);
    return;
  }
}

void PageVerdicts::load(const std::filesystem::path& path) {
  const Yaml file = Yaml::load(path);
  file.keys({"pages"});
  std::vector<Verdict> verdicts;
  for (const Yaml& item : file.at("pages").items()) {
    item.keys({"when", "type", "most_confidence", "why"});
    const Yaml when = item.at("when");
    when.keys({"cue", "most_words", "type", "front_page"});
    Verdict verdict;
    if (when.has("cue")) verdict.cues = read_bits(when.at("cue"), names_of<Cue>(kCueCount));
    if (when.has("most_words"))
      verdict.most_words = static_cast<std::uint32_t>(when.at("most_words").integer(0, 100'000));
    if (when.has("type")) verdict.type = when.at("type").text();
    if (when.has("front_page")) verdict.front_page = when.at("front_page").boolean();
    if (when.members().empty()) when.fail("an empty condition");
    if (item.has("type")) verdict.new_type = item.at("type").text();
    if (item.has("most_confidence"))
      verdict.most_confidence = static_cast<float>(item.at("most_confidence").number(0, 1));
    verdicts.push_back(std::move(verdict));
  }
  verdicts_.insert(verdicts_.begin(), verdicts.begin(), verdicts.end());
}

std::shared_ptr<const PageVerdicts> load_page_verdicts(const std::vector<std::filesystem::path>& folders) {
  auto verdicts = std::make_shared<PageVerdicts>();
  for (const std::filesystem::path& folder : folders)
    if (const auto file = folder / "news" / "pages.yaml"; std::filesystem::exists(file)) verdicts->load(file);
  return verdicts;
}

}  // namespace winnow
