#pragma once
// Pages made to exhaust a parser: what a few bytes of each cost plain Gumbo stands beside it. Most
// sizes come from measuring Gumbo 0.10.1; `scale` makes them larger. And rules and pages that are
// made for each other, to exhaust what matches rules.

#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

namespace winnow::testing {

struct HostilePage {
  std::string_view name;
  std::string page;
};

/// No page here is longer: what is above the byte limit (16 MiB) need not be far above it.
inline constexpr std::size_t kLongestPage = 20'000'000;

inline std::string repeated(std::string_view text, std::size_t times) {
  std::string out;
  times = std::min(times, kLongestPage / text.size());
  out.reserve(text.size() * times);
  for (std::size_t i = 0; i < times; ++i) out += text;
  return out;
}

inline std::string numbered(std::string_view before, std::string_view behind, std::size_t times) {
  std::string out;
  for (std::size_t i = 0; i < times; ++i) out.append(before).append(std::to_string(i)).append(behind);
  return out;
}

inline std::vector<HostilePage> hostile_pages(std::size_t scale) {
  const auto times = [scale](std::string_view text, std::size_t n) { return repeated(text, n * scale); };
  const auto closed = [&](std::string_view open, std::string_view close, std::size_t n) {
    return times(open, n) + times(close, n);
  };
  return {
      {"open divs", times("<div>", 50'000)},                                           // > 12 GB
      {"closed divs", closed("<div>", "</div>", 100'000)},                             // 22 s
      {"spans, then paragraphs", times("<span>", 20'000) + times("<p></p>", 20'000)},  // 4 s, 3 GB
      {"lists in lists", times("<ul><li>", 20'000)},                                   // 9 s, 6 GB
      {"definitions in definitions", times("<dl><dd>", 20'000)},
      {"tables in tables", times("<table><tr><td>", 20'000)},  // 24 s, 12 GB
      {"math", times("<math><mi>", 20'000)},                   // 17 s, 12 GB
      {"ruby", times("<ruby><rt>", 20'000)},
      {"forms", times("<form><div>", 20'000)},                          // 12 s, 5 GB
      {"misnested bold", closed("<b><div>", "</b>", 4'000)},            // quadratic
      {"many ids on bold", numbered("<p><b id=", ">", 2'000 * scale)},  // 30 KB: 0.8 GB
      {"many sizes of font", numbered("<font size=", "><p>", 1'000 * scale) + times("</font>", 1'000)},
      {"many attributes", "<p " + numbered("a", "=1 ", 40'000 * scale) + ">x"},  // quadratic
      {"one attribute many times", "<p>x<a " + times("a ", 1'000'000)},
      {"many bodies", numbered("<body a", "=1>", 16'000 * scale) + "x"},  // quadratic
      {"NUL", times(std::string_view("\0", 1), 10'000'000)},
      {"0xFF", times("\xFF", 10'000'000)},
      {"less-than signs", times("<", 10'000'000)},
      {"end tags of paragraphs", times("</p>", 2'500'000)},
      {"foreign elements", times("<svg>", 30'000)},
      {"foreign end tags", times("<svg><desc>", 250) + times("</g>", 250'000)},
      {"nested html in svg", times("<svg><foreignObject>", 20'000)},
      {"comments", times("<!--", 100'000)},
      {"comment ends", "<!--" + times("--!", 100'000)},
      {"scripts in scripts", "<script><!--" + times("<script>", 100'000)},
      {"selects", times("<select><option>", 20'000)},
      {"options", "<select>" + times("<option>x", 50'000)},
      {"references", times("&CounterClockwiseContourIntegra", 30'000)},
      {"one number", "&#" + times("9", 500'000)},
      {"metas", times("<meta name=a content=b>", 40'000)},
      {"JSON", "<script type=application/ld+json>" + times("[", 500'000) + "</script>"},
      {"paragraphs", times("<p>some words of text</p>", 50'000)},
      {"one line", "<p>" + times("words and more ", 700'000)},
      {"one word", "<p>" + times("x", 1'000'000)},
      {"links in one block", "<p>" + times("<a href=/x>y</a> ", 100'000)},
      {"links without space", "<p>" + times("<a href=/x>y</a>", 100'000)},
      {"breaks", "<p>" + times("x<br>", 100'000)},
      {"headings", times("<h2>x", 20'000)},
      {"rows", "<table>" + times("<tr><td>x<td>y", 10'000)},
      {"cells", "<table><tr>" + times("<td>x", 50'000)},
      {"cells that span", "<table>" + times("<tr><td colspan=1000 rowspan=60000>x<td>y", 20'000)},
      {"one long row over short ones", "<table><tr>" + times("<td>x", 20'000) + times("<tr><td>y", 20'000)},
      {"tables that nobody ends", times("<table><tr><th>x<td>y", 10'000)},
      {"captions", "<table><tr><td>" + times("<figcaption>x</figcaption>", 20'000)},
      {"a long pre", "<pre>" + times("some code\n", 500'000)},
      {"a pre of lines", "<pre>" + times("<div class=line>x</div><br>", 100'000)},
      {"pres in pres", times("<pre>x", 20'000) + "<p>" + times("<b>x</b>", 20'000)},
      {"many pres", "<p>Some text that stands here before all of them.</p>" + times("<pre>x</pre>", 50'000)},
      {"math in math", "<p>x" + times("<math><msup><mrow>", 10'000) + times("<mi>y", 10'000)},
      {"wide math", "<p>x<math>" + times("<msup><mi>y</mi>", 400) + times("y", 1'000'000)},
      {"ruby without a base", times("<ruby><rt>x</rt></ruby>", 50'000)},
      {"items of lists in lists", times("<ul><li>x", 20'000) + "<h2>y"},
      {"marks of notes", "<p>x" + times("<sup><a href=#n>1</a></sup>", 50'000) + "<div id=n>" + times("<p>y", 10'000)},
      {"hidden hints", "<p>x" + times("<span hidden>y</span>", 100'000)},
      {"quotes in quotes", "<p>x" + times("<q>y", 20'000)},
      {"custom elements", times("<x-line>x</x-line>", 50'000)},
      {"shadow roots",
       times("<template shadowrootmode=open ", 50'000) + times("<template shadowrootmode=open>", 20'000)},
      {"TeX", times("<script type=math/tex>a<b</script>", 30'000) + times("<script type=math/tex>", 1'000)},
      {"classes", "<p class='" + times("share-this_", 50'000) + "'>x"},
      {"combining marks", "<p>a" + times("\xCC\x81", 200'000)},
      {"times", "<p>" + times("2024-01-01 ", 50'000)},
      {"cells of text before a table", times("<table>x", 10'000)},
  };
}

/// Conditions that a careless or hostile author could write, and that load.
inline std::vector<std::string> hostile_conditions() {
  const std::string many_divs = repeated("div ", 12), many_children = repeated("div > ", 12);
  return {"pattern: '(a+)+$'",
          "pattern: '(a|aa)+$'",
          "pattern: '(.*)*x$'",
          "pattern: '[ab]*a[ab]{900}c'",
          "inside: 'i " + many_divs + "p'",
          "inside: 'i " + many_children + "p'",
          "inside: '[title*=x] " + many_divs + "p'",
          "inside: 'p:nth-of-type(3)'",
          "inside: '//div[contains(., \"zzz\")]//p'",
          "words: 1"};  // with a span, the square of the blocks
}

inline std::vector<HostilePage> pages_for_hostile_conditions() {
  return {{"paragraphs 500 deep", repeated("<div title=y>", 500) + repeated("<p>some words of text", 50'000)},
          {"long paragraphs 500 deep", repeated("<div>", 500) + repeated("<p>" + repeated("word ", 12'000), 100)},
          {"long words of one letter", repeated("<p>" + repeated("a", 65'000), 150)},
          {"long words of two letters", repeated("<p>" + repeated("abaababbab", 6'500), 150)},
          {"siblings", repeated("<p>aab", 100'000)}};
}

inline std::string hostile_rule(const std::string& condition) {
  return "rules:\n  - {id: r, when: {" + condition + "}, do: {weight: 1, span: page_end}, why: t}\n";
}

}  // namespace winnow::testing
