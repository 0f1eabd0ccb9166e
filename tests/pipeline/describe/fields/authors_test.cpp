// Authors: bylines of all languages split into people, and polluted fields cleaned.

#include <gtest/gtest.h>

#include "pipeline/describe/fields/authors.h"
#include "pipeline/describe/fields/bylines.h"
#include "pipeline/rules.h"
#include "tests/support/support.h"

namespace winnow {
namespace {

using Names = std::vector<std::string>;

const PeopleRules& rules() { return testing::shipped_rules()->metadata->people; }

Names names_in(std::string_view byline, bool organizations = false) {
  Names out;
  for (const Author& author : split_authors(byline, {"theharbourpost"}, rules()))
    if (author.organization == organizations) out.push_back(author.name);
  return out;
}

TEST(Authors, BylinesAreSplitIntoPeople) {
  struct Case {
    std::string_view byline;
    Names want;
  };
  for (const auto& [byline, want] : {
           Case{"By Ann Lee", {"Ann Lee"}},
           Case{"By Ann Lee and Bo Day", {"Ann Lee", "Bo Day"}},
           Case{"Von Mia Kern und Jan Ohl", {"Mia Kern", "Jan Ohl"}},
           Case{"Par Léa Roux et Paul Brun", {"Léa Roux", "Paul Brun"}},
           Case{"Por Ana Gil y Luis Mora", {"Ana Gil", "Luis Mora"}},
           Case{"Tác giả: Bùi Lan", {"Bùi Lan"}},
           Case{"Автор: Анна Лис", {"Анна Лис"}},
           Case{"Ann Lee, Bo Day, Cy Fox", {"Ann Lee", "Bo Day", "Cy Fox"}},
           Case{"Ann Lee; Bo Day", {"Ann Lee", "Bo Day"}},
           Case{"Ann Lee/Bo Day", {"Ann Lee", "Bo Day"}},
           Case{"Ann Lee | Bo Day", {"Ann Lee", "Bo Day"}},
           Case{"大渡 美咲、山田 太郎", {"大渡 美咲", "山田 太郎"}},
           Case{"Lee, Ann", {"Ann Lee"}},
           Case{"Lee, Ann B.", {"Ann B. Lee"}},
       })
    EXPECT_EQ(names_in(byline), want) << byline;
}

TEST(Authors, WhatIsNotTheNameIsCutOff) {
  struct Case {
    std::string_view byline;
    Names want;
  };
  for (const auto& [byline, want] : {
           Case{"Ann Lee, Senior Reporter", {"Ann Lee"}},
           Case{"Ann Lee, staff writer, The Daily Paper", {"Ann Lee"}},
           Case{"Ann Lee, MD, PhD", {"Ann Lee"}},
           Case{"Ann Lee, Certified Educator & Lawyer", {"Ann Lee"}},
           Case{"Von Mia Kern, Berlin", {"Mia Kern"}},
           Case{"Ann Lee in Paris", {"Ann Lee"}},
           Case{"Ann Lee (ann@example.org)", {"Ann Lee"}},
           Case{"Ann Lee - Example News", {"Ann Lee"}},
           Case{"Ann Lee, Ann Lee", {"Ann Lee"}},
           Case{"Ann Lee ann@example.org", {"Ann Lee"}},
           Case{"Ann Lee @annlee", {"Ann Lee"}},
           Case{"Ann Lee Staff Writer", {"Ann Lee"}},
           Case{"Ann Lee 5 min read", {"Ann Lee"}},
           Case{"By ANN LEE Associated Press", {"ANN LEE"}},
           Case{"Mia Kern/dpa", {"Mia Kern"}},
           Case{"dpa/Mia Kern", {"Mia Kern"}},
           Case{"Text: Mia Kern, Fotos: Jan Ohl", {"Mia Kern"}},
           Case{"Reporting by Ann Lee; Editing by Bo Day", {"Ann Lee"}},
           Case{"Reporter: Budi Santo | Editor: Tri Wati", {"Budi Santo"}},
           Case{"文/沈渡舟", {"沈渡舟"}},
           Case{"[서울=항구통신] 김철수 기자 = 다리가 열렸다", {"김철수"}},
           Case{"ann@example.org", {}},
           Case{"https://example.org/ann", {}},
           Case{"admin", {}},
           Case{"{{ author.name }}", {}},
           Case{"page.head.author", {}},
           Case{"", {}},
       })
    EXPECT_EQ(names_in(byline), want) << byline;
}

TEST(Authors, OrganizationsAreToldFromPeople) {
  struct Case {
    std::string_view byline;
    Names people, organizations;
  };
  for (const auto& [byline, people, organizations] : {
           Case{"Ann Lee, dpa", {"Ann Lee"}, {"dpa"}},
           Case{"Reuters", {}, {"Reuters"}},
           Case{"The Harbour Post", {}, {"The Harbour Post"}},
           Case{"Centre for Trade and Industry", {}, {"Centre for Trade and Industry"}},
           Case{"Redaktion example.de", {}, {"Redaktion example.de"}},
           Case{"example.de, Hamburg, Germany", {}, {"example.de"}},
       }) {
    EXPECT_EQ(names_in(byline), people) << byline;
    EXPECT_EQ(names_in(byline, true), organizations) << byline;
  }
}

TEST(Authors, AgenciesBehindANameAreKeptApart) {
  for (const std::string_view byline :
       {"Ann Lee (Reuters)", "Ann Lee (with Reuters)", "Ann Lee Reuters", "Ann Lee/Reuters", "Ann Lee, Reuters"}) {
    EXPECT_EQ(names_in(byline), Names{"Ann Lee"}) << byline;
    EXPECT_EQ(names_in(byline, true), Names{"Reuters"}) << byline;
  }
}

TEST(Authors, CuesMayStandBehindNames) {
  struct Case {
    std::string_view line;
    Names want;
  };
  for (const auto& [line, want] : {
           Case{"김철수 기자", {"김철수"}},
           Case{"사회부 김철수·이영희 기자 kim@example.org", {"김철수", "이영희"}},
           Case{"(서울=항구통신) 김철수 특파원 = 다리가 열렸다", {"김철수"}},
           Case{"【山田太郎記者】", {"山田太郎"}},
           Case{"김철수 기자회견 열려", {}},
           Case{"記者 山田太郎", {}},
           Case{"by Ann Lee", {}},
       })
    EXPECT_EQ(names_before_cue(line, rules()), want) << line;
  EXPECT_EQ(names_in("김철수 기자"), Names{"김철수"});
}

TEST(Authors, LabelsMayStandInsideALine) {
  struct Case {
    std::string_view line, want;
  };
  for (const auto& [line, want] : {
           Case{"2024年3月5日 14:30 来源：港湾网 作者：沈渡舟 字体：大", "沈渡舟"},
           Case{"Source: Harbour Post Author: Ann Lee Views: 12", "Ann Lee"},
           Case{"Дата: 5 марта Автор: Анна Лис", "Анна Лис"},
           Case{"Sort by: Price", ""},
           Case{"Reviewed by: Ann Lee", ""},
           Case{"The mayor said: the bridge is open", ""},
       })
    EXPECT_EQ(behind_author_label(line, rules()), want) << line;
}

TEST(Authors, NamesHaveAShape) {
  for (const std::string_view name : {"Ann Lee", "Ludwig van Beek", "María de la Cruz", "O’Neil Jones", "ANN LEE",
                                      "Bùi Thị Lan", "山田太郎", "Анна Лис"})
    EXPECT_TRUE(looks_like_name(name, rules())) << name;
  for (const std::string_view text :
       {"Ann", "read more", "Last Updated", "Chief Reporter", "Twitter Facebook", "Leitender Wirtschaftsredakteur",
        "Ann Lee 2024", "Example News", "the first of May"})
    EXPECT_FALSE(looks_like_name(text, rules())) << text;
}

Names chosen(std::initializer_list<std::tuple<std::string_view, std::string_view, float>> sources,
             std::string_view page) {
  Findings findings;
  for (const auto& [evidence, value, rank] : sources) findings.add(Field::author, value, std::string(evidence), rank);
  return choose_authors(findings, {"theharbourpost"}, page, rules());
}

TEST(Authors, PeopleComeBeforeOrganizations) {
  EXPECT_EQ(
      chosen({{"json-ld NewsArticle.author", "The Harbour Post", 86}, {"text, line +1", "Ann Lee", 70}}, "Ann Lee"),
      Names{"Ann Lee"});
  EXPECT_EQ(chosen({{"json-ld NewsArticle.author", "The Harbour Post", 86}}, ""), Names{"The Harbour Post"});
}

TEST(Authors, ANameThatThePageHidesGivesWayToItsByline) {
  EXPECT_EQ(chosen({{"json-ld Article.author", "Kat Smith", 86}, {"text, line +1", "Ann Lee", 70}}, "By Ann Lee"),
            Names{"Ann Lee"});
  EXPECT_EQ(chosen({{"json-ld Article.author", "Ann Lee", 86}, {"text, line +1", "Bo Day", 70}}, "Ann Lee, Bo Day"),
            Names{"Ann Lee"});
}

TEST(Authors, AnEditorOrAnAccountGivesWayToTheByline) {
  EXPECT_EQ(
      chosen({{"json-ld Article.author", "Bo Day", 86}, {"class", "Ann Lee", 60}, {kOtherRoleEvidence, "Bo Day", 0}},
             "Ann Lee, Editor: Bo Day"),
      Names{"Ann Lee"});
  EXPECT_EQ(chosen({{"json-ld Article.author", "Bo Day", 86}, {kOtherRoleEvidence, "Bo Day", 0}}, "Editor: Bo Day"),
            Names{"Bo Day"})
      << "nobody else is named";
  EXPECT_EQ(chosen({{"json-ld Article.author", "ann.lee", 86}, {"class", "Ann Lee", 60}}, "Ann Lee"), Names{"Ann Lee"});
  EXPECT_EQ(chosen({{"json-ld Article.author", "ann.lee", 86}}, ""), Names{"ann.lee"});
  EXPECT_EQ(chosen({{kOtherRoleEvidence, "Bo Day", 0}}, "Editor: Bo Day"), Names{});
}

TEST(Authors, AgenciesAmongThemAreReportedUnlessTheyMayBePictureCredits) {
  for (const auto& [evidence, rank, want] :
       {std::tuple{"json-ld NewsArticle.author", 86.0F, 1u}, {"class, organization", 40.0F, 0u}}) {
    Findings findings;
    findings.add(Field::author, "dpa", evidence, rank, true);
    choose_authors(findings, {}, "", rules());
    EXPECT_EQ(findings.of(Field::agency).size(), want) << evidence;
  }
}

TEST(Authors, AnAgencySaysMoreThanTheSiteItself) {
  EXPECT_EQ(
      chosen({{"json-ld NewsArticle.author", "The Harbour Post", 86}, {"meta articleauthor", "Anadolu Ajansı", 66}},
             ""),
      Names{"Anadolu Ajansı"});
}

TEST(Authors, AVisibleBylineCompletesTheHead) {
  EXPECT_EQ(chosen({{"meta author", "Ann Lee", 66}, {"text, line +1", "Ann Lee; Bo Day", 70}}, "By Ann Lee and Bo Day"),
            (Names{"Ann Lee", "Bo Day"}));
  EXPECT_EQ(chosen({{"meta author", "Ann Lee", 66}, {"class", "Ann Lee; Bo Day", 60}}, "Ann Lee Bo Day"),
            (Names{"Ann Lee", "Bo Day"}));
  EXPECT_EQ(chosen({{"meta author", "Ann Lee", 66}, {"text, line +1", "Ann Lee", 70}, {"class", "Ann Lee; Bo Day", 60}},
                   "By Ann Lee. Bo Day"),
            Names{"Ann Lee"})
      << "the line that says By names one";
}

}  // namespace
}  // namespace winnow
