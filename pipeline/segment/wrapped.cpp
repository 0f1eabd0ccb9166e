// A line was broken by a wrapper if the next line's first word would not have fitted on it. Of each width from 60 to
// 100 columns we count the lines that were broken there, and against it those that are longer and those of some length
// whose next word would have fitted: lists, menus, verse and paragraphs on one line each speak against every width, a
// wrapped text speaks for one. Only broken lines are joined, so that short lines between paragraphs stay what they are.
//
// Greedy wrapping is what Python's textwrap (html2text), lynx, w3m, links, fmt and mail programs do.

#include "pipeline/segment/wrapped.h"

#include <unicode/uchar.h>

#include <algorithm>
#include <vector>

#include "pipeline/base/text.h"

namespace winnow {
namespace {

constexpr std::size_t kNarrowest = 60, kWidest = 100, kTab = 8;
constexpr std::size_t kFewestBroken = 3;
constexpr double kLeastShare = 0.8;
constexpr double kMostClosed = 0.5;
constexpr std::string_view kSoftHyphen = "\u00AD";

/// One line of the dump.
struct Line {
  std::string_view text;       // without indent and white space behind it; "" if it is blank
  std::size_t indent = 0;      // columns
  std::size_t width = 0;       // columns, indent included
  std::size_t first_word = 0;  // columns of what could not be broken at its start
  bool fixed = false;          // neither joined nor joined to: headings, rows of tables, rules, code
  bool item = false;           // begins a list item
  bool linked = false;         // holds an address, which wrappers do not break
  bool one_word = false;
};

/// Columns of a terminal: two for East Asian wide characters, none for marks.
std::size_t columns_of(char32_t c) noexcept {
  if (c < 0x300) return c == 0xAD ? 0 : 1;
  const auto code = static_cast<UChar32>(c);
  if (U_GET_GC_MASK(code) & (U_GC_MN_MASK | U_GC_ME_MASK | U_GC_CF_MASK)) return 0;
  const int width = u_getIntPropertyValue(code, UCHAR_EAST_ASIAN_WIDTH);
  return width == U_EA_WIDE || width == U_EA_FULLWIDTH ? 2 : 1;
}

std::size_t columns_of(std::string_view text) noexcept {
  std::size_t columns = 0;
  for (const char *at = text.data(), *end = at + text.size(); at < end;)
    columns += columns_of(next_code_point(at, end));
  return columns;
}

char32_t first_of(std::string_view text) noexcept {
  const char* at = text.data();
  return text.empty() ? 0 : next_code_point(at, at + text.size());
}

char32_t last_of(std::string_view text) noexcept { return first_of(text.substr(begin_of_last_code_point(text))); }

/// Columns up to the first place where every wrapper could have broken: a blank, or behind any character of a script
/// without spaces. Some break at hyphens as well.
std::size_t first_word_of(std::string_view text) noexcept {
  std::size_t columns = 0;
  for (const char *at = text.data(), *end = at + text.size(); at < end;) {
    const char32_t c = next_code_point(at, end);
    if (is_space(c)) break;
    columns += columns_of(c);
    if (is_spaceless_script(c)) break;
  }
  return columns;
}

bool is_marker(std::string_view word) noexcept {
  if (word == "*" || word == "-" || word == "+" || word == "o" || word == "•" || word == "·" || word == "‣" ||
      word == "–" || word == "—" || word == "◦" || word == "▪" || word == "#" || word == "@")
    return true;
  std::size_t digits = 0;
  while (digits < word.size() && is_ascii_digit(word[digits])) ++digits;
  return digits > 0 && digits <= 3 && word.size() == digits + 1 && (word.back() == '.' || word.back() == ')');
}

/// Whether a line is an element of Markdown or a drawing, all of which end where the line ends.
bool is_fixed(std::string_view text) noexcept {
  if (text.front() == '|' || text.back() == '|' || text.starts_with("```") || text.starts_with("~~~")) return true;
  if (text.front() == '#' && text.find_first_not_of('#') != std::string_view::npos) {
    const std::size_t hashes = text.find_first_not_of('#');
    if (hashes <= 6 && text[hashes] == ' ') return true;
  }
  return std::none_of(text.begin(), text.end(), [](char c) { return is_ascii_alnum(c) || (c & 0x80) != 0; });
}

Line line_of(std::string_view raw) {
  Line line;
  std::size_t at = 0;
  for (; at < raw.size() && (raw[at] == ' ' || raw[at] == '\t'); ++at)
    line.indent = raw[at] == '\t' ? (line.indent / kTab + 1) * kTab : line.indent + 1;
  line.text = trim(raw.substr(at));
  if (line.text.empty()) return line;
  line.width = line.indent + columns_of(line.text);
  line.first_word = first_word_of(line.text);
  line.fixed = is_fixed(line.text);
  const std::size_t space = line.text.find(' ');
  line.item = space != std::string_view::npos && is_marker(line.text.substr(0, space));
  line.linked = line.text.find("://") != std::string_view::npos || line.text.find("](") != std::string_view::npos;
  line.one_word = line.indent + first_word_of(line.text) >= line.width;
  return line;
}

std::vector<Line> lines_of(std::string_view dump) {
  std::vector<Line> lines;
  bool in_code = false;
  for (std::size_t at = 0; at <= dump.size();) {
    const std::size_t end = std::min(dump.find('\n', at), dump.size());
    Line line = line_of(dump.substr(at, end - at));
    const bool fence = line.text.starts_with("```") || line.text.starts_with("~~~");
    line.fixed |= in_code;
    in_code ^= fence;
    lines.push_back(line);
    at = end + 1;
  }
  return lines;
}

/// Whether a line starts a quotation of mail or Markdown; `text` then loses the marks.
std::size_t quote_depth(std::string_view& text) noexcept {
  std::size_t depth = 0;
  while (text.starts_with('>')) {
    ++depth;
    text = trim(text.substr(1));
  }
  return depth;
}

/// Whether `next` may go on what `line` says, by their shapes: in one group, with one margin, neither an element of its
/// own. An item's text hangs behind its marker; the first line of a paragraph may stand in or out. What looks like a
/// marker inside a paragraph is a dash or a number that came to stand first: "on\n21. March".
bool may_go_on(const Line& line, const Line& next, const Line& first_of_group) noexcept {
  constexpr std::size_t kMostFirstIndent = 8;
  if (line.text.empty() || next.text.empty() || line.fixed || next.fixed) return false;
  if (next.item && (first_of_group.item || next.indent != line.indent || line.text.ends_with(':'))) return false;
  std::string_view said = line.text, rest = next.text;
  if (quote_depth(said) != quote_depth(rest)) return false;
  if (line.item && first_of_group.item) return next.indent > line.indent || next.indent == 0;
  if (&line == &first_of_group)
    return std::max(line.indent, next.indent) - std::min(line.indent, next.indent) <= kMostFirstIndent;
  return line.indent == next.indent;
}

/// The pairs of lines that may have been one, by the first one's index.
std::vector<std::size_t> seams_of(const std::vector<Line>& lines) {
  std::vector<std::size_t> seams;
  for (std::size_t i = 0, first = 0; i + 1 < lines.size(); ++i) {
    if (i == 0 || lines[i - 1].text.empty()) first = i;
    if (may_go_on(lines[i], lines[i + 1], lines[first])) seams.push_back(i);
  }
  return seams;
}

bool is_letter_or_digit(char32_t c) noexcept { return u_isalnum(static_cast<UChar32>(c)) != 0; }

/// "well-", not "well -".
bool ends_in_hyphen(std::string_view text) noexcept {
  return text.size() > 1 && text.back() == '-' && is_letter_or_digit(last_of(text.substr(0, text.size() - 1)));
}

std::size_t width_of_quoted_word(const Line& next) noexcept {
  std::string_view rest = next.text;
  return quote_depth(rest) > 0 ? first_word_of(rest) : next.first_word;
}

/// Whether the break between the lines is one that wrapping at `width` makes.
bool is_broken_at(std::size_t width, const Line& line, const Line& next) noexcept {
  const std::size_t blank = is_spaceless_script(last_of(line.text)) || ends_in_hyphen(line.text) ? 0 : 1;
  return line.width <= width && line.width + blank + width_of_quoted_word(next) > width;
}

struct Votes {
  std::size_t broken = 0, against = 0;
};

Votes votes_for(std::size_t width, const std::vector<Line>& lines, const std::vector<std::size_t>& seams) {
  Votes votes;
  for (const std::size_t i : seams) {
    const Line& line = lines[i];
    if (line.linked) continue;
    if (is_broken_at(width, line, lines[i + 1])) ++votes.broken;
    else if (line.width <= width && 2 * line.width >= width) ++votes.against;
  }
  for (const Line& line : lines)
    votes.against += line.width > width && !line.linked && !line.fixed && !line.item && !line.one_word;
  return votes;
}

/// The width with the most votes and those votes; the least of several.
std::pair<std::size_t, Votes> best_width(const std::vector<Line>& lines, const std::vector<std::size_t>& seams) {
  std::pair<std::size_t, Votes> best{0, {}};
  long most = 0;
  for (std::size_t width = kNarrowest; width <= kWidest; ++width) {
    const Votes votes = votes_for(width, lines, seams);
    const long net = static_cast<long>(votes.broken) - static_cast<long>(votes.against);
    if (best.first != 0 && net <= most) continue;
    most = net;
    best = {width, votes};
  }
  return best;
}

/// Whether a line ends as a sentence does. Where a wrapper broke, few do; a dump with a line for each short paragraph
/// has no others.
bool closes(std::string_view text) noexcept {
  constexpr std::string_view kEnds[] = {".", "!", "?", "…", "。", "！", "？", "।", "۔", "؟"};
  return std::any_of(std::begin(kEnds), std::end(kEnds), [text](std::string_view end) { return text.ends_with(end); });
}

std::optional<std::size_t> width_of(const std::vector<Line>& lines, const std::vector<std::size_t>& seams,
                                    Wrapped wrapped) {
  if (seams.empty()) return std::nullopt;
  const auto [width, votes] = best_width(lines, seams);
  if (wrapped == Wrapped::yes) return width;
  const auto all = static_cast<double>(votes.broken + votes.against);
  const auto closed = std::count_if(seams.begin(), seams.end(), [&](std::size_t i) { return closes(lines[i].text); });
  if (static_cast<double>(closed) > kMostClosed * static_cast<double>(seams.size())) return std::nullopt;
  if (votes.broken < kFewestBroken || static_cast<double>(votes.broken) < kLeastShare * all) return std::nullopt;
  return width;
}

/// Appends what follows a line that was broken, with what stood at the break.
void append_rest(std::string_view rest, std::string& out) {
  constexpr std::size_t kShortWord = 3;  // "pre- and post-", "Vor- und Nachteile"
  if (std::string_view(out).ends_with(kSoftHyphen)) {
    out.resize(out.size() - kSoftHyphen.size());
    out += rest;
    return;
  }
  const bool spaceless = is_spaceless_script(last_of(out)) || is_spaceless_script(first_of(rest));
  const bool hyphenated = ends_in_hyphen(out) && is_letter_or_digit(first_of(rest)) && first_word_of(rest) > kShortWord;
  // CJK punctuation at an end counts as its script
  const bool wide = columns_of(last_of(out)) == 2 && columns_of(first_of(rest)) == 2 &&
                    !u_isalpha(static_cast<UChar32>(last_of(out)));
  if (!spaceless && !hyphenated && !wide) out += ' ';
  out += rest;
}

}  // namespace

std::optional<std::size_t> find_wrap_width(std::string_view dump) {
  const std::vector<Line> lines = lines_of(dump);
  return width_of(lines, seams_of(lines), Wrapped::automatic);
}

std::optional<std::string> rejoined(std::string_view dump, Wrapped wrapped) {
  if (wrapped == Wrapped::no) return std::nullopt;
  const std::vector<Line> lines = lines_of(dump);
  const std::vector<std::size_t> seams = seams_of(lines);
  const std::optional<std::size_t> width = width_of(lines, seams, wrapped);
  if (!width) return std::nullopt;
  std::string out;
  out.reserve(dump.size());
  auto seam = seams.begin();
  bool goes_on = false;
  for (std::size_t i = 0; i < lines.size(); ++i) {
    std::string_view text = lines[i].text;
    if (goes_on) {
      quote_depth(text);
      append_rest(text, out);
    } else {
      out.append(lines[i].indent, ' ').append(text);
    }
    goes_on = seam != seams.end() && *seam == i;
    if (goes_on) goes_on = is_broken_at(*width, lines[i], lines[*seam++ + 1]);
    if (!goes_on) out += '\n';
  }
  return out;
}

}  // namespace winnow
