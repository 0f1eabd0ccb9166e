// The skeleton against the page itself, rule by rule and on all pages of the corpora.

#include <gtest/gtest.h>
#include <zlib.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <random>

#include "tests/parse_agreement.h"

namespace winnow {
namespace {

using testing::parsed_by_skeleton;
using testing::parsed_plainly;
using testing::visible_text;

struct Case {
  std::string_view page, text;
};

void expect_agreement(const Case& c) {
  EXPECT_EQ(visible_text(parsed_by_skeleton(c.page)), c.text) << c.page;
  EXPECT_EQ(visible_text(parsed_plainly(c.page)), c.text) << "plainly: " << c.page;
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
      {"a < b", "a < b\n"}, {"a<1", "a<1\n"},    {"a<", "a<\n"},
      {"a</", "a</\n"},     {"a<<b>c", "a<c\n"}, {"<=>", "<=>\n"},
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
  };
  for (const auto& c : cases) expect_agreement(c);
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

/// The elements' names in document order, each with its depth.
std::string outline(const Dom& dom) {
  std::string out;
  for (std::uint32_t i = 0; i < dom.nodes.size(); ++i)
    if (dom.nodes[i].tag != Tag::text) out += std::to_string(dom.nodes[i].depth) + dom.name_of(i) + ' ';
  return out;
}

TEST(Skeleton, OpensAnUnclosedLinkAgainWhereGumboDoes) {
  for (std::string_view page : {"<body><div><a href=1>x</div><a href=2>y</a>z", "<body><p><a href=1>x<p>y<a href=2>z</a>",
                                "<body><a href=1><b>x</b></a><p><a href=2>y</a>z",
                                "<body><table><tr><td><a href=1>x</table><a href=2>y</a>"})
    EXPECT_EQ(outline(parsed_by_skeleton(page)), outline(parsed_plainly(page))) << page;
}

TEST(Skeleton, FoldsNothingThatWouldMoveInTheTree) {
  for (std::string_view page :
       {"<body>x<div><p>a<p>b<ul><li>c<li>d</ul></div>e", "<body>x<p>a<span>b<div>c</div></span>d",
        "<body>x<a>b<div>c</div></a>d<a><a>e</a></a>", "<body>x<b><div>c</b>d</div>e<section>f</section>",
        "<body>x<div><i>a</div><section>b</section><p>c</i></p><section>d</section>",
        "<body>x<h1>a<h2>b</h2>c</h1><h3><i><h2>d</h2></i>e</h3>", "<body>x<p><button><hr><li>a</li></button>b",
        "<body>x<button>a<button>b</button></button>", "<body>x<dl><dt>a<dd>b<p>c</dl>",
        "<body>x<p>a<table><tr><td>b</table><font><h2>c</h2></font>d", "<!doctype html><p>a<table></table><a><div>b</div></a>",
        "<body>x<table><b>a</b><div>c</div><tr><td><div>d</div><p>e</table>", "<body>x<li>a<ul><li>b</ul><li>c",
        "<body>x<form><div>a</form>b</div>", "<body>x<x-y><x-z>a</x-y>b</x-z>c", "<body>x<select><div>a</div><option>b</select>",
        "<body>x<svg><foreignObject><div>a</div></foreignObject></svg><math><mi><div>b</div></mi></math>",
        "<div></div><frameset><frame></frameset>", "<x-y></x-y><frameset></frameset>", "<input type=hidden><frameset></frameset>",
        "<body>x<div>a<hr>b<p>c<hr>d</div>", "<body>x<picture><source><img></picture><video><track>a</video>",
        "<body>x<i>a<table><i>b<table>c</table><dt>d</dt></table>", "<body>x<rt><object><h3><table></object>a</table>b</h3>"})
    EXPECT_EQ(outline(parsed_by_skeleton(page)), outline(parsed_plainly(page))) << page;
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
  EXPECT_EQ(visible_text(parsed_by_skeleton(page)), visible_text(parsed_plainly(page)));
  EXPECT_EQ(outline(parsed_by_skeleton(page)), outline(parsed_plainly(page)));
}

/// A page of tags and letters as chance has it; about half of the end tags fit.
std::string made_up_page(std::mt19937& chance) {
  static constexpr std::string_view kNames[] = {"div", "p",  "span", "a",  "b",   "i",      "li", "ul", "h2", "h3", "button",
                                                "section", "dd", "dt", "dl", "hr", "br", "img", "input", "x-y", "font", "table"};
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

TEST(Skeleton, ShowsTheTextOfMadeUpPages) {
  std::mt19937 chance(1);
  for (int i = 0; i < 20000; ++i) {
    const std::string page = made_up_page(chance);
    ASSERT_EQ(visible_text(parsed_by_skeleton(page)), visible_text(parsed_plainly(page))) << page;
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
  for (std::string_view unit :
       {"<p>x", "<ul><li>x<li>y</ul>", "<table><tr><td>x<tr><td>y</table>", "<b><p>x</b></p>",
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

TEST(Skeleton, ShowsTheTextOfWhatFuzzingFound) {
  const auto folder = std::filesystem::path(WINNOW_SOURCE_DIR) / "tests/fuzz/found";
  for (const auto& entry : std::filesystem::directory_iterator(folder)) {
    std::ifstream in(entry.path(), std::ios::binary);
    const std::string page{std::istreambuf_iterator<char>(in), {}};
    EXPECT_EQ(visible_text(parsed_by_skeleton(page)), visible_text(parsed_plainly(page)))
        << entry.path();
  }
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
  for (int n = 0; in && (n = gzread(in, buffer, sizeof buffer)) > 0;)
    page.append(buffer, static_cast<std::size_t>(n));
  if (in) gzclose(in);
  return page;
}

TEST(Skeleton, ShowsTheTextOfEveryCorpusPage) {
  if (!std::filesystem::is_directory(corpus()))
    GTEST_SKIP() << "set WINNOW_CORPUS to a folder with pages (*.html.gz)";
  std::size_t pages = 0;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(corpus())) {
    if (!entry.path().string().ends_with(".html.gz")) continue;
    const std::string page = unpacked(entry.path());
    ++pages;
    EXPECT_EQ(visible_text(parsed_by_skeleton(page)), visible_text(parsed_plainly(page)))
        << entry.path();
  }
  EXPECT_GT(pages, 0u);
}

}  // namespace
}  // namespace winnow
