// CommonMark (https://spec.commonmark.org/0.31.2/) from the outline. Text is escaped only where a
// reader would take it for markup. Emphasis is written with asterisks where the spec's flanking rules let them
// work, with regard to what stands beside them, else as HTML, which CommonMark passes on: "**「村」**の" would stay
// asterisks. Formulas are TeX between dollars, as readers of Markdown with mathematics have them.

#include <unicode/uchar.h>

#include <algorithm>

#include "pipeline/base/text.h"
#include "pipeline/compose/markup.h"

namespace winnow {
namespace {

/// True for ASCII letters and digits and all bytes of other characters.
bool is_alnum(char c) noexcept { return is_ascii_alnum(c) || c < 0; }

/// True for characters that are markup wherever they stand in a line.
bool is_markup(std::string_view text, std::size_t i) noexcept {
  const char next = i + 1 < text.size() ? text[i + 1] : ' ';
  switch (text[i]) {
    case '\\':
    case '`':
    case '*':
    case '[':
    case ']':
      return true;
    case '<':
      return is_alnum(next) || next == '/' || next == '!' || next == '?';
    case '&':
      return is_alnum(next) || next == '#';
    case '_':
      return i == 0 || i + 1 == text.size() || !is_alnum(text[i - 1]) || !is_alnum(next);
    case '~':
      return next == '~';
    case '|':
      return true;
    default:
      return false;
  }
}

/// True for "&amp;" and its like, which CommonMark reads even in addresses.
bool begins_reference(std::string_view text) noexcept {
  if (!text.starts_with('&')) return false;
  std::size_t end = text.starts_with("&#") ? 2 : 1;
  const std::size_t begin = end;
  while (end < text.size() && is_alnum(text[end])) ++end;
  return end > begin && end < text.size() && text[end] == ';';
}

/// Bytes at the start of a line before the character that would make it a heading, list or rule;
/// npos if none would.
std::size_t line_marker(std::string_view line) noexcept {
  if (line.empty()) return std::string_view::npos;
  const char after = line.size() > 1 ? line[1] : ' ';
  switch (line[0]) {
    case '#':
    case '>':
    case '=':
      return 0;
    case '-':
    case '+':
    case ':':  // of definitions
      return after == ' ' || after == line[0] ? 0 : std::string_view::npos;
    default:
      break;
  }
  const std::size_t digits = std::min(line.find_first_not_of("0123456789"), line.size());
  const bool is_number =
      digits > 0 && digits < 10 && digits < line.size() && (line[digits] == '.' || line[digits] == ')');
  return is_number && (digits + 1 == line.size() || line[digits + 1] == ' ') ? digits : std::string_view::npos;
}

std::size_t longest_run_of_backticks(std::string_view text) noexcept {
  std::size_t longest = 0, run = 0;
  for (const char c : text) {
    run = c == '`' ? run + 1 : 0;
    longest = std::max(longest, run);
  }
  return longest;
}

// Flanking (https://spec.commonmark.org/0.31.2/#left-flanking-delimiter-run). What is punctuation depends on the
// version of the spec: symbols were none before 0.31. A character counts as what makes asterisks work in neither, if in
// one of them they would not.

bool is_space_or_edge(char32_t c) noexcept { return c == 0 || is_space(c); }
bool is_punctuation(char32_t c) noexcept {
  return (U_GET_GC_MASK(static_cast<UChar32>(c)) & U_GC_P_MASK) != 0 ||
         (c > ' ' && c < 0x80 && !is_alnum(static_cast<char>(c)));
}
bool may_be_punctuation(char32_t c) noexcept {
  return is_punctuation(c) || (U_GET_GC_MASK(static_cast<UChar32>(c)) & U_GC_S_MASK) != 0;
}

/// True if asterisks between `outside` and `inside` open emphasis, or close it seen the other way round. 0: the end of
/// a paragraph.
bool takes_asterisks(char32_t outside, char32_t inside) noexcept {
  if (is_space_or_edge(inside)) return false;
  return !may_be_punctuation(inside) || is_space_or_edge(outside) || is_punctuation(outside);
}

char32_t first_of(std::string_view text) noexcept {
  if (text.empty()) return 0;
  const char* at = text.data();
  return next_code_point(at, text.data() + text.size());
}

char32_t last_of(std::string_view text) noexcept { return first_of(text.substr(begin_of_last_code_point(text))); }

class MarkdownWriter {
 public:
  MarkdownWriter(const Blocks& page, const std::vector<Part>& outline)
      : outline_(outline), has_formulas_(has_formula(outline)), lists_(page.doc.dom) {}

