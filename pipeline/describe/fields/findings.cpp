// Findings and the one way in which the values of all sources become plain text.

#include "pipeline/describe/fields/findings.h"

#include <algorithm>

#include "pipeline/base/ascii.h"
#include "pipeline/base/nfc.h"
#include "pipeline/base/text.h"
#include "pipeline/document/dom.h"

namespace winnow {
namespace {

constexpr std::array<std::string_view, kFieldCount> kFieldNames = {
    "title",    "author", "date",    "date_modified", "language",      "site_name", "description", "image",       "tag",
    "category", "agency", "license", "paywalled",     "canonical_url", "next_page", "type",        "article_body"};

bool opens_tag(std::string_view text, std::size_t at) noexcept {
  if (at + 1 >= text.size()) return false;
  const char c = text[at + 1];
  return c == '/' || c == '!' || is_ascii_letter(c);
}

/// Each tag becomes a space, so that "<p>a</p><p>b</p>" stays two words.
std::string without_tags(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t close = text[at] == '<' && opens_tag(text, at) ? text.find('>', at) : std::string_view::npos;
    if (close == std::string_view::npos) {
      out += text[at++];
      continue;
    }
    out += ' ';
    at = close + 1;
  }
  return out;
}

std::string resolved(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  append_decoded(text, false, out);
  return out;
}

}  // namespace

std::string_view name(Field field) noexcept { return kFieldNames[static_cast<std::size_t>(field)]; }

std::optional<Field> field_from_name(std::string_view name) noexcept {
  const auto found = std::find(kFieldNames.begin(), kFieldNames.end(), name);
  if (found == kFieldNames.end()) return std::nullopt;
  return static_cast<Field>(found - kFieldNames.begin());
}

std::string plain_text(std::string_view raw) {
  std::string text(raw);
  for (int round = 0; round < 2 && text.find('&') != std::string::npos; ++round) text = resolved(text);
  if (text.find('<') != std::string::npos) text = without_tags(text);
  return to_nfc(collapse_space(text));
}

std::string plain_paragraphs(std::string_view raw) {
  static constexpr std::string_view kEdges[] = {"<p", "</p", "<br", "<div", "<li", "<h1", "<h2", "<h3", "<h4"};
  std::string lines;
  for (std::size_t i = 0; i < raw.size(); ++i) {
    const bool edge = raw[i] == '<' && std::any_of(std::begin(kEdges), std::end(kEdges), [&](std::string_view tag) {
                        return starts_with_ignoring_case(raw.substr(i), tag);
                      });
    if (edge) lines += '\n';
    lines += raw[i];
  }
  std::string out;
  for (std::size_t from = 0; from <= lines.size();) {
    const std::size_t end = std::min(lines.find('\n', from), lines.size());
    if (const std::string line = plain_text(std::string_view(lines).substr(from, end - from)); !line.empty())
      out += (out.empty() ? "" : "\n\n") + line;
    from = end + 1;
  }
  return out;
}

bool Findings::is_full(Field field, std::string_view evidence) const noexcept {
  constexpr std::size_t kMost = 640;          // as many as a dump has lines that may be its title
  constexpr std::ptrdiff_t kMostAlike = 100;  // more than any page has that means it well
  const std::vector<Finding>& all = of(field);
  return all.size() >= kMost || (all.size() >= static_cast<std::size_t>(kMostAlike) &&
                                 std::count_if(all.begin(), all.end(),
                                               [&](const Finding& f) { return f.evidence == evidence; }) >= kMostAlike);
}

void Findings::add(Field field, std::string_view value, std::string evidence, float rank, bool organization) {
  constexpr std::size_t kMostBytes = 20'000;
  if (is_full(field, evidence)) return;
  if (field != Field::article_body) value = prefix_of(value, kMostBytes);
  std::string plain = field == Field::article_body ? plain_paragraphs(value) : plain_text(value);
  if (plain.empty()) return;
  of(field).push_back({.field = field,
                       .value = std::move(plain),
                       .evidence = std::move(evidence),
                       .rank = rank,
                       .organization = organization});
}

void Findings::add_person(std::string_view value, std::string evidence, float rank) {
  std::vector<Finding>& all = of(Field::author);
  const std::size_t before = all.size();
  add(Field::author, value, std::move(evidence), rank);
  if (all.size() > before) all.back().person = true;
}

Finding* Findings::best(Field field) noexcept {
  std::vector<Finding>& all = of(field);
  const auto found =
      std::max_element(all.begin(), all.end(), [](const Finding& a, const Finding& b) { return a.rank < b.rank; });
  return found == all.end() ? nullptr : &*found;
}

std::vector<Candidate> Findings::candidates() const {
  std::vector<Candidate> out;
  for (const std::vector<Finding>& findings : by_field_) {
    const auto first = static_cast<std::ptrdiff_t>(out.size());
    for (const Finding& f : findings)
      if (f.field != Field::article_body)
        out.push_back({std::string(name(f.field)), f.value, f.evidence, f.rank, f.won});
    std::stable_sort(out.begin() + first, out.end(),
                     [](const Candidate& a, const Candidate& b) { return a.rank > b.rank; });
  }
  return out;
}

}  // namespace winnow
