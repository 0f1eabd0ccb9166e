// Kinds of pages whose metadata stands in unusual places: one small page a kind, in a wording of our own.

#include <gtest/gtest.h>

#include <tuple>

#include "pipeline/cleaner.h"
#include "tests/support/support.h"

namespace winnow {
namespace {

using Names = std::vector<std::string>;

const std::string kText =
    "The council of Saltmarsh voted on Tuesday night to keep the old windmill turning through the winter, which ends a "
    "dispute that had divided the millers from the innkeepers for most of the year and cost two mayors their office.";

const std::string kGermanText =
    "Der Rat von Salzwiesen hat am Dienstagabend beschlossen, dass sich die alte Windmühle auch im Winter dreht, und "
    "damit "
    "einen Streit beendet, der die Müller und die Wirte des Ortes fast ein Jahr lang entzweit und zwei Bürgermeister "
    "das "
    "Amt gekostet hat.";

const std::string kChineseText =
    "盐沼镇议会星期二晚上投票决定，让旧风车在冬天继续转动，从而结束了一场持续了近一年的争论，镇上的磨坊主和旅店老板为此"
    "争执不"
    "休，两任镇长因此离职。";

/// A page with `head`, then `top` and the text, then `below`.
Metadata describe(std::string_view head, std::string_view top, std::string_view below = "",
                  std::string_view lang = "en-GB", std::string url = "https://www.mill-courier.example/a/mill.html") {
  const std::string& text = lang == "de" ? kGermanText : lang == "zh" ? kChineseText : kText;
  const std::string html = "<!doctype html><html lang=\"" + std::string(lang) +
                           "\"><head><title>Old mill keeps turning</title>" + std::string(head) +
                           "</head><body><main><article>" + std::string(top) + "<p>" + text + "</p><p>" + text +
                           "</p><p>" + text + "</p>" + std::string(below) + "</article></main></body></html>";
  const Cleaner cleaner(testing::shipped_rules(), {});
  const Cleaner::Stages& s = cleaner.stages();
  Page page{.url = std::move(url), .bytes = html, .input = Input::html};
  auto blocks = s.describe(std::move(*s.segment(std::move(*s.parse(std::move(*s.decode(std::move(page))))))));
  EXPECT_TRUE(blocks);
  return std::move(blocks->meta);
}

const std::string kHeading = "<h1>Old mill keeps turning</h1>";

TEST(PageKinds, NamesOfOneWordAreAuthorsWhereMarkupOrACueSaysSo) {
  for (const auto& [top, below, want] : {
           std::array<std::string_view, 3>{
               R"(<p><span class="author vcard"><a class="url fn n" href="/author/m">marshlight</a></span></p>)", "",
               "marshlight"},
           {R"(<p><a class="paper-author-name" href="/author/gwen/">Gwendolin</a></p>)", "", "Gwendolin"},
           {"<p>4 July 2014</p><p>by reedcutter</p>", "", "reedcutter"},
           {"",
            "<p>This post was written by Wilma Reed, who has run the mill for nine years and teaches children how to "
            "bake.</p>",
            "Wilma Reed"},
           {"", "<p><b>Stay Connected</b></p>", ""},  // a heading
           {"", "<p>Submitted by reedcutter on 4 July 2014 - 18:55</p>", "reedcutter"},
           {"<p>4 July 2014, 18:55 by Gwendolin</p>", "", "Gwendolin"},
           {R"(<h4 class="vcard author">vom <span class="fn">Torfstecher</span></h4>)", "", "Torfstecher"},
           {R"(<p class="meta"><a href="/culture/">Culture</a> · 4 July 2014</p>)", "", ""},  // a rubric
       })
    EXPECT_EQ(describe("", kHeading + std::string(top), below).authors,
              want.empty() ? Names{} : Names{std::string(want)})
        << top << below;
}

TEST(PageKinds, BylinesBelowTheTextAndOfAgenciesOutrankTheSite) {
  const std::string site =
      R"(<meta property="og:site_name" content="Mill Courier"><script type="application/ld+json">{"@type": "NewsArticle",
         "headline": "Old mill keeps turning", "author": {"@type": "Organization", "name": "Mill Courier"}}</script>)";
  EXPECT_EQ(describe(site, kHeading).authors, Names{"Mill Courier"});
  for (const auto& [top, below, want] : {
           std::array<std::string_view, 3>{"", "<p><em>By <span>Wilma Reed</span></em></p>", "Wilma Reed"},
           {"", R"(<p style="text-align: right">Wilma Reed</p>)", "Wilma Reed"},
           {"", "<div><b>Date:</b> 19.11.2018<br><b>Author:</b> Wilma Reed<br><b>Source:</b> archive</div>",
            "Wilma Reed"},
           {"<ul><li>AFP, OSLO</li></ul>", "", "AFP"},
           {"<p>Agencia EFE 04.05.2019</p>", "", "Agencia EFE"},
       })
    EXPECT_EQ(describe(site, kHeading + std::string(top), below).authors, Names{std::string(want)}) << top << below;
}

