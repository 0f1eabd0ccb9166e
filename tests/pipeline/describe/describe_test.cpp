// Whole pages through decode, parse, segment and describe: what each trap does to the fields.

#include <gtest/gtest.h>

#include "pipeline/cleaner.h"
#include "tests/support/support.h"

namespace winnow {
namespace {

using Names = std::vector<std::string>;

Metadata describe(std::string bytes, std::string url = "https://www.harbourpost.example/news/bridge.html",
                  std::string crawled = "", Input input = Input::html) {
  const Cleaner cleaner(testing::shipped_rules(), {.candidates = true});
  const Cleaner::Stages& s = cleaner.stages();
  Page page{.url = std::move(url), .bytes = std::move(bytes), .input = input, .crawled = std::move(crawled)};
  auto blocks = s.describe(std::move(*s.segment(std::move(*s.parse(std::move(*s.decode(std::move(page))))))));
  EXPECT_TRUE(blocks);
  return std::move(blocks->meta);
}

const std::string kParagraph =
    "The bridge over the harbour was opened on Monday after ten years of work, the mayor said at a small ceremony "
    "with two hundred guests. The first cars crossed it before noon, and ferries will stop running next week.";

std::string page_of(std::string_view head, std::string_view body, std::string_view lang = "en-GB") {
  return "<!doctype html><html lang=\"" + std::string(lang) + "\"><head>" + std::string(head) +
         "</head><body><nav><a href=/>Home</a></nav><main><article>" + std::string(body) + "<p>" + kParagraph +
         "</p><p>" + kParagraph + "</p></article></main></body></html>";
}

TEST(Describe, ReadsTheHead) {
  const Metadata meta = describe(page_of(
      R"(<title>Bridge opens | Harbour Post</title>
         <meta property="og:title" content="Bridge opens"><meta property="og:site_name" content="Harbour Post">
         <meta name="author" content="By Ann Lee, staff writer"><meta property="article:published_time" content="2024-03-05T14:30:00Z">
         <meta property="article:modified_time" content="2024-03-06T08:00:00Z"><meta name="description" content="After ten years.">
         <meta name="keywords" content="Bridges, Harbour; Mayor, 123456"><meta property="article:section" content="News/Local">
         <meta property="og:image" content="/img/bridge.jpg"><meta property="og:type" content="article">
         <meta property="article:content_tier" content="metered">
         <link rel="canonical" href="/news/bridge.html"><link rel="license" href="https://creativecommons.org/licenses/by/4.0/">
         <link rel="next" href="/news/bridge.html?page=2">)",
      "<h1>Bridge opens</h1>"));
  EXPECT_EQ(meta.title, "Bridge opens");
  EXPECT_EQ(meta.authors, Names{"Ann Lee"});
  EXPECT_EQ(meta.date, "2024-03-05T14:30:00+00:00");
  EXPECT_EQ(meta.date_modified, "2024-03-06T08:00:00+00:00");
  EXPECT_EQ(meta.site_name, "Harbour Post");
  EXPECT_EQ(meta.description, "After ten years.");
  EXPECT_EQ(meta.tags, (Names{"Bridges", "Harbour", "Mayor"}));
  EXPECT_EQ(meta.categories, (Names{"News", "Local"}));
  EXPECT_EQ(meta.image, "https://www.harbourpost.example/img/bridge.jpg");
  EXPECT_EQ(meta.type, "article");
  EXPECT_EQ(meta.paywalled, true);
  EXPECT_EQ(meta.canonical_url, "https://www.harbourpost.example/news/bridge.html");
  EXPECT_EQ(meta.license, "https://creativecommons.org/licenses/by/4.0/");
  EXPECT_EQ(meta.next_page, "https://www.harbourpost.example/news/bridge.html?page=2");
  EXPECT_EQ(meta.language.substr(0, 2), "en");
}

TEST(Describe, AbsentStaysAbsent) {
  const Metadata meta = describe(page_of("", "<h1>Bridge opens</h1>"), "");
  EXPECT_EQ(meta.authors, Names{});
  EXPECT_EQ(meta.date, "");
  EXPECT_EQ(meta.date_modified, "");
  EXPECT_EQ(meta.tags, Names{});
  EXPECT_EQ(meta.agency, "");
  EXPECT_EQ(meta.paywalled, std::nullopt);
  EXPECT_EQ(meta.canonical_url, "");
  EXPECT_EQ(meta.next_page, "");
}

TEST(Describe, FindsBylinesInTheTextOfManyLanguages) {
  struct Case {
    std::string_view lang;
    std::string line;
    Names want;
  };
  for (const auto& [lang, line, want] : {
           Case{"en", "<p>By Ann Lee and Bo Day</p>", {"Ann Lee", "Bo Day"}},
           Case{"de", "<p>Von Mia Kern, Hamburg</p>", {"Mia Kern"}},
           Case{"de", "<div>Ein Kommentar von Mia Kern</div>", {"Mia Kern"}},
           Case{"fr", "<p>Par Léa Roux</p>", {"Léa Roux"}},
           Case{"es", "<p>Por Ana Gil</p>", {"Ana Gil"}},
           Case{"pt", "<p>Por Rui Paz</p>", {"Rui Paz"}},
           Case{"it", "<p>di Luca Neri</p>", {"Luca Neri"}},
           Case{"nl", "<p>Door Jan de Wit</p>", {"Jan de Wit"}},
           Case{"pl", "<p>Autor: Jan Lis</p>", {"Jan Lis"}},
           Case{"cs", "<p>Autor: Petr Novák</p>", {"Petr Novák"}},
           Case{"cs", "<p>Napsala Jana Malá</p>", {"Jana Malá"}},
           Case{"sv", "<p>Av Eva Sund</p>", {"Eva Sund"}},
           Case{"no", "<p>Skrevet av Kari Moe</p>", {"Kari Moe"}},
           Case{"da", "<p>Af Bo Holm</p>", {"Bo Holm"}},
           Case{"fi", "<p>Teksti: Aino Laine</p>", {"Aino Laine"}},
           Case{"tr", "<p>Yazan: Ali Kaya</p>", {"Ali Kaya"}},
           Case{"ru", "<p>Автор: Анна Лис</p>", {"Анна Лис"}},
           Case{"uk", "<p>Автор: Олена Гай</p>", {"Олена Гай"}},
           Case{"uk", "<p>Авторка: Олена Гай</p>", {"Олена Гай"}},
           Case{"ar", "<p>بقلم: سامر حداد</p>", {"سامر حداد"}},
           Case{"ar", "<p>كتبت ليلى منصور</p>", {"ليلى منصور"}},
           Case{"fa", "<p>نویسنده: رضا کریمی</p>", {"رضا کریمی"}},
           Case{"hi", "<p>लेखक: अनिल वर्मा</p>", {"अनिल वर्मा"}},
           Case{"vi", "<p>Tác giả: Bùi Lan</p>", {"Bùi Lan"}},
           Case{"id", "<p>Penulis: Budi Santo</p>", {"Budi Santo"}},
           Case{"id", "<p>Oleh Budi Santo</p>", {"Budi Santo"}},
           Case{"zh", "<p>作者：沈渡舟</p>", {"沈渡舟"}},
           Case{"zh", "<p>记者 沈渡舟</p>", {"沈渡舟"}},
           Case{"zh", "<p>2024年3月5日 14:30　来源：港湾网　作者：沈渡舟</p>", {"沈渡舟"}},
           Case{"ja", "<p>執筆：山田太郎</p>", {"山田太郎"}},
           Case{"ja", "<p>山田太郎記者</p>", {"山田太郎"}},
           Case{"ko", "<p>김철수 기자 kim@example.org</p>", {"김철수"}},
           Case{"ko", "<p>글 김철수</p>", {"김철수"}},
           Case{"en", "<div>Written by</div><div>Ann Lee</div>", {"Ann Lee"}},
           Case{"en", "<div>5 March 2024 · Ann Lee</div>", {"Ann Lee"}},
           Case{"en", "<span class='article-author'>Ann Lee</span>", {"Ann Lee"}},
           Case{"en", "<div class=byline><span>By</span><span>Ann Lee</span><span>Reporter</span></div>", {"Ann Lee"}},
           Case{"en", "<a rel=author href=/ann>Ann Lee</a>", {"Ann Lee"}},
           Case{"en",
                "<div><a href='/authors/ann-lee'>Ann Lee</a>, <a href='/authors/bo-day'>Bo Day</a></div>",
                {"Ann Lee", "Bo Day"}},
           Case{"en", "<span itemprop=author itemscope><span itemprop=name>Ann Lee</span></span>", {"Ann Lee"}},
           Case{"en", "<div>By <a href=/ann>Ann Lee</a> on Dec 16, 2024 at 11:00 AM</div>", {"Ann Lee"}},
           Case{"en", "<div class=author>by <a href=/ann>Ann Lee</a> on Monday</div>", {"Ann Lee"}},
           Case{"en", "<p>By HPN, in News, Harbour · 5 March 2024</p>", {"HPN"}},
           Case{"en", "<p>Ann Lee/Bo Day</p><p>" + kParagraph + "</p>", {"Ann Lee", "Bo Day"}},
           Case{"en", "<p>Editor: Ann Lee</p>", {}},
           Case{"en", "<p>By Monday, 5 March 2024 the bridge will be open.</p>", {}},
           Case{"en", "<p>By the Harbour Post newsroom</p>", {"the Harbour Post newsroom"}},
           Case{"en", "<p>Photo by Ann Lee</p>", {}},
           Case{"en", "<div class=author>Reviewed by Ann Lee</div>", {}},
           Case{"en", "<p>By the end of March ferries will stop running.</p>", {}},
       })
    EXPECT_EQ(describe(page_of("", "<h1>Bridge opens</h1>" + line, lang)).authors, want) << line;
}

TEST(Describe, DatesComeFromTheArticleOnly) {
  struct Case {
    std::string_view body, date, modified;
  };
  for (const auto& [body, date, modified] : {
           Case{"<h1>Bridge opens</h1><p>Published: 5 March 2024, 14:30</p>", "2024-03-05T14:30", ""},
           Case{"<h1>Bridge opens</h1><p>Published: 5 March 2024</p><p>Last updated: 7 March 2024</p>", "2024-03-05",
                "2024-03-07"},
           Case{"<h1>Bridge opens</h1><time datetime='2024-03-05T14:30:00Z'>Tuesday</time>",
                "2024-03-05T14:30:00+00:00", ""},
           Case{"<h1>Bridge opens</h1><span itemprop=datePublished content='2024-03-05'></span>", "2024-03-05", ""},
           Case{"<h1>Bridge opens</h1><div>Updated</div><div>7 March 2024</div>", "2024-03-07", "2024-03-07"},
           Case{"<h1>Bridge opens</h1><div class=related><a href=/x><time datetime=2020-01-01>1 January "
                "2020</time></a></div>",
                "", ""},
           Case{"<h1>Bridge opens</h1><div class=comments><div class=comment><time datetime=2021-01-01>1 January "
                "2021</time></div></div>",
                "", ""},
           Case{"<h1>Bridge opens</h1></article><footer><time datetime=2021-01-01>1 January "
                "2021</time></footer><article>",
                "", ""},
       }) {
    const Metadata meta = describe(page_of("", body));
    EXPECT_EQ(meta.date, date) << body;
    EXPECT_EQ(meta.date_modified, modified) << body;
  }
}

TEST(Describe, ADateAloneUnderTheTitleOutranksALaterStampAndOneAmongWordsDoesNot) {
  const std::string head = "<meta property=article:published_time content=2024-09-01T10:00:00Z>";
  EXPECT_EQ(describe(page_of(head, "<h1>Bridge opens</h1><div>5 March 2024</div>")).date, "2024-03-05");
  EXPECT_EQ(describe(page_of(head, "<h1>Bridge opens</h1><div>Harbour fair, 5 March 2024</div>")).date,
            "2024-09-01T10:00:00+00:00");
}

TEST(Describe, DatesBehindTheTextNeedACueOrStandAlone) {
  struct Case {
    std::string_view after_text, want;
  };
  for (const auto& [after_text, want] : {
           Case{"<p>Posted on April 3, 2024</p>", "2024-04-03"},
           Case{"<p>Last updated: April 3, 2024</p>", "2024-04-03"},
           Case{"<p>Last updated on <time datetime=2024-04-03>last year</time></p>", "2024-04-03"},
           Case{"<div><time datetime=2024-04-03>April 3, 2024</time></div>", "2024-04-03"},
           Case{"<p>April 3, 2024</p>", ""},
           Case{"<div><time datetime=2024-04-03></time></div><div><time datetime=2024-04-09></time></div>", ""},
       }) {
    std::string body = "<h1>Bridge opens</h1>";
    for (int paragraph = 0; paragraph < 6; ++paragraph) body += "<p>" + kParagraph + "</p>";
    EXPECT_EQ(describe(page_of("", body + std::string(after_text), "en-US")).date, want) << after_text;
  }
}

TEST(Describe, MetaKeysThatSitesMakeUpAreReadByTheirWords) {
  const Metadata meta = describe(page_of(
      R"(<meta name="x-cms:published-date" content="2024-03-05"><meta name="x_Modified_Date" content="2024-03-06">
         <meta name="publish-dates-of-issues" content="2020-01-01">
         <meta name="twitter:label1" content="Written by"><meta name="twitter:data1" content="Ann Lee">
         <meta name="twitter:label2" content="Reading time"><meta name="twitter:data2" content="Bo Day">)",
      "<h1>Bridge opens</h1>"));
  EXPECT_EQ(meta.date, "2024-03-05");
  EXPECT_EQ(meta.date_modified, "2024-03-06");
  EXPECT_EQ(meta.authors, Names{"Ann Lee"});
}

