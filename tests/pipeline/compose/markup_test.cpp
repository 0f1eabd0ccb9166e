// Markdown, HTML and TEI of small pages. Everything on them is kept, so that only structure counts.

#include <gtest/gtest.h>

#include "pipeline/compose/markup.h"
#include "pipeline/parse/parse.h"
#include "pipeline/rules.h"
#include "pipeline/segment/segment.h"
#include "tests/support/support.h"

namespace winnow {
namespace {

using testing::article_with;

Blocks blocks_of(std::string html) {
  static const auto rules = load_rules(WINNOW_SOURCE_DIR "/rules");
  Decoded page;
  page.page.url = "https://example.org/news/today";
  page.text = "<!doctype html><body>" + std::move(html);
  auto document = stage::Parse{}(std::move(page));
  auto blocks = stage::Segment{.classes = rules->classes, .inlines = rules->inlines}(std::move(*document));
  for (Block& block : blocks->blocks) block.kept = true;
  return std::move(*blocks);
}

constexpr Keep kEverything = {.links = true, .images = true};

std::string markdown_of(std::string html, Keep keep = kEverything) {
  const Blocks page = blocks_of(std::move(html));
  return compose_markdown(page, outline_of(page, keep));
}

std::string html_of(std::string html, Keep keep = kEverything) {
  const Blocks page = blocks_of(std::move(html));
  return compose_html(page, outline_of(page, keep));
}

struct Case {
  const char* html;
  const char* markup;
};

TEST(ComposeMarkdown, WritesBlocks) {
  constexpr Case kCases[] = {
      {"<p>One<p>Two", "One\n\nTwo"},
      {"<h2>Head\n line</h2><p>Text", "## Head line\n\nText"},
      {"<p>a<br>b", "a\\\nb"},
      {"<blockquote><p>a<p>b<br>c</blockquote><p>d", "> a\n>\n> b\\\n> c\n\nd"},
      {"<blockquote>a</blockquote><blockquote>b</blockquote>", "> a\n\n> b"},
      {"<pre>x  = `1`\n```\n y</pre>", "````\nx  = `1`\n```\n y\n````"},
      {"<h2>Part #</h2>", "## Part \\#"},
      {"<h2>One<br>two</h2>", "## One<br>two"},
      {"<table><tr><td>a<br>b<td><code>x|y</code></table>", "| a<br>b | `x\\|y` |\n| --- | --- |"},
      {"<table><tr><th>a<th>b|c<tr><td>1<tr><td>2<td>3</table>", "| a | b\\|c |\n| --- | --- |\n| 1 |  |\n| 2 | 3 |"},
  };
  for (const Case& c : kCases) EXPECT_EQ(markdown_of(c.html), c.markup) << c.html;
}

TEST(ComposeMarkdown, WritesLists) {
  constexpr Case kCases[] = {
      {"<ul><li>a<li>b</ul><p>c", "- a\n- b\n\nc"},
      {"<ol start=3><li>a<li>b</ol>", "3. a\n4. b"},
      {"<ul><li>a<ul><li>b<li>c</ul><li>d</ul>", "- a\n  - b\n  - c\n- d"},
      {"<ol><li>a<ul><li>b<ol><li>c</ol></ul></ol>", "1. a\n   - b\n     1. c"},
      {"<ul><li><p>a<p>b<li>c</ul>", "- a\n\n  b\n- c"},
      {"<ul><li>a<ul><li>b</ul>after</ul>", "- a\n  - b\n\n  after"},
      {"<ul><li>a</ul><ul><li>b</ul>", "- a\n\n* b"},
      {"<ol><li>a</ol><ol><li>b</ol>", "1. a\n\n1) b"},
      {"<ul><li>a<br>b</ul>", "- a\\\n  b"},
      {"<ul><li>a<ul><li>b</ul><ul><li>c</ul><ul><li>d</ul></ul>", "- a\n  - b\n  * c\n  - d"},
      {"<ol><li>a<ol start=2><li>b</ol></ol>", "1. a\n\n   2. b"},
      {"<ul><li><h3>a</h3>b<li>c</ul>", "### a\n\n- b\n- c"},
  };
  for (const Case& c : kCases) EXPECT_EQ(markdown_of(c.html), c.markup) << c.html;
}

TEST(ComposeMarkdown, WritesInlineMarkup) {
  constexpr Case kCases[] = {
      {"<p>a <b>bold</b> and <i>it<b>al</b></i>.", "a **bold** and *it*<em><strong>al</strong></em>."},
      {"<p><b>a</b><b>b</b> c", "**ab** c"},
      {"<p>the <b>“quoted”</b> word", "the <strong>“quoted”</strong> word"},
      {"<p>use <code>a`b</code>", "use `` a`b ``"},
      {"<p>run <code>one<br>two</code> now", "run `one`\\\n`two` now"},
      {"<p>the <b><code>-f</code> flag</b>", "the <strong>`-f`</strong> **flag**"},
      {"<p>see <a href='../x?a=1'>the page</a>.", "see [the page](<https://example.org/x?a=1>)."},
      {"<p>see <a href='/x?a=1&amp;amp;b=2'>the page</a>.", "see [the page](<https://example.org/x?a=1&amp;amp;b=2>)."},
      {"<p>see <a href='javascript:x'>the page</a>.", "see the page."},
      {"<p>a<script>x</script> <i>b</i>", "a *b*"},
  };
  for (const Case& c : kCases) EXPECT_EQ(markdown_of(c.html), c.markup) << c.html;
}

TEST(ComposeMarkdown, LeavesLinksOutUnlessAsked) {
  EXPECT_EQ(markdown_of("<p>see <a href=x>the page</a>.", {}), "see the page.");
}

TEST(ComposeMarkdown, EscapesWhatWouldBeMarkup) {
  constexpr Case kCases[] = {
      {"<p># no heading", "\\# no heading"},
      {"<p>1. no item", "1\\. no item"},
      {"<p>1914. it rained", "1914\\. it rained"},
      {"<p>- no item<br>+ nor this", "\\- no item\\\n\\+ nor this"},
      {"<p>-5 degrees, 1.5 % &gt; 1", "-5 degrees, 1.5 % > 1"},
      {"<p>a*b_c_d _e_ [f] &lt;g> &amp;amp; \\", "a\\*b_c_d \\_e\\_ \\[f\\] \\<g> \\&amp; \\\\"},
  };
  for (const Case& c : kCases) EXPECT_EQ(markdown_of(c.html), c.markup) << c.html;
}

TEST(ComposeMarkdown, KeepsImagesBetweenKeptBlocks) {
  constexpr const char* kPage = "<p>a</p><figure><img src=/i.jpg alt='A [boat]'></figure><p>b";
  EXPECT_EQ(markdown_of(kPage), "a\n\n![A \\[boat\\]](<https://example.org/i.jpg>)\n\nb");
  EXPECT_EQ(markdown_of(kPage, {}), "a\n\nb");
}

TEST(ComposeHtml, WritesBlocksListsAndInlineMarkup) {
  constexpr Case kCases[] = {
      {"<h3>A &amp; B</h3><p>x<br>y", "<h3>A &amp; B</h3>\n<p>x<br>y</p>"},
      {"<ul><li>a<ol><li>b</ol><li>c</ul><p>d", "<ul>\n<li>a<ol>\n<li>b</li>\n</ol></li>\n<li>c</li>\n</ul>\n<p>d</p>"},
      {"<blockquote><p>a<p>b</blockquote>c", "<blockquote><p>a</p><p>b</p></blockquote>\n<p>c</p>"},
      {"<pre>a &lt;\nb</pre>", "<pre><code>a &lt;\nb</code></pre>"},
      {"<table><tr><th>a<th>b<tr><td>1<td>2</table>",
       "<table>\n<tr><th>a</th><th>b</th></tr>\n<tr><td>1</td><td>2</td></tr>\n</table>"},
      {"<p><b>a</b> <a href=/x>b</a>", "<p><strong>a</strong> <a href=\"https://example.org/x\">b</a></p>"},
      {"<ul><li><p>a<p>b</ul>", "<ul>\n<li>a<p>b</p></li>\n</ul>"},
      {"<ol start=3><li>a<li>b</ol>", "<ol start=\"3\">\n<li>a</li>\n<li>b</li>\n</ol>"},
  };
  for (const Case& c : kCases) EXPECT_EQ(html_of(c.html), c.markup) << c.html;
}

TEST(ComposeTei, WritesADocument) {
  const Blocks page = blocks_of("<h2>Head</h2><p>a <i>b</i><ul><li>c</ul>");
  const Article article = article_with([](Article& a) {
    a.id = "x";
    a.url = "https://example.org/?a&b";
    a.title = "T <1>";
    a.authors = {"An Vu"};
    a.date = "2024-05-01";
    a.language = "vi";
    a.site_name = "S";
    a.tags = {"t"};
  });
  EXPECT_EQ(
      compose_tei(page, outline_of(page, {}), article),
      "<TEI xmlns=\"http://www.tei-c.org/ns/1.0\">\n<teiHeader>\n<fileDesc>\n<titleStmt>\n"
      "<title type=\"main\">T &lt;1&gt;</title>\n<author>An Vu</author>\n</titleStmt>\n<publicationStmt>\n"
      "<publisher>S</publisher>\n<date>2024-05-01</date>\n<idno>x</idno>\n</publicationStmt>\n<sourceDesc>\n"
      "<bibl>\n<title>T &lt;1&gt;</title>\n<idno type=\"URL\">https://example.org/?a&amp;b</idno>\n</bibl>\n"
      "</sourceDesc>\n</fileDesc>\n<profileDesc>\n<langUsage><language ident=\"vi\"/></langUsage>\n"
      "<textClass><keywords>\n<term>t</term>\n</keywords></textClass>\n</profileDesc>\n</teiHeader>\n<text>\n"
      "<body>\n<div type=\"entry\">\n<ab type=\"header\" rend=\"h2\">Head</ab>\n"
      "<p>a <hi rend=\"#i\">b</hi></p>\n<list rend=\"ul\">\n<item>c</item>\n</list>\n</div>\n</body>\n</text>\n</TEI>");
}

TEST(ComposeMarkup, NumbersAnItemWhoseFirstBlockIsNotKept) {
  Blocks page = blocks_of("<ol><li><p>share<p>a<li>b</ol>");
  page.blocks[0].kept = false;
  const auto outline = outline_of(page, {});
  EXPECT_EQ(compose_markdown(page, outline), "1. a\n2. b");
  EXPECT_EQ(compose_html(page, outline), "<ol>\n<li>a</li>\n<li>b</li>\n</ol>");
}

TEST(ComposeTei, WritesAddressesAsUris) {
  const Blocks page = blocks_of("<p><a href='https://a.example/x?y[0]={z}|w'>b</a>");
  EXPECT_NE(compose_tei(page, outline_of(page, kEverything), {})
                .find("<ref target=\"https://a.example/x?y%5B0%5D=%7Bz%7D%7Cw\">"),
            std::string::npos);
}

TEST(ComposeTei, NestsAsTheGuidelinesAllow) {
  const Blocks page = blocks_of("<pre>x &lt;\ny</pre><p>a&#xFFFE;b");
  const std::string tei = compose_tei(page, outline_of(page, {}), {});
  EXPECT_NE(tei.find("<p><code>x &lt;\ny</code></p>\n<p>ab</p>"), std::string::npos) << tei;
}

}  // namespace
}  // namespace winnow