TEST(PageKinds, ABoldNameUnderTheTextSignsItWhereHeadingsHaveNoCapitals) {
  EXPECT_EQ(describe("", kHeading, "<p><b>Wilma Ried</b></p>", "de").authors, Names{"Wilma Ried"});
  EXPECT_EQ(describe("", kHeading, "<p><b>Wilma Reed</b></p>").authors, Names{});
}

TEST(PageKinds, WhoIsNoAuthorIsNamedByNobody) {
  for (
      const std::string_view top : {
          R"(<p>Interview with master miller Marga Stone</p>)",
          R"(<figure><img src=a.jpg><figcaption>The mill. <span itemprop="author">Ben Flint</span></figcaption></figure>)",
          R"(<p>Last week <a href="/profile/ida/">Ida Crane</a> and <a href="/profile/meta/">Meta Rudge</a> turned the
              sails by hand for the first time since the war, because the wind had died and the children who had come
              with their school wanted to see it move at least once.</p>)",
      })
    EXPECT_EQ(describe("", kHeading + std::string(top)).authors, Names{}) << top;
  EXPECT_EQ(describe(R"(<meta name="author" content="No Author">)", kHeading).authors, Names{});
  EXPECT_EQ(
      describe(R"x(<meta name="author" content="Wilma Reed"><meta name="author" content="(Image: Getty Images)">)x",
               kHeading)
          .authors,
      Names{"Wilma Reed"});
}

TEST(PageKinds, FullerNamesAndGuestsWin) {
  EXPECT_EQ(describe(R"(<meta name="author" content="wreed">)", kHeading,
                     R"(<div>27, 2022 by <a href="/author/wreed/">Wilma Reed</a></div>)")
                .authors,
            Names{"Wilma Reed"});
  EXPECT_EQ(describe(R"(<meta name="author" content="Wilma">)", kHeading, "<p>Written by Wilma Reed</p>").authors,
            Names{"Wilma Reed"});
  EXPECT_EQ(describe(R"(<meta name="author" content="Wilma Reed">)",
                     kHeading + "<p>By Wilma Reed</p><p><em>This is a guest post by Otto Sands, a miller.</em></p>")
                .authors,
            Names{"Otto Sands"});
}

TEST(PageKinds, DatesStandInFrontOfTheTextInTheHeadingAndBelow) {
  for (const auto& [top, below, want] : {
           std::array<std::string_view, 3>{
               "<p>29.11.2019 – The council of Saltmarsh met in the mill on Tuesday to talk "
               "about its sails.</p>",
               "", "2019-11-29"},
           {"<p><b>Saltmarsh, 7 March 2020.</b> The council met in the mill on Tuesday to talk about its sails and its "
            "stones.</p>",
            "", "2020-03-07"},
           {"<p>On 7 March 2020 the council met in the mill to talk about its sails and its stones, as every year.</p>",
            "", ""},
           {"", "<p>Letzte Änderung: 31.10.2020<br>Erschienen am: 01.11.2020<br>Leser: 61</p>", "2020-11-01"},
           {"", "<p>This page was last edited on 29 January 2017, at 13:22.</p>", "2017-01-29T13:22"},
           {"", "<p>Diese Seite wurde zuletzt am 29. Januar 2017 um 13:22 Uhr geändert.</p>", "2017-01-29T13:22"},
           {R"(<p class="datum"><span>Apr</span> <span>04</span><span>2010</span></p>)", "", "2010-04-04"},
           {"", R"(<script type="application/ld+json">{"@type": "Review", "publish_date": "2016-03-02"}</script>)", ""},
           {"<dl><dd>Joined: 18.09.2005</dd></dl>", "", ""},
           {R"(<p class="today">Friday, 27 November 2026</p>)", "", ""},
           {"", R"(<script>var s = {"published_at":"2016-03-02T06:22:28+01:00"};</script>)",
            "2016-03-02T06:22:28+01:00"},
       })
    EXPECT_EQ(describe("", kHeading + std::string(top), below).date, want) << top << below;
  const Metadata meta = describe("", "<h1>23.01.2019 - Old mill keeps turning</h1>");
  EXPECT_EQ(meta.date, "2019-01-23");
  EXPECT_EQ(meta.title, "Old mill keeps turning");
  EXPECT_EQ(describe(R"(<meta name="date" content="1969-12-31T13:00:01">)", kHeading).date, "") << "an empty field";
}

