// Cue phrases: where they count, how text is folded, and that long blocks are read at their edges.

#include <gtest/gtest.h>

#include "pipeline/rulepack/cue_matcher.h"

namespace winnow {
namespace {

CueMatcher matcher(std::initializer_list<std::tuple<Cue, CueAnchor, std::string_view>> phrases) {
  CueMatcher out;
  for (const auto& [cue, anchor, phrase] : phrases) out.add(cue, anchor, phrase);
  return out;
}

TEST(CueMatcher, AnchorsSayWhereAPhraseCounts) {
  const CueMatcher cues = matcher({{Cue::related, CueAnchor::whole, "Read more"},
                                   {Cue::credit, CueAnchor::start, "photo"},
                                   {Cue::date, CueAnchor::end, "ago"},
                                   {Cue::legal, CueAnchor::anywhere, "all rights reserved"}});
  struct Case {
    std::string_view text;
    std::uint32_t cues;
  };
  const Case cases[] = {
      {"READ MORE", bit(Cue::related)},
      {"» Read more:", bit(Cue::related)},
      {"Read more about it", 0},
      {"Photo: the bridge", bit(Cue::credit)},
      {"[Photo: the bridge]", bit(Cue::credit)},
      {"The photo", 0},
      {"Photographs show", 0},
      {"two days ago.", bit(Cue::date)},
      {"Chicago", 0},
      {"ago or later", 0},
      {"© 2020, All rights reserved by us", bit(Cue::legal)},
      {"", 0},
      {"…", 0},
  };
  for (const Case& c : cases) EXPECT_EQ(cues.match(c.text), c.cues) << c.text;
}

TEST(CueMatcher, FoldsCaseDigitsSpacesAndApostrophes) {
  const CueMatcher cues = matcher({{Cue::reading_time, CueAnchor::whole, "5 min read"},
                                   {Cue::widget, CueAnchor::whole, "0:00 / 0:00"},
                                   {Cue::related, CueAnchor::whole, "Tin Liên Quan"},
                                   {Cue::subscribe, CueAnchor::whole, "s'abonner"},
                                   {Cue::credit, CueAnchor::start, "photo:"},
                                   {Cue::share, CueAnchor::whole, "İlgili"}});
  EXPECT_EQ(cues.match("12 min read"), bit(Cue::reading_time));
  EXPECT_EQ(cues.match("03:25 / 11:40"), bit(Cue::widget));
  EXPECT_EQ(cues.match("TIN\u00A0LIÊN  QUAN"), bit(Cue::related));
  EXPECT_EQ(cues.match("S’abonner"), bit(Cue::subscribe));
  EXPECT_EQ(cues.match("ILGILI"), bit(Cue::share));
  EXPECT_EQ(cues.match("[Photo : somebody]"), bit(Cue::credit));
  EXPECT_EQ(cues.match("photo：somebody"), bit(Cue::credit));
}

TEST(CueMatcher, ScriptsWithoutSpacesHaveBoundariesEverywhere) {
  const CueMatcher cues =
      matcher({{Cue::related, CueAnchor::anywhere, "関連記事"}, {Cue::byline, CueAnchor::end, "기자"}});
  EXPECT_EQ(cues.match("この関連記事を読む"), bit(Cue::related));
  EXPECT_EQ(cues.match("김하늘 기자"), bit(Cue::byline));
  EXPECT_EQ(cues.match("취재기자"), 0u);
}

TEST(CueMatcher, ReadsOnlyTheEdgesOfLongBlocks) {
  const CueMatcher cues = matcher({{Cue::share, CueAnchor::anywhere, "share this"},
                                   {Cue::legal, CueAnchor::end, "reserved"},
                                   {Cue::byline, CueAnchor::start, "by"}});
  const std::string prose(600, 'x');
  EXPECT_EQ(cues.match("Share this " + prose), bit(Cue::share));
  EXPECT_EQ(cues.match(prose + " share this " + prose), 0u);
  EXPECT_EQ(cues.match(prose + " reserved"), bit(Cue::legal));
  EXPECT_EQ(cues.match("by " + prose + " by"), bit(Cue::byline));
  std::string wide;  // the cut must not fall inside a character
  for (int i = 0; i < 300; ++i) wide += "ế";
  EXPECT_EQ(cues.match(wide + " reserved"), bit(Cue::legal));
}

TEST(CueMatcher, KnowsATextThatIsNothingButAPhrase) {
  const CueMatcher cues =
      matcher({{Cue::advert, CueAnchor::anywhere, "advertisement"}, {Cue::share, CueAnchor::start, "share this"}});
  EXPECT_EQ(cues.match_and_phrase("Advertisement"), bit(Cue::advert) | kIsPhrase);
  EXPECT_EQ(cues.match_and_phrase("– Advertisement –"), bit(Cue::advert) | kIsPhrase);
  EXPECT_EQ(cues.match_and_phrase("The advertisement ran twice"), bit(Cue::advert));
  EXPECT_EQ(cues.match_and_phrase("Share this story"), bit(Cue::share));
  EXPECT_EQ(cues.match_and_phrase("Nothing"), 0u);
  EXPECT_EQ(cues.match("Advertisement"), bit(Cue::advert));
}

}  // namespace
}  // namespace winnow
