// A record that keeps title and text apart knows better than any guess. Its language is a declaration like a page's
// own: data sets set it for whole sources, so that a long text in another language outranks it.

#include "pipeline/describe/sources/stated.h"

#include <algorithm>

#include "pipeline/base/text.h"
#include "pipeline/describe/fields/authors.h"
#include "pipeline/describe/fields/tags.h"

namespace winnow {
namespace {

constexpr float kRank = 100, kLanguageRank = 95;
constexpr std::string_view kEvidence = "record";

/// Marks the record's findings of a field as the winners, and no others.
void mark(std::vector<Finding>& findings) {
  for (Finding& f : findings) f.won = f.evidence == kEvidence;
}

void append_new(std::vector<std::string>& out, std::string value) {
  if (!value.empty() && std::find(out.begin(), out.end(), value) == out.end()) out.push_back(std::move(value));
}

std::vector<std::string> authors_in(const std::vector<std::string>& values, const PeopleRules& people) {
  std::vector<std::string> names;
  for (const std::string& value : values)
    for (Author& author : split_authors(plain_text(value), {}, people)) append_new(names, std::move(author.name));
  if (names.empty())
    for (const std::string& value : values) append_new(names, plain_text(value));
  return names;
}

std::vector<std::string> tags_in(const std::vector<std::string>& values) {
  std::vector<std::string> tags;
  for (const std::string& value : values)
    for (std::string& tag : split_list(plain_text(value))) append_new(tags, std::move(tag));
  return tags;
}

}  // namespace

void read_stated(const Stated& stated, Findings& findings) {
  const auto add = [&](Field field, std::string_view value, float rank) {
    if (!value.empty()) findings.add(field, value, std::string(kEvidence), rank);
  };
  add(Field::title, stated.title, kRank);
  for (const std::string& author : stated.authors) add(Field::author, author, kRank);
  add(Field::date, stated.date, kRank);
  for (const std::string& tag : stated.tags) add(Field::tag, tag, kRank);
  add(Field::language, stated.language, kLanguageRank);
}

void apply_stated_title(const Stated& stated, Findings& findings, Metadata& meta) {
  std::string title = plain_text(stated.title);
  if (title.empty()) return;
  meta.title = std::move(title);
  mark(findings.of(Field::title));
}

void apply_stated(const Stated& stated, DateOrder order, const MetadataRules& rules, Findings& findings,
                  Metadata& meta) {
  apply_stated_title(stated, findings, meta);
  if (std::vector<std::string> authors = authors_in(stated.authors, rules.people); !authors.empty()) {
    meta.authors = std::move(authors);
    mark(findings.of(Field::author));
  }
  std::optional<Date> date = parse_date(stated.date, order, rules.dates);
  if (!date)
    if (const auto found = find_date(stated.date, order, rules.dates)) date = found->date;
  if (date) {
    meta.date = iso8601(*date);
    mark(findings.of(Field::date));
  }
  if (std::vector<std::string> tags = tags_in(stated.tags); !tags.empty()) {
    meta.tags = std::move(tags);
    mark(findings.of(Field::tag));
  }
}

}  // namespace winnow