  std::string run() {
    for (const Part& part : outline_) {
      if (part.type == Part::Type::item) add_item(part);
      else add_block(part);
      before_ = &part;
    }
    while (!out_.empty() && out_.back() == '\n') out_.pop_back();
    return std::move(out_);
  }

 private:
  void add_block(const Part& part) {
    const bool same_quote =
        before_ && part.type == Part::Type::quote && before_->type == Part::Type::quote && part.group == before_->group;
    lists_.leave();
    open_.clear();
    const bool follows_term = part.type == Part::Type::definition && before_ && before_->list == part.list;
    if (!out_.empty() && !follows_term) out_ += same_quote ? ">\n" : "\n";
    switch (part.type) {
      case Part::Type::heading:
        add_heading(part);
        break;
      case Part::Type::quote:
        add_lines("> ", "> ", part.spans);
        break;
      case Part::Type::code:
        add_code(part);
        break;
      case Part::Type::term:
        add_lines("", "", part.spans);
        break;
      case Part::Type::definition:
        add_definition(part);
        break;
      case Part::Type::table:
        add_table(part);
        break;
      case Part::Type::image:
        out_ += "![" + escaped(part.description) + "](<" + escaped_address(part.address) + ">)\n";
        break;
      default:
        add_lines("", "", part.spans);
    }
  }

  void add_heading(const Part& part) {
    std::string text = on_one_line(inline_text(part.spans));
    if (text.ends_with('#')) text.insert(text.size() - 1, "\\");  // it would close the heading
    out_.append(std::clamp<std::size_t>(part.level, 1, 6), '#').append(" ").append(text).append("\n");
  }

  void add_code(const Part& part) {
    std::string text;
    for (const Span& span : part.spans) text += span.text;
    const std::string fence(std::max<std::size_t>(3, longest_run_of_backticks(text) + 1), '`');
    out_ += fence + part.language + "\n" + text + "\n" + fence + "\n";
  }

  /// ": " before it, as readers of Markdown that know definitions have it; others show a paragraph.
  void add_definition(const Part& part) {
    const bool goes_on = before_ && before_->item == part.item;
    if (goes_on) out_ += '\n';
    add_lines(goes_on ? "  " : ": ", "  ", part.spans);
  }

  void add_table(const Part& part) {
    std::size_t columns = 0;
    for (const Row& row : part.rows) columns = std::max(columns, row.cells.size());
    // Rows may have fewer cells than the first one, and do where filling them up would write a page of bars.
    constexpr std::size_t kMostPlaces = 100'000;
    const bool fills = columns * part.rows.size() <= kMostPlaces;
    for (const Row& row : part.rows) {
      const bool is_first = &row == &part.rows.front();
      add_row(row, fills || is_first ? columns : row.cells.size());
      if (is_first) add_rule(columns);
    }
  }

  void add_row(const Row& row, std::size_t columns) {
    out_ += '|';
    for (std::size_t i = 0; i < columns; ++i) {
      std::string text;
      if (i < row.cells.size()) text = on_one_line(inline_text(row.cells[i], true));
      out_.append(" ").append(text).append(" |");
    }
    out_ += '\n';
  }

  /// The line under the first row, which GitHub's tables cannot do without.
  void add_rule(std::size_t columns) {
    out_ += '|';
    for (std::size_t i = 0; i < columns; ++i) out_ += " --- |";
    out_ += '\n';
  }