TEST(PageKinds, TheDayThatReadersSeeSettlesTheHeadsStamp) {
  for (const auto& [head, top, want] : {
           std::array<std::string_view, 3>{R"(<meta property="article:published_time" content="2018-11-04T23:00Z">)",
                                           "<p>5 November 2018, 09:00</p>", "2018-11-05T09:00:00+10:00"},
           {R"(<meta property="article:published_time" content="2018-11-04T23:00Z">)", "<p>5 November 2018</p>",
            "2018-11-04T23:00:00+00:00"},  // English is read in many zones
           {R"(<meta property="article:published_time" content="2018-11-04T08:00Z">)", "<p>5 November 2018</p>",
            "2018-11-04T08:00:00+00:00"},
           {R"(<meta name="date" content="2017-02-12">)", "<p>05.02.2017 - Press office</p>", "2017-02-05"},
           {R"(<meta name="date" content="11/01/2020">)", "<p>Published 01.11.2020</p>", "2020-11-01"},
           {R"(<meta property="article:published_time" content="2019-12-15T09:13:00"><script type="application/ld+json">
               {"@type": "Article", "headline": "Old mill keeps turning", "datePublished": "2018-12-06"}</script>)",
            "<p>15.12.2019</p>", "2019-12-15T09:13:00"},
       })
    EXPECT_EQ(describe(head, kHeading + std::string(top)).date, want) << head << top;
}

TEST(PageKinds, RubricsComeFromRelAndBreadcrumbs) {
  const Metadata meta = describe("", kHeading, R"(<p>Filed: <a href="/c/1" rel="category tag">Mills</a>,
      <a href="/c/2" rel="category tag">Wind</a></p><p>This entry was tagged by its author with the words
      <a href="/t/1" rel="tag">sails</a>, <a href="/t/2" rel="tag">stones</a></p>)");
  EXPECT_EQ(meta.categories, (Names{"Mills", "Wind"}));
  EXPECT_EQ(meta.tags, (Names{"sails", "stones"}));
  EXPECT_EQ(describe("", R"(<nav class="breadcrumb"><a href="/">Home</a> <a href="/m/">Mills</a>
      <a href="/m/w/">Windmills</a> <span>Old mill keeps turning</span></nav>)" +
                             kHeading)
                .categories,
            (Names{"Mills", "Windmills"}));
  EXPECT_EQ(describe(R"(<script type="application/ld+json">{"@type": "BreadcrumbList", "itemListElement": [
      {"@type": "ListItem", "position": 1, "name": "Home", "item": "https://www.mill-courier.example/"},
      {"@type": "ListItem", "position": 2, "item": {"@id": "https://www.mill-courier.example/m/", "name": "Mills"}},
      {"@type": "ListItem", "position": 3, "name": "Old mill keeps turning"}]}</script>)",
                     kHeading)
                .categories,
            Names{"Mills"});
}

TEST(PageKinds, TagsLoseWhatOnlyMachinesRead) {
  for (const auto& [keywords, want] : {
           std::pair<std::string_view, Names>{"Weekday: Tuesday, Hour: 09, Subject: Mills, Words: 500", {"Mills"}},
           {"topic/mills, place/saltmarsh", {"mills", "saltmarsh"}},
           {"#Mills, # Wind", {"Mills", "Wind"}},
           {"Mill Courier, mills, wind, News", {"mills", "wind"}},
           {"风车 小镇 夜读", {"风车", "小镇", "夜读"}},
       })
    EXPECT_EQ(describe("<meta property=og:site_name content='Mill Courier'><meta name=keywords content='" +
                           std::string(keywords) + "'>",
                       kHeading)
                  .tags,
              want)
        << keywords;
}

