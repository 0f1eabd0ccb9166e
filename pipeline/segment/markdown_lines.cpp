// CommonMark's blocks, line by line, as converters of HTML write them: a paragraph is a line (wrapped ones were joined
// before), nothing is lazy, and no HTML is in it. Marks that do not pair stay in the text.

#include "pipeline/segment/markdown_lines.h"

#include <algorithm>
#include <charconv>
#include <set>
#include <string>
#include <vector>

#include "pipeline/base/ascii.h"
#include "pipeline/base/text.h"
#include "pipeline/segment/block_builder.h"
#include "pipeline/segment/markdown_spans.h"

namespace winnow {
namespace {

constexpr std::size_t npos = std::string_view::npos;
constexpr std::size_t kCodeIndent = 4;

struct Line {
  std::string_view text;  // trimmed
  std::size_t indent = 0;
};

Line line_of(std::string_view raw) {
  Line line;
  std::size_t at = 0;
  for (; at < raw.size() && (raw[at] == ' ' || raw[at] == '\t'); ++at) line.indent += raw[at] == '\t' ? kCodeIndent : 1;
  line.text = trim(raw.substr(at));
  return line;
}

std::vector<Line> lines_of(std::string_view dump) {
  std::vector<Line> lines;
  for (std::size_t at = 0; at < dump.size();) {
    const std::size_t end = std::min(dump.find('\n', at), dump.size());
    lines.push_back(line_of(dump.substr(at, end - at)));
    at = end + 1;
  }
  return lines;
}

/// The level of "## Heading", 0 for another line.
std::uint8_t heading_level(std::string_view text) noexcept {
  const std::size_t hashes = text.find_first_not_of('#');
  return hashes != npos && hashes >= 1 && hashes <= 6 && text[hashes] == ' ' ? static_cast<std::uint8_t>(hashes) : 0;
}

std::string_view heading_text(std::string_view text) noexcept {
  text = trim(text.substr(text.find_first_not_of('#')));
  const std::size_t end = text.find_last_not_of('#');
  if (end == npos || end + 1 == text.size() || text[end] != ' ') return text;
  return trim(text.substr(0, end));
}

bool is_all(std::string_view text, char c) noexcept { return text.size() >= 3 && text.find_first_not_of(c) == npos; }

/// The level of the heading that `under` underlines: 1 for "===", 2 for "---"; 0 if it is no such line.
std::uint8_t underline_level(std::string_view under) noexcept {
  return is_all(under, '=') ? 1 : is_all(under, '-') ? 2 : 0;
}

/// "---", "* * *", "___"
bool is_rule(std::string_view text) noexcept {
  const char mark = text.front();
  if (mark != '-' && mark != '*' && mark != '_' && mark != '=') return false;
  return std::count(text.begin(), text.end(), mark) >= 3 &&
         std::all_of(text.begin(), text.end(), [mark](char c) { return c == mark || c == ' '; });
}

/// "|---|:--:|"
bool is_delimiter_row(std::string_view text) noexcept {
  return text.find("--") != npos && text.find_first_not_of("|-: ") == npos;
}

bool is_fence(std::string_view text) noexcept { return text.starts_with("```") || text.starts_with("~~~"); }

/// Bytes of the marker of a list item with the blanks behind it, 0 if there is none; the number of "3. ".
std::size_t marker_of(std::string_view text, std::uint16_t& number) noexcept {
  std::size_t end = 0;
  if (text.front() == '*' || text.front() == '-' || text.front() == '+') {
    end = 1;
  } else {
    const auto [rest, error] =
        std::from_chars(text.data(), text.data() + std::min<std::size_t>(text.size(), 3), number);
    end = static_cast<std::size_t>(rest - text.data());
    if (error != std::errc{} || end >= text.size() || (text[end] != '.' && text[end] != ')')) return number = 0, 0;
    ++end;
  }
  if (end >= text.size() || text[end] != ' ') return number = 0, 0;
  return std::min(text.find_first_not_of(' ', end), text.size());
}

/// Writes the lines of one dump as blocks.
class Cutter {
 public:
  Cutter(std::string_view dump, Blocks& out) : lines_(lines_of(dump)), out_(out), builder_(out.blocks, out.text) {
    note_margins();
  }

  bool run() {
    unsigned ticks = 0;
    for (i_ = 0; i_ < lines_.size(); ++i_) {
      if (out_.doc.deadline.passed_every_256(ticks)) return false;
      const std::size_t before = out_.blocks.size();
      cut(lines_[i_]);
      finish();
      if (out_.blocks.size() == before) gap_ = static_cast<std::uint16_t>(std::min(gap_ + 1, 99));
    }
    return true;
  }

 private:
  void note_margins() {
    bool at_margin = false;
    for (const Line& line : lines_) {
      std::uint16_t number = 0;
      if (line.text.empty()) continue;
      if (is_definition_of_link(line.text)) spans_.labels.insert(std::string(label_of_definition(line.text)));
      if (is_rule(line.text)) continue;
      if (marker_of(line.text, number)) item_margin_ = std::min(item_margin_, line.indent);
      else at_margin |= line.indent == 0;
    }
    may_indent_code_ = at_margin;
  }

  void open(Kind kind, std::uint8_t level = 0, std::uint16_t number = 0) {
    builder_.next = Block{};
    builder_.next.kind = kind;
    builder_.next.level = level;
    builder_.next.number = number;
    builder_.next.gap = gap_;
  }

  void finish() {
    if (builder_.finish()) gap_ = 0;
  }

  void add(std::string_view text) { spans_.add(text, builder_, out_.blocks); }

