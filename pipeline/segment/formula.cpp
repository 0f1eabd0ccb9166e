#include "pipeline/segment/formula.h"

#include <algorithm>
#include <array>
#include <utility>
#include <vector>

#include "pipeline/base/text.h"
#include "pipeline/document/shown.h"

namespace winnow {
namespace {

/// Formulas of more nodes than this give their text: nobody reads them as TeX.
constexpr std::uint32_t kMostNodes = 20'000;
constexpr std::uint32_t kMostBytes = 1 << 16;

/// What TeX calls the characters that <mo> and <mi> hold most often. Others stand as they are.
constexpr std::array<std::pair<std::string_view, std::string_view>, 40> kNames = {{
    {"−", "-"},          {"×", "\\times "},  {"⋅", "\\cdot "},  {"·", "\\cdot "},  {"÷", "\\div "},
    {"±", "\\pm "},      {"≤", "\\le "},     {"≥", "\\ge "},    {"≠", "\\ne "},    {"≈", "\\approx "},
    {"→", "\\to "},      {"∞", "\\infty "},  {"∑", "\\sum "},   {"∏", "\\prod "},  {"∫", "\\int "},
    {"∂", "\\partial "}, {"∇", "\\nabla "},  {"∈", "\\in "},    {"√", "\\surd "},  {"∝", "\\propto "},
    {"α", "\\alpha "},   {"β", "\\beta "},   {"γ", "\\gamma "}, {"δ", "\\delta "}, {"ε", "\\epsilon "},
    {"θ", "\\theta "},   {"λ", "\\lambda "}, {"μ", "\\mu "},    {"π", "\\pi "},    {"ρ", "\\rho "},
    {"σ", "\\sigma "},   {"τ", "\\tau "},    {"φ", "\\phi "},   {"ω", "\\omega "}, {"Δ", "\\Delta "},
    {"Σ", "\\Sigma "},   {"Ω", "\\Omega "},  {"%", "\\%"},      {"\u2062", ""},    {"\u2061", ""},
}};
constexpr std::array<std::string_view, 12> kFunctions = {"sin", "cos", "tan", "log", "ln",  "exp",
                                                         "max", "min", "lim", "det", "gcd", "arg"};
constexpr std::array<std::pair<std::string_view, std::string_view>, 8> kAccents = {{{"¯", "bar"},
                                                                                    {"‾", "overline"},
                                                                                    {"^", "hat"},
                                                                                    {"ˆ", "hat"},
                                                                                    {"~", "tilde"},
                                                                                    {"˜", "tilde"},
                                                                                    {"→", "vec"},
                                                                                    {"˙", "dot"}}};

template <class Table>
std::string_view find_in(const Table& table, std::string_view key) noexcept {
  const auto found = std::find_if(table.begin(), table.end(), [&](const auto& row) { return row.first == key; });
  return found == table.end() ? std::string_view() : found->second;
}

std::string symbol(std::string_view text) {
  const auto found = std::find_if(kNames.begin(), kNames.end(), [&](const auto& row) { return row.first == text; });
  return std::string(found == kNames.end() ? text : found->second);
}

/// An argument: a single character as it is, anything longer in braces.
std::string braced(const std::string& tex) {
  const char* at = tex.data();
  if (!tex.empty()) next_code_point(at, tex.data() + tex.size());
  return !tex.empty() && at == tex.data() + tex.size() ? tex : "{" + tex + "}";
}

/// An element that is open, and what its children gave.
struct Open {
  std::uint32_t end = 0;
  std::string name;
  std::vector<std::string> parts{};
};

class MathReader {
 public:
  explicit MathReader(const Dom& dom) : dom_(dom) {}

  std::string read(std::uint32_t math) {
    std::vector<Open> open{{.end = dom_.nodes[math].end, .name = "math"}};
    for (std::uint32_t i = math + 1; i < dom_.nodes[math].end;) {
      while (open.back().end <= i) close(open);
      const Node& node = dom_.nodes[i];
      if (node.tag == Tag::text) {
        add_text(i, open.back());
        ++i;
        continue;
      }
      std::string name = dom_.name_of(i);
      if (name.starts_with("annotation") || name == "mphantom") {
        i = node.end;
        continue;
      }
      open.push_back({.end = node.end, .name = std::move(name)});
      ++i;
    }
    while (open.size() > 1) close(open);
    return joined(open.front().parts, "");
  }

 private:
  void add_text(std::uint32_t i, Open& around) {
    scratch_.clear();
    dom_.append_text(i, scratch_);
    std::string text = collapse_space(scratch_);
    if (!text.empty()) around.parts.push_back(std::move(text));
  }

  static std::string joined(const std::vector<std::string>& parts, std::string_view between) {
    std::string out;
    for (const std::string& part : parts) {
      if (!out.empty()) out += between;
      out += part;
    }
    return out;
  }

  static void close(std::vector<Open>& open) {
    Open done = std::move(open.back());
    open.pop_back();
    std::string tex = tex_of(done);
    open.back().parts.push_back(std::move(tex));  // an empty one keeps the place of its argument
  }

