// Markdown dumps: what shows that a dump is one, and what its lines become.

#include "pipeline/segment/markdown_lines.h"

#include <gtest/gtest.h>

namespace winnow {
namespace {

Blocks cut(std::string_view dump) {
  Blocks out;
  EXPECT_TRUE(cut_markdown(dump, out));
  return out;
}

TEST(Markdown, ShowsInThePageAsAWhole) {
  for (const char* dump :
       {"# The bridge is open\n\n5 March\n\nThe bridge over the bay was opened on Monday after ten years of "
        "work, the mayor said at a small ceremony with two hundred guests.",
        "# The bridge opens\n\n## What comes next\n\n[Ferries](/f)\n", "The bridge is open\n===\n\nText.",
        "[News](/news)\n[Sport](/sport \"All of it\")\n", "![A](/a.jpg)\n\n[![B](b.png)](/b)\n",
        "**One** and **two**\n\n**three** and **four**\n"})
    EXPECT_TRUE(reads_like_markdown(dump)) << dump;
  for (const char* dump : {"", "The bridge is open\n\n* A star\n", "#bridge #harbour\n\n#open\n", "5 * 4 * 3 = 60\n",
                           "# 1\n\nText", "# The bridge is open\n\nNews\n\nSport\n\nText.",
                           "See [1] and [2] (page 7).\n[3](a note here)\n[4](another note)\n",
                           "- one\n- two\n\n---\n\nsnake_case_names and __init__\n", "**Note** this\n"})
    EXPECT_FALSE(reads_like_markdown(dump)) << dump;
}

TEST(Markdown, LinesBecomeBlocksOfTheirKind) {
  const Blocks page = cut(
      "# Bridge *opens* #\n\nHarbour\n===\n\nFerries\n---\n\n  * One\n    * Two\n  3. Three\n\n> Said so.\n\n"
      "```c\nint a_b_c;\n  x\n```\n\n![Bridge](/b.jpg)\n\n* * *\n\n| a | b |\n|---|---|\n| c | |\n\n[1]: /x\n\nPlain "
      "text\n");
  struct Want {
    std::string_view text;
    Kind kind;
    int level, number, gap;
  };
  const Want kWant[] = {
      {"Bridge opens", Kind::heading, 1, 0, 0}, {"Harbour", Kind::heading, 1, 0, 1},
      {"Ferries", Kind::heading, 2, 0, 1},      {"One", Kind::list_item, 1, 0, 1},
      {"Two", Kind::list_item, 2, 0, 0},        {"Three", Kind::list_item, 1, 3, 0},
      {"Said so.", Kind::quote, 0, 0, 1},       {"int a_b_c;\n  x", Kind::code, 0, 0, 1},
      {"a | b", Kind::paragraph, 0, 0, 5},      {"c", Kind::paragraph, 0, 0, 1},
      {"Plain text", Kind::paragraph, 0, 0, 3},
  };
  ASSERT_EQ(page.blocks.size(), std::size(kWant)) << page.text;
  for (std::size_t i = 0; i < std::size(kWant); ++i) {
    EXPECT_EQ(page.text_of(page.blocks[i]), kWant[i].text);
    EXPECT_EQ(page.blocks[i].kind, kWant[i].kind) << kWant[i].text;
    EXPECT_EQ(page.blocks[i].level, kWant[i].level) << kWant[i].text;
    EXPECT_EQ(page.blocks[i].number, kWant[i].number) << kWant[i].text;
    EXPECT_EQ(page.blocks[i].gap, kWant[i].gap) << kWant[i].text;
  }
}

TEST(Markdown, MarksLeaveTheTextAndLinksCount) {
  struct Case {
    std::string_view line, text;
    unsigned words, linked, links, bold, italic;
  };
  for (const Case& c : {
           Case{"By [Ann Lee](/a/lee)", "By Ann Lee", 3, 2, 1, 0, 0},
           Case{"[News](/news \"All\")", "News", 1, 1, 1, 0, 0},
           Case{"[![Logo](/l.png) Home](/) | [Sport](/s)", "Home | Sport", 3, 2, 2, 0, 0},
           Case{"a **bold word** and _one_ more", "a bold word and one more", 6, 0, 0, 2, 1},
           Case{"**[Bold link](/x)**", "Bold link", 2, 2, 1, 2, 0},
           Case{"***both***", "both", 1, 0, 0, 1, 0},
           Case{"snake_case and 5 * 4 * 3", "snake_case and 5 * 4 * 3", 7, 0, 0, 0, 0},
           Case{"1\\. not a list \\*here\\*", "1. not a list *here*", 5, 0, 0, 0, 0},
           Case{"run `a_b * c` now", "run a_b * c now", 5, 0, 0, 0, 0},
           Case{"an [aside] and [1](not a link)", "an [aside] and [1](not a link)", 6, 0, 0, 0, 0},
           Case{"<https://a.example/x>", "https://a.example/x", 1, 1, 1, 0, 0},
           Case{"[Bridge](/bridge_(harbour)) opens", "Bridge opens", 2, 1, 1, 0, 0},
           Case{"an open [bracket and a lone *", "an open [bracket and a lone *", 7, 0, 0, 0, 0},
           Case{"[橋が開通](/b)した", "橋が開通した", 3, 2, 1, 0, 0},
       }) {
    const Blocks page = cut(c.line);
    ASSERT_EQ(page.blocks.size(), 1u) << c.line;
    const Block& block = page.blocks[0];
    EXPECT_EQ(page.text_of(block), c.text);
    EXPECT_EQ(block.words, c.words) << c.line;
    EXPECT_EQ(block.linked_words, c.linked) << c.line;
    EXPECT_EQ(block.links, c.links) << c.line;
    EXPECT_EQ(block.bold_words, c.bold) << c.line;
    EXPECT_EQ(block.italic_words, c.italic) << c.line;
  }
}

TEST(Markdown, ReferencesAreLinksWhereTheyAreDefined) {
  const Blocks page = cut("[Bridge][1] and [ferry][2]\n\n[1]: https://a.example/\n");
  ASSERT_EQ(page.blocks.size(), 1u);
  EXPECT_EQ(page.text_of(page.blocks[0]), "Bridge and [ferry][2]");
  EXPECT_EQ(page.blocks[0].links, 1);
}

}  // namespace
}  // namespace winnow
