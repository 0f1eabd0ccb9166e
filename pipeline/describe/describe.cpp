// Collects what every source says (JSON-LD, meta tags, markup, text), then decides field by field.
// Language first: the order of day and month depends on it. The title before authors and dates of
// the text: they are looked for around it.

#include "pipeline/describe/describe.h"

#include "pipeline/base/text.h"
#include "pipeline/base/urls.h"
#include "pipeline/describe/fields/authors.h"
#include "pipeline/describe/fields/dates.h"
#include "pipeline/describe/fields/findings.h"
#include "pipeline/describe/fields/language.h"
#include "pipeline/describe/fields/site.h"
#include "pipeline/describe/fields/tags.h"
#include "pipeline/describe/fields/title.h"
#include "pipeline/describe/sources/addresses.h"
#include "pipeline/describe/sources/json_ld.h"
#include "pipeline/describe/sources/meta_tags.h"
#include "pipeline/describe/sources/site_fields.h"
#include "pipeline/describe/sources/stated.h"
#include "pipeline/describe/sources/title_window.h"
#include "pipeline/document/base_url.h"
#include "pipeline/rulepack/cue_matcher.h"

namespace winnow::stage {
namespace {

std::string take_best(Findings& findings, Field field) {
  Finding* best = findings.best(field);
  if (!best) return {};
  best->won = true;
  return best->value;
}

/// The same for long values, which `explain` does not show: the text moves out of the findings.
std::string move_best(Findings& findings, Field field) {
  Finding* best = findings.best(field);
  return best ? std::move(best->value) : std::string{};
}

std::string page_type(Findings& findings, const MetadataRules& rules) {
  for (Finding& f : findings.of(Field::type))
    if (const auto known = rules.og_types.find(fold_case(f.value)); f.evidence.starts_with("meta"))
      f.value = known == rules.og_types.end() ? std::string{} : known->second;
  std::erase_if(findings.of(Field::type), [](const Finding& f) { return f.value.empty(); });
  return take_best(findings, Field::type);
}

std::optional<bool> paywall(Findings& findings, const MetadataRules& rules) {
  for (Finding& f : findings.of(Field::paywalled)) {
    const std::string value = fold_case(f.value);
    const bool asks_if_free = fold_case(f.evidence).find("free") != std::string::npos;
    if (asks_if_free && (value == "true" || value == "1")) return f.won = true, false;
    if (const auto known = rules.paywalled_values.find(value); known != rules.paywalled_values.end())
      return f.won = true, known->second;
  }
  return std::nullopt;
}

/// The title and what reads like text, for tags, which menus show as well.
std::string prose_of(const Blocks& page) {
  constexpr std::uint32_t kFewestWords = 12;
  std::string out = page.meta.title;
  for (const Block& block : page.blocks)
    if (block.words >= kFewestWords && block.linked_words * 2 < block.words) (out += '\n') += page.text_of(block);
  return out;
}

}  // namespace

Result<Blocks> Describe::operator()(Blocks&& in) const {
  const MetadataRules& known = *rules;
  const Page& page = in.doc.page;
  Metadata& meta = in.meta;
  Findings findings;
  read_meta_tags(in.doc.dom, known, findings);
  read_stated(page.stated, findings);
  find_headings(in, known, cues.get(), findings);
  read_json_ld(in.doc.dom, page.url, known, findings);
  if (in.doc.deadline.passed()) return Drop{Reason::too_slow, name, "after reading the metadata"};

  Language language = choose_language(in, findings);
  meta.language = std::move(language.tag);
  meta.language_score = language.score;

  const std::string base = base_url(in.doc.dom, page.url);
  meta.canonical_url = choose_canonical(findings, page.url, base);
  const std::string& address = page.url.empty() ? meta.canonical_url : page.url;
  const std::string host = host_of(address);
  find_logo(in, findings);
  meta.site_name = choose_site_name(findings);
  const DateOrder order = settled_by_dates(in.text, date_order(meta.language, host, known.dates));
  if (in.doc.is_html) take_dates_off_titles(findings, order, known.dates);
  meta.title = choose_title(findings, address, known.titles);
  apply_stated_title(page.stated, findings, meta);
  const TitleWindow window = window_around(in, meta.title);
  if (in.doc.deadline.passed()) return Drop{Reason::too_slow, name, "after finding the title"};
  read_lines(in, window, order, known, findings);
  read_markup(in, window, order, known, findings);
  if (in.doc.deadline.passed()) return Drop{Reason::too_slow, name, "reading the markup"};
  read_trails(in, window, known, findings);
  read_agencies(in, window, known.people, findings);
  read_closing_name(in, window, known, findings);
  if (!in.doc.is_html) {
    read_signatures(in, window, order, known, cues.get(), findings);
    read_tag_lines(in, window, known, cues.get(), findings);
  }
  const std::vector<std::string> site_names = site_names_of(findings, host);
  // Names are looked for in the text, many of them on a hostile page. No article has half a megabyte.
  constexpr std::size_t kMostText = 1 << 19;
  const std::string_view text = prefix_of(in.text, kMostText);
  meta.authors = choose_authors(findings, site_names, text, known.people);
  if (in.doc.deadline.passed()) return Drop{Reason::too_slow, name, "choosing the authors"};
  meta.agency = take_best(findings, Field::agency);
  find_date_in_address(address, known.dates, findings);
  if (findings.of(Field::date).empty()) find_date_in_state(in.doc.dom, known.dates, findings);
  PageDates dates = choose_dates(findings, page.crawled, order, meta.language, known.dates);
  meta.date = std::move(dates.published);
  meta.date_modified = std::move(dates.modified);
  meta.description = choose_description(findings, in, window.title);
  meta.image = choose_address(findings, Field::image, base);
  const std::string_view below = text.substr(
      std::min<std::size_t>(text.size(), window.title < in.blocks.size() ? in.blocks[window.title].begin : 0));
  meta.tags = choose_tags(findings, {meta.authors, site_names, below, [&] { return prose_of(in); }}, known.tags);
  meta.categories = choose_categories(findings, site_names, known.tags);
  meta.license = choose_license(findings, base, known);
  meta.paywalled = paywall(findings, known);
  meta.next_page = choose_next_page(findings, page.url, base);
  meta.type = page_type(findings, known);
  in.article_body = move_best(findings, Field::article_body);
  if (sites) apply_site_fields(*sites, known, in);
  apply_stated(page.stated, order, known, findings, meta);
  if (candidates) meta.candidates = findings.candidates();
  return std::move(in);
}

}  // namespace winnow::stage
