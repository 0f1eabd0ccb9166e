// The skeleton against the page itself, rule by rule and on all pages of the corpora.

#include <gtest/gtest.h>
#include <zlib.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <random>

#include "tests/support/parse_agreement.h"

namespace winnow {
namespace {

using testing::parsed_by_skeleton;
using testing::parsed_plainly;
using testing::structure;
using testing::visible_text;

struct Case {
  std::string_view page, text;
};

/// Cut to the first line in which they differ and the five before it.
std::string where_they_part(std::string_view lines, std::string_view others) {
  const auto same = std::mismatch(lines.begin(), lines.end(), others.begin(), others.end()).first - lines.begin();
  auto begin = static_cast<std::size_t>(same);
  for (int before = 6; before > 0 && begin != lines.npos; --before)
    begin = begin ? lines.rfind('\n', begin - 1) : lines.npos;
  begin = begin == lines.npos ? 0 : begin + 1;
  return std::string(lines.substr(begin, lines.find('\n', static_cast<std::size_t>(same)) - begin));
}

bool agrees(std::string_view page) {
  const Dom by_skeleton = parsed_by_skeleton(page), plain = parsed_plainly(page);
  return visible_text(by_skeleton) == visible_text(plain) && structure(by_skeleton) == structure(plain);
}

/// The skeleton's tree and text must be those of plain Gumbo.
void expect_agreement(std::string_view page, const std::string& where) {
  const Dom by_skeleton = parsed_by_skeleton(page), plain = parsed_plainly(page);
  const std::string text = visible_text(by_skeleton), plain_text = visible_text(plain);
  const std::string tree = structure(by_skeleton), plain_tree = structure(plain);
  EXPECT_EQ(where_they_part(text, plain_text), where_they_part(plain_text, text)) << where;
  EXPECT_EQ(where_they_part(tree, plain_tree), where_they_part(plain_tree, tree)) << where;
}

void expect_agreement(const Case& c) {
  EXPECT_EQ(visible_text(parsed_by_skeleton(c.page)), c.text) << c.page;
  expect_agreement(c.page, std::string(c.page));
}

TEST(Skeleton, ReadsScriptData) {
  const Case cases[] = {
      {"a<script>b</script>c", "ac\n"},
      {"a<script>'<p>b'</SCRIPT >c", "ac\n"},
      {"a<script>b</scriptx></script>c", "ac\n"},
      {"a<script><!-- b</script>c", "ac\n"},
      {"a<script><!--<script>b</script>c--></script>d", "ad\n"},
      {"a<script><!--<script>b</script>c</script>d", "ad\n"},
      {"a<script><!-- b --></script>c<script></script>d", "acd\n"},
      {"a<script><!--> b</script>c", "ac\n"},
      {"a<script><!--<scriptx>b</script>c", "ac\n"},
      {"a<script>b", "a\n"},
      {"a<script><!--<script>b</script>c", "a\n"},
      {"a<script/>b</script>c", "ac\n"},
  };
  for (const auto& c : cases) expect_agreement(c);
}

TEST(Skeleton, EndsRawTextOnlyAtItsOwnEndTag) {
  const Case cases[] = {
      {"a<style>b</stylex></StYlE\n>c", "ac\n"},
      {"a<style>b</style/>c", "ac\n"},
      {"a<style><!--</style>b", "ab\n"},
      {"<title>a</p></title>b", "b\n"},
      {"a<textarea><p>b</textarea>c", "a<p>bc\n"},
      {"<textarea>\n&amp;x</textarea>", "&x\n"},
      {"<xmp><b>&amp;</b></xmp>a", "<b>&amp;</b>\na\n"},
      {"<iframe><p>a</iframe>b", "b\n"},
      {"<body><noframes><p>a</noframes>b", "b\n"},
      {"<noembed>a</noembed>b", "b\n"},
      {"a<plaintext>b</plaintext><p>&lt;", "a\nb</plaintext><p>&lt;\n"},
  };
  for (const auto& c : cases) expect_agreement(c);
}

TEST(Skeleton, EndsComments) {
  const Case cases[] = {
      {"a<!-- b -->c", "ac\n"},
      {"a<!-->b", "ab\n"},
      {"a<!--->b", "ab\n"},
      {"a<!-- b --!>c", "ac\n"},
      {"a<!-- b --x>c-->d", "ad\n"},
      {"a<!---->b", "ab\n"},
      {"a<!--b", "a\n"},
      {"a<!b>c", "ac\n"},
      {"a<?b>c", "ac\n"},
      {"a</ b>c", "ac\n"},
      {"a</>b", "ab\n"},
      {"a<![CDATA[b]]>c", "ac\n"},
      {"a<!-- b > c -->d", "ad\n"},
  };
  for (const auto& c : cases) expect_agreement(c);
}

TEST(Skeleton, TakesLessThanSignsThatOpenNoTagForText) {
  const Case cases[] = {
      {"a < b", "a < b\n"}, {"a<1", "a<1\n"}, {"a<", "a<\n"}, {"a</", "a</\n"}, {"a<<b>c", "a<c\n"}, {"<=>", "<=>\n"},
  };
  for (const auto& c : cases) expect_agreement(c);
}

TEST(Skeleton, ReadsTags) {
  const Case cases[] = {
      {"<p title='>'>a", "a\n"},
      {"<p title=\">\">a", "a\n"},
      {"<p title=a'>b'>c", "b'>c\n"},
      {"a<p", "a\n"},
      {"a<p title='", "a\n"},
      {"a<p title=\"b>c", "a\n"},
      {"a</p", "a\n"},
      {"a<p class=", "a\n"},
      {"a<b/", "a\n"},
      {"a<!doctype", "a\n"},
      {"<math><![CDATA[a", "a\n"},
      {"<DIV>a</dIV>b", "a\nb\n"},
      {"<div/>a</div>b", "a\nb\n"},
      {"<p<b>a", "a\n"},
      {"a</br>b", "a\nb\n"},
      {"a</p>b", "a\nb\n"},
      {"<image src=x>a", "a\n"},
  };
  for (const auto& c : cases) expect_agreement(c);
}

TEST(Skeleton, KeepsTheSpaceBetweenInlineElements) {
  const Case cases[] = {
      {"<b>a</b> <i>b</i>", "a b\n"},
      {"<b>a</b>\n<!-- x --> <i>b</i>", "a b\n"},
      {"<a>a</a> <script></script><a>b</a>", "a b\n"},
      {"<p>a</p> b", "a\nb\n"},
      {"a <span> </span>b", "a b\n"},
      {"<span>a</span><span> </span><span>b</span>", "a b\n"},
      {"<b>a</b> <img> <b>b</b>", "a b\n"},
      {"<td>a</td> <td>b", "a b\n"},
      {"<table><tr><td>a</td> <td>b", "a\nb\n"},
      {"<x-a>a</x-a> <x-a>b</x-a>", "a b\n"},
  };
  for (const auto& c : cases) expect_agreement(c);
}

std::string preformatted(std::string_view page) {
  const Dom dom = parsed_by_skeleton(page);
  std::string text;
  for (std::uint32_t i = 0; i < dom.nodes.size(); ++i)
    if (dom.nodes[i].preformatted) dom.append_text(i, text);
  return text;
}

TEST(Skeleton, KeepsPreformattedSpace) {
  const Case cases[] = {
      {"<pre>a\n  b</pre>", "a\n  b"},
      {"<pre><b>a</b>\n\t<b>b</b></pre>", "a\n\tb"},
      {"<pre>\na</pre>", "a"},
      {"<pre>\r\na\r\nb\rc</pre>", "a\nb\nc"},
      {"<pre>\n\na</pre>", "\na"},
      {"<pre>\n\n<b>a</b></pre>", "\na"},
      {"<pre><b>\na</b></pre>", "\na"},
      {"<textarea>\n a </textarea>", " a "},
      {"<listing>a <i>b</i> </listing>", "a b "},
  };
  for (const auto& c : cases) EXPECT_EQ(preformatted(c.page), c.text) << c.page;
}

TEST(Skeleton, LeavesOutClosedPictures) {
  const Case cases[] = {
      {"a<svg><path d='M0'/><g><text>no</text></g></svg>b", "ab\n"},
      {"a<svg><title>no</title><style>p>b{}</style></svg>b", "ab\n"},
      {"a<svg/>b", "ab\n"},
      {"a<svg><svg></svg>no</svg>b", "ab\n"},
      {"a<svg><desc>no</desc><![CDATA[</svg>no]]></svg>b", "ab\n"},
      {"<table><svg></svg><tr><td>a</table>", "a\n"},
  };
  for (const auto& c : cases) expect_agreement(c);
}

TEST(Skeleton, FollowsHtmlThatLeavesForeignContent) {
  const Case cases[] = {
      {"a<svg><g><p>b</svg>c", "a\nbc\n"},
      {"a<svg><foreignObject><i>no</i></foreignObject></svg>b", "ab\n"},
      {"a<svg><foreignObject><p>no</foreignObject></svg>no", "a\n"},
      {"<div>a<svg><g></div>b", "a\nb\n"},
      {"<svg><style>a</style><p>b</svg>", "b\n"},
      {"<math><mi>a<p>b</mi></math>c", "a\nbc\n"},
      {"<math><style><b>a</b></style></math>b", "ab\n"},
      {"<math><![CDATA[<b>&amp;]]></math>", "<b>&amp;\n"},
      {"<math><mtext><![CDATA[x]]></mtext></math>", "x\n"},
      {"<math><annotation-xml encoding=text/html><p>a</annotation-xml></math>b", "ab\n"},
      {"<math><annotation-xml><p>a</annotation-xml></math>b", "ab\n"},
      {"a<svg><font color=x>b</svg>c", "abc\n"},
      {"a<svg><font>no</font></svg>b", "ab\n"},
      {"<math/>a<style>b</style>", "a\n"},
      {"<math><mi/>a<![CDATA[<b>]]></math>", "a<b>\n"},
      {"<svg><path/><g><p>a", "a\n"},
      {"<div><![CDATA[a]]>b</div>", "b\n"},
      {"<math></mi>a</math>b", "ab\n"},
      {"<math><image>a</math>", "a\n"},
      {"<math><td>a</td><select>b</select></math>c", "a\nbc\n"},
  };
  for (const auto& c : cases) expect_agreement(c);
}

TEST(Skeleton, LeavesForeignContentAtEveryTagThatDoes) {
  for (std::string_view name :
       {"b",   "big", "blockquote", "body",    "br",    "center",       "code",        "dd",
        "div", "dl",  "dt",         "em",      "embed", "font color=x", "font face=x", "font size=1",
        "h1",  "h2",  "h3",         "h4",      "h5",    "h6",           "head",        "hr",
        "i",   "img", "li",         "listing", "menu",  "meta",         "nobr",        "ol",
        "p",   "pre", "ruby",       "s",       "small", "span",         "strong",      "strike",
        "sub", "sup", "table",      "tt",      "u",     "ul",           "var"})
    for (const std::string root : {"<svg><g>", "<math><mrow>"}) {
      const std::string page = "a" + root + "<" + std::string(name) + ">b";
      expect_agreement(page, page);
    }
}

TEST(Skeleton, FollowsTheRulesInsideSelect) {
  const Case cases[] = {
      {"<select><option>a<option>b</select>c", "a\nb\nc\n"},
      {"<select><p>a<b>b</b></select>c", "abc\n"},
      {"<select><style>a</select>b", "ab\n"},
      {"<select><script>a</script>b</select>c", "bc\n"},
      {"<select>a<select>b", "ab\n"},
      {"<select>a<input>b<p>c", "ab\nc\n"},
      {"<select><textarea><p></textarea>a", "<p>a\n"},
      {"<table><tr><td><select>a<tr><td>b</table>", "a\nb\n"},
      {"<table><tr><td><select>a</table>b", "a\nb\n"},
      {"<select><tr>a</tr></select>b", "ab\n"},
      {"<select><optgroup>a<option>b</optgroup>c</select>d", "a\nb\ncd\n"},
      {"<select><template><p>a</template>b</select>c", "bc\n"},
      {"<select>a<keygen>b", "ab\n"},
      {"<select><svg><p>a</svg></select>b", "ab\n"},
  };
  for (const auto& c : cases) expect_agreement(c);
}

TEST(Skeleton, KeepsWhatChangesTheTree) {
  const Case cases[] = {
      {"<!doctype html><p>a<table><tr><td>b</table>c", "a\nb\nc\n"},
      {"<p>a<table><tr><td>b</table>c", "a\nb\nc\n"},
      {"<table>a<tr>b<td>c", "ab\nc\n"},
      {"<table><b>a</b><tr><td>b</table>", "a\nb\n"},
      {"<table><input type=hidden><tr><td>a", "a\n"},
      {"<table><a>x</a><td>y", "x\ny\n"},
      {"<table><input><tr><td>a", "a\n"},
      {"<table><col> <td>a", "a\n"},
      {"<p>a<dialog>b</dialog><search>c</search><slot>d</slot>", "abcd\n"},
      {"<p>a<picture><source><img></picture>b", "ab\n"},
      {"<p hidden hidden class=x>a", "a\n"},
      {"<a>a<p><a>b</a>c", "a\nbc\n"},
      {"<b><p>a</b>b</p>c", "ab\nc\n"},
      {"<form>a</form>b<form><div>c</form>d", "a\nb\ncd\n"},
      {"<button>a<button>b</button>c", "abc\n"},
      {"<h1>a<h2>b</h1>c", "a\nb\nc\n"},
      {"<ul><li>a<ul><li>b</ul><li>c", "a\nb\nc\n"},
      {"<dl><dt>a<dd>b<dt>c", "a\nb\nc\n"},
      {"<ruby>a<rt>b<rt>c</ruby>", "abc\n"},
      {"<head></head>a<body>b", "ab\n"},
      {"a</body>b</html>c", "abc\n"},
      {"<template><p>a</template>b", "b\n"},
      {"\xEF\xBF\xBD", ""},
  };
  for (const auto& c : cases) expect_agreement(c);
}

TEST(Skeleton, LeavesAFormInATableEmpty) {
  const Case cases[] = {
      {"<table><form><input type=hidden><tr><td>a</td></tr></form></table>b", "a\nb\n"},
      {"a<table><tr><form><input type=hidden><td>b<input type=hidden></td></form></tr></table>c", "a\nb\nc\n"},
      {"<table><form>a<tr>b<td>c</form>d</table>e", "ab\ncd\ne\n"},
      {"<table><form><td>a<form>b</form>c</table>d", "abc\nd\n"},
      {"a<table>b <form>c", "ab c\n"},
      {"a<table><div><form>b</div>c</form><td>d", "a\nb\nc\nd\n"},
      {"<table><tr><td>a</tbody><form><input type=hidden><div>b</div><tr><td>c", "b\na\nc\n"},
      {"<table><b>a<input type=hidden><tr><td>b", "a\nb\n"},
  };
  for (const auto& c : cases) expect_agreement(c);
}

TEST(Skeleton, TakesTheRulesOfATemplateFromItsFirstTag) {
  const Case cases[] = {
      {"<template><col><title></template>a", "a\n"},
      {"<template><col><p><style></p></template>a", "a\n"},
      {"<template> <style></style><col><xmp></template>a", "a\n"},
      {"<template><p><col><xmp></template>a</xmp></template>b", "b\n"},
      {"<table><td><template><tr><td><select></td></template>a<td>b</table>", "a\nb\n"},
      {"<table><td><template></table></template>a<td>b</table>", "a\nb\n"},
  };
  for (const auto& c : cases) expect_agreement(c);
}

TEST(Skeleton, RemembersAFormUntilItsEndTag) {
  for (std::string_view page :
       {"<div><form>a</div>b<form><p>c</form>d<form><p>e", "<form>a<table><td></form>b<form><p>c</form>d</table>e",
        "<table><form><tr><td>a</table><form><div>b</form>c</div>", "<form><table><form><td>a</form><form>b</table>c"})
    expect_agreement(page, std::string(page));
}

TEST(Skeleton, KnowsTheRowsThatATableImplies) {
  const Case cases[] = {
      {"<table><td>a</tr>b<td>c", "b\na\nc\n"},
      {"<table><tr><td>a</tbody>b<td>c", "b\na\nc\n"},
      {"<table><tr><td><select>a</tbody>b</select><td>c", "b\na\nc\n"},
      {"<table><tr></tr><select></tbody>a<input type=hidden><tr><td>b", "a\nb\n"},
      {"<table><tr><td><select></tfoot>a</select>b", "ab\n"},
  };
  for (const auto& c : cases) expect_agreement(c);
}

TEST(Skeleton, OpensAnUnclosedLinkAgainWhereGumboDoes) {
  for (std::string_view page : {"<div><a href=1>x</div><a href=2>y</a>z", "<p><a href=1>x<p>y<a href=2>z</a>",
                                "<a href=1><b>x</b></a><p><a href=2>y</a>z",
                                "<div><a href=1></div><table><td><a href=2>x</a></table><a href=3>y</a>z",
                                "<div><a href=1></div><object><a href=2>x</a></object><a href=3>y</a>z",
                                "<table><tr><td><a href=1>x</table><a href=2>y</a>"})
    expect_agreement(page, std::string(page));
}

TEST(Skeleton, OpensFormattingElementsAgainWhereGumboDoes) {
  for (std::string_view page :
       {"<p><b>x</p> <p>y", "<p><b>x</p> <ul> <li> y", "<p><b>x</p> ", "<p><i><b>x</b> <p> <br> y",
        "<p><em>x</p><svg></svg><p>y", "<div><a>x</div> <div> y</div>", "<p><b>x</p><video> <source></video>",
        "<table><b>x<tr> <td> y</table> z", "<b><i><p>x</b> <p>y", "<td><font>x</td> <td> y",
        "<p><b>x<p><b>x<p><b>x<p><b>y</b>z<p>w", "<b><b><b><div><b>y</b></b></b></b>z</b>w"})
    expect_agreement(page, std::string(page));
}

TEST(Skeleton, TakesFormattingElementsForEqualWhateverTheirAttributes) {
  const Dom dom = parsed_by_skeleton("<p><b id=1>x<p><b id=2>x<p><b id=3>x<p><b id=4>x<p>y");
  EXPECT_EQ(testing::depth_of(dom), 7u) << "html, body, p, the four <b> of the fourth paragraph, and its text";
  EXPECT_EQ(dom.nodes[dom.nodes.size() - 1].depth, 6u) << "of the four, three are opened again";
}

TEST(Skeleton, PartsSpaceInATableFromTheTextThatMovesInFrontOfIt) {
  const Case cases[] = {
      {"a<table> b", "a b\n"},
      {"a<table> <!x>b", "ab\n"},
      {"a<table> <!-- x -->b", "ab\n"},
      {"a<table> <?x>b", "ab\n"},
      {"a<table> </ x>b", "ab\n"},
      {"a<table> </>b", "a b\n"},
      {"a<table> <!doctype html>b", "ab\n"},
      {"a<table><tr> <!x>b", "ab\n"},
      {"a<table>b<!x> <!x>c", "abc\n"},
      {"a<table>b<!x> c", "ab c\n"},
      {"a<table> <script></script>b", "ab\n"},
      {"a<table> <style></style>b", "ab\n"},
      {"a<table> <title></title>b", "ab\n"},
      {"a<table> <meta>b", "ab\n"},
      {"a<table> <svg></svg>b", "ab\n"},
      {"a<table><colgroup> b", "ab\n"},
      {"a<table><colgroup> <meta> b", "a b\n"},
      {"a<table><col> <!x>b", "ab\n"},
      {"<pre>a<table> <!x>b</pre>", "ab\n"},
  };
  for (const auto& c : cases) expect_agreement(c);
}

TEST(Skeleton, EndsTheHeadWhereGumboDoes) {
  const Case cases[] = {
      {"<head><svg></svg><noscript><p>a</noscript>", "a\n"},
      {"<head><noscript><svg></svg></noscript><noscript>a</noscript>", "a\n"},
      {"<link><head class=x>a", "a\n"},
      {"<script></script><html class=x><head id=y><meta>a", "a\n"},
      {"<noscript><base><noscript>a", "a\n"},
      {"<noscript><link><style></style></noscript><meta>a", "a\n"},
      {"<template><meta><tr></template>a", "a\n"},
  };
  for (const auto& c : cases) expect_agreement(c);
}

TEST(Skeleton, CarriesPrivateUseCharactersOfThePageItself) {
  expect_agreement({"<p>a\U000F0000b\U00100001c<b>\U000F0001</b>", "a\U000F0000b\U00100001c\U000F0001\n"});
}

/// Each of these ends a process that gives it to plain Gumbo, by an assertion.
TEST(Skeleton, SurvivesWhatAbortsGumbo) {
  for (std::string_view page : {"<table><svg><desc><![CDATA[x]]> ", "<table><svg><select><desc><select><table>",
                                "<table><math><select><mi><select><table>", "<table><svg><td><desc><select><table>"})
    EXPECT_FALSE(parsed_by_skeleton(page).nodes.empty()) << page;
}

TEST(Skeleton, FoldsNothingThatWouldMoveInTheTree) {
  for (std::string_view page :
       {"<body>x<div><p>a<p>b<ul><li>c<li>d</ul></div>e",
        "<body>x<p>a<span>b<div>c</div></span>d",
        "<body>x<a>b<div>c</div></a>d<a><a>e</a></a>",
        "<body>x<b><div>c</b>d</div>e<section>f</section>",
        "<body>x<div><i>a</div><section>b</section><p>c</i></p><section>d</section>",
        "<body>x<h1>a<h2>b</h2>c</h1><h3><i><h2>d</h2></i>e</h3>",
        "<body>x<p><button><hr><li>a</li></button>b",
        "<body>x<button>a<button>b</button></button>",
        "<body>x<dl><dt>a<dd>b<p>c</dl>",
        "<body>x<p>a<table><tr><td>b</table><font><h2>c</h2></font>d",
        "<!doctype html><p>a<table></table><a><div>b</div></a>",
        "<body>x<table><b>a</b><div>c</div><tr><td><div>d</div><p>e</table>",
        "<body>x<li>a<ul><li>b</ul><li>c",
        "<body>x<form><div>a</form>b</div>",
        "<body>x<x-y><x-z>a</x-y>b</x-z>c",
        "<body>x<select><div>a</div><option>b</select>",
        "<body>x<svg><foreignObject><div>a</div></foreignObject></svg><math><mi><div>b</div></mi></math>",
        "<div></div><frameset><frame></frameset>",
        "<x-y></x-y><frameset></frameset>",
        "<input type=hidden><frameset></frameset>",
        "<body>x<div>a<hr>b<p>c<hr>d</div>",
        "<body>x<picture><source><img></picture><video><track>a</video>",
        "<body>x<i>a<table><i>b<table>c</table><dt>d</dt></table>",
        "<body>x<rt><object><h3><table></object>a</table>b</h3>"})
    expect_agreement(page, std::string(page));
}

TEST(Skeleton, LeavesGumboLittleOfAPageThatIsWellNested) {
  std::string page = "<body><h1>a</h1>";
  for (int i = 0; i < 100; ++i)
    page += "<div class=card><a href=x><img><h2>b <b>c</b></h2></a><ul><li>d<li>e</ul><p>f<br>g <span>h</span></div>";
  Dom dom;
  dom.source = page;
  Skeleton skeleton;
  ASSERT_EQ(scan(dom, Limits{}, Deadline(), skeleton), Scan::done);
  EXPECT_LT(skeleton.html.size(), 600u);
  expect_agreement(page, page);
}

/// A page of tags and letters as chance has it; about half of the end tags fit.
std::string made_up_page(std::mt19937& chance) {
  static constexpr std::string_view kNames[] = {"div", "p",   "span",   "a",       "b",    "i",    "li", "ul",
                                                "h2",  "h3",  "button", "section", "dd",   "dt",   "dl", "hr",
                                                "br",  "img", "input",  "x-y",     "font", "table"};
  const auto below = [&](std::size_t n) { return static_cast<std::size_t>(chance() % n); };
  std::string page = "<body>x";
  std::vector<std::string_view> open;
  for (std::size_t left = 3 + below(14); left > 0; --left) {
    const std::size_t what = below(10);
    const std::string_view name = kNames[below(std::size(kNames))];
    if (what < 4) {
      page.append("<").append(name).append(">");
      open.push_back(name);
    } else if (what < 7 && !open.empty()) {
      page.append("</").append(open.back()).append(">");
      open.pop_back();
    } else if (what == 7) {
      page.append("</").append(name).append(">");
    } else {
      page += what == 8 ? ' ' : static_cast<char>('a' + below(26));
    }
  }
  return page;
}

TEST(Skeleton, AgreesOnMadeUpPages) {
  std::mt19937 chance(1);
  for (int i = 0; i < 20000 && !HasFailure(); ++i) {
    const std::string page = made_up_page(chance);
    expect_agreement(page, page);
  }
}

TEST(Skeleton, FindsTheAttributesOfAnImpliedBody) {
  const Dom dom = parsed_by_skeleton("<div>a</div><body class=late>");
  ASSERT_EQ(dom.nodes[2].tag, Tag::body);
  EXPECT_EQ(dom.attribute(2, "class"), "late");
}

TEST(Skeleton, NotesTheAttributesThatStagesAskFor) {
  const Dom dom = parsed_by_skeleton("<body><a CLASS='x y' data-a=1 href=/z id=q>b</a>");
  const Node& a = dom.nodes[3];
  ASSERT_EQ(a.tag, Tag::a);
  std::string noted;
  for (const NotedAttribute& place : dom.noted_of(a)) noted.append(dom.raw(place)).push_back(';');
  EXPECT_EQ(noted, "x y;/z;q;");
}

TEST(Skeleton, NumbersMorePiecesThanAPlaneHolds) {
  std::string page = "<body>";
  for (std::uint32_t i = 0; i < 2 * kPiecesPerPrefix + 3; ++i)
    page.append(i % 100 ? "<b>" : "<p><b>").append(std::to_string(i)).append("</b> ");
  EXPECT_EQ(visible_text(parsed_by_skeleton(page)), visible_text(parsed_plainly(page)));
}

TEST(Skeleton, FlattensWhatIsNestedTooDeep) {
  const auto nested = [](std::size_t levels) {
    std::string page;
    for (std::size_t i = 0; i < levels; ++i) page += "<div>";
    return page + "a";
  };
  for (std::size_t levels : {509u, 510u, 511u, 5000u}) {
    const Dom dom = parsed_by_skeleton(nested(levels));
    EXPECT_EQ(visible_text(dom), "a\n") << levels;
    EXPECT_EQ(testing::depth_of(dom), std::min<std::size_t>(levels + 2, 512)) << levels;
  }
}

TEST(Skeleton, DoesNotFlattenElementsWhoseEndTagsMayBeMissing) {
  for (std::string_view unit : {"<p>x", "<ul><li>x<li>y</ul>", "<table><tr><td>x<tr><td>y</table>", "<b><p>x</b></p>",
                                "<dl><dt>x<dd>y</dl>", "<h2>x</h3>", "<a href=x><div>x</div>", "<div><b>x</div>",
                                "<select><option>x<option>y</select>", "<i><div>x</i></div>"}) {
    std::string page;
    for (int i = 0; i < 1000; ++i) page += unit;
    page += "<section><div><em><q>deep";
    const Dom dom = parsed_by_skeleton(page);
    const auto is_section = [](const Node& n) { return n.tag == Tag::section; };
    EXPECT_TRUE(std::any_of(dom.nodes.begin(), dom.nodes.end(), is_section)) << unit;
  }
}

std::string contents(const std::filesystem::path& file) {
  std::ifstream in(file, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

TEST(Skeleton, AgreesOnWhatFuzzingFound) {
  const auto folder = std::filesystem::path(WINNOW_SOURCE_DIR) / "tests/fuzz/found";
  for (const auto& entry : std::filesystem::directory_iterator(folder))
    expect_agreement(contents(entry.path()), entry.path());
}

// ---- real pages --------------------------------------------------------------------------------

std::filesystem::path corpus() {
  if (const char* folder = std::getenv("WINNOW_CORPUS")) return folder;
  return std::filesystem::path(WINNOW_SOURCE_DIR) / "../shared/corpus";
}

std::string unpacked(const std::filesystem::path& file) {
  std::string page;
  char buffer[1 << 16];
  gzFile in = gzopen(file.c_str(), "rb");
  for (int n = 0; in && (n = gzread(in, buffer, sizeof buffer)) > 0;) page.append(buffer, static_cast<std::size_t>(n));
  if (in) gzclose(in);
  return page;
}

TEST(Skeleton, AgreesOnEveryCorpusPage) {
  if (!std::filesystem::is_directory(corpus())) GTEST_SKIP() << "set WINNOW_CORPUS to a folder with pages (*.html.gz)";
  std::size_t pages = 0;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(corpus())) {
    if (!entry.path().string().ends_with(".html.gz")) continue;
    ++pages;
    const std::string page = unpacked(entry.path());
    if (!agrees(page)) expect_agreement(testing::with_formatting_alike(page), entry.path());
  }
  EXPECT_GT(pages, 0u);
}

std::vector<std::filesystem::path> pages_of_our_own() {
  std::vector<std::filesystem::path> pages;
  for (const char* folder : {"samples", "tests/pages"})
    for (const auto& entry :
         std::filesystem::recursive_directory_iterator(std::filesystem::path(WINNOW_SOURCE_DIR) / folder))
      if (entry.path().extension() == ".html") pages.push_back(entry.path());
  std::sort(pages.begin(), pages.end());
  return pages;
}

TEST(Skeleton, AgreesOnEveryPageOfOurOwn) {
  EXPECT_FALSE(pages_of_our_own().empty());
  for (const auto& page : pages_of_our_own()) expect_agreement(contents(page), page);
}

/// The page without about one tag in twenty, another choice for each `seed`.
std::string with_tags_missing(std::string_view page, unsigned seed) {
  std::minstd_rand random(seed);
  std::string out;
  for (std::size_t at = 0; at < page.size();) {
    std::size_t end = page.find('<', at + 1);
    const std::size_t behind_tag = page.find('>', at);
    if (page[at] == '<' && behind_tag != page.npos && random() % 20 == 0) at = behind_tag + 1;
    end = std::max(at, std::min(end, page.size()));
    out.append(page.substr(at, end - at));
    at = end;
  }
  return out;
}

TEST(Skeleton, AgreesWhereTagsAreMissing) {
  for (const auto& page : pages_of_our_own())
    for (unsigned seed = 1; seed <= 40; ++seed)
      expect_agreement(with_tags_missing(contents(page), seed), page.string() + " seed " + std::to_string(seed));
}

}  // namespace
}  // namespace winnow
