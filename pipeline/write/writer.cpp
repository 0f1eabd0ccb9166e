#include "pipeline/write/writer.h"

#include <array>
#include <iterator>
#include <variant>

#include "pipeline/base/text.h"
#include "pipeline/write/json_record.h"
#include "pipeline/write/writers.h"

namespace winnow::write {

namespace {

std::unique_ptr<Writer> make_json_lines_of(const WriteOptions& options) {
  const bool whole = options.fields.empty() && options.schema == Schema::native;
  return make_json_lines(columns_of(options.schema, options.fields), whole);
}

// A new format is its writer's file, a value of Format and a row here.
constexpr FormatRow kFormats[] = {
    {Format::jsonl, "jsonl", ".jsonl", nullptr, make_json_lines_of},
    {Format::text, "text", ".txt", nullptr, [](const WriteOptions&) { return make_plain(&Article::text); }},
    {Format::markdown, "markdown", ".md", &Options::markdown,
     [](const WriteOptions&) { return make_plain(&Article::markdown); }},
    {Format::html, "html", ".html", &Options::html, [](const WriteOptions&) { return make_html(); }},
    {Format::tei, "tei", ".xml", &Options::tei, [](const WriteOptions&) { return make_tei(); }},
    {Format::csv, "csv", ".csv", nullptr,
     [](const WriteOptions& o) { return make_csv(columns_of(o.schema, o.fields)); }},
};

constexpr bool stand_in_order() {
  for (std::size_t i = 0; i < std::size(kFormats); ++i)
    if (static_cast<std::size_t>(kFormats[i].format) != i) return false;
  return true;
}
static_assert(stand_in_order(), "row_of() finds a format by its value");

}  // namespace

std::span<const FormatRow> formats() noexcept { return kFormats; }

const FormatRow& row_of(Format format) noexcept { return kFormats[static_cast<std::size_t>(format)]; }

const FormatRow* format_of_file(std::string_view path) {
  constexpr std::pair<std::string_view, Format> kOthers[] = {
      {".ndjson", Format::jsonl}, {".markdown", Format::markdown}, {".htm", Format::html}, {".tei", Format::tei}};
  const std::string folded = fold_case(path);
  std::string_view name = folded;
  for (const std::string_view packed : {".gz", ".zst"})
    if (name.ends_with(packed)) name.remove_suffix(packed.size());
  for (const FormatRow& row : kFormats)
    if (name.ends_with(row.extension)) return &row;
  for (const auto& [ending, format] : kOthers)
    if (name.ends_with(ending)) return &row_of(format);
  return nullptr;
}

std::unique_ptr<Writer> make_writer(const WriteOptions& options) { return row_of(options.format).make(options); }

void ask_for_what_is_written(const WriteOptions& write, Options& clean) {
  if (const auto asked = row_of(write.format).asks_for) clean.*asked = true;
}

namespace {

using DropValue = std::variant<std::string_view, std::uint64_t>;
struct DropRow {
  DropMember member;
  DropValue (*value)(const Drop&);
};
constexpr DropRow kDropRows[] = {
    {{"file", false, "The file that the page was read from."},
     [](const Drop& d) -> DropValue { return d.source.file; }},
    {{"offset", true, "Where it begins there, in bytes."}, [](const Drop& d) -> DropValue { return d.source.offset; }},
    {{"length", true, "How long it is there, in bytes; 0: not known."},
     [](const Drop& d) -> DropValue { return d.source.length; }},
    {{"line", true, "The line that it stands in, from 1; 0: no lines."},
     [](const Drop& d) -> DropValue { return d.source.line; }},
    {{"id", false, "The page's."}, [](const Drop& d) -> DropValue { return d.id; }},
    {{"url", false, "The page's."}, [](const Drop& d) -> DropValue { return d.url; }},
    {{"reason", false, "Why it gave no article."}, [](const Drop& d) -> DropValue { return name(d.reason); }},
    {{"stage", false, "Where it left."}, [](const Drop& d) -> DropValue { return d.stage; }},
    {{"detail", false, "For people."}, [](const Drop& d) -> DropValue { return d.detail; }},
};

constexpr auto kDropMembers = [] {
  std::array<DropMember, std::size(kDropRows)> members{};
  for (std::size_t i = 0; i < members.size(); ++i) members[i] = kDropRows[i].member;
  return members;
}();

}  // namespace

std::span<const DropMember> drop_members() noexcept { return kDropMembers; }

void append_drop(const Drop& drop, std::string& out) {
  JsonObject row(out);
  for (const DropRow& each : kDropRows) {
    const DropValue value = each.value(drop);
    if (const auto* number = std::get_if<std::uint64_t>(&value)) row.number(each.member.name, *number);
    else row.text(each.member.name, std::get<std::string_view>(value));
  }
  row.end();
  out += '\n';
}

std::string message_of(const Drop& drop) {
  std::string out = drop.source.file.empty() ? drop.id : drop.source.file;
  if (drop.source.line > 0) out += ":" + std::to_string(drop.source.line);
  else if (drop.source.offset > 0) out += " at byte " + std::to_string(drop.source.offset);
  const bool says_itself = drop.reason == Reason::unreadable;
  return out + ": " + (says_itself ? "" : std::string(name(drop.reason)) + ": ") + drop.detail;
}

}  // namespace winnow::write
