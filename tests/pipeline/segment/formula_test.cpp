// Formulas come out as TeX.

#include "pipeline/segment/formula.h"

#include "tests/support/segmented.h"

namespace winnow {
namespace {

using testing::segment;
using testing::SegmentCase;
using testing::Texts;
using testing::texts;

TEST(Formula, TakesTheTexThatThePageHas) {
  const SegmentCase cases[] = {
      {"<p>so <math alttext='a^2'><mi>a</mi></math> holds</p>", {"so $a^2$ holds"}},
      {"<p><math display=block><semantics><mi>x</mi><annotation encoding='application/x-tex'>x &lt; \\pi</annotation>"
       "</semantics></math></p>",
       {"$$x < \\pi$$"}},
      {"<p>so <script type='math/tex'>a<b \\& c</script> holds</p>", {"so $a<b \\& c$ holds"}},
      {"<p><script type='math/tex; mode=display'>% <![CDATA[\nx %]]></script></p>", {"$$x$$"}},
      {"<p>so <span class=katex><span class=katex-mathml><math alttext='y'></math></span>"
       "<span class=katex-html aria-hidden=true>y</span></span> holds</p>",
       {"so $y$ holds"}},
      {"<p>so <span style='display:none'><math alttext='{\\displaystyle z}'></math></span> holds</p>",
       {"so $z$ holds"}},
      {"<p>so <span class=katex-html>y</span> holds</p>", {"so y holds"}},
      {"<p>so <span class=MathJax_Preview>y</span><script type='math/tex'>y</script> holds</p>", {"so $y$ holds"}},
      {"<p>so <mjx-container><mjx-math><mjx-c></mjx-c></mjx-math><mjx-assistive-mml><math "
       "alttext='y'></math></mjx-assistive-mml>"
       "</mjx-container> holds</p>",
       {"so $y$ holds"}},
      {"<p>so <img class=latex alt='a + b'> holds</p>", {"so $a + b$ holds"}},
      {"<p>so <img class=photo alt='a + b'> holds</p>", {"so holds"}},
      {"<p>so <span><math alttext='z'></math></span> <img class=latex alt='w'> holds</p>", {"so $z$ $w$ holds"}},
      {"<p>so <span><math alttext='z'></math><img class=latex alt='z'></span> holds</p>", {"so $z$ holds"}},
  };
  for (const SegmentCase& c : cases) EXPECT_EQ(texts(segment(c.html)), c.blocks) << c.html;
}

TEST(Formula, ConvertsMathMl) {
  const SegmentCase cases[] = {
      {"<math><mi>x</mi><mo>=</mo><mn>12</mn></math>", {"$x=12$"}},
      {"<math><msup><mi>x</mi><mn>2</mn></msup><mo>≤</mo><msub><mi>a</mi><mn>10</mn></msub></math>",
       {"$x^2\\le a_{10}$"}},
      {"<math><mfrac><mn>1</mn><msqrt><mi>h</mi></msqrt></mfrac></math>", {"$\\frac{1}{\\sqrt{h}}$"}},
      {"<math><munderover><mo>∑</mo><mrow><mi>i</mi><mo>=</mo><mn>1</mn></mrow><mi>n</mi></munderover></math>",
       {"${\\sum }_{i=1}^n$"}},
      {"<math><mi>sin</mi><mi>α</mi></math>", {"$\\sin \\alpha$"}},
      {"<math><mover><mi>x</mi><mo>¯</mo></mover></math>", {"$\\bar{x}$"}},
      {"<math><mtable><mtr><mtd>1</mtd><mtd>0</mtd></mtr></mtable></math>", {"$\\begin{matrix}1 & 0\\end{matrix}$"}},
      {"<p>x<math></math>y", {"xy"}},
  };
  for (const SegmentCase& c : cases) EXPECT_EQ(texts(segment(c.html)), c.blocks) << c.html;
}

TEST(Formula, IsBoundedHoweverDeep) {
  std::string deep = "<p>a<math>";
  for (int i = 0; i < 10'000; ++i) deep += "<msup><mi>x</mi>";
  EXPECT_FALSE(texts(segment(deep)).empty());
}

TEST(Shown, ReadsDeclarativeShadowRootsAndNoOtherTemplates) {
  const SegmentCase cases[] = {
      {"<x-story><template shadowrootmode=open><p>a</p><template>b</template></template></x-story><p>c</p>",
       {"a", "c"}},
      {"<div><template>a</template></div><p>b</p>", {"b"}},
      {"<div><template shadowroot=open><slot></slot>a</template>b</div>", {"ab"}},
  };
  for (const SegmentCase& c : cases) EXPECT_EQ(texts(segment(c.html)), c.blocks) << c.html;
}

}  // namespace
}  // namespace winnow