  static std::string tex_of(Open& element) {
    std::vector<std::string>& parts = element.parts;
    const std::string_view name = element.name;
    const std::size_t size = parts.size();
    if (size == 1 && (name == "mrow" || name == "mstyle")) return std::move(parts[0]);
    if (name == "mi") return identifier(joined(parts, ""));
    if (name == "mo") return symbol(joined(parts, ""));
    if (name == "mtext" || name == "ms") return size == 0 ? "" : "\\text{" + joined(parts, "") + "}";
    if (name == "mspace") return "\\,";
    if (name == "msqrt") return "\\sqrt{" + joined(parts, "") + "}";
    if (name == "mtr" || name == "mlabeledtr") return joined(parts, " & ");
    if (name == "mtable") return "\\begin{matrix}" + joined(parts, " \\\\ ") + "\\end{matrix}";
    if (name == "mfenced") return "(" + joined(parts, ",") + ")";
    if (size == 2) {
      if (name == "msup") return braced(parts[0]) + "^" + braced(parts[1]);
      if (name == "msub" || name == "munder") return braced(parts[0]) + "_" + braced(parts[1]);
      if (name == "mfrac") return "\\frac{" + parts[0] + "}{" + parts[1] + "}";
      if (name == "mroot") return "\\sqrt[" + parts[1] + "]{" + parts[0] + "}";
      if (name == "mover") return over(parts[0], parts[1]);
    }
    if (size == 3 && (name == "msubsup" || name == "munderover"))
      return braced(parts[0]) + "_" + braced(parts[1]) + "^" + braced(parts[2]);
    return joined(parts, "");
  }

  static std::string identifier(const std::string& text) {
    if (std::find(kFunctions.begin(), kFunctions.end(), text) != kFunctions.end()) return "\\" + text + " ";
    const std::string tex = symbol(text);
    const bool is_word = tex == text && text.size() > 1 && braced(text).size() > text.size();
    return is_word ? "\\mathrm{" + text + "}" : tex;
  }

  static std::string over(const std::string& base, const std::string& mark) {
    const std::string_view accent = find_in(kAccents, mark == "\\to " ? std::string_view("→") : std::string_view(mark));
    if (!accent.empty()) return "\\" + std::string(accent) + "{" + base + "}";
    return base.starts_with("\\") ? base + "^" + braced(mark) : "\\overset{" + mark + "}{" + base + "}";
  }

  const Dom& dom_;
  std::string scratch_;
};

/// The TeX that stands in the page beside a <math>, "" if none does.
std::string annotation_of(const Dom& dom, std::uint32_t math) {
  for (std::uint32_t i = math + 1; i < dom.nodes[math].end; ++i) {
    if (dom.nodes[i].tag != Tag::unknown || !starts_with_ignoring_case(dom.raw(dom.nodes[i]), "<annotation")) continue;
    if (fold_case(dom.attribute(i, "encoding")).find("tex") != std::string::npos) return dom.text_of(i);
  }
  return dom.attribute(math, "alttext");
}

std::string script_of(const Dom& dom, std::uint32_t element) {
  std::string tex;
  for (std::uint32_t i = element + 1; i < dom.nodes[element].end; ++i)
    if (dom.nodes[i].tag == Tag::text) tex += dom.raw(dom.nodes[i]);
  std::replace(tex.begin(), tex.end(), kTexLessThan, '<');
  for (const std::string_view mark : {"% <![CDATA[", "%]]>"})  // written for readers of XHTML
    if (const std::size_t at = tex.find(mark); at != std::string::npos) tex.erase(at, mark.size());
  return tex;
}

bool is_very_large(const Dom& dom, std::uint32_t math) noexcept {
  const std::uint32_t end = dom.nodes[math].end;
  if (end - math > kMostNodes) return true;
  std::uint64_t bytes = 0;
  for (std::uint32_t i = math; i < end; ++i)
    if (dom.nodes[i].tag == Tag::text) bytes += dom.nodes[i].length;
  return bytes > kMostBytes;
}

/// Without the dollars and the \displaystyle that some pages write around it.
std::string bare(std::string tex) {
  tex = collapse_space(tex);
  constexpr std::string_view kDisplay = "{\\displaystyle ";
  if (tex.starts_with(kDisplay) && tex.ends_with('}'))
    tex = tex.substr(kDisplay.size(), tex.size() - kDisplay.size() - 1);
  while (tex.size() > 1 && tex.starts_with('$') && tex.ends_with('$')) tex = tex.substr(1, tex.size() - 2);
  return std::string(trim(tex));
}

}  // namespace

bool is_formula(const Dom& dom, std::uint32_t element) noexcept {
  return dom.nodes[element].tag == Tag::math || is_tex_script(dom, element);
}

std::string between_dollars(std::string_view tex, bool is_display) {
  const std::string_view mark = is_display ? "$$" : "$";
  const std::string formula = bare(std::string(tex));
  return formula.empty() ? formula : std::string(mark) + formula + std::string(mark);
}

std::string formula_of(const Dom& dom, std::uint32_t element) {
  const bool is_script = is_tex_script(dom, element);
  const bool is_large = is_very_large(dom, element);
  std::string tex = is_script ? script_of(dom, element) : annotation_of(dom, element);
  if (trim(tex).empty()) tex = is_large ? dom.text_of(element) : MathReader(dom).read(element);
  const bool is_display = is_script ? dom.attribute(element, "type").find("display") != std::string::npos
                                    : dom.attribute(element, "display") == "block";
  return between_dollars(tex, is_display);
}

}  // namespace winnow
