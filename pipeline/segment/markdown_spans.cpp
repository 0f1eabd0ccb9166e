// One pass finds what pairs: brackets with an address behind them, runs of "*", "_" and "`". A second one writes the
// text between. Emphasis pairs runs of one length, which is what converters write; CommonMark, 6.2, has more.

#include "pipeline/segment/markdown_spans.h"

#include <unicode/uchar.h>

#include <algorithm>

#include "pipeline/base/ascii.h"
#include "pipeline/base/text.h"
#include "pipeline/segment/block_builder.h"

namespace winnow {
namespace {

constexpr std::size_t npos = std::string_view::npos;
constexpr std::size_t kLongestAddress = 4000, kMostMarks = 2000;

bool is_ascii_mark(char c) noexcept { return c > ' ' && c < 0x7F && !is_ascii_alnum(c); }

char32_t code_point_at(std::string_view text, std::size_t at) noexcept {
  const char* p = text.data() + at;
  return at < text.size() ? next_code_point(p, text.data() + text.size()) : U' ';
}
char32_t code_point_before(std::string_view text, std::size_t at) noexcept {
  return at == 0 ? U' ' : code_point_at(text, begin_of_last_code_point(text.substr(0, at)));
}
bool is_word(char32_t c) noexcept { return u_isalnum(static_cast<UChar32>(c)) != 0; }

/// Whether that is what links lead to; a note in brackets is not. Wrappers leave blanks in addresses.
bool is_address(std::string_view text) noexcept {
  text = trim(text);
  if (const std::size_t quote = text.find_first_of("\"'"); quote != npos && quote > 0 && text[quote - 1] == ' ')
    text = trim(text.substr(0, quote));
  if (text.empty() || text.find(' ') == npos) return true;
  return text.front() == '/' || text.front() == '<' || text.front() == '#' || text.find("://") != npos;
}

/// The end of "(address)" that begins at `at`, npos if there is none.
std::size_t end_of_address(std::string_view line, std::size_t at) noexcept {
  std::size_t depth = 0;
  for (std::size_t i = at; i < std::min(line.size(), at + kLongestAddress); ++i) {
    if (line[i] == '\\') ++i;
    else if (line[i] == '(') ++depth;
    else if (line[i] == ')' && --depth == 0) return is_address(line.substr(at + 1, i - at - 1)) ? i + 1 : npos;
  }
  return npos;
}

/// What the writer does at a place of the line.
struct Mark {
  enum Action : std::uint8_t { skip, open_link, close_link, bold, italic, end_bold, end_italic };
  std::size_t begin = 0, end = 0;  // bytes that are no text
  Action action = skip;
};

/// A run of "*" or "_".
struct Run {
  std::size_t at = 0, length = 0;
  char sign = 0;
  bool opens = false, closes = false;
};

class Finder {
 public:
  Finder(std::string_view line, const std::set<std::string, std::less<>>* labels) : line_(line), labels_(labels) {}

  std::vector<Mark> run() {
    for (std::size_t i = 0; i < line_.size() && marks_.size() < kMostMarks;) i = next(i);
    pair_runs();
    std::sort(marks_.begin(), marks_.end(),
              [](const Mark& a, const Mark& b) { return a.begin != b.begin ? a.begin < b.begin : a.end > b.end; });
    return std::move(marks_);
  }

 private:
  std::size_t next(std::size_t i) {
    switch (line_[i]) {
      case '\\':
        if (i + 1 < line_.size() && is_ascii_mark(line_[i + 1])) {
          mark(i, i + 1, Mark::skip);
          return i + 2;
        }
        return i + 1;
      case '`':
        return code(i);
      case '<':
        return automatic_link(i);
      case '[':
        brackets_.push_back(i);
        return i + 1;
      case ']':
        return close_bracket(i);
      case '*':
      case '_':
        return emphasis(i);
      default:
        return i + 1;
    }
  }

  void mark(std::size_t begin, std::size_t end, Mark::Action action) { marks_.push_back({begin, end, action}); }

  std::size_t code(std::size_t i) {
    const std::size_t end = std::min(line_.find_first_not_of('`', i), line_.size());
    const std::string_view fence = line_.substr(i, end - i);
    const std::size_t close = line_.find(fence, end);
    if (close == npos) return end;
    mark(i, end, Mark::skip);
    mark(close, close + fence.size(), Mark::skip);
    return close + fence.size();
  }

  std::size_t automatic_link(std::size_t i) {
    const std::size_t end = line_.find_first_of("> ", i + 1);
    if (end == npos || line_[end] != '>') return i + 1;
    const std::string_view inner = line_.substr(i + 1, end - i - 1);
    if (inner.find("://") == npos && inner.find('@') == npos) return i + 1;
    mark(i, i + 1, Mark::open_link);
    mark(end, end + 1, Mark::close_link);
    return end + 1;
  }