TEST(Describe, RelativeDatesNeedTheTimeOfTheCrawl) {
  const std::string page = page_of("", "<h1>Bridge opens</h1><div>2 days ago</div>");
  EXPECT_EQ(describe(page).date, "");
  EXPECT_EQ(describe(page, "https://www.harbourpost.example/a", "2024-03-05T10:00:00Z").date, "2024-03-03");
}

TEST(Describe, CreditsAgencies) {
  struct Case {
    std::string_view body, want;
  };
  for (const auto& [body, want] : {
           Case{"<p>HAMBURG (dpa) - The bridge over the harbour of the old city was opened on Monday, after ten years "
                "of work and many delays.</p>",
                "dpa"},
           Case{"<p>The bridge opened.</p><p>(theo Reuters)</p>", "Reuters"},
           Case{"<p>The bridge opened.</p><p>Quelle: dpa</p>", "dpa"},
           Case{"<p>By Ann Lee, AFP</p>", "AFP"},
           Case{"<p>The bridge opened.</p><figcaption>Photo: Reuters</figcaption>", ""},
       })
    EXPECT_EQ(describe(page_of("", "<h1>Bridge opens</h1>" + std::string(body))).agency, want) << body;
}

TEST(Describe, AddressesAreCheckedAgainstThePage) {
  EXPECT_EQ(describe(page_of("<link rel=canonical href='https://other.example/x'>", "")).canonical_url, "");
  EXPECT_EQ(describe(page_of("<link rel=canonical href='https://www.harbourpost.example/'>", "")).canonical_url, "");
  EXPECT_EQ(describe(page_of("<link rel=canonical href='https://other.example/x'><meta property='og:url' "
                             "content='https://other.example/x'>",
                             ""))
                .canonical_url,
            "https://other.example/x")
      << "a syndicated story";
  EXPECT_EQ(describe(page_of("<link rel=next href='/news/another-story.html'>", "")).next_page, "") << "the next story";
  EXPECT_EQ(describe(page_of("<link rel=next href='/news/bridges.html'>", "")).next_page, "") << "a longer name";
}

