// Inputs become pages: folders in order, one page or many from each file, and nothing lost where
// one of them is bad.

#include <gtest/gtest.h>
#include <sys/stat.h>
#include <unistd.h>

#include "pipeline/read/paths.h"
#include "pipeline/read/reader.h"
#include "tests/support/compressed.h"
#include "tests/support/temp_folder.h"

namespace winnow {
namespace {

using read::Form;
using read::Inputs;
using read::ReadOptions;

std::vector<Result<Page>> read_all(std::vector<std::string> inputs, ReadOptions options = {}) {
  Inputs reader(std::move(inputs), std::move(options));
  std::vector<Result<Page>> out;
  while (auto page = reader.next()) out.push_back(std::move(*page));
  return out;
}

std::string ids_of(const std::vector<Result<Page>>& pages) {
  std::string out;
  for (const auto& page : pages) out += (out.empty() ? "" : " ") + (page ? page->id : "!");
  return out;
}

TEST(ReadInputs, NamesARecordAfterItsFile) {
  EXPECT_EQ(read::record_id("a/b/Page.HTML.gz"), "Page");
  EXPECT_EQ(read::record_id("x.txt.zst"), "x");
  EXPECT_EQ(read::record_id("v1.2.htm"), "v1.2");
  EXPECT_EQ(read::record_id("plain"), "plain");
  EXPECT_EQ(read::record_id("-"), "stdin");
}

TEST(ReadInputs, WalksFoldersInByteOrder) {
  const TempFolder folder;
  for (const char* name : {"b.html", "a/z.html", "a/é.txt", "a/B.html", "c.html.gz", ".hidden.html"})
    folder.write(name, "<p>x</p>");
  EXPECT_EQ(ids_of(read_all({folder.path()})), "B z é b c");
  EXPECT_EQ(ids_of(read_all({folder / "*.html", folder / "a"})), "b B z é");
}

TEST(ReadInputs, TakesOfAFolderTheFilesThatHoldPages) {
  struct Case {
    const char* name;
    std::string bytes;
    bool wanted;
  };
  const Case cases[] = {
      {"a.HTML", "", true},
      {"b.txt", "x", true},
      {"c.warc.gz", "x", true},
      {"d.php?id=7", "<!DOCTYPE html><p>x", true},
      {"e", "\xEF\xBB\xBF\n<!-- x --> <?xml version='1.0'?><html>", true},
      {"f.data", gzipped("<html>"), true},
      {"g.json", "{\"id\": 1}\n", true},
      {"h.cut", "\x1F\x8B", true},
      {"i.json", "{\n  \"name\": 1\n}\n", false},
      {"j.md", "# Notes\n<p align=center>", false},
      {"k.c", "#include <stdio.h>", false},
      {"l.png", "\x89PNG", false},
      {"m.svg", "<svg><html></html></svg>", false},
      {"n", "plain text", false},
      {"o.css.gz", gzipped("p {}"), false},
  };
  const TempFolder folder;
  for (const Case& c : cases) folder.write(c.name, c.bytes);
  read::Paths paths({folder.path()}, false);
  std::string taken;
  while (const auto entry = paths.next()) taken += entry->path.substr(folder.path().size() + 1) + " ";
  std::string wanted;
  for (const Case& c : cases) wanted += c.wanted ? std::string(c.name) + " " : "";
  EXPECT_EQ(taken, wanted);
  EXPECT_EQ(paths.skipped(),
            (read::Skipped{{"", 1}, {".c", 1}, {".css", 1}, {".json", 1}, {".md", 1}, {".png", 1}, {".svg", 1}}));
  EXPECT_EQ(ids_of(read_all({folder / "*.c"})), "k.c") << "what is named is taken";
  EXPECT_EQ(read_all({folder.path()}, {.form = Form::html, .every_file = true}).size(), std::size(cases));
}

TEST(ReadInputs, DoesNotFollowLinksToFolders) {
  const TempFolder folder;
  folder.write("a/page.html", "<p>x</p>");
  std::filesystem::create_directory_symlink(folder.path(), folder / "a/loop");
  EXPECT_EQ(ids_of(read_all({folder.path()})), "page");
}

TEST(ReadInputs, KnowsHtmlTextAndJsonLines) {
  const TempFolder folder;
  const std::string html = folder.write("a.html", "<p>x</p>"), text = folder.write("b.txt", "x"),
                    lines = folder.write("c.data", " { \"id\": 7, \"text\": \"x\"}\n");
  const auto pages = read_all({html, text, lines});
  ASSERT_EQ(ids_of(pages), "a b 7");
  EXPECT_EQ(pages[0]->input, Input::automatic);
  EXPECT_EQ(pages[1]->input, Input::text);
  EXPECT_EQ(pages[2]->input, Input::text);
  EXPECT_EQ(read_all({lines}, {.form = Form::text})[0]->bytes, " { \"id\": 7, \"text\": \"x\"}\n");
}

TEST(ReadInputs, GivesSinglePagesTheCharsetAndUrl) {
  const TempFolder folder;
  const auto pages = read_all({folder.write("a.html", "x")}, {.charset = "koi8-r", .url = "https://example.org/a"});
  EXPECT_EQ(pages[0]->content_type, "; charset=koi8-r");
  EXPECT_EQ(pages[0]->url, "https://example.org/a");
}

TEST(ReadInputs, UndoesGzipOfManyMembersAndZstd) {
  const TempFolder folder;
  const std::string gz = folder.write("a.html.gz", gzipped("<p>one") + gzipped("") + gzipped(" two</p>"));
  const std::string zst = folder.write("b.html.zst", zstd_of("<p>one") + zstd_of(" two</p>"));
  const std::string padded = folder.write("c.html.gz", gzipped("<p>one two</p>") + std::string(512, '\0'));
  for (const auto& page : read_all({gz, zst, padded})) {
    ASSERT_TRUE(page);
    EXPECT_EQ(page->bytes, "<p>one two</p>");
  }
}

TEST(ReadInputs, KnowsCompressionByContentNotByName) {
  const TempFolder folder;
  EXPECT_EQ(read_all({folder.write("a.html", gzipped("<p>x"))})[0]->bytes, "<p>x");
  EXPECT_EQ(read_all({folder.write("b.html.gz", "<p>x")})[0]->bytes, "<p>x");
}

TEST(ReadInputs, ReportsBrokenCompressionAndGoesOn) {
  const TempFolder folder;
  std::string flipped = gzipped(std::string(1000, 'x'));
  flipped[flipped.size() - 6] = static_cast<char>(flipped[flipped.size() - 6] ^ 1);  // its checksum
  const std::string zst = zstd_of(std::string(1000, 'x'));
  const auto pages =
      read_all({folder.write("a.html.gz", gzipped("<p>some text").substr(0, 20)), folder.write("b.html.gz", flipped),
                folder.write("c.html.zst", zst.substr(0, zst.size() - 3)), folder.write("d.html.gz", "\x1F\x8B"),
                folder.write("e.html", "<p>x")});
  ASSERT_EQ(ids_of(pages), "! ! ! ! e");
  EXPECT_EQ(pages[0].error().detail, "gzip data is cut off");
  EXPECT_EQ(pages[0].error().reason, Reason::malformed_record);
  EXPECT_EQ(pages[0].error().source.file, folder / "a.html.gz");
  EXPECT_EQ(pages[1].error().detail, "gzip data is broken: incorrect data check");
  EXPECT_EQ(pages[2].error().detail, "zstd data is cut off");
  EXPECT_EQ(pages[3].error().detail, "gzip data is cut off");
}

TEST(ReadInputs, ReportsWhatCannotBeOpenedAndGoesOn) {
  const TempFolder folder;
  std::filesystem::create_directory(folder / "empty");
  const std::string locked = folder.write("locked.html", "<p>x");
  chmod(locked.c_str(), 0);
  Inputs reader({folder / "absent.html", folder / "empty", folder / "*.nothing", locked, folder.write("e.html", "x")},
                {});
  std::vector<Result<Page>> pages;
  while (auto page = reader.next()) pages.push_back(std::move(*page));
  if (geteuid() == 0) {
    EXPECT_EQ(ids_of(pages), "! ! ! locked e");  // root may read anything
  } else {
    EXPECT_EQ(ids_of(pages), "! ! ! ! e");
    EXPECT_EQ(reader.unopened(), 2u);
  }
  EXPECT_EQ(pages[0].error().detail, "cannot open: No such file or directory");
  EXPECT_EQ(pages[1].error().detail, "an empty folder");
  EXPECT_EQ(pages[2].error().detail, "no file matches");
}

TEST(ReadInputs, CutsPagesOneByteBehindTheLimit) {
  const TempFolder folder;
  const auto pages = read_all({folder.write("a.html", std::string(100, 'x'))}, {.max_bytes = 10});
  EXPECT_EQ(pages[0]->bytes.size(), 11u);
}

}  // namespace
}  // namespace winnow
