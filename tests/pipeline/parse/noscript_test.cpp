// Raw-text elements left open inside noscript must not swallow the page.

#include <gtest/gtest.h>

#include "tests/support/parse_agreement.h"
#include "tests/support/support.h"

namespace winnow {
namespace {

TEST(Noscript, UnclosedRawTextInItIsBlanked) {
  struct Case {
    const char* page;
    const char* mended;
  };
  const Case cases[] = {
      {"<noscript><iframe src=x/></noscript><p>a", "<noscript>               </noscript><p>a"},
      {"<noscript><IFRAME/></noscript>b", "<noscript>         </noscript>b"},
      {"<noscript><iframe></iframe><iframe></noscript>c", "<noscript><iframe></iframe>        </noscript>c"},
      {"<noscript><style>p{}</style><p>d</noscript>", "<noscript><style>p{}</style><p>d</noscript>"},
      {"<noscript><title </noscript>e", "<noscript>       </noscript>e"},
      {"<noscript><iframes></noscript>f", "<noscript><iframes></noscript>f"},
      {"<NoScript><iframe></NOSCRIPT >f", "<NoScript>        </NOSCRIPT >f"},
      {"<noscript><noscript><iframe></noscript>f", "<noscript><noscript>        </noscript>f"},
      {"<noscript></noscript><noscript><iframe></noscript>f", "<noscript></noscript><noscript>        </noscript>f"},
      {"<!--<noscript>--><iframe></noscript></iframe>f", "<!--<noscript>--><iframe></noscript></iframe>f"},
      {"<iframe><p>g", "<iframe><p>g"},
      {"<noscript><iframe>h", "<noscript><iframe>h"},
  };
  for (const Case& c : cases) {
    Dom dom;
    dom.source = c.page;
    testing::skeleton_of(dom);
    EXPECT_EQ(dom.source, c.mended);
  }
}

TEST(Noscript, AnUnclosedFrameInItLosesNothingOfThePage) {
  const Cleaner clean(testing::shipped_rules());
  const std::string page = testing::news_page(1);
  const std::string frame = "<noscript><iframe src='https://tags.example/ns.html'/></noscript>";
  const std::size_t body = page.find('>', page.find("<body")) + 1;
  const Outcome plain = clean({.bytes = page, .input = Input::html});
  const Outcome framed = clean({.bytes = std::string(page).insert(body, frame), .input = Input::html});
  ASSERT_TRUE(plain && framed);
  EXPECT_EQ(framed->text, plain->text);
}

}  // namespace
}  // namespace winnow
