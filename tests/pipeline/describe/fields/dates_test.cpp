// Dates: every language of the rules, the order of day and month, times and zones, what is no date.

#include <gtest/gtest.h>

#include "pipeline/describe/fields/date_parser.h"
#include "pipeline/describe/fields/dates.h"
#include "pipeline/rules.h"
#include "tests/support/support.h"

namespace winnow {
namespace {

const DateRules& rules() { return testing::shipped_rules()->metadata->dates; }

std::string read(std::string_view text, bool month_first = false) {
  const auto found = find_date(text, {.month_first = month_first}, rules());
  return found ? iso8601(found->date) : "none";
}

struct Case {
  std::string_view text, want;
};

TEST(Dates, AreReadInEveryLanguage) {
  for (const auto& [text, want] : {
           Case{"Thứ Ba, ngày 5 tháng 3 năm 2024", "2024-03-05"},
           Case{"Thứ Ba, 05/03/2024 14:30", "2024-03-05T14:30"},
           Case{"March 5, 2024", "2024-03-05"},
           Case{"5th of March, 2024", "2024-03-05"},
           Case{"Dienstag, 5. März 2024, 14.30 Uhr", "2024-03-05T14:30"},
           Case{"5. Jänner 2024", "2024-01-05"},
           Case{"mardi 5 mars 2024 à 14h30", "2024-03-05T14:30"},
           Case{"1er août 2024", "2024-08-01"},
           Case{"5 de marzo de 2024", "2024-03-05"},
           Case{"5 de março de 2024", "2024-03-05"},
           Case{"5 marzo 2024", "2024-03-05"},
           Case{"5 maart 2024", "2024-03-05"},
           Case{"5 marca 2024", "2024-03-05"},
           Case{"5. března 2024", "2024-03-05"},
           Case{"5 mars 2024 kl. 14.30", "2024-03-05T14:30"},
           Case{"5. desember 2024", "2024-12-05"},
           Case{"5. marts 2024", "2024-03-05"},
           Case{"5. maaliskuuta 2024", "2024-03-05"},
           Case{"5 Mart 2024", "2024-03-05"},
           Case{"5 марта 2024 г.", "2024-03-05"},
           Case{"5 березня 2024 року", "2024-03-05"},
           Case{"5 مارس 2024", "2024-03-05"},
           Case{"٥ مارس ٢٠٢٤", "2024-03-05"},
           Case{"۱۵ اسفند ۱۴۰۲", "2024-03-05"},
           Case{"5 मार्च 2024", "2024-03-05"},
           Case{"5 Maret 2024", "2024-03-05"},
           Case{"2024年3月5日 14:30", "2024-03-05T14:30"},
           Case{"2024年3月5日（火）14時30分", "2024-03-05T14:30"},
           Case{"2024년 3월 5일", "2024-03-05"},
           Case{"5 במרץ 2024", "2024-03-05"},
           Case{"৫ মার্চ ২০২৪", "2024-03-05"},
           Case{"5 مارچ 2024", "2024-03-05"},
           Case{"Machi 5, 2024", "2024-03-05"},
           Case{"2024 m. kovo 5 d.", "2024-03-05"},
           Case{"2024. gada 5. marts", "2024-03-05"},
           Case{"5 มีนาคม 2567", "2024-03-05"},
           Case{"5 มี.ค. 2567 14:30 น.", "2024-03-05T14:30"},
           Case{"5 Mashi 2024", "2024-03-05"},
           Case{"5 अक्टूबर 2024", "2024-10-05"},
           Case{"5 d'octubre de 2024", "2024-10-05"},
           Case{"2024. 3. 5. 오후 2:30", "2024-03-05"},
       })
    EXPECT_EQ(read(text).substr(0, want.size()), want) << text;
}

TEST(Dates, ZonesWithSummerTimeGoByTheDay) {
  for (const auto& [text, want] : {
           Case{"July 11, 2024 8:15 a.m. ET", "2024-07-11T08:15:00-04:00"},
           Case{"January 11, 2024 8:15 a.m. ET", "2024-01-11T08:15:00-05:00"},
           Case{"March 10, 2024 8:15 a.m. PT", "2024-03-10T08:15:00-07:00"},
           Case{"November 3, 2024 8:15 a.m. CT", "2024-11-03T08:15:00-06:00"},
           Case{"July 11, 2024 8:15 a.m. EST", "2024-07-11T08:15:00-05:00"},
       })
    EXPECT_EQ(read(text), want) << text;
}

TEST(Dates, OtherDatesOfThePageSettleTheOrder) {
  EXPECT_FALSE(settled_by_dates("12/03/2023 and 25/03/2023", {.month_first = true}).month_first);
  EXPECT_TRUE(settled_by_dates("12/03/2023 and 03/25/2023", {.month_first = false}).month_first);
  EXPECT_TRUE(settled_by_dates("25/03/2023 and 03/25/2023", {.month_first = true}).month_first)
      << "no page of one order";
  EXPECT_TRUE(settled_by_dates("1/2/3 and a/b", {.month_first = true}).month_first);
}

TEST(Dates, AStampInUtcIsReadOnTheClockOfALanguageOfOneZone) {
  struct Stamped {
    std::string_view stamp, shown, language, want;
  };
  for (const auto& [stamp, shown, language, want] : {
           Stamped{"2018-11-04T23:00:00Z", "2018-11-05", "de", "2018-11-05T00:00:00+01:00"},
           Stamped{"2018-07-04T22:30:00Z", "2018-07-05", "de-AT", "2018-07-05T00:30:00+02:00"},
           Stamped{"2018-11-04T17:30:00Z", "2018-11-05", "vi", "2018-11-05T00:30:00+07:00"},
           Stamped{"2018-11-04T12:00:00Z", "2018-11-05", "de", "2018-11-04T12:00:00+00:00"},  // an update, perhaps
           Stamped{"2018-11-04T23:00:00Z", "2018-11-05", "en", "2018-11-04T23:00:00+00:00"},
           Stamped{"2018-11-04T02:41:00Z", "2018-11-03T22:41", "en", "2018-11-03T22:41:00-04:00"},
       }) {
    Findings findings;
    findings.add(Field::date, stamp, "meta article:published_time", 84);
    findings.add(Field::date, shown, "text, line +1", 60);
    EXPECT_EQ(choose_dates(findings, "", {}, language, rules()).published, want) << stamp << shown << language;
  }
}

TEST(Dates, WordsBeforeADateStayBehindTheName) {
  for (const auto& [text, want] : {
           Case{"Ann Lee on Tuesday, 3 May 2024", "Ann Lee"},
           Case{"Ann Lee March 18 at 1:24 PM", "Ann Lee"},
           Case{"Ann Lee", "Ann Lee"},
       })
    EXPECT_EQ(before_date(text, {}, rules()), want) << text;
}

TEST(Dates, MachineFormatsKeepTimeAndOffset) {
  for (const auto& [text, want] : {
           Case{"2024-03-05", "2024-03-05"},
           Case{"2024-03-05T14:30:15+01:00", "2024-03-05T14:30:15+01:00"},
           Case{"2024-03-05T14:30:15.123Z", "2024-03-05T14:30:15+00:00"},
           Case{"2024-03-05T14:30:15-0500", "2024-03-05T14:30:15-05:00"},
           Case{"2024-03-05 14:30:15 +0700", "2024-03-05T14:30:15+07:00"},
           Case{"Tue, 05 Mar 2024 14:30:15 GMT", "2024-03-05T14:30:15+00:00"},
           Case{"Tue Mar 05 14:30:15 CET 2024", "2024-03-05T14:30:15+01:00"},
           Case{"20240305T143015Z", "2024-03-05T14:30:15+00:00"},
           Case{"20240305", "2024-03-05"},
           Case{"1709649015", "2024-03-05T14:30:15+00:00"},
           Case{"1709649015000", "2024-03-05T14:30:15+00:00"},
           Case{"2024/03/05", "2024-03-05"},
           Case{"04-ago-2021", "2021-08-04"},
       }) {
    const auto date = parse_date(text, {}, rules());
    EXPECT_EQ(date ? iso8601(*date) : "none", want) << text;
  }
}

TEST(Dates, TimesMayStandBeforeTheDateOrInHalvesOfTheDay) {
  EXPECT_EQ(read("14:30 | 05.03.2024"), "2024-03-05T14:30");
  EXPECT_EQ(read("March 5, 2024 at 2:30 PM EST", true), "2024-03-05T14:30:00-05:00");
  EXPECT_EQ(read("March 5, 2024 12:10 a.m.", true), "2024-03-05T00:10");
  EXPECT_EQ(read("05/03/2024 14:30 (GMT+7)"), "2024-03-05T14:30:00+07:00");
}

TEST(Dates, TheLanguageDecidesTheOrderUnlessANumberDoes) {
  EXPECT_EQ(read("3/4/2024", true), "2024-03-04");
  EXPECT_EQ(read("3/4/2024", false), "2024-04-03");
  EXPECT_EQ(read("13/4/2024", true), "2024-04-13");
  EXPECT_EQ(read("4/13/2024", false), "2024-04-13");
  EXPECT_EQ(read("03.04.2024", true), "2024-04-03") << "full stops: the day stands first";
  EXPECT_EQ(read("03.04.24"), "2024-04-03");
}

TEST(Dates, TheOrderComesFromLanguageRegionAndHost) {
  struct OrderCase {
    std::string_view language, host;
    bool month_first;
  };
  for (const auto& [language, host, month_first] :
       {OrderCase{"en", "example.com", true}, OrderCase{"en-US", "example.co.uk", true},
        OrderCase{"en-GB", "example.com", false}, OrderCase{"en", "example.co.uk", false},
        OrderCase{"de", "example.com", false}, OrderCase{"", "example.com", true}})
    EXPECT_EQ(date_order(language, host, rules()).month_first, month_first) << language << " " << host;
}

TEST(Dates, WhatIsNoDateIsNotRead) {
  for (const std::string_view text :
       {"March 2024", "2024", "31 February 2024", "32.1.2024", "version 1.2.3.4", "call 030 1234 5678", "12:30",
        "5/2024", "may 15 people", "the 24 hours of Le Mans"})
    EXPECT_EQ(read(text), "none") << text;
}

TEST(Dates, RelativeOnesAreSeenFromTheCrawl) {
  const Date now = *parse_date("2024-03-05T14:30:00Z", {}, rules());
  for (const auto& [text, want] :
       {Case{"3 hours ago", "2024-03-05"}, Case{"vor 20 Stunden", "2024-03-04"}, Case{"2 giờ trước", "2024-03-05"},
        Case{"hace 2 días", "2024-03-03"}, Case{"3日前", "2024-03-02"}, Case{"Gestern", "2024-03-04"},
        Case{"5 min read", "none"}, Case{"24 hours of sport", "none"}}) {
    const auto date = find_relative_date(text, now, rules());
    EXPECT_EQ(date ? iso8601(*date) : "none", want) << text;
  }
}

TEST(Dates, AreKnownByTheCueThatEndsTheWordsBeforeThem) {
  struct CueCase {
    std::string_view text;
    std::optional<Field> want;
  };
  for (const auto& [text, want] :
       {CueCase{"Published on", Field::date}, CueCase{"This article was originally published on", Field::date},
        CueCase{"Page last updated: Tuesday,", Field::date_modified}, CueCase{"Cập nhật lúc", Field::date_modified},
        CueCase{"The bridge was opened on", std::nullopt}, CueCase{"", std::nullopt}}) {
    const DateCue cue = cue_before(text, rules());
    EXPECT_EQ(cue.found, want.has_value()) << text;
    if (want) {
      EXPECT_EQ(cue.field, *want) << text;
    }
  }
}

std::string published(std::initializer_list<std::pair<std::string_view, std::string_view>> head_and_text,
                      std::string_view crawled = "") {
  Findings findings;
  for (const auto& [evidence, value] : head_and_text)
    findings.add(Field::date, value, std::string(evidence),
                 evidence == "address"          ? 40.0F
                 : evidence.starts_with("text") ? 68.0F
                                                : 84.0F);
  return choose_dates(findings, crawled, {}, "en", rules()).published;
}

TEST(Dates, TheCrawlIsTheLatestDayThatCounts) {
  EXPECT_EQ(published({{"meta date", "2031-01-01"}}, "2024-03-05"), "");
  EXPECT_EQ(published({{"meta date", "2024-03-05"}}, "2024-03-05"), "2024-03-05");
}

TEST(Dates, OldDaysCountOnlyInMarkup) {
  EXPECT_EQ(published({{"text, line +1", "1989-11-09"}}), "");
  EXPECT_EQ(published({{"meta date", "1989-11-09"}}), "1989-11-09");
}

TEST(Dates, AnEarlierVisibleDateOutranksARepublishedStamp) {
  EXPECT_EQ(published({{"meta date", "2024-06-01"}, {"text, line +1", "2023-03-05"}}), "2023-03-05");
  EXPECT_EQ(published({{"meta date", "2024-06-01"}, {"text, line +1", "2023-03-05"}, {"text, line +2", "2024-06-01"}}),
            "2024-06-01")
      << "the page shows the stamp's day, too";
  EXPECT_EQ(published({{"meta date", "2024-03-06"}, {"text, line +1", "2024-03-05"}}), "2024-03-06") << "time zones";
}

TEST(Dates, ExplainSaysWhyOneOfALowerRankWon) {
  Findings findings;
  findings.add(Field::date, "2024-06-01", "meta date", 84);
  findings.add(Field::date, "2023-03-05", "text, line +1", 68);
  choose_dates(findings, "", {}, "en", rules());
  const Finding& seen = findings.of(Field::date)[1];
  EXPECT_TRUE(seen.won);
  EXPECT_EQ(seen.evidence, "text, line +1, shown and before the head's");
}

TEST(Dates, AStampInUtcGivesWayToTheSameMomentOnTheReadersClock) {
  EXPECT_EQ(published({{"meta date", "2024-03-06T01:30:00Z"}, {"text, line +1", "2024-03-05T20:30:00-05:00"}}),
            "2024-03-05T20:30:00-05:00");
  EXPECT_EQ(published({{"meta date", "2024-03-06T01:30:00Z"}, {"text, line +1", "2024-03-05T19:30:00-05:00"}}),
            "2024-03-06T01:30:00+00:00")
      << "another moment";
}

TEST(Dates, WhatTheHeadConfirmsOutranksAnotherVisibleDate) {
  EXPECT_EQ(published({{"text, line +1", "2024-01-09"}, {"text, line +2", "2024-03-05"}}), "2024-01-09");
  Findings findings;
  for (const auto& [evidence, value, rank] : {std::tuple{"text, line +1", "2024-01-09", 68.0F},
                                              {"text, line +2", "2024-03-05", 67.0F},
                                              {"meta dc.date", "2024-03-05", 60.0F}})
    findings.add(Field::date, value, evidence, rank);
  EXPECT_EQ(choose_dates(findings, "", {}, "en", rules()).published, "2024-03-05");
}

TEST(Dates, ManyDaysWithoutACueAreThoseOfAList) {
  for (const auto& [count, want] : {std::pair{5, "2024-03-01"}, {6, ""}}) {
    Findings findings;
    for (int day = 1; day <= count; ++day)
      findings.add(Field::date, "2024-03-0" + std::to_string(day), "text, line +" + std::to_string(day),
                   54.0F - static_cast<float>(day));
    EXPECT_EQ(choose_dates(findings, "", {}, "en", rules()).published, want) << count;
  }
}

TEST(Dates, DayAndMonthAreSwappedWhereAnotherPlaceSaysSo) {
  EXPECT_EQ(published({{"text, line +1", "2024-04-03"}, {"address", "2024-03-04"}}), "2024-03-04");
  EXPECT_EQ(published({{"text, line +1", "2024-04-03"}, {"address", "2024-03-02"}}), "2024-04-03");
}

TEST(Dates, AChangeThatThePageShowsStandsInForTheDateAndOneInItsHeadDoesNot) {
  for (const auto& [evidence, want] : {Case{"text, line +1", "2024-03-05"}, Case{"meta article:modified_time", ""}}) {
    Findings findings;
    findings.add(Field::date_modified, "2024-03-05", std::string(evidence), 70);
    const PageDates dates = choose_dates(findings, "", {}, "en", rules());
    EXPECT_EQ(dates.published, want) << evidence;
    EXPECT_EQ(dates.modified, "2024-03-05") << evidence;
  }
}

TEST(Dates, AnAddressCanStateTheDay) {
  for (const auto& [path, want] :
       {Case{"/2024/03/05/story.html", "2024-03-05"}, Case{"/blog/2024/march/05/story", "2024-03-05"},
        Case{"/story/24/03/05/1432/story", "2024-03-05"}, Case{"/2024-03-05-story", "2024-03-05"}}) {
    Findings findings;
    find_date_in_address("https://example.org" + std::string(path), rules(), findings);
    ASSERT_EQ(findings.of(Field::date).size(), 1u) << path;
    EXPECT_EQ(findings.of(Field::date)[0].value, want) << path;
  }

  Findings findings;
  find_date_in_address("https://example.org/2024/03/story-12", rules(), findings);
  EXPECT_TRUE(findings.of(Field::date).empty()) << "no day, no date";
}

}  // namespace
}  // namespace winnow
