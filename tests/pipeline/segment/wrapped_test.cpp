// Wrapped dumps: which are, at what width, and which lines are joined.

#include "pipeline/segment/wrapped.h"

#include <gtest/gtest.h>

#include <vector>

namespace winnow {
namespace {

const std::string kFirst =
    "The lamp on Gull Rock was switched off at sunrise on Thursday, ending 146 years in which it had failed only once, "
    "on the night a cormorant flew into the lantern room and could not be coaxed out again until the morning boat "
    "came.";
const std::string kSecond =
    "Ships have steered by satellite for decades, the harbour trust said, and the cable that feeds the light would "
    "cost more to replace than the whole harbour wall, which itself was last mended in the year the ferry began to "
    "run.";

/// Greedy, as wrappers do it.
std::string wrapped_at(std::size_t width, const std::string& text, const std::string& indent = "",
                       const std::string& first = "") {
  std::string out = first.empty() ? indent : first, word;
  std::size_t column = out.size();
  bool fresh = true;
  for (std::size_t at = 0; at <= text.size(); ++at) {
    if (at < text.size() && text[at] != ' ') {
      word += text[at];
      continue;
    }
    if (!fresh && column + 1 + word.size() > width) {
      out += "\n" + indent;
      column = indent.size();
      fresh = true;
    }
    out += (fresh ? "" : " ") + word;
    column += word.size() + (fresh ? 0 : 1);
    fresh = false;
    word.clear();
  }
  return out;
}

TEST(Wrapped, ParagraphsAreWholeAgainAtEveryWidth) {
  for (const std::size_t width : {60u, 66u, 72u, 76u, 78u, 80u, 90u, 100u})
    for (const std::string indent : {"", "   "}) {
      const std::string dump = "Gull Rock goes dark\n\n" + wrapped_at(width, kFirst, indent) + "\n\n" +
                               wrapped_at(width, kSecond, indent) + "\n";
      const auto joined = rejoined(dump, Wrapped::automatic);
      ASSERT_TRUE(joined) << width;
      EXPECT_NE(joined->find(kFirst + "\n\n"), std::string::npos) << *joined;
      EXPECT_NE(joined->find(kSecond + "\n"), std::string::npos) << *joined;
      EXPECT_TRUE(joined->starts_with("Gull Rock goes dark\n\n"));
    }
}

TEST(Wrapped, OtherDumpsAreNot) {
  const char* const kDumps[] = {
      "",
      "One line and no more",
      "Home\nNews\nSport\nCulture\nWeather\nSubscribe\n",
      // a poem
      "Who lit the lamp on the rock in the bay\nwhen the boats were late and the sea was grey,\nwho climbed the stair "
      "with a can of oil\nand wound the clock and the weights uncoil,\nwho watched the beam go round and round\nuntil "
      "the last of the boats was found?\n",
      // headlines
      "Herring prices fall again as boats come home with full holds\nNew timetable for the island bus\nCouncil keeps "
      "the ferry slip open through a long and stormy winter\nThe keeper of Gull Rock retires\nHow to bake a lighthouse "
      "cake for forty guests without an oven\n",
  };
  for (const char* dump : kDumps) EXPECT_FALSE(find_wrap_width(dump)) << dump;
  EXPECT_FALSE(find_wrap_width(kFirst + "\n" + kSecond + "\n" + kFirst + "\n" + kSecond + "\n")) << "long lines";
}

TEST(Wrapped, ListsQuotesTablesAndHeadingsKeepTheirLines) {
  const std::string text = wrapped_at(72, kFirst) + "\n\n" + wrapped_at(72, kSecond) + "\n\n";
  const std::vector<std::string> kKept = {
      "* A lamp that has burned for more than a hundred years on the same rock\n* The second one, of glass\n* Third\n",
      "# A heading that is nearly as long as the lines of text around it are\nand a line\n",
      "| A table with a row that is as long as the lines of the text are | 1 |\n| and | 2 |\n",
      "```\nif (lamp.is_lit() && keeper.is_awake() && weather.is_bad()) lamp.turn(90);\nelse lamp.rest();\n```\n",
      "> A quotation that is as long as the lines of the text around it really\nand an answer\n",
      "A line that ends early\nand another\n",
  };
  for (const std::string& kept : kKept) {
    const auto joined = rejoined(text + kept, Wrapped::automatic);
    ASSERT_TRUE(joined) << kept;
    EXPECT_TRUE(joined->ends_with("\n\n" + kept + "\n")) << *joined;
  }
}

TEST(Wrapped, AnItemIsJoinedWithWhatHangsBehindItsMarker) {
  const std::string dump =
      wrapped_at(72, kFirst, "   ") + "\n\n" + wrapped_at(72, kSecond, "       ", "     * ") + "\n";
  const auto joined = rejoined(dump, Wrapped::automatic);
  ASSERT_TRUE(joined);
  EXPECT_NE(joined->find("     * " + kSecond + "\n"), std::string::npos) << *joined;
}

TEST(Wrapped, ADashOrNumberInsideAParagraphIsNoMarker) {
  const std::string text = wrapped_at(72, kFirst) + "\n\n" + wrapped_at(72, kSecond) + "\n\n";
  for (const std::string_view rest : {"- and one cat", "– and one cat", "21. March it was, and cold", "6-3 it was"}) {
    const std::string line = "The keeper of the lamp has lived on the rock for a year with five clocks";
    const auto joined = rejoined(text + line + "\n" + std::string(rest) + "\n", Wrapped::automatic);
    ASSERT_TRUE(joined);
    EXPECT_TRUE(joined->ends_with(line + " " + std::string(rest) + "\n\n")) << *joined;
  }
}

TEST(Wrapped, HyphensGoOnlyWhereTheyAreSoft) {
  const std::string text = wrapped_at(72, kFirst) + "\n\n" + wrapped_at(72, kSecond) + "\n\n";
  struct Case {
    std::string lines, want;
  };
  for (const auto& [lines, want] : {
           Case{"The keeper of the lamp has lived on the rock by herself with the light\u00ad\nhouse",
                "with the lighthouse\n"},
           Case{"The keeper of the lamp has lived on the rock for a year with the well-\nestablished cat",
                "with the well-established cat\n"},
           Case{"The keeper of the lamp has lived on the rock for one year with the pre-\nand post-war clocks",
                "with the pre- and post-war clocks\n"},
       }) {
    const auto joined = rejoined(text + lines, Wrapped::automatic);
    ASSERT_TRUE(joined);
    EXPECT_TRUE(joined->ends_with(want)) << *joined;
  }
}

TEST(Wrapped, LinesOfScriptsWithoutSpacesAreJoinedWithoutOne) {
  const std::string lines =
      "灯台の明かりは木曜日の朝に消された。一四六年のあいだに消えたのは一度だけ\nで、それは鵜がランプ室に飛び込んだ夜の"
      "ことだった"
      "。船は何十年も前から衛星\nを頼りに航海していると港の管理団体は話し、明かりに電気を送る線を取り替え\nるには港の壁"
      "より高くつく"
      "。最後の灯台守の孫娘が鍵を回した。電球は今も使え\nるという。\n";
  std::string want = lines.substr(0, lines.size() - 1);
  std::erase(want, '\n');
  const auto joined = rejoined(lines, Wrapped::automatic);
  ASSERT_TRUE(joined);
  EXPECT_EQ(joined->substr(0, want.size()), want);
}

TEST(Wrapped, CanBeSaidOrDenied) {
  const std::string dump = wrapped_at(72, kFirst) + "\n";
  EXPECT_FALSE(rejoined(dump, Wrapped::no));
  const std::string two = "The lamp on Gull Rock was switched off at sunrise on Thursday, ending\n146 years.\n";
  EXPECT_FALSE(rejoined(two, Wrapped::automatic)) << "one break shows nothing";
  EXPECT_EQ(rejoined(two, Wrapped::yes).value_or("").substr(60, 19), "y, ending 146 years");
}

}  // namespace
}  // namespace winnow
