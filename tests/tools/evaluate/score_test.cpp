// The scorer of `eval` and `tune`: the same tokens and figures as the reference scorer in Python;
// and the alignment that labels blocks.

#include <gtest/gtest.h>

#include "tools/evaluate/align.h"
#include "tools/evaluate/score.h"
#include "tools/evaluate/truth.h"

namespace winnow::tools {
namespace {

using Words = std::vector<std::string>;

TEST(Score, TokensAreThoseOfPythonsWordPattern) {
  struct Case {
    const char* text;
    bool by_character;
    Words tokens;
  };
  const Case cases[] = {
      {"It's 3.5 € — OK_go", false, {"it", "s", "3", "5", "ok_go"}},
      {"ÄRGER İ", false, {"ärger", "i"}},  // "i̇": the dot above is a mark, no word character
      {"हिन्दी", false, {"ह", "न", "द"}},   // nor are vowel signs
      {"½ ² Ⅷ", false, {"½", "²", "ⅷ"}},
      {"日本 news", false, {"日本", "news"}},
      {"日本 news", true, {"日", "本", "news"}},
  };
  for (const Case& c : cases) EXPECT_EQ(score_tokens(c.text, c.by_character), c.tokens) << c.text;
}

TEST(Score, ComparesBags) {
  const WordScore score = score_words("a b b c", "b b b d");
  EXPECT_DOUBLE_EQ(score.precision, 0.5);
  EXPECT_DOUBLE_EQ(score.recall, 0.5);
  EXPECT_DOUBLE_EQ(score_words("", "").f1, 1);
  EXPECT_DOUBLE_EQ(score_words("a", "").f1, 0);
  EXPECT_DOUBLE_EQ(score_words("", "a").f1, 0);
}

Blocks lines(const std::vector<std::string>& texts) {
  Blocks page;
  for (const std::string& text : texts) {
    page.blocks.push_back(
        {.begin = static_cast<std::uint32_t>(page.text.size()), .length = static_cast<std::uint32_t>(text.size())});
    page.text += text + '\n';
  }
  return page;
}

TEST(Align, FindsTheBlocksOfTheReference) {
  struct Case {
    const char* why;
    std::vector<std::string> blocks;
    const char* reference;
    std::vector<bool> content;
    bool either = false;  // which of two equal blocks counts is all the same
  };
  const Case cases[] = {
      {"the menu is not in it",
       {"Home Sport", "The bridge opened on Monday after two years.", "Buy our paper"},
       "The bridge opened on Monday after two years.",
       {false, true, false}},
      {"a heading counts where the order fits, not in the menu",
       {"History", "Home", "The bridge opened on Monday.", "History", "It was built in stone long ago."},
       "The bridge opened on Monday.\n\nHistory\n\nIt was built in stone long ago.",
       {false, false, true, true, true}},
      {"of a teaser and the paragraph it repeats, one counts",
       {"The bridge opened on Monday after two years.", "Read more", "The bridge opened on Monday after two years.",
        "Hundreds came to see it."},
       "The bridge opened on Monday after two years. Hundreds came to see it.",
       {false, false, true, true},
       true},
      {"small differences do not matter",
       {"The bridge, opened on Monday — after 2 years [1]."},
       "The bridge opened on Monday after 2 years.",
       {true}},
  };
  for (const Case& c : cases) {
    std::vector<bool> content;
    for (const float share : align_blocks(lines(c.blocks), c.reference)) content.push_back(share >= 0.5f);
    int kept = 0, wanted = 0;
    for (std::size_t b = 0; b < content.size(); ++b) kept += content[b], wanted += c.content[b];
    EXPECT_EQ(kept, wanted) << c.why;
    if (!c.either) {
      EXPECT_EQ(content, c.content) << c.why;
    }
  }
}

}  // namespace
}  // namespace winnow::tools
