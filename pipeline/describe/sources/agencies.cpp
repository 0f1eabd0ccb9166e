// Credited agencies. Three places: a line of its own ("(theo Reuters)", "Quelle: dpa"), the
// opening of the text ("BERLIN (dpa) -", "Theo hãng thông tấn Yonhap, …"), and behind the author
// ("Ann Lee (AP)"); those among the authors come from choose_authors(). Captions credit picture agencies, so a line
// that says more than the credit does not count.

#include <algorithm>

#include "pipeline/base/text.h"
#include "pipeline/describe/fields/authors.h"
#include "pipeline/describe/fields/bylines.h"
#include "pipeline/describe/sources/title_window.h"

namespace winnow {
namespace {

constexpr std::size_t npos = std::string_view::npos;
constexpr std::uint32_t kMaxCreditWords = 10, kParagraphWords = 20;
constexpr std::size_t kDatelineBytes = 80;
constexpr float kOpeningRank = 64, kCreditRank = 70, kBylineRank = 50;

std::string_view without_brackets(std::string_view text) noexcept {
  text = trim(text);
  while (text.size() > 2 && (text.front() == '(' || text.front() == '[')) text.remove_prefix(1);
  while (!text.empty() && (text.back() == ')' || text.back() == ']' || text.back() == '.')) text.remove_suffix(1);
  return trim(text);
}

/// What follows the credit cue at the start of `text`; empty if there is none.
std::string_view after_cue(std::string_view text, const PeopleRules& rules) {
  constexpr std::size_t kLongestCue = 36;
  const std::size_t cue = rules.agency_cues.match(fold_case(text.substr(0, kLongestCue)), [](std::string_view rest) {
    return rest.size() > 1 && (rest[0] == ' ' || rest[0] == ':' || rest.starts_with("："));
  });
  return cue > 0 && cue < text.size() ? trim_signs(text.substr(cue)) : std::string_view{};
}

/// The agency that `text` begins with, at a word boundary.
std::string_view leading_agency(std::string_view text, const PeopleRules& rules) {
  constexpr std::size_t kLongest = 40;
  std::size_t end = std::min(text.size(), kLongest);
  for (; end > 0; --end) {
    if (end < text.size() && text[end] != ' ' && text[end] != ',' && text[end] != '.' && text[end] != ')' &&
        text[end] != '/' && text[end] != ':')
      continue;
    if (const std::string_view name = agency_named(text.substr(0, end), rules); !name.empty()) return name;
  }
  return {};
}

void read_opening(std::string_view text, const PeopleRules& rules, Findings& findings) {
  if (const std::string_view rest = after_cue(text, rules); !rest.empty())
    findings.add(Field::agency, leading_agency(rest, rules), "text, opening", kOpeningRank);
  const std::string_view dateline = text.substr(0, std::min(text.size(), kDatelineBytes));
  const std::size_t open = dateline.find('('), close = dateline.find(')', open == npos ? 0 : open);
  if (open != npos && close != npos)
    findings.add(Field::agency, leading_agency(dateline.substr(open + 1, close - open - 1), rules), "text, dateline",
                 kOpeningRank);
}

void read_credit(std::string_view text, const PeopleRules& rules, Findings& findings) {
  const bool bracketed = text.starts_with('(') || text.starts_with('[');
  const std::string_view inner = without_brackets(text);
  const std::string_view rest = after_cue(inner, rules);
  if (!rest.empty()) return findings.add(Field::agency, leading_agency(rest, rules), "text, credit", kCreditRank);
  if (bracketed && inner.size() < text.size())
    findings.add(Field::agency, agency_named(inner, rules), "text, credit", kCreditRank);
}

/// The same for a line of several fields: "24 May 2021 | Source: AP".
void read_credits(std::string_view text, const PeopleRules& rules, Findings& findings) {
  if (text.starts_with("—") || text.starts_with("–")) text = trim_signs(text);
  if (text.find('|') == npos && text.find('\n') == npos) return read_credit(text, rules, findings);
  while (!text.empty()) {
    const std::size_t end = std::min(text.find_first_of("|\n"), text.size());
    read_credit(trim_signs(text.substr(0, end)), rules, findings);
    text.remove_prefix(std::min(end + 1, text.size()));
  }
}

/// <meta name="source"> names an agency now and then: what else stands there is dropped.
void keep_agencies_of_head(const PeopleRules& rules, Findings& findings) {
  std::vector<Finding>& all = findings.of(Field::agency);
  for (Finding& f : all) {
    if (!f.evidence.starts_with("meta")) continue;
    const std::string_view rest = after_cue(f.value, rules);
    f.value = std::string(agency_named(rest.empty() ? std::string_view(f.value) : rest, rules));
  }
  std::erase_if(all, [](const Finding& f) { return f.value.empty(); });
}

/// "Ann Lee (AP)", "Ann Lee/dpa" as a line of its own: an author and an agency.
void read_signature(std::string_view text, const PeopleRules& rules, Findings& findings) {
  const std::size_t seam = text.find_first_of("(/");
  if (seam == npos || seam == 0) return;
  const std::string_view name = trim(text.substr(0, seam));
  const std::string_view agency = agency_named(without_brackets(text.substr(seam + 1)), rules);
  if (agency.empty() || !looks_like_name(name, rules)) return;
  findings.add(Field::author, name, "text, signature", kBylineRank);
  findings.add(Field::agency, agency, "text, signature", kBylineRank);
}

}  // namespace

void read_agencies(const Blocks& page, const TitleWindow& window, const PeopleRules& rules, Findings& findings) {
  bool opened = false;
  keep_agencies_of_head(rules, findings);
  for (std::size_t i = window.title; i < page.blocks.size(); ++i) {
    const Block& block = page.blocks[i];
    const std::string_view text = page.text_of(block);
    if (!opened && block.words >= kParagraphWords && block.kind != Kind::caption) {
      opened = true;
      read_opening(text, rules, findings);
    } else if (block.words <= kMaxCreditWords && i > window.title) {
      read_credits(text, rules, findings);
      if (findings.of(Field::author).empty() || !page.doc.is_html) read_signature(text, rules, findings);
    }
  }
}

}  // namespace winnow