TEST(Describe, LicencesAreAddressesOrShortNames) {
  struct Case {
    std::string_view said, want;
  };
  for (const auto& [said, want] : {
           Case{"https://creativecommons.org/licenses/by/4.0/", "https://creativecommons.org/licenses/by/4.0/"},
           Case{"/licensing", "https://www.harbourpost.example/licensing"},
           Case{"All texts stand under CC BY (https://creativecommons.org/licenses/by/4.0/), unless said otherwise.",
                "https://creativecommons.org/licenses/by/4.0/"},
           Case{"CC BY 4.0", "CC BY 4.0"},
           Case{"All rights in this text and in its pictures stay with those who made them and with nobody else.", ""},
       })
    EXPECT_EQ(describe(page_of("<meta name=dc.rights content='" + std::string(said) + "'>", "")).license, want) << said;
}

TEST(Describe, ACategoryThatNobodyChoseIsNone) {
  EXPECT_EQ(describe(page_of("<meta property=article:section content=Uncategorized>", "")).categories, Names{});
}

TEST(Describe, TagsMayBeLinks) {
  const Metadata meta =
      describe(page_of("",
                       "<h1>Bridge opens</h1><ul><li><a rel=tag href='/tag/bridges'>Bridges</a></li><li><a rel=tag "
                       "href='/tag/harbour'>Harbour</a></li></ul>"));
  EXPECT_EQ(meta.tags, (Names{"Bridges", "Harbour"}));
}