  void cut(const Line& line) {
    std::string_view text = line.text;
    if (text.empty()) return;
    if (is_fence(text)) return cut_fence(text.substr(0, 3));
    if (may_indent_code_ && line.indent >= kCodeIndent && is_code(line)) return cut_indented();
    if (is_definition_of_link(text) || is_rule(text) || is_delimiter_row(text)) return;
    if (const std::uint8_t level = heading_level(text)) {
      open(Kind::heading, level);
      return add(heading_text(text));
    }
    if (const std::uint8_t level = level_by_underline()) {
      open(Kind::heading, level);
      add(text);
      ++i_;
      return;
    }
    if (text.front() == '>') return cut_quote();
    if (text.size() > 2 && text.front() == '|' && text.back() == '|') return cut_row(text);
    std::uint16_t number = 0;
    if (const std::size_t marker = marker_of(text, number)) {
      constexpr std::size_t kStep = 2, kDeepest = 9;
      const std::size_t deeper = (line.indent - std::min(line.indent, item_margin_)) / kStep;
      open(Kind::list_item, static_cast<std::uint8_t>(1 + std::min(deeper, kDeepest)), number);
      return add(text.substr(marker));
    }
    open(Kind::paragraph);
    add(text);
  }

  /// The heading that stands alone over a line of signs.
  std::uint8_t level_by_underline() const noexcept {
    const bool is_first = i_ == 0 || lines_[i_ - 1].text.empty();
    return is_first && i_ + 1 < lines_.size() ? underline_level(lines_[i_ + 1].text) : 0;
  }

  /// Indented text is code only behind a blank line and outside lists.
  bool is_code(const Line& line) const noexcept {
    std::uint16_t number = 0;
    const bool in_list = !out_.blocks.empty() && out_.blocks.back().kind == Kind::list_item;
    return (i_ == 0 || lines_[i_ - 1].text.empty()) && !in_list && !marker_of(line.text, number) &&
           line.text.front() != '>';
  }

  void add_code_line(const Line& line, std::size_t margin) {
    if (builder_.is_open()) builder_.add("\n", 0, true);
    builder_.add(std::string(line.indent - std::min(line.indent, margin), ' '), 0, builder_.is_open());
    builder_.add(line.text, 0, true);
  }

  void cut_indented() {
    open(Kind::code);
    for (; i_ < lines_.size() && !lines_[i_].text.empty() && lines_[i_].indent >= kCodeIndent; ++i_)
      add_code_line(lines_[i_], kCodeIndent);
    --i_;
  }

  void cut_fence(std::string_view fence) {
    open(Kind::code);
    const std::size_t margin = lines_[i_].indent;
    for (++i_; i_ < lines_.size() && !lines_[i_].text.starts_with(fence); ++i_) add_code_line(lines_[i_], margin);
  }

  void cut_quote() {
    std::string_view text = lines_[i_].text;
    while (text.starts_with('>')) text = trim(text.substr(1));
    if (text.empty()) return;
    std::uint16_t number = 0;
    if (const std::uint8_t level = heading_level(text)) return open(Kind::heading, level), add(heading_text(text));
    open(Kind::quote);
    add(text.substr(marker_of(text, number)));
  }

  void cut_row(std::string_view text) {
    open(Kind::paragraph);
    bool is_first = true;
    for (text.remove_prefix(1); !text.empty();) {
      const std::size_t end = std::min(text.find('|'), text.size());
      if (const std::string_view cell = trim(text.substr(0, end)); !cell.empty()) {
        if (!is_first && builder_.is_open()) builder_.add(" | ", 0, false);
        add(cell);
        is_first = false;
      }
      text.remove_prefix(std::min(end + 1, text.size()));
    }
  }

  std::vector<Line> lines_;
  Blocks& out_;
  BlockBuilder builder_;
  MarkdownSpans spans_;
  std::size_t i_ = 0;
  std::size_t item_margin_ = npos;
  std::uint16_t gap_ = 0;
  bool may_indent_code_ = false;
};

/// Whether text follows soon: a lone "# Topic" may be a tag of the page's.
bool stands_over_text(const std::vector<Line>& lines, std::size_t heading) {
  constexpr std::size_t kTextBytes = 120, kLines = 4;
  std::size_t seen = 0;
  for (std::size_t i = heading + 1; i < lines.size() && seen < kLines; ++i) {
    if (lines[i].text.size() >= kTextBytes) return true;
    seen += !lines[i].text.empty();
  }
  return false;
}

}  // namespace

bool reads_like_markdown(std::string_view dump) {
  constexpr std::size_t kLinks = 2, kEmphases = 4, kMostWords = 30;
  const std::vector<Line> lines = lines_of(dump);
  std::size_t links = 0, emphases = 0, headings = 0, sure_headings = 0;
  for (std::size_t i = 0; i < lines.size(); ++i) {
    const std::string_view text = lines[i].text;
    if (text.empty()) continue;
    const bool alone = (i == 0 || lines[i - 1].text.empty()) && (i + 1 == lines.size() || lines[i + 1].text.empty());
    const std::size_t words = count_words(text);
    if (heading_level(text) && words >= 3 && words <= kMostWords && alone) {
      ++headings;
      sure_headings += stands_over_text(lines, i);
    }
    if (i + 1 < lines.size() && underline_level(lines[i + 1].text) && words >= 2 && words <= kMostWords &&
        (i == 0 || lines[i - 1].text.empty()))
      ++sure_headings;
    const MarkdownCounts found = count_markdown(text);
    links += found.links;
    emphases += found.strong;
  }
  return links >= kLinks || sure_headings >= 1 || (headings >= 2 && links + emphases > 0) || emphases >= kEmphases;
}

bool cut_markdown(std::string_view dump, Blocks& out) { return Cutter(dump, out).run(); }

}  // namespace winnow
