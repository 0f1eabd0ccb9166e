#include "tools/tune/pseudo_script.h"

#include <gtest/gtest.h>

namespace winnow::tools {
namespace {

std::string han(std::string_view text) { return in_pseudo_script(text, PseudoScript::han); }
std::string caseless(std::string_view text) { return in_pseudo_script(text, PseudoScript::caseless); }

TEST(PseudoScript, MakesEqualWordsEqual) {
  EXPECT_EQ(han("boat"), han("Boat"));
  EXPECT_NE(han("boat"), han("boats"));
  EXPECT_EQ(han("boat").size(), 6u) << "two Han characters";
  EXPECT_EQ(han("the boat"), han("the") + han("boat")) << "no space between words";
  EXPECT_EQ(caseless("Boat"), caseless("bOAT"));
  EXPECT_EQ(caseless("az"), "\u0628\u0647");
}

TEST(PseudoScript, KeepsDigitsAndLines) {
  EXPECT_EQ(han("3.14"), "3.14");
  EXPECT_EQ(han("12\n34"), "12\n34");
  EXPECT_EQ(caseless("3.14 \n"), "3.14 \n");
  EXPECT_EQ(han(""), "");
}

TEST(PseudoScript, TakesThePunctuationOfTheScript) {
  EXPECT_EQ(han("boat. (sea)"), han("boat") + "。（" + han("sea") + "）");
  EXPECT_EQ(caseless("a, b?"), caseless("a") + "، " + caseless("b") + "؟");
}

TEST(PseudoScript, RewritesThePageAndKeepsItsBlocks) {
  Blocks page;
  page.text = "Boat trip\nTide\n";
  page.blocks.resize(2);
  page.blocks[0].length = 9;
  page.blocks[0].words = 2;
  page.blocks[1].begin = 10;
  page.blocks[1].length = 4;
  page.meta.title = "Tide";
  page.meta.authors = {"Ann"};
  const Blocks other = in_pseudo_script(page, PseudoScript::han);
  EXPECT_EQ(other.text_of(other.blocks[0]), han("Boat trip"));
  EXPECT_EQ(other.text_of(other.blocks[1]), han("Tide"));
  EXPECT_EQ(other.blocks[0].words, 2u);
  EXPECT_EQ(other.meta.title, han("Tide"));
  EXPECT_EQ(other.meta.authors, page.meta.authors);
}

}  // namespace
}  // namespace winnow::tools