  /// A list that is open: the width of its item's marker, and which of the two markers it takes.
  /// Two lists that touch are told apart by it: "-" and "*", "1." and "1)".
  struct OpenList {
    std::size_t marker_width = 0;
    bool alternate = false;
  };

  void add_item(const Part& part) {
    const bool follows_item = before_ && before_->type == Part::Type::item;
    if (!follows_item) {
      if (!out_.empty()) out_ += '\n';
      items_.clear();
    }
    const bool goes_on = part.item != 0 && std::find(items_.begin(), items_.end(), part.item) != items_.end();
    const std::size_t closed = lists_.enter(part);
    if (goes_on) {
      open_.resize(lists_.depth());
      out_ += '\n';
      return add_lines(indent(), indent(), part.spans);
    }
    items_.push_back(part.item);
    if (lists_.opened()) open_list(part, closed > 0);
    open_.resize(lists_.depth());
    add_marked(part);
  }

  /// Pushes the list that `part` opens. `touches`: a list of the same depth ended just before.
  void open_list(const Part& part, bool touches) {
    const std::size_t depth = lists_.depth() - 1;
    const bool alternate = touches && !open_[depth].alternate;
    open_.resize(depth);
    open_.push_back({.alternate = alternate});
    // CommonMark lets no list that begins with another number than 1 interrupt a paragraph.
    const bool interrupts = depth > 0 && part.number > 1;
    if ((touches && depth == 0) || interrupts) out_ += '\n';
  }

  void add_marked(const Part& part) {
    OpenList& list = open_.back();
    const std::string marker = part.number ? std::to_string(part.number) + (list.alternate ? ") " : ". ")
                                           : std::string(list.alternate ? "* " : "- ");
    list.marker_width = 0;
    const std::string outer = indent();
    list.marker_width = marker.size();
    add_lines(outer + marker, indent(), part.spans);
  }

  std::string indent() const {
    std::size_t width = 0;
    for (const OpenList& list : open_) width += list.marker_width;
    return std::string(width, ' ');
  }

  /// Appends the spans, a hard break at each newline, `first` and `rest` before the lines.
  void add_lines(const std::string& first, const std::string& rest, const std::vector<Span>& spans) {
    const std::string text = inline_text(spans);
    for (std::size_t at = 0; at <= text.size();) {
      const std::size_t end = std::min(text.find('\n', at), text.size());
      std::string line = text.substr(at, end - at);
      if (const std::size_t marker = line_marker(line); marker != std::string::npos) line.insert(marker, "\\");
      out_ += at == 0 ? first : rest;
      out_ += line;
      if (end < text.size()) out_ += '\\';
      out_ += '\n';
      at = end + 1;
    }
  }

  /// Where Markdown has no line break of its own, HTML's stands for it.
  static std::string on_one_line(std::string_view text) {
    std::string out;
    for (const char c : text) {
      if (c == '\n') out += "<br>";
      else out += c;
    }
    return out;
  }

  std::string escaped(std::string_view text) const {
    std::string out;
    for (std::size_t i = 0; i < text.size(); ++i) {
      if (is_markup(text, i) || (text[i] == '$' && has_formulas_)) out += '\\';
      out += text[i];
    }
    return out;
  }

  /// An address between angle brackets, where references are read as in text.
  static std::string escaped_address(std::string_view address) {
    std::string out;
    for (std::size_t i = 0; i < address.size(); ++i) {
      const char c = address[i];
      if (c == '<' || c == '>' || c == '\\') out += '\\';
      out += c;
      if (begins_reference(address.substr(i))) out += "amp;";  // cmark reads "\&amp;" as a reference too
    }
    return out;
  }

  static bool has_formula(const std::vector<Part>& outline) noexcept {
    const auto holds = [](const std::vector<Span>& spans) {
      return std::any_of(spans.begin(), spans.end(), [](const Span& span) { return span.formula; });
    };
    return std::any_of(outline.begin(), outline.end(), [&](const Part& part) {
      return holds(part.spans) || std::any_of(part.rows.begin(), part.rows.end(), [&](const Row& row) {
               return std::any_of(row.cells.begin(), row.cells.end(), holds);
             });
    });
  }

