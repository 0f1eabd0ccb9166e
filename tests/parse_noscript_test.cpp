// Raw-text elements left open inside noscript must not swallow the page.

#include <gtest/gtest.h>

#include "pipeline/parse/noscript.h"
#include "tests/support.h"

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
      {"<iframe><p>g", "<iframe><p>g"},
      {"<noscript><iframe>h", "<noscript><iframe>h"},
  };
  for (const Case& c : cases) {
    std::string page = c.page;
    blank_unclosed_in_noscript(page);
    EXPECT_EQ(page, c.mended);
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