TEST(Describe, TheTextOutranksADeclaredLanguage) {
  const std::string german =
      "Die Brücke über den Hafen ist am Montag nach zehn Jahren Bauzeit eröffnet worden, sagte der Bürgermeister bei "
      "einer kleinen Feier mit zweihundert Gästen.";
  EXPECT_EQ(
      describe("<html lang=en><body><h1>Brücke eröffnet</h1><p>" + german + "</p><p>" + german + "</p></body></html>")
          .language,
      "de");
  EXPECT_EQ(describe("<html lang=de-AT><body><h1>Brücke eröffnet</h1><p>" + german + "</p></body></html>").language,
            "de-AT");
  for (const std::string_view written : {"de-at", "DE_AT", "de-AT"})
    EXPECT_EQ(describe("<html lang=" + std::string(written) + "><body><p>" + german + "</p></body></html>").language,
              "de-AT");
  EXPECT_EQ(describe("<html lang=de-latn-at><body><p>" + german + "</p></body></html>").language, "de-Latn-AT");
}

TEST(Describe, TextDumpsHaveTheSameFields) {
  const std::string text =
      "Home\nNews\n\nMở cầu mới qua vịnh sau mười năm xây dựng\n\nBùi Thị Lan\n05/03/2024 14:30\n\n"
      "Cây cầu mới qua vịnh đã được khánh thành hôm thứ Hai sau mười năm xây dựng, thị trưởng thành phố cho biết tại "
      "buổi lễ nhỏ với hai trăm khách mời.\n\n"
      "Những chiếc xe đầu tiên đã qua cầu trước buổi trưa và các chuyến phà sẽ ngừng chạy từ tuần tới, theo thông báo "
      "của chính quyền địa phương.\n\n(theo Reuters)\n";
  const Metadata meta = describe(text, "", "", Input::text);
  EXPECT_EQ(meta.title, "Mở cầu mới qua vịnh sau mười năm xây dựng");
  EXPECT_EQ(meta.authors, Names{"Bùi Thị Lan"});
  EXPECT_EQ(meta.date, "2024-03-05T14:30");
  EXPECT_EQ(meta.agency, "Reuters");
  EXPECT_EQ(meta.language, "vi");
}

