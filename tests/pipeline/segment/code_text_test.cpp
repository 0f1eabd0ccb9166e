// Code as one block, whatever elements stand in it.

#include "pipeline/segment/code_text.h"

#include "tests/support/segmented.h"

namespace winnow {
namespace {

using testing::segment;
using testing::SegmentCase;
using testing::Texts;
using testing::texts;

TEST(CodeText, IsOneBlockOfLines) {
  const SegmentCase cases[] = {
      {"<pre>if x:\n    y()\n</pre>", {"if x:\n    y()"}},
      {"<pre>\n\n    a\n  b</pre>", {"    a\n  b"}},
      {"<pre>a<br>b<br><br>c</pre>", {"a\nb\n\nc"}},
      {"<pre><div class=line>f() {</div><div class=line>  g();</div><div class=line>}</div></pre>",
       {"f() {\n  g();\n}"}},
      {"<pre><code><span style='display:block'>a</span>\n<span style='display:block'>b</span></code></pre>", {"a\nb"}},
      {"<pre><span class=lineno>1 </span>a\n<span class=lineno>2 </span>b</pre>", {"a\nb"}},
      {"<pre>a<button>Copy</button></pre>", {"a"}},
      {"<p>x<pre>&nbsp;&nbsp;a</pre>y", {"x", "  a", "y"}},
  };
  for (const SegmentCase& c : cases) EXPECT_EQ(texts(segment(c.html)), c.blocks) << c.html;
}

TEST(CodeText, HasNoNumbersOfLines) {
  const SegmentCase cases[] = {
      {"<table><tr><td><pre>1\n2\n3</pre><td><pre>a\nb\nc</pre></table>", {"a\nb\nc"}},
      {"<table><tr><td>1<td class=blob-code>f {<tr><td>2<td class=blob-code>  g<tr><td>3<td class=blob-code>}</table>",
       {"f {\n  g\n}"}},
      {"<pre>4\n9\n</pre>", {"4\n9"}},
  };
  for (const SegmentCase& c : cases) EXPECT_EQ(texts(segment(c.html)), c.blocks) << c.html;
}

TEST(CodeText, IsNoPageInsideOfAPreThatNobodyEnded) {
  EXPECT_EQ(texts(segment("<pre>a<h2>b</h2><p>c</p><ul><li>d</ul>")), (Texts{"a", "b", "c", "d"}));
}

TEST(CodeText, KnowsItsLanguage) {
  struct Case {
    const char* html;
    const char* language;
  };
  const Case cases[] = {
      {"<pre><code class=language-python>x", "python"},
      {"<pre class='x lang-c++'>x", "c++"},
      {"<div class=highlight-source-shell><pre>x</pre></div>", "shell"},
      {"<div data-lang=go><pre>x</pre></div>", "go"},
      {"<pre><code class=language-plaintext>x", ""},
      {"<pre class=highlight>x", ""},
  };
  for (const Case& c : cases) {
    const Blocks page = segment(c.html);
    EXPECT_EQ(page.code_languages.empty() ? "" : page.code_languages.front().second, c.language) << c.html;
  }
}

}  // namespace
}  // namespace winnow
