#include "pipeline/segment/code_text.h"

#include <algorithm>
#include <vector>

#include "pipeline/base/ascii.h"
#include "pipeline/base/text.h"
#include "pipeline/document/tag_sets.h"

namespace winnow {
namespace {

constexpr TagSet kPreformatted = {Tag::pre, Tag::listing, Tag::xmp, Tag::plaintext};
/// What code never holds.
constexpr TagSet kOfPages =
    sets::kHeadings | TagSet{Tag::article, Tag::aside, Tag::blockquote, Tag::figure, Tag::footer,  Tag::form,
                             Tag::header,  Tag::main,  Tag::nav,        Tag::p,      Tag::section, Tag::ul};
constexpr std::uint32_t kNodesToFirstLine = 64;  ///< of a table, before its first line of code
constexpr int kLevelsAround = 3;                 ///< elements around code whose classes name its language

bool holds(const Blocks& page, std::uint32_t node, InlineClass c) noexcept {
  return (page.elements[node].inline_classes & bit(c)) != 0;
}

class CodeReader {
 public:
  explicit CodeReader(const Blocks& page) : page_(page), dom_(page.doc.dom) {}

  std::string read(std::uint32_t element) {
    const bool is_table = dom_.nodes[element].tag == Tag::table;
    const std::uint32_t end = dom_.nodes[element].end;
    for (std::uint32_t i = element + 1; i < end;) {
      while (!open_.empty() && open_.back() <= i) leave();
      const Node& node = dom_.nodes[i];
      if (node.tag == Tag::text) {
        add(i);
      } else if (node.tag == Tag::br) {
        end_line();
        out_ += '\n';
      } else if (is_beside_code(i, is_table)) {
        i = node.end;
        continue;
      } else if (page_.elements[i].block_level && !sets::kCells.has(node.tag)) {
        ends_line_ = true;
        open_.push_back(node.end);
      }
      ++i;
    }
    return trimmed();
  }

 private:
  bool is_beside_code(std::uint32_t i, bool is_table) const {
    const Node& node = dom_.nodes[i];
    if (is_skipped(node.tag) || node.tag == Tag::button || holds(page_, i, InlineClass::line_number)) return true;
    return is_table && node.tag == Tag::td && !holds(page_, i, InlineClass::code_line);
  }

  void leave() {
    ends_line_ = true;
    open_.pop_back();
  }

  /// An element began or ended a line: the next text stands on one of its own.
  void end_line() {
    if (ends_line_ && !out_.empty() && !out_.ends_with('\n')) out_ += '\n';
    ends_line_ = false;
  }

  void add(std::uint32_t i) {
    scratch_.clear();
    dom_.append_text(i, scratch_);
    if (ends_line_ && scratch_.starts_with('\n')) ends_line_ = false;
    if (scratch_.empty()) return;
    end_line();
    for (const char *at = scratch_.data(), *end = at + scratch_.size(); at < end;) {
      const char* const begin = at;
      const char32_t c = next_code_point(at, end);
      if (c == 0xA0) out_ += ' ';
      else out_.append(begin, at);
    }
  }

  /// Without blank lines at both ends; the first line keeps its indent.
  std::string trimmed() {
    const std::size_t first = out_.find_first_not_of(" \t\r\n");
    if (first == std::string::npos) return {};
    const std::size_t line = out_.rfind('\n', first);
    out_.erase(out_.find_last_not_of(" \t\r\n") + 1);
    return line == std::string::npos ? out_ : out_.substr(line + 1);
  }

  const Blocks& page_;
  const Dom& dom_;
  std::vector<std::uint32_t> open_;  ///< ends of the elements that are lines
  bool ends_line_ = false;
  std::string scratch_, out_;
};

/// True for "1\n2\n3": numbers, each one more than the last.
bool is_column_of_numbers(std::string_view text) noexcept {
  std::uint64_t before = 0;
  int count = 0;
  for (std::size_t at = 0; at < text.size();) {
    if (is_ascii_space(text[at])) {
      ++at;
      continue;
    }
    std::uint64_t number = 0;
    const std::size_t begin = at;
    while (at < text.size() && is_ascii_digit(text[at]) && at - begin < 9)
      number = number * 10 + static_cast<std::uint64_t>(text[at++] - '0');
    if (at == begin || (at < text.size() && !is_ascii_space(text[at]))) return false;
    if (count > 0 && number != before + 1) return false;
    before = number;
    ++count;
  }
  return count > 1;
}

bool is_language(std::string_view name) noexcept {
  constexpr std::size_t kLongest = 20;
  return !name.empty() && name.size() <= kLongest && std::all_of(name.begin(), name.end(), [](char c) {
    return is_ascii_alnum(c) || c == '+' || c == '#' || c == '-' || c == '.' || c == '_';
  });
}

std::string language_at(const Dom& dom, const InlineRules& rules, std::uint32_t node) {
  const std::string classes = dom.attribute(node, "class");
  for (std::size_t at = 0; at < classes.size();) {
    const std::size_t end = std::min(classes.find_first_of(" \t\n\f\r;", at), classes.size());
    const std::string_view language = rules.code_language(std::string_view(classes).substr(at, end - at));
    if (is_language(language)) return std::string(language);
    at = end + 1;
  }
  for (const std::string_view name : {"data-lang", "data-language"})
    if (std::string language = dom.attribute(node, name); is_language(language)) return language;
  return {};
}

}  // namespace

bool is_code(const Blocks& page, std::uint32_t element) {
  const auto& nodes = page.doc.dom.nodes;
  const bool is_table = nodes[element].tag == Tag::table;
  if (!is_table && !kPreformatted.has(nodes[element].tag)) return false;
  const std::uint32_t end = is_table ? std::min(nodes[element].end, element + kNodesToFirstLine) : nodes[element].end;
  for (std::uint32_t i = element + 1; i < end; ++i) {
    if (nodes[i].tag == Tag::text) continue;
    if (is_table && nodes[i].tag == Tag::td && holds(page, i, InlineClass::code_line)) return true;
    if (!is_table && kOfPages.has(nodes[i].tag)) return false;
  }
  return !is_table;
}

std::string code_text_of(const Blocks& page, std::uint32_t element) {
  std::string text = CodeReader(page).read(element);
  return is_column_of_numbers(text) ? std::string() : text;
}

std::string code_language_of(const Blocks& page, const InlineRules& rules, std::uint32_t element) {
  const Dom& dom = page.doc.dom;
  const auto read = [&](std::uint32_t node) {
    const std::string language = language_at(dom, rules, node);
    const bool says_none = language == "none" || language == "plaintext" || language == "text" || language == "default";
    return says_none ? std::string() : language;
  };
  for (std::uint32_t i = element; i < dom.nodes[element].end && i < element + 3; ++i)
    if (dom.nodes[i].tag != Tag::text)
      if (std::string language = read(i); !language.empty()) return language;
  std::uint32_t up = dom.nodes[element].parent;
  for (int level = 0; level < kLevelsAround && up != 0 && dom.nodes[up].tag != Tag::body; ++level) {
    if (std::string language = read(up); !language.empty()) return language;
    up = dom.nodes[up].parent;
  }
  return {};
}

}  // namespace winnow