TEST(Describe, ASentenceIsNoTitleOfADump) {
  const std::string text =
      "\n\nCây cầu mới qua vịnh đã được khánh thành hôm thứ Hai sau mười năm xây dựng, thị trưởng thành phố cho biết "
      "tại "
      "buổi lễ nhỏ với hai trăm khách mời.\n\n"
      "The first cars crossed before noon, and the ferries will stop running next week, said the local administration "
      "at the end of the ceremony, which two hundred guests had come to see.\n";
  struct Case {
    std::string_view line, want;
  };
  for (const auto& [line, want] : {
           Case{"The bridge is open.", ""},
           Case{"“The bridge is open,” the mayor said. “At last.”", ""},
           Case{"橋は月曜日に開通した。", ""},
           Case{"大桥周一通车。", ""},
           Case{"पुल सोमवार को खोला गया।", ""},
           Case{"پل پیر کو کھول دیا گیا۔", ""},
           Case{"By Hanne Torvik", ""},
           Case{"Von Hanne Torvik und Jens Maal", ""},
           Case{"16 October 2024", ""},
           Case{"The bridge over the bay is open", "The bridge over the bay is open"},
           Case{"Is the bridge open at last?", "Is the bridge open at last?"},
           Case{"Longest bridge of the U.S.", "Longest bridge of the U.S."},
           Case{"Bridge for sale by Maal Bros.", "Bridge for sale by Maal Bros."},
           Case{"Von Maal opens the bridge", "Von Maal opens the bridge"},
           Case{"The bridge waits and waits...", "The bridge waits and waits..."},
       })
    EXPECT_EQ(describe(std::string(line) + text, "", "", Input::text).title, want) << line;
}

