// `winnow clean` as a user runs it: what comes out, on which stream, with which exit status.

#include <gtest/gtest.h>

#include "tests/support/compressed.h"
#include "tests/support/run_command.h"

namespace winnow {
namespace {

std::string page(const std::string& title) { return article_page(title); }

TEST(CleanCommand, WritesOneRecordForEachPageInOrder) {
  const TempFolder folder;
  for (const char* name : {"c", "a", "b"}) folder.write(std::string(name) + ".html", page(name));
  const Ran ran = winnow("clean " + folder.path());
  EXPECT_EQ(ran.status, 0) << ran.err;
  ASSERT_EQ(lines_of(ran.out), 3u);
  EXPECT_EQ(ran.out.find("{\"id\":\"a\""), 0u);
  EXPECT_LT(ran.out.find("\n{\"id\":\"b\""), ran.out.find("\n{\"id\":\"c\""));
  EXPECT_EQ(ran.err, "winnow: 3 pages: 3 articles, 0 dropped, 0 unreadable\n");
}

TEST(CleanCommand, SaysWhatItSkippedOfAFolder) {
  const TempFolder folder;
  folder.write("in/a.html", page("Ferry"));
  folder.write("in/b", page("Boat"));
  folder.write("in/notes.md", "# Notes");
  folder.write("in/Makefile", "all:");
  for (const std::string& out : {std::string(), " -o " + (folder / "out/")}) {
    const Ran ran = winnow("clean " + (folder / "in") + out);
    EXPECT_EQ(ran.status, 0);
    EXPECT_EQ(ran.err,
              "winnow: skipped files that hold no pages: 1 without ending, 1 .md; --all-files takes them\n"
              "winnow: 2 pages: 2 articles, 0 dropped, 0 unreadable\n");
  }
  EXPECT_NE(winnow("clean --all-files " + (folder / "in")).err.find("4 pages"), std::string::npos);
}

TEST(CleanCommand, TakesFilesOfOneNameFromSeveralFolders) {
  const TempFolder folder;
  const std::string one = folder.write("a/x.html", page("One")), two = folder.write("b/x.html", page("Two"));
  const Ran ran = winnow("clean --progress always " + one + " " + two);
  EXPECT_EQ(ran.status, 0) << ran.err;
  EXPECT_EQ(lines_of(ran.out), 2u);
}

TEST(CleanCommand, WritesTheSameForAnyNumberOfJobs) {
  const TempFolder folder;
  for (int i = 0; i < 60; ++i) folder.write(std::to_string(i) + ".html", page("Ferry " + std::to_string(i)));
  const std::string one = winnow("clean --blocks --jobs 1 " + folder.path()).out;
  EXPECT_EQ(lines_of(one), 60u);
  EXPECT_EQ(winnow("clean --blocks --jobs 7 " + folder.path()).out, one);
}

TEST(CleanCommand, ReadsStandardInput) {
  const TempFolder folder;
  const std::string file = folder.write("a.html", page("Ferry"));
  const Ran ran = winnow("clean --format text --url https://example.org/ferry - <" + file);
  EXPECT_EQ(ran.status, 0) << ran.err;
  EXPECT_EQ(ran.out.find("The ferry to the island"), 0u) << ran.out;
}

TEST(CleanCommand, TakesItsInputsFromAList) {
  const TempFolder folder;
  const std::string one = folder.write("one.html", page("One")), two = folder.write("two.html", page("Two"));
  const std::string list = folder.write("list", two + "\r\n\n" + one + "\n");
  for (const std::string& from : {list, "- <" + list}) {
    const Ran ran = winnow("clean --from " + from);
    EXPECT_EQ(ran.out.find("{\"id\":\"two\""), 0u) << ran.err;
    EXPECT_EQ(lines_of(ran.out), 2u);
  }
  EXPECT_EQ(winnow("clean --from /no/such/list").status, 3);
}

TEST(CleanCommand, LosesNothingToBadInput) {
  const TempFolder folder;
  folder.write("in/a_empty.html", "");
  folder.write("in/b_pdf.html", "%PDF-1.4 \xE2\xE3");
  folder.write("in/c_cut.html.gz", gzipped(page("Cut")).substr(0, 60));
  folder.write("in/d_lines.jsonl", "{\"id\":\"d\",\"url\":\"u\"}\nno json\n");
  folder.write("in/e_utf8.html", page("Ferry \xFF"));
  std::filesystem::create_directory(folder / "in/f_nothing");
  folder.write("in/g.html", page("Good"));
  const Ran ran = winnow("clean " + (folder / "in"));
  EXPECT_EQ(ran.status, 1);
  EXPECT_EQ(lines_of(ran.out), 2u) << ran.out;
  const std::string in = folder / "in/";
  EXPECT_EQ(ran.err, "winnow: " + in + "a_empty.html: empty: no bytes\n" + "winnow: " + in +
                         "b_pdf.html: not_html: a PDF file\n" + "winnow: " + in +
                         "c_cut.html.gz at byte 60: malformed_record: gzip data is cut off\n" + "winnow: " + in +
                         "d_lines.jsonl:1: malformed_record: a record without html or text\n" + "winnow: " + in +
                         "d_lines.jsonl:2: malformed_record: not a JSON object: " +
                         "The JSON element does not have the requested type.\n" + "winnow: " + in +
                         "f_nothing: an empty folder\n" + "winnow: 8 pages: 2 articles, 0 dropped, 6 unreadable\n");
}

TEST(CleanCommand, WritesErrorsToAFileWhenAsked) {
  const TempFolder folder;
  folder.write("in.jsonl", "{\"id\":\"d\"}\nno json\n");
  const Ran ran = winnow("clean --errors " + (folder / "bad.jsonl") + " " + (folder / "in.jsonl"));
  EXPECT_EQ(ran.status, 1);
  const std::string rows = contents_of(folder / "bad.jsonl");
  EXPECT_EQ(lines_of(rows), 2u);
  EXPECT_NE(rows.find(R"("line":2,"id":null,"url":null,"reason":"malformed_record","stage":"read")"), std::string::npos)
      << rows;
  EXPECT_EQ(ran.err, "winnow: 2 pages: 0 articles, 0 dropped, 2 unreadable\n");
}

TEST(CleanCommand, DropsWhatIsNotWantedAndSaysWhy) {
  const TempFolder folder;
  folder.write("in/de.html",
               article_page("Fähre",
                            "Die Fähre zur Insel verließ den alten Hafen im Morgengrauen, und die Leute an Bord "
                            "sahen zu, wie die Lichter der Stadt hinter ihnen kleiner wurden."));
  folder.write("in/en.html", page("Ferry"));
  folder.write("in/short.html", article_page("Short", "The boat left the harbour."));
  const std::string drops = folder / "drops";
  const Ran ran = winnow("clean --language en,fr --min-words 60 --fields id --drops " + drops + " " + (folder / "in"));
  EXPECT_EQ(ran.status, 0);
  EXPECT_EQ(ran.out, "{\"id\":\"en\"}\n");
  const std::string rows = contents_of(drops);
  EXPECT_NE(rows.find(R"("id":"de","url":null,"reason":"wrong_language","stage":"filter","detail":"de")"),
            std::string::npos)
      << rows;
  EXPECT_NE(rows.find(R"("id":"short","url":null,"reason":"too_short","stage":"filter","detail":")"), std::string::npos)
      << rows;
}

TEST(CleanCommand, DropsPagesOfOtherTypesWhenOnlyArticlesAreWanted) {
  const TempFolder folder;
  std::string cards;
  for (int i = 0; i < 40; ++i)
    cards += "<div class=product><a href=/p" + std::to_string(i) + "><h3>Lamp no. " + std::to_string(i) +
             "</h3></a><span class=price>$" + std::to_string(20 + i) + ".00</span><button>Add to cart</button></div>";
  std::string story =
      "<html lang=en><head><title>The ferry</title><meta property=og:type content=article></head><body><article>"
      "<h1>The ferry</h1><p class=byline>By Ann Lee</p><time datetime=2024-05-01>1 May 2024</time>";
  for (int i = 0; i < 8; ++i)
    story += "<p>The ferry of day " + std::to_string(i) +
             " left the old harbour at dawn, and the people on board watched the lights of the town grow small behind "
             "them.</p>";
  folder.write("in/article.html", story + "</article></body></html>");
  folder.write("in/shop.html", "<html lang=en><title>Lamps</title><body><h1>Lamps</h1><div class=grid>" + cards +
                                   "</div></body></html>");
  const std::string drops = folder / "drops";
  const Ran all = winnow("clean --fields id " + (folder / "in"));
  EXPECT_EQ(lines_of(all.out), 2u) << all.out;
  const Ran ran = winnow("clean --articles-only --fields id --drops " + drops + " " + (folder / "in"));
  EXPECT_EQ(ran.out, "{\"id\":\"article\"}\n");
  EXPECT_NE(contents_of(drops).find(R"("id":"shop","url":null,"reason":"not_article","stage":"filter")"),
            std::string::npos)
      << contents_of(drops);
}

TEST(CleanCommand, GoesOnAfterAnInputThatIsNotThereAndSaysSo) {
  const TempFolder folder;
  const Ran ran = winnow("clean /no/such/file " + folder.write("a.html", page("Ferry")));
  EXPECT_EQ(ran.status, 3);
  EXPECT_EQ(lines_of(ran.out), 1u);
  EXPECT_NE(ran.err.find("/no/such/file: cannot open: No such file or directory"), std::string::npos);
}

TEST(CleanCommand, StopsAfterTooManyErrors) {
  const TempFolder folder;
  const Ran ran = winnow("clean --max-errors 2 " + folder.write("in.jsonl", std::string(5000, '\n') + "x\nx\nx\n"));
  EXPECT_EQ(ran.status, 4);
}

TEST(CleanCommand, RefusesWrongUsage) {
  struct Case {
    const char* arguments;
    const char* message;
  };
  constexpr Case kCases[] = {
      {"", "winnow: a command is missing: clean, "},
      {"clen page.html", "winnow: no command 'clen'; did you mean 'clean'?"},
      {"page.html", "'page.html' is no command; to clean it: winnow clean page.html"},
      {"https://a.example/x", "to clean it: winnow clean https://a.example/x"},
      {"rules", "winnow: rules: a command is missing: "},
      {"rules chek", "did you mean 'check'?"},
      {"clean < /dev/null", "no INPUT and no --from"},
      {"clean --formatt text x", "winnow: clean: no option --formatt; did you mean --format?"},
      {"clean --format json x", "for json: jsonl"},
      {"clean --format MD x", "for MD: markdown"},
      {"clean --favor precison x", "did you mean 'precision'?"},
      {"clean --jobs -1 x", "--jobs: '-1': a whole number is wanted, 0 to 1024"},
      {"clean --jobs many x", "a whole number is wanted"},
      {"clean --min-words 1e3 x", "a whole number is wanted, 0 and more"},
      {"clean --max-bytes 5X x", "a size is wanted, such as 500000, 64K, 16M or 1G"},
      {"clean --max-bytes 99999999999G x", "a size is wanted"},
      {"clean --language klingonese x", "'klingonese' is no language; codes are those of ISO 639"},
      {"explain", "winnow: explain: INPUT is missing"},
      {"clean --format yaml x", "'yaml' is not one of"},
      {"clean --input pdf x", "'pdf' is not one of"},
      {"clean --no-such-option x", "--no-such-option"},
      {"clean --max-bytes 0 x", "--max-bytes"},
      {"clean --rules /no/such/folder x", "/no/such/folder"},
      {"clean --keep titles x", "'titles' is not one of"},
      {"help nothing", "no command 'nothing'"},
      {"help rules nothing", "rules: no command 'nothing'"},
  };
  for (const Case& c : kCases) {
    const Ran ran = winnow(c.arguments);
    EXPECT_EQ(ran.status, 2) << c.arguments;
    EXPECT_NE(ran.err.find(c.message), std::string::npos) << c.arguments << "\n" << ran.err;
    EXPECT_EQ(ran.out, "") << c.arguments;
  }
}

TEST(CleanCommand, SaysWhenAnOutputCannotBeWritten) {
  const TempFolder folder;
  const std::string in = folder.write("a.html", page("Ferry"));
  Ran ran = winnow("clean -o /no/such/folder/x.jsonl " + in);
  EXPECT_EQ(ran.status, 3);
  EXPECT_NE(ran.err.find("/no/such/folder/x.jsonl: cannot open for writing"), std::string::npos) << ran.err;
  ran = winnow("clean -o /dev/full " + in);
  EXPECT_EQ(ran.status, 3);
  EXPECT_NE(ran.err.find("/dev/full: cannot write: No space left on device"), std::string::npos) << ran.err;
}

TEST(CleanCommand, EndsInSilenceWhenItsReaderHasSeenEnough) {
  const TempFolder folder;
  const std::string in = folder.write("a.html", page("Ferry"));
  const Ran ran = shell("bash -c '" WINNOW_PROGRAM " clean " + in + " | true; exit ${PIPESTATUS[0]}'");
  EXPECT_EQ(ran.status, 141);
  EXPECT_EQ(ran.err, "");
}

TEST(CleanCommand, ReadsWhatIsPipedIntoIt) {
  const TempFolder folder;
  const std::string in = folder.write("a.html", page("Ferry"));
  EXPECT_EQ(lines_of(winnow("clean < " + in).out), 1u);
  EXPECT_EQ(lines_of(shell("cat " + in + " | " WINNOW_PROGRAM " clean").out), 1u);
}

TEST(CleanCommand, TakesSizesWithUnitsAndNamesInAnyCase) {
  const TempFolder folder;
  const std::string in = folder.write("a.html", page("Ferry"));
  for (const char* options :
       {"--max-bytes 1M", "--max-bytes 64KiB", "--max-bytes 0.1K", "--format JSONL", "--favor Recall", "--language EN",
        "--language eng", "--language English", "--language en_GB"})
    EXPECT_EQ(winnow("clean " + std::string(options) + " " + in).status,
              std::string_view(options) == "--max-bytes 0.1K" ? 2 : 0)
        << options;
  EXPECT_EQ(lines_of(winnow("clean --language English,vi " + in).out), 1u);
  EXPECT_EQ(lines_of(winnow("clean --language vi " + in).out), 0u);
}

TEST(CleanCommand, SaysWhyPagesWereDropped) {
  const TempFolder folder;
  const std::string in = folder.write("in/a.html", page("Ferry"));
  folder.write("in/b.html", page("Boat"));
  folder.write("in/c.txt", "Two words.");
  EXPECT_EQ(winnow("clean --min-words 10 " + (folder / "in/c.txt")).err,
            "winnow: " + (folder / "in/c.txt") + ": too_short: 2 words; the least is 10\n");
  const std::string all = winnow("clean --language vi " + (folder / "in")).err;
  EXPECT_NE(all.find("winnow: dropped: 3 wrong_language (en"), std::string::npos) << all;
  EXPECT_NE(all.find("winnow: nothing was kept: --language left out every page\n"), std::string::npos) << all;
  const std::string some = winnow("clean --min-words 10 " + (folder / "in")).err;
  EXPECT_NE(some.find("winnow: dropped: 1 too_short (2 words; the least is 10)\n"), std::string::npos) << some;
  EXPECT_EQ(some.find("nothing was kept"), std::string::npos) << some;
}

TEST(CleanCommand, AdvisesWhoGivesAPageOrAnAddressInThePlaceOfAFile) {
  EXPECT_NE(winnow("clean https://a.example/x").err.find("curl -s https://a.example/x | winnow clean"),
            std::string::npos);
  EXPECT_NE(winnow("clean '<p>x</p>'").err.find("on standard input"), std::string::npos);
}

TEST(CleanCommand, ExplainsItself) {
  EXPECT_EQ(winnow("help").status, 0);
  EXPECT_NE(winnow("help").out.find("clean"), std::string::npos);
  EXPECT_EQ(winnow("help clean").out, winnow("clean --help").out);
  EXPECT_EQ(winnow("help rules check").out, winnow("rules check --help").out);
  EXPECT_EQ(winnow("help rules").status, 0);
  EXPECT_NE(winnow("help clean").out.find("Examples:"), std::string::npos);
  EXPECT_EQ(winnow("version").out.find("winnow "), 0u);
}

TEST(CleanCommand, WritesTheFormatThatTheEndingOfItsOutputNames) {
  const TempFolder folder;
  const std::string in = folder.write("a.html", page("Ferry"));
  for (const auto& [name, begin] : {std::pair<const char*, const char*>{"x.csv", "id,url,"},
                                    {"x.md", "The ferry"},
                                    {"x.txt", "The ferry"},
                                    {"x.html", "<!doctype html>"},
                                    {"x.tei", "<?xml"},
                                    {"x.ndjson", "{\"id\""},
                                    {"x", "{\"id\""}}) {
    EXPECT_EQ(winnow("clean -o " + (folder / name) + " " + in).status, 0) << name;
    EXPECT_EQ(contents_of(folder / name).find(begin), 0u) << name << contents_of(folder / name).substr(0, 40);
  }
  for (const std::string wrong :
       {"-o y.parquet", "-o y.json", "-o y.tsv.gz", "--format jsonl -o y.csv", "--format text -o y.md"})
    EXPECT_EQ(winnow("clean " + wrong + " " + in).status, 2) << wrong;
  EXPECT_EQ(winnow("clean --format csv -o " + (folder / "z.csv") + " " + in).status, 0);
}

}  // namespace
}  // namespace winnow