  std::string inline_text(const std::vector<Span>& spans, bool in_table = false) const {
    std::vector<std::string> texts;
    for (const Span& span : spans) texts.push_back(plain_text(span, in_table));
    std::string out;
    for (std::size_t i = 0; i < spans.size(); ++i) {
      const char32_t next = i + 1 == spans.size() ? 0 : first_written(spans[i + 1], texts[i + 1]);
      append_span(spans[i], texts[i], next, out);
    }
    return out;
  }

  /// The text of a span without emphasis and link.
  std::string plain_text(const Span& span, bool in_table) const {
    if (span.formula) return in_table ? with_escaped_bars(span.text) : std::string(span.text);
    return span.code ? code_spans(span.text, in_table) : escaped(span.text);
  }

  static std::string with_escaped_bars(std::string_view text) {
    std::string out;
    for (const char c : text) {
      if (c == '|') out += '\\';
      out += c;
    }
    return out;
  }

  /// The character that a span begins with in Markdown.
  static char32_t first_written(const Span& span, std::string_view text) noexcept {
    if (!span.href.empty()) return '[';
    return span.strong || span.emphasis ? '*' : first_of(text);  // '<' of a tag is punctuation as well
  }

  void append_span(const Span& span, std::string_view text, char32_t next, std::string& out) const {
    const bool is_link = !span.href.empty();
    if (is_link && out.ends_with('!')) out.insert(out.size() - 1, "\\");  // it would make a picture of the link
    if (is_link) out += '[';
    if (!span.strong && !span.emphasis) {
      out += text;
    } else {
      const bool touches = out.ends_with('*') && !out.ends_with("\\*");
      const bool works = !touches && takes_asterisks(last_of(out), first_of(text)) &&
                         takes_asterisks(is_link ? U']' : next, last_of(text));
      const std::string mark(span.strong && span.emphasis ? 3 : span.strong ? 2 : 1, '*');
      if (works) out.append(mark).append(text).append(mark);
      else append_as_html(span, text, out);
    }
    if (is_link) out.append("](<").append(escaped_address(span.href)).append(">)");
  }

  /// A code span for each line, as none may hold a line break.
  static std::string code_spans(std::string_view text, bool in_table) {
    std::string out;
    for (std::size_t at = 0; at <= text.size();) {
      const std::size_t end = std::min(text.find('\n', at), text.size());
      if (end > at) append_code_span(text.substr(at, end - at), in_table, out);
      if (end < text.size()) out += '\n';
      at = end + 1;
    }
    return out;
  }

  /// A cell ends at a bar even within code, where nothing else is escaped.
  static void append_code_span(std::string_view text, bool in_table, std::string& out) {
    const std::size_t longest = longest_run_of_backticks(text);
    const std::string ticks(longest + 1, '`');
    const std::string_view pad = longest > 0 ? " " : "";
    out.append(ticks).append(pad);
    for (const char c : text) {
      if (c == '|' && in_table) out += '\\';
      out += c;
    }
    out.append(pad).append(ticks);
  }

  static void append_as_html(const Span& span, std::string_view text, std::string& out) {
    if (span.emphasis) out += "<em>";
    if (span.strong) out += "<strong>";
    out += text;
    if (span.strong) out += "</strong>";
    if (span.emphasis) out += "</em>";
  }

  const std::vector<Part>& outline_;
  bool has_formulas_;  ///< then a dollar in the text is none of theirs
  ListStack lists_;
  std::vector<OpenList> open_;        ///< as many as lists_ holds
  std::vector<std::uint32_t> items_;  ///< of this run of lists, that have a marker already
  const Part* before_ = nullptr;
  std::string out_;
};

}  // namespace

std::string compose_markdown(const Blocks& page, const std::vector<Part>& outline) {
  return MarkdownWriter(page, outline).run();
}

}  // namespace winnow