TEST(Describe, ADumpWithoutTitleMayBeginWithItsByline) {
  const std::string text =
      "By Hanne Torvik\n16 October 2024\n\nThe first cars crossed before noon, and the ferries will stop running next "
      "week, said the local administration at the end of the ceremony, which two hundred guests had come to see.\n";
  const Metadata meta = describe(text, "", "", Input::text);
  EXPECT_EQ(meta.title, "");
  EXPECT_EQ(meta.authors, Names{"Hanne Torvik"});
  EXPECT_EQ(meta.date, "2024-10-16");
}

TEST(Describe, MarkdownHeadingsAndBylinesAreReadFromDumps) {
  const std::string text =
      "[Skip to content](#main)\n\n# [Harbour Post](/)\n\n  * [News](/news)\n  * [Sport](/sport)\n\n"
      "![Cars on the bridge](/img/bridge.jpg)\n\n# Bridge opens after ten years\n\nBy [Hanne Torvik](/a/ht)\n\n"
      "5 March 2024\n\n" +
      kParagraph + "\n\n## What comes next\n\n" + kParagraph + "\n";
  const Metadata meta = describe(text, "", "", Input::text);
  EXPECT_EQ(meta.title, "Bridge opens after ten years");
  EXPECT_EQ(meta.authors, Names{"Hanne Torvik"});
  EXPECT_EQ(meta.date, "2024-03-05");
}

TEST(Describe, ASentenceThatTheAddressNamesIsATitleAllTheSame) {
  const std::string text =
      "The bridge is coming. Here is how it opens.\n\nThe first cars crossed before noon, and the ferries will stop "
      "running next week, said the local administration at the end of the ceremony, which two hundred had come to "
      "see.\n";
  EXPECT_EQ(describe(text, "https://a.example/news/the-bridge-is-coming-here-is-how-it-opens", "", Input::text).title,
            "The bridge is coming. Here is how it opens.");
}

TEST(Describe, ExplainsEveryCandidate) {
  const Metadata meta =
      describe(page_of("<title>Bridge opens | Harbour Post</title><meta property=og:title content='Bridge opens'>",
                       "<h1>Bridge opens</h1>"));
  std::size_t titles = 0, winners = 0;
  for (const Candidate& c : meta.candidates) {
    EXPECT_FALSE(c.evidence.empty());
    if (c.field != "title") continue;
    ++titles;
    winners += c.won;
  }
  EXPECT_EQ(titles, 3u);
  EXPECT_EQ(winners, 1u);
}

// ---- text dumps: signatures and tags ---------------------------------------------------------

const std::string kVietnamese =
    "Phiên chợ nổi ở ngã ba sông đã họp lại vào sáng chủ nhật sau gần hai tháng nghỉ vì nước lớn, hơn sáu mươi ghe "
    "chở trái cây và rau neo kín khúc sông.\n";

Metadata describe_dump(const std::string& above, const std::string& below) {
  return describe("Chợ nổi họp lại sau mùa nước lớn\n" + above + kVietnamese + kVietnamese + below,
                  "https://songque.example/cho-noi-hop-lai-sau-mua-nuoc-lon-123456.html", "", Input::text);
}

