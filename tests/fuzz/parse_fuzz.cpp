// libFuzzer target: the skeleton and the page itself must give the same text and the same tree.
//
//   cmake --preset fuzz && cmake --build build-fuzz
//   build-fuzz/tests/fuzz/parse_fuzz -max_len=200 -max_total_time=300
//
// An input is either a page as it is or, which finds far more, a list of numbers of fragments. The
// page of a finding is printed: put it into tests/fuzz/found/, where the normal tests replay it.

#include <algorithm>
#include <array>
#include <cstdint>
#include <cstdio>
#include <cstdlib>

#include "pipeline/parse/open_elements.h"
#include "tests/support/parse_agreement.h"

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
                                           "<col>",
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
                                           "<my-y>",
                                           "</my-y>",
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
  for (const char *at = bytes.data(), *end = at + bytes.size(); at < end;) append_utf8(next_code_point(at, end), out);
  return out;
}

std::string page_of(std::string_view input) {
  if (input.empty() || input.front() % 8 == 0) return valid_utf8(input.substr(input.empty() ? 0 : 1));
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

/// Where kFlush might end a tag before its time.
bool has_form_end_in_tag(std::string_view page) {
  bool is_in_tag = false;
  for (std::size_t i = 0; i < page.size(); ++i) {
    if (is_in_tag && starts_with_ignoring_case(page.substr(i), "</form")) return true;
    if (page[i] == '<' || page[i] == '>') is_in_tag = page[i] == '<';
  }
  return false;
}

/// True when the page has an end tag with a name that Gumbo does not know.
bool has_unknown_end_tag(std::string_view page) {
  for (std::size_t at = page.find("</"); at != page.npos; at = page.find("</", at + 1)) {
    const std::string_view rest = page.substr(at + 2);
    const std::string_view name = rest.substr(0, rest.find_first_of(" \t\n\f\r/>"));
    const Tag tag = tag_from_name(name);
    const bool is_foreign = holds_any(name, {"foreignobject", "desc", "mi", "annotation-xml"});
    if (tag == Tag::picture || (tag == Tag::unknown && !is_foreign)) return true;
  }
  return false;
}

/// True when svg or math holds elements with names that confuse Gumbo: the skeleton renames them.
bool has_renamed_elements(const std::string& page) {
  Dom dom;
  dom.source = page;
  return testing::skeleton_of(dom).html.find("<x-") != std::string::npos;
}

/// Pages on which the two ways differ for a known reason, or on which plain Gumbo aborts: its
/// end tags of unknown names close any unknown element, CDATA can fail an assertion, and so can
/// elements of svg and math that are named like those of tables.
bool is_out_of_bounds(const std::string& page) {
  const bool is_foreign = holds_any(page, {"<svg", "<math"});
  return holds_any(page, {"<![cdata[", "<frameset", "<isindex"}) || has_form_end_in_tag(page) ||
         has_renamed_elements(page) || (is_foreign && has_unknown_end_tag(page));
}

/// Formatting elements that differ in attributes only are not comparable: see parse_agreement.h.
bool has_formatting_with_attributes(const Dom& dom) {
  return std::any_of(dom.nodes.begin(), dom.nodes.end(), [](const Node& node) {
    return OpenElements::is_formatting(node.tag) && node.tag != Tag::a && node.length > name(node.tag).size() + 2;
  });
}

void expect_same(const std::string& page, const std::string& skeleton, const std::string& plain) {
  if (skeleton == plain) return;
  std::fprintf(stderr, "page: %s\nskeleton:\n%splain:\n%s", page.c_str(), skeleton.c_str(), plain.c_str());
  std::abort();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string page = page_of({reinterpret_cast<const char*>(data), size});
  const Dom by_skeleton = testing::parsed_by_skeleton(page);
  if (is_out_of_bounds(page)) return 0;
  const Dom plain = testing::parsed_plainly(page);
  if (testing::depth_of(plain) > 400) return 0;
  expect_same(page, testing::visible_text(by_skeleton), testing::visible_text(plain));
  if (!has_formatting_with_attributes(plain))
    expect_same(page, testing::structure(by_skeleton), testing::structure(plain));
  return 0;
}