TEST(PageKinds, ALongerListOfTagsWinsOverAShortenedOneAndAMenuIsNone) {
  EXPECT_EQ(
      describe(R"(<meta name="keywords" content="winter">)", kHeading,
               R"(<p class="tags"><a rel="tag" href="/tag/w">Winter</a> <a rel="tag" href="/tag/m">Windmill</a></p>)")
          .tags,
      (Names{"Winter", "Windmill"}));
  std::string menu;
  for (const std::string_view topic : {"Olympics", "Opera", "Airports", "Beer", "Chess", "Dance", "Eclipse", "Fashion",
                                       "Gardens", "Horses", "Islands"})
    menu += "<li><a href='/topic/" + std::string(topic) + "'>" + std::string(topic) + "</a></li>";
  EXPECT_EQ(describe("", kHeading, "<ul>" + menu + "</ul>").tags, Names{});
}

TEST(PageKinds, ALicenceIsALinkToOne) {
  const std::string link = R"(<a href="https://creativecommons.org/licenses/by/4.0/">a licence</a>)";
  const std::string want = "https://creativecommons.org/licenses/by/4.0/";
  EXPECT_EQ(describe("", kHeading, "<p>Free to share under " + link + ", name us.</p>").license, want);
  EXPECT_EQ(
      describe("", kHeading + "<figure><img src=a.jpg><figcaption>A mill, " + link + "</figcaption></figure>").license,
      "");
  EXPECT_EQ(describe("", kHeading, "</article><footer>" + link + "</footer>").license, want);
  EXPECT_EQ(describe(R"(<meta name="dc.rights" content="2022 Mill Courier Ltd">)", kHeading).license, "");
  EXPECT_EQ(describe(R"(<link rel="license" href="/service/imprint.html">)", kHeading).license, "");
}

TEST(PageKinds, TheSiteHasANameAndASlogan) {
  const std::string publisher = R"(<script type="application/ld+json">{"@type": "NewsArticle",
      "headline": "Old mill keeps turning", "publisher": {"@type": "Organization", "name": "Mill Courier"}}</script>)";
  for (const std::string_view account : {"@millcourier", "mill-courier"})
    EXPECT_EQ(
        describe("<meta property=og:site_name content='" + std::string(account) + "'>" + publisher, kHeading).site_name,
        "Mill Courier");
  const std::string slogan = "<meta name=description content='Grinding the news since 1890'>";
  EXPECT_EQ(describe(slogan, kHeading + "<p>Grinding the news since 1890</p>").description,
            "Grinding the news since 1890");
  EXPECT_EQ(describe("<meta property=og:site_name content='Mill Courier | Grinding since 1890'>", kHeading).site_name,
            "Mill Courier");
}

TEST(PageKinds, AgenciesAreCreditedBesideTheDateAndInTheHead) {
  EXPECT_EQ(describe(R"(<meta name="source" content="Source: Associated Press">)", kHeading).agency, "AP");
  EXPECT_EQ(describe("", kHeading + "<p>24 April 2021 23:52 | Source: Xinhua</p>").agency, "Xinhua");
  EXPECT_EQ(describe("", kHeading, "<p>— With files from The Canadian Press</p>").agency, "The Canadian Press");
}

TEST(PageKinds, WhatIsACueInOneLanguageIsAForenameInAnother) {
  EXPECT_EQ(describe(R"(<meta name="author" content="Theo Sands">)", kHeading).authors, Names{"Theo Sands"});
  EXPECT_EQ(describe("", kHeading + "<p>By Di Sands</p>").authors, Names{"Di Sands"});
  EXPECT_EQ(describe("", kHeading + "<p>di Anna Sands</p>").authors, Names{"Anna Sands"});
}

TEST(PageKinds, DegreesProfessionsAndStopsAreNoPartOfNames) {
  for (const auto& [byline, want] : {
           std::pair<std::string, Names>{"By Ida Reed, MD, and Otto Sands, RN | Mill Health",
                                         {"Ida Reed", "Otto Sands"}},
           {"By Wilma Reed, and Otto Sands", {"Wilma Reed", "Otto Sands"}},
           {"Autor: Diplom-Biologe Otto Sands", {"Otto Sands"}},
           {"This is a guest post by Otto Sand.", {"Otto Sand"}},
           {"By Otto Sands Jr.", {"Otto Sands Jr."}},
       })
    EXPECT_EQ(describe("", kHeading + "<p>" + byline + "</p>").authors, want) << byline;
}