TEST(Describe, SignaturesOfDumps) {
  const struct {
    const char *above, *below;
    Names authors;
  } cases[] = {
      {"Tạ Thu Nga\n16/07/2026 08:05\n", "", {"Tạ Thu Nga"}},
      {"16-07-2026 - 21:43 PM\nTẠ THU NGA\n", "", {"Tạ Thu Nga"}},
      {"Tạ Thu Nga - thunga@songque.example\n16/07/2026\n", "", {"Tạ Thu Nga"}},
      {"Tạ Thu Nga (SQ Online)\nThứ năm, ngày 16/07/2026 - 21:43\n", "", {"Tạ Thu Nga"}},
      {"Tạ Thu Nga | 16/07/2026 08:05\n", "", {"Tạ Thu Nga"}},
      {"", "Tạ Thu Nga\nChia sẻ\n", {"Tạ Thu Nga"}},
      {"", "Ta\xCC\xA3 Thu Nga\nChia se\xCC\x89\n", {"Tạ Thu Nga"}},  // in NFD
      {"", "TẠ THU NGA - MINH CÚC\nChia sẻ\n", {"Tạ Thu Nga", "Minh Cúc"}},
      {"", "Tạ Thu Nga/SONGQUE.EXAMPLE\n", {"Tạ Thu Nga"}},
      {"", "Theo Tạ Thu Nga\n", {"Tạ Thu Nga"}},
      {"", "Theo Sông Quê Online 08:05\n", {}},
      {"", "Theo songque.example\nCopy link\n", {}},
      {"Thế giới\n16/07/2026 08:05\n", "Bình luận\n", {}},
  };
  for (const auto& [above, below, authors] : cases)
    EXPECT_EQ(describe_dump(above, below).authors, authors) << above << below;
}

TEST(Describe, PeopleInTheTextSignNoDump) {
  EXPECT_EQ(describe_dump(kVietnamese, "Tạ Thu Nga\n" + kVietnamese + "Lê Bá Tòng\n").authors, Names{});
}

TEST(Describe, SourceLinesOfDumps) {
  const struct {
    const char *line, *source;
  } cases[] = {
      {"Theo Sông Quê Online 08:05", "Sông Quê Online"}, {"Theo Sông Quê Copy link", "Sông Quê"},
      {"Theo songque.example", "songque.example"},       {"Theo dõi Báo Sông Quê trên Google News", ""},
      {"Theo đó, chợ sẽ mở thêm một buổi chiều", ""},
  };
  for (const auto& [line, source] : cases)
    EXPECT_EQ(describe_dump("", std::string(line) + "\n").agency, source) << line;
}

TEST(Describe, DatesOfDumps) {
  const struct {
    const char *line, *date;
  } cases[] = {
      {"16/07/2026 21:43", "2026-07-16T21:43"},
      {"Thứ Năm, 08:46, 16/07/2026", "2026-07-16T08:46"},
      {"Thứ năm, ngày 16/07/2026 - 21:43", "2026-07-16T21:43"},
      {"16-07-2026 - 21:43 PM", "2026-07-16T21:43"},
      {"21:43 | 16/07/2026", "2026-07-16T21:43"},
  };
  for (const auto& [line, date] : cases) EXPECT_EQ(describe_dump(std::string(line) + "\n", "").date, date) << line;
  EXPECT_EQ(describe_dump("16/07/2026 21:43\nCập nhật: 17/07/2026 08:00\n", "").date_modified, "2026-07-17T08:00");
}

TEST(Describe, TagsOfDumps) {
  const struct {
    const char* below;
    Names tags;
  } cases[] = {
      {"#chợ nổi #trái cây\n", {"chợ nổi", "trái cây"}},
      {"#chợ nổi # trái cây\n", {"chợ nổi", "trái cây"}},
      {"# Chợ nổi hôm nay\n", {}},
      {"Từ khóa: chợ nổi, xuất khẩu\n", {"chợ nổi", "xuất khẩu"}},
      {"Khám phá thêm chủ đề\nchợ nổi\ntrái cây\nBình luận\n", {"chợ nổi", "trái cây"}},
      {"Tags:\nchợ nổi, trái cây\n", {"chợ nổi", "trái cây"}},
      {"Theo Sông Quê\nchợ nổi\ntrái cây\n", {"chợ nổi", "trái cây"}},
      {"Tags\nGiá gạo\nThể thao\nBản đồ\nLịch\n", {}},
      {"Tin liên quan\nGiá gạo giữ nguyên\nHội đua ghe\n", {}},
  };
  for (const auto& [below, tags] : cases) EXPECT_EQ(describe_dump("", below).tags, tags) << below;
}

}  // namespace
}  // namespace winnow