  std::size_t close_bracket(std::size_t i) {
    if (brackets_.empty()) return i + 1;
    const std::size_t open = brackets_.back();
    brackets_.pop_back();
    const std::size_t end = end_of_target(i + 1);
    if (end == npos) return i + 1;
    if (open > 0 && line_[open - 1] == '!') {
      std::erase_if(marks_, [open](const Mark& m) { return m.begin > open; });
      std::erase_if(runs_, [open](const Run& r) { return r.at > open; });
      mark(open - 1, end, Mark::skip);
    } else {
      mark(open, open + 1, Mark::open_link);
      mark(i, end, Mark::close_link);
    }
    return end;
  }

  /// The end of "(address)" or "[label]" behind a bracket, npos if there is neither.
  std::size_t end_of_target(std::size_t at) const {
    if (at >= line_.size()) return npos;
    if (line_[at] == '(') return end_of_address(line_, at);
    if (line_[at] != '[' || !labels_) return npos;
    const std::size_t end = line_.find(']', at);
    return end != npos && labels_->contains(line_.substr(at + 1, end - at - 1)) ? end + 1 : npos;
  }

  std::size_t emphasis(std::size_t i) {
    const std::size_t end = std::min(line_.find_first_not_of(line_[i], i), line_.size());
    const char32_t before = code_point_before(line_, i), after = code_point_at(line_, end);
    Run run{.at = i, .length = end - i, .sign = line_[i]};
    run.opens = !is_space(after) && (run.sign == '*' || !is_word(before));
    run.closes = !is_space(before) && (run.sign == '*' || !is_word(after));
    if (run.length <= 3 && (run.opens || run.closes)) runs_.push_back(run);
    return end;
  }

  void pair_runs() {
    std::vector<Run> open;
    for (const Run& run : runs_) {
      const auto fits = [&](const Run& o) { return o.sign == run.sign && o.length == run.length; };
      const auto opener = run.closes ? std::find_if(open.rbegin(), open.rend(), fits) : open.rend();
      if (opener != open.rend()) {
        const bool bold = run.length > 1;
        mark(opener->at, opener->at + run.length, bold ? Mark::bold : Mark::italic);
        mark(run.at, run.at + run.length, bold ? Mark::end_bold : Mark::end_italic);
        open.erase(std::prev(opener.base()), open.end());
      } else if (run.opens && open.size() < 32) {
        open.push_back(run);
      }
    }
  }

  std::string_view line_;
  const std::set<std::string, std::less<>>* labels_;
  std::vector<Mark> marks_;
  std::vector<std::size_t> brackets_;
  std::vector<Run> runs_;
};

}  // namespace

bool is_definition_of_link(std::string_view line) noexcept {
  const std::size_t end = line.find("]: ");
  if (!line.starts_with('[') || end == npos || end < 2) return false;
  const std::string_view target = trim(line.substr(end + 3));
  return target.find("://") != npos || target.starts_with('/') || target.starts_with('#') || target.starts_with('<');
}

std::string_view label_of_definition(std::string_view line) noexcept { return line.substr(1, line.find("]: ") - 1); }

MarkdownCounts count_markdown(std::string_view line) {
  MarkdownCounts out;
  if (line.find("](") == npos && line.find("**") == npos && line.find("__") == npos) return out;
  for (const Mark& mark : Finder(line, nullptr).run()) {
    out.links += (mark.action == Mark::close_link && line[mark.begin] == ']') ||
                 (mark.action == Mark::skip && line[mark.begin] == '!');
    out.strong += mark.action == Mark::bold;
  }
  return out;
}

void MarkdownSpans::add(std::string_view line, BlockBuilder& builder, std::vector<Block>& blocks) const {
  std::size_t at = 0;
  bool fresh_link = false;
  const auto put = [&](std::size_t end) {
    if (end > at) builder.add(line.substr(at, end - at), 0, false);
    if (!fresh_link || builder.link_depth == 0 || trim(line.substr(at, end - at)).empty()) return;
    fresh_link = false;
    if (blocks.back().links < 0xFFFF) ++blocks.back().links;
  };
  for (const Mark& mark : Finder(line, &labels).run()) {
    if (mark.begin < at) continue;  // inside what was skipped
    put(mark.begin);
    at = mark.end;
    switch (mark.action) {
      case Mark::open_link:
        ++builder.link_depth;
        fresh_link = true;
        break;
      case Mark::close_link:
        builder.link_depth -= builder.link_depth > 0;
        break;
      case Mark::bold:
        ++builder.bold_depth;
        break;
      case Mark::end_bold:
        builder.bold_depth -= builder.bold_depth > 0;
        break;
      case Mark::italic:
        ++builder.italic_depth;
        break;
      case Mark::end_italic:
        builder.italic_depth -= builder.italic_depth > 0;
        break;
      case Mark::skip:
        break;
    }
  }
  put(line.size());
  builder.link_depth = builder.bold_depth = builder.italic_depth = 0;
}

}  // namespace winnow