TEST(PageKinds, AnAgencyBehindABylineCueOutranksTheSite) {
  const std::string site = R"(<script type="application/ld+json">{"@type": "NewsArticle",
      "headline": "Old mill keeps turning", "author": {"@type": "Organization", "name": "Mill Courier"}}</script>)";
  EXPECT_EQ(describe(site, kHeading + "<p>By AFP</p>").authors, Names{"AFP"});
  EXPECT_EQ(describe(site, kHeading + "<figure><img src=a.jpg><figcaption>By AFP</figcaption></figure>").authors,
            Names{"Mill Courier"});
}

TEST(PageKinds, ANameBehindADashSignsTheText) {
  EXPECT_EQ(describe("", kHeading, "<p>— Otto Sands</p>").authors, Names{"Otto Sands"});
  EXPECT_EQ(describe("", kHeading, "<p>“" + kText + "”</p><p>— Otto Sands</p>").authors, Names{}) << "a quotation";
}

TEST(PageKinds, AKickerInTheHeadingIsNoPartOfTheTitle) {
  const std::string kicker = "<h1><span class='article-kicker'>Saltmarsh:</span> Old mill keeps turning</h1>";
  EXPECT_EQ(describe("", kicker).title, "Old mill keeps turning");
  EXPECT_EQ(describe("<meta property=og:title content='Saltmarsh: Old mill keeps turning'>"
                     "<script type='application/ld+json'>{\"@type\": \"NewsArticle\", \"headline\": \"Saltmarsh: Old "
                     "mill keeps turning\"}</script>",
                     kicker)
                .title,
            "Saltmarsh: Old mill keeps turning")
      << "the site counts it in";
}

TEST(PageKinds, DatesInBracketsComeOffTheHeading) {
  const Metadata meta = describe("", "<h1>Old mill keeps turning (23.01.2019)</h1>");
  EXPECT_EQ(meta.date, "2019-01-23");
  EXPECT_EQ(meta.title, "Old mill keeps turning");
}

TEST(PageKinds, TheAddressAndTheTextSettleTheDayOfAStampInUtc) {
  const std::string stamp = R"(<meta property="article:published_time" content="2016-07-01T22:05:00+00:00">)";
  const std::string url = "https://www.mill-courier.example/2016/07/02/mill.html";
  EXPECT_EQ(describe(stamp, kHeading + "<p>July 2, 2016</p>", "", "en", url).date, "2016-07-02");
  EXPECT_EQ(describe(stamp, kHeading + "<p>July 2, 2016</p>", "", "en").date, "2016-07-01T22:05:00+00:00");
}

TEST(PageKinds, StateOfApplicationsMayHoldTheDate) {
  EXPECT_EQ(
      describe(
          "", kHeading,
          R"(<script id="__NEXT_DATA__" type="application/json">{"story":{"publishedAt":"2021-06-01T07:00:00Z"}}</script>)")
          .date,
      "2021-06-01T07:00:00+00:00");
}

TEST(PageKinds, ChineseReportersStandBehindAWordForThem) {
  for (const auto& [top, end, want] : {
           std::tuple<std::string, std::string, Names>{"<p>盐沼晨报记者 林芦苇 沈风车</p>", "", {"林芦苇", "沈风车"}},
           {"<p>□ 本报记者 林芦苇</p>", "", {"林芦苇"}},
           {"<p>晨报记者林芦苇发自盐沼</p>", "", {"林芦苇"}},
           {"", "（记者 林芦苇、沈风车）", {"林芦苇", "沈风车"}},
           {"", "（本台记者林芦苇报道）", {"林芦苇"}},
           {"", "（图片由盐沼镇提供）", {}},
           {"<p>晨报记者 林芦苇 盐沼报道</p>", "", {"林芦苇"}},
           {"<p>晨报记者采访了解</p>", "", {}},
       })
    EXPECT_EQ(describe("", "<h1>旧风车继续转动</h1>" + top, "<p>" + kChineseText + end + "</p>", "zh").authors, want)
        << top << end;
}

}  // namespace
}  // namespace winnow
