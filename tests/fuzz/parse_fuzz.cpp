// libFuzzer target: the skeleton and the page itself must show the same text.
//
//   cmake -S . -B build-fuzz -DWINNOW_FUZZ=ON -DCMAKE_CXX_COMPILER=clang++ && cmake --build
//   build-fuzz build-fuzz/parse_fuzz -max_len=200 -max_total_time=300
//
// An input is either a page as it is or, which finds far more, a list of numbers of fragments. The
// page of a finding is printed: put it into tests/fuzz/found/, where the normal tests replay it.

#include <array>
#include <cstdint>
#include <cstdio>
#include <cstdlib>

#include "tests/parse_agreement.h"

namespace {

using namespace winnow;

constexpr std::string_view kFragments[] = {"a",
                                           "b ",
                                           " ",
                                           "\n",
                                           "<p>",
                                           "</p>",
                                           "<div>",
                                           "</div>",
                                           "<b>",
                                           "</b>",
                                           "<a>",
                                           "</a>",
                                           "<i>",
                                           "</i>",
                                           "<em>",
                                           "</em>",
                                           "<span>",
                                           "</span>",
                                           "<font>",
                                           "<font size=1>",
                                           "</font>",
                                           "<nobr>",
                                           "</nobr>",
                                           "<h1>",
                                           "</h1>",
                                           "<h2>",
                                           "<ul>",
                                           "</ul>",
                                           "<li>",
                                           "</li>",
                                           "<dl>",
                                           "<dt>",
                                           "<dd>",
                                           "</dl>",
                                           "<table>",
                                           "</table>",
                                           "<tr>",
                                           "</tr>",
                                           "<td>",
                                           "</td>",
                                           "<th>",
                                           "<tbody>",
                                           "</tbody>",
                                           "<caption>",
                                           "</caption>",
                                           "<colgroup>",

                                           "<select>",
                                           "</select>",
                                           "<option>",
                                           "<optgroup>",
                                           "<input>",
                                           "<input type=hidden>",
                                           "<textarea>",
                                           "</textarea>",
                                           "<button>",
                                           "</button>",
                                           "<form>",
                                           "</form>",
                                           "<svg>",
                                           "</svg>",
                                           "<svg/>",
                                           "<g>",
                                           "</g>",
                                           "<path/>",
                                           "<desc>",
                                           "</desc>",
                                           "<title>",
                                           "</title>",
                                           "<foreignObject>",
                                           "</foreignObject>",
                                           "<math>",
                                           "</math>",
                                           "<mi>",
                                           "</mi>",
                                           "<annotation-xml>",
                                           "<annotation-xml encoding=text/html>",
                                           "</annotation-xml>",
                                           "<mglyph>",
                                           "<script>",
                                           "</script>",
                                           "<style>",
                                           "</style>",
                                           "<!--",
                                           "-->",
                                           "<xmp>",
                                           "</xmp>",
                                           "<iframe>",
                                           "</iframe>",
                                           "<noscript>",
                                           "</noscript>",
                                           "<pre>",
                                           "</pre>",
                                           "<br>",
                                           "</br>",
                                           "<hr>",
                                           "<img>",
                                           "<image>",
                                           "<wbr>",
                                           "<meta>",
                                           "<link>",
                                           "<base>",
                                           "<head>",
                                           "</head>",
                                           "<body>",
                                           "</body>",
                                           "<html>",
                                           "</html>",
                                           "<template>",
                                           "</template>",
                                           "<object>",
                                           "</object>",
                                           "<marquee>",
                                           "</marquee>",
                                           "<ruby>",
                                           "<rt>",
                                           "</ruby>",
                                           "<x-y>",
                                           "</x-y>",
                                           "<main>",
                                           "<section>",
                                           "</section>",
                                           "<label>",
                                           "</label>",
                                           "<address>",
                                           "<!doctype html>",
                                           "<!x>",
                                           "<",
                                           "&amp;",
                                           "&lt",
                                           "&#0;",
                                           "<plaintext>",
                                           "<noembed>",
                                           "</noembed>",
                                           "<picture>",
                                           "<source>",
                                           "</picture>",
                                           "<embed>",
                                           "<center>",
                                           "</center>",
                                           "<details>",
                                           "<summary>",
                                           "<listing>",
                                           "<code>",
                                           "</code>",
                                           "<u>",
                                           "</u>",
                                           "<big>",
                                           "<applet>",
                                           "</applet>",
                                           "<p ",
                                           "\"",
                                           "'",
                                           "=",
                                           ">"};

std::string valid_utf8(std::string_view bytes) {
  std::string out;
  for (const char *at = bytes.data(), *end = at + bytes.size(); at < end;)
    append_utf8(next_code_point(at, end), out);
  return out;
}

std::string page_of(std::string_view input) {
  if (input.empty() || input.front() % 8 == 0)
    return valid_utf8(input.substr(input.empty() ? 0 : 1));
  std::string page;
  for (const char number : input.substr(1))
    page += kFragments[static_cast<unsigned char>(number) % std::size(kFragments)];
  return page;
}

bool holds_any(std::string_view page, std::initializer_list<std::string_view> words) {
  for (std::size_t i = 0; i < page.size(); ++i)
    for (std::string_view word : words)
      if (starts_with_ignoring_case(page.substr(i), word)) return true;
  return false;
}

/// Pages on which the two ways differ for a known reason, or on which plain Gumbo aborts: its
/// end tags of unknown names close any unknown element, and CDATA can fail an assertion.
bool is_out_of_bounds(std::string_view page) {
  const bool is_foreign = holds_any(page, {"<svg", "<math"});
  return holds_any(page, {"<![cdata[", "<frameset", "<isindex"}) ||
         (is_foreign && holds_any(page, {"x-y>", "picture>", "</g>"}));
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string page = page_of({reinterpret_cast<const char*>(data), size});
  const std::string seen = testing::visible_text(testing::parsed_by_skeleton(page));
  if (is_out_of_bounds(page)) return 0;
  const Dom plain = testing::parsed_plainly(page);
  if (testing::depth_of(plain) > 400 || testing::visible_text(plain) == seen) return 0;
  std::fprintf(stderr, "page: %s\nskeleton:\n%splain:\n%s", page.c_str(), seen.c_str(),
               testing::visible_text(plain).c_str());
  std::abort();
}
