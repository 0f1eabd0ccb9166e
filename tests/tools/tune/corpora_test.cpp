// The file of corpora that `tune` trains on.

#include <gtest/gtest.h>

#include "tests/support/support.h"
#include "tests/support/temp_folder.h"
#include "tools/errors.h"
#include "tools/tune/corpora.h"
#include "winnow/winnow.h"

namespace winnow {
namespace {

TEST(Corpora, HaveAWeightAndWhatTheyLeaveOut) {
  const TempFolder folder;
  folder.write("corpora.yaml",
               "html:\n  - {name: a, weight: 0.5, leaves_out: [list_item, quote]}\n  - {name: b, no_article: "
               "true}\ntext:\n  - {name: c}\n");
  const auto html = tools::load_corpora(folder.path() + "/corpora.yaml", false);
  ASSERT_EQ(html.size(), 2u);
  EXPECT_EQ(html[0].weight, 0.5);
  EXPECT_EQ(html[0].leaves_out,
            1u << static_cast<unsigned>(Kind::list_item) | 1u << static_cast<unsigned>(Kind::quote));
  EXPECT_EQ(html[1].weight, 1);
  EXPECT_TRUE(html[1].no_article);
  EXPECT_EQ(tools::load_corpora(folder.path() + "/corpora.yaml", true).size(), 1u);
}

TEST(Corpora, NameThePlaceOfAMistake) {
  const TempFolder folder;
  folder.write("corpora.yaml", "html:\n  - {name: a, wieght: 2}\ntext: []\n");
  try {
    tools::load_corpora(folder.path() + "/corpora.yaml", false);
    FAIL();
  } catch (const RuleError& error) {
    EXPECT_NE(std::string(error.what()).find("corpora.yaml:2"), std::string::npos) << error.what();
    EXPECT_NE(std::string(error.what()).find("did you mean 'weight'"), std::string::npos) << error.what();
  }
  EXPECT_THROW(tools::pages_of(folder.path()), tools::FileError);
}

TEST(Corpora, ThatShipAreRead) {
  const auto file = testing::in_tree("rules/model/corpora.yaml");
  EXPECT_GE(tools::load_corpora(file, false).size(), 15u);
  EXPECT_GE(tools::load_corpora(file, true).size(), 5u);
}

}  // namespace
}  // namespace winnow
