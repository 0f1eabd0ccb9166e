// WARC and WET files, by hand and by wget; tar archives.

#include <archive.h>
#include <archive_entry.h>
#include <gtest/gtest.h>

#include <cstdlib>

#include "pipeline/decode/decode.h"
#include "pipeline/read/http.h"
#include "pipeline/read/reader.h"
#include "tests/support/compressed.h"
#include "tests/support/temp_folder.h"

namespace winnow {
namespace {

using read::Inputs;
using read::ReadOptions;

std::vector<Result<Page>> read_file(const std::string& path, ReadOptions options = {}) {
  Inputs reader({path}, std::move(options));
  std::vector<Result<Page>> out;
  while (auto page = reader.next()) out.push_back(std::move(*page));
  return out;
}

std::string record(std::string_view type, std::string_view content_type, std::string_view block) {
  return "WARC/1.0\r\nWARC-Type: " + std::string(type) +
         "\r\nWARC-Record-ID: <urn:uuid:1>\r\nWARC-Target-URI: <https://example.org/a>\r\n"
         "WARC-Date: 2024-05-01T10:00:00Z\r\nContent-Type: " +
         std::string(content_type) + "\r\nContent-Length: " + std::to_string(block.size()) + "\r\n\r\n" +
         std::string(block) + "\r\n\r\n";
}

std::string response(std::string_view http) { return record("response", "application/http; msgtype=response", http); }

const std::string kOk = "HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=koi8-r\r\n\r\n<p>one</p>";

TEST(ReadWarc, TakesResponsesAndPassesOverTheRest) {
  const TempFolder folder;
  const auto pages = read_file(
      folder.write("a.warc", record("warcinfo", "application/warc-fields", "software: x\r\n") +
                                 record("request", "application/http; msgtype=request", "GET / HTTP/1.1\r\n\r\n") +
                                 response(kOk) + record("metadata", "application/warc-fields", "x: y")));
  ASSERT_EQ(pages.size(), 1u);
  const Page& page = *pages[0];
  EXPECT_EQ(page.id, "urn:uuid:1");
  EXPECT_EQ(page.url, "https://example.org/a");
  EXPECT_EQ(page.crawled, "2024-05-01T10:00:00Z");
  EXPECT_EQ(page.content_type, "text/html; charset=koi8-r");
  EXPECT_EQ(page.bytes, "<p>one</p>");
}

TEST(ReadWarc, TakesTextOfWetFiles) {
  const TempFolder folder;
  const auto pages = read_file(folder.write("a.wet", record("conversion", "text/plain", "Tide\nThe mill\n")));
  ASSERT_EQ(pages.size(), 1u);
  EXPECT_EQ(pages[0]->input, Input::text);
  EXPECT_EQ(pages[0]->bytes, "Tide\nThe mill\n");
}

TEST(ReadWarc, KnowsWhereARecordIsOnDisk) {
  const TempFolder folder;
  const std::string info = record("warcinfo", "application/warc-fields", "x: y"), one = response(kOk),
                    two = response(kOk + "!");
  auto pages = read_file(folder.write("a.warc", info + one + two));
  ASSERT_EQ(pages.size(), 2u);
  EXPECT_EQ(pages[0]->source.offset, info.size());
  EXPECT_EQ(pages[0]->source.length, one.size());
  EXPECT_EQ(pages[1]->source.offset, info.size() + one.size());
  EXPECT_EQ(pages[1]->source.length, two.size());

  const std::string bytes = gzipped(info) + gzipped(one) + gzipped(two);
  pages = read_file(folder.write("b.warc.gz", bytes));
  ASSERT_EQ(pages.size(), 2u);
  EXPECT_EQ(pages[0]->source.offset, gzipped(info).size());
  EXPECT_EQ(pages[0]->source.length, gzipped(one).size());
  EXPECT_EQ(pages[1]->source.length, gzipped(two).size());
  const std::string alone = bytes.substr(pages[1]->source.offset, pages[1]->source.length);
  EXPECT_EQ(read_file(folder.write("c.warc.gz", alone)).at(0)->bytes, "<p>one</p>!");
}

TEST(ReadWarc, GivesEveryResponseAnOutcome) {
  struct Case {
    const char* http;
    Reason reason;
    const char* detail;
  };
  constexpr Case kCases[] = {
      {"HTTP/1.1 404 Not Found\r\nContent-Type: text/html\r\n\r\n<p>x", Reason::not_article, "HTTP status 404"},
      {"HTTP/1.0 301\r\nLocation: /b\r\n\r\n", Reason::not_article, "HTTP status 301"},
      {"HTTP/1.1 200 OK\r\nContent-Type: image/png\r\n\r\n\x89PNG", Reason::not_html, "image/png"},
      {"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n", Reason::empty, "a response without a body"},
      {"HTTP/1.1 200 OK\r\nContent-Encoding: br\r\n\r\nxyz\x01", Reason::undecodable,
       "the body is broken: Content-Encoding is br"},
      {"no status", Reason::malformed_record, "a response without an HTTP status line"}};
  const TempFolder folder;
  for (const Case& c : kCases) {
    const auto pages = read_file(folder.write("a.warc", response(c.http)));
    ASSERT_EQ(pages.size(), 1u);
    ASSERT_FALSE(pages[0]) << c.http;
    EXPECT_EQ(pages[0].error().reason, c.reason);
    EXPECT_EQ(pages[0].error().detail, c.detail);
    EXPECT_EQ(pages[0].error().url, "https://example.org/a");
  }
}

TEST(ReadWarc, TakesResponsesWithoutAnHttpHeader) {
  const TempFolder folder;
  const auto pages = read_file(folder.write(
      "a.warc", record("response", "text/html", "<p>bare") + response("\n<p>HTTP/0.9") +
                    record("response", "text/dns", "example.org. IN A 127.0.0.1") + record("response", "", kOk)));
  ASSERT_EQ(pages.size(), 3u);
  EXPECT_EQ(pages[0]->bytes, "<p>bare");
  EXPECT_EQ(pages[0]->content_type, "text/html");
  EXPECT_EQ(pages[1]->bytes, "\n<p>HTTP/0.9");
  EXPECT_EQ(pages[1]->content_type, "");
  EXPECT_EQ(pages[2]->bytes, "<p>one</p>");
}

TEST(ReadWarc, SaysWhereAContentLengthIsWrong) {
  const TempFolder folder;
  const std::string whole = response(kOk), length = "Content-Length: " + std::to_string(kOk.size());
  const auto with_length = [&](std::size_t bytes) {
    return std::string(whole).replace(whole.find(length), length.size(), "Content-Length: " + std::to_string(bytes));
  };
  auto pages = read_file(folder.write("short.warc", with_length(kOk.size() - 4) + whole));
  ASSERT_EQ(pages.size(), 3u);
  EXPECT_EQ(pages[0]->bytes, "<p>one");
  EXPECT_EQ(pages[1].error().detail, "not a WARC record");
  EXPECT_EQ(pages[1].error().source.offset, whole.size() - 8);
  EXPECT_EQ(pages[2]->bytes, "<p>one</p>");

  pages = read_file(folder.write("long.warc", with_length(kOk.size() + 20) + whole + whole));
  ASSERT_EQ(pages.size(), 3u);
  EXPECT_EQ(pages[0]->bytes, "<p>one</p>\r\n\r\nWARC/1.0\r\nWARC-T");
  EXPECT_EQ(pages[1].error().detail, "not a WARC record") << "the record that was swallowed";
  EXPECT_EQ(pages[2]->bytes, "<p>one</p>");
}

TEST(ReadWarc, FindsTheNextRecordBehindBrokenOnes) {
  const TempFolder folder;
  const auto pages = read_file(folder.write("a.warc", response(kOk) + "garbage\r\nmore\r\n" + response(kOk) +
                                                          "WARC/1.0\r\nContent-Length: x\r\n\r\n" + response(kOk)));
  ASSERT_EQ(pages.size(), 5u);
  EXPECT_TRUE(pages[0] && pages[2] && pages[4]);
  EXPECT_EQ(pages[1].error().detail, "not a WARC record");
  EXPECT_EQ(pages[1].error().source.offset, response(kOk).size());
  EXPECT_EQ(pages[3].error().detail, "a WARC record without Content-Length");
}

TEST(ReadWarc, LosesOnlyTheRecordWhoseGzipMemberIsBroken) {
  const TempFolder folder;
  std::string noise;
  for (unsigned i = 0; i < 400'000; ++i) noise += static_cast<char>('a' + (i * i * 7919 >> 9) % 26);
  const std::string good = gzipped(response(kOk)), large = gzipped(response(kOk + noise));
  for (const std::size_t at : {std::size_t{0}, std::size_t{2}, large.size() / 2, large.size() - 6}) {
    std::string broken = large;
    for (std::size_t i = at; i < at + 4; ++i) broken[i] = static_cast<char>(~broken[i]);
    const auto pages = read_file(folder.write("a.warc.gz", good + broken + good + good));
    ASSERT_EQ(pages.size(), 4u) << at;
    EXPECT_TRUE(pages[0] && pages[2] && pages[3]) << at;
    EXPECT_EQ(pages[0]->source.length, good.size());
    EXPECT_EQ(pages[1].error().source.offset, good.size()) << at;
    EXPECT_TRUE(pages[1].error().detail.starts_with("gzip data is broken")) << pages[1].error().detail;
    EXPECT_EQ(pages[2]->source.offset, good.size() + broken.size());
  }
}

TEST(ReadWarc, ReportsAFileThatEndsWithinARecord) {
  const TempFolder folder;
  const std::string whole = response(kOk);
  const auto pages = read_file(folder.write("a.warc", whole + whole.substr(0, whole.size() - 10)));
  ASSERT_EQ(pages.size(), 2u);
  EXPECT_TRUE(pages[0]);
  EXPECT_EQ(pages[1].error().detail, "the file ends within a record");
}

TEST(ReadWarc, CutsLargeRecordsAndGoesOn) {
  const TempFolder folder;
  const auto pages =
      read_file(folder.write("a.warc", response(kOk + std::string(500'000, 'x')) + response(kOk)), {.max_bytes = 1000});
  ASSERT_EQ(pages.size(), 2u);
  EXPECT_EQ(pages[0]->bytes.size(), 1001u);
  EXPECT_EQ(pages[1]->bytes, "<p>one</p>");
}

TEST(ReadHttp, UndoesChunksAndCompressionWhereTheyAre) {
  struct Case {
    std::string headers, body, bytes;
  };
  const Case cases[] = {
      {"Transfer-Encoding: chunked", "3\r\nabc\r\n2;x=y\r\nde\r\n0\r\n\r\n", "abcde"},
      {"Transfer-Encoding: chunked", "<p>undone already</p>", "<p>undone already</p>"},
      {"Transfer-Encoding: chunked", "3\r\nabc\r\n9\r\nde", "abcde"},
      {"Content-Encoding: gzip", gzipped("abc"), "abc"},
      {"Content-Encoding: gzip", gzipped("abc") + gzipped("de"), "abcde"},
      {"Content-Encoding: GZIP", "<p>undone already</p>", "<p>undone already</p>"},
      {"Content-Encoding: gzip", gzipped("abc").substr(0, 14), "abc"},
      {"Content-Encoding: deflate", raw_deflated("abc"), "abc"},
      {"Content-Encoding: deflate", "undone already", "undone already"},
      {"Content-Encoding: br", brotli_of("abc"), "abc"},
      {"Content-Encoding: br", brotli_of(std::string(900, 'x')), std::string(900, 'x')},
      {"Content-Encoding: br", "\xEF\xBB\xBF <p>undone already</p>", "\xEF\xBB\xBF <p>undone already</p>"},
      {"Content-Encoding: br", "undone already, and no markup", "undone already, and no markup"},
      {"Content-Encoding: br", brotli_of(""), ""},
      {"Content-Encoding: zstd", zstd_of("abc"), "abc"},
      {"Content-Encoding: zstd", zstd_of("abc") + zstd_of("de"), "abcde"},
      {"Content-Encoding: zstd", "undone already", "undone already"},
      {"Content-Encoding: br, gzip", gzipped(brotli_of("abc")), "abc"},
      {"Content-Encoding: identity", "abc", "abc"},
      {"content-encoding: gzip\r\nTRANSFER-ENCODING: chunked", "17\r\n" + gzipped("abc") + "\r\n0\r\n\r\n", "abc"},
  };
  for (const Case& c : cases) {
    const std::string message = "HTTP/1.1 200 OK\r\n" + c.headers + "\r\n\r\n" + c.body;
    EXPECT_EQ(read::decode_body(read::parse_http(message), 1000).bytes, c.bytes) << c.headers;
  }
}

TEST(ReadHttp, StopsUnpackingAtTheLimit) {
  const std::string large(5'000'000, 'x');
  const std::pair<const char*, std::string> bombs[] = {
      {"gzip", gzipped(large)}, {"deflate", raw_deflated(large)}, {"br", brotli_of(large)}, {"zstd", zstd_of(large)}};
  for (const auto& [coding, body] : bombs) {
    const std::string message = "HTTP/1.1 200 OK\r\nContent-Encoding: " + std::string(coding) + "\r\n\r\n" + body;
    EXPECT_EQ(read::decode_body(read::parse_http(message), 1000).bytes.size(), 1001u) << coding;
  }
}

TEST(ReadHttp, FindsHeaders) {
  const read::Headers headers("A: 1\r\nContent-Type:  text/html;\r\n charset=x\r\na: 2\r\nbroken\r\n");
  EXPECT_EQ(headers.value("a"), "1");
  EXPECT_EQ(headers.value("content-type"), "text/html;\r\n charset=x");
  EXPECT_EQ(headers.value("broken"), "");
}

TEST(ReadWarc, ReadsWhatWgetWrites) {
  const TempFolder folder;
  if (std::system("command -v wget python3 >/dev/null") != 0) GTEST_SKIP() << "needs wget and python3";
  ASSERT_EQ(
      std::system(("python3 " WINNOW_SOURCE_DIR "/tests/support/crawl_loopback_site.py " + folder.path()).c_str()), 0);
  for (const char* name : {"plain.warc", "packed.warc.gz"}) {
    const auto records = read_file(folder / name);
    std::vector<std::string> texts;
    std::size_t dropped = 0;
    for (const auto& page : records) {
      dropped += !page;
      if (page) texts.push_back(stage::Decode{}(Page(*page))->text);
    }
    ASSERT_EQ(texts.size(), 4u) << name;  // /a, /b, /c, and /a again behind the redirect
    EXPECT_NE(texts[0].find("The ferry to the island"), std::string::npos) << name;
    EXPECT_NE(texts[1].find("Паром ушёл на остров"), std::string::npos) << name;
    EXPECT_NE(texts[2].find("Die Fähre zur Insel"), std::string::npos) << name;
    EXPECT_EQ(dropped, 3u) << name;  // the redirect, the image, the missing page
  }
}

std::string tar_of(std::initializer_list<std::pair<const char*, std::string>> files) {
  std::string out(1 << 16, '\0');
  std::size_t used = 0;
  archive* tar = archive_write_new();
  archive_write_set_format_ustar(tar);
  archive_write_open_memory(tar, out.data(), out.size(), &used);
  for (const auto& [name, bytes] : files) {
    archive_entry* entry = archive_entry_new();
    archive_entry_set_pathname(entry, name);
    archive_entry_set_size(entry, static_cast<la_int64_t>(bytes.size()));
    archive_entry_set_filetype(entry, AE_IFREG);
    archive_write_header(tar, entry);
    archive_write_data(tar, bytes.data(), bytes.size());
    archive_entry_free(entry);
  }
  archive_write_close(tar);
  archive_write_free(tar);
  out.resize(used);
  return out;
}

TEST(ReadTar, GivesAPageForEachFile) {
  const TempFolder folder;
  const std::string tar = tar_of({{"site/a.html", "<p>one"}, {"site/b.txt", "two"}});
  for (const std::string& path : {folder.write("x.tar", tar), folder.write("y.tar.gz", gzipped(tar))}) {
    const auto pages = read_file(path);
    ASSERT_EQ(pages.size(), 2u) << path;
    EXPECT_EQ(pages[0]->id, "a");
    EXPECT_EQ(pages[0]->bytes, "<p>one");
    EXPECT_EQ(pages[0]->source.file, path + "/site/a.html");
    EXPECT_EQ(pages[1]->input, Input::text);
  }
}

TEST(ReadTar, ReadsFilesOfEveryFormInIt) {
  const TempFolder folder;
  const std::string path =
      folder.write("x.tar", tar_of({{"crawl/a.warc.gz", gzipped(response(kOk)) + gzipped(response(kOk + "!"))},
                                    {"dump.jsonl", "{\"id\":\"j\",\"text\":\"x\"}\nno json\n"},
                                    {"cut.html.gz", gzipped("<p>some text").substr(0, 20)},
                                    {"inner.tar.gz", gzipped(tar_of({{"a.html", "<p>inner"}}))},
                                    {"last.html.zst", zstd_of("<p>last")}}));
  const auto pages = read_file(path);
  ASSERT_EQ(pages.size(), 7u);
  EXPECT_EQ(pages[0]->bytes, "<p>one</p>");
  EXPECT_EQ(pages[1]->source.file, path + "/crawl/a.warc.gz");
  EXPECT_EQ(pages[1]->source.offset, gzipped(response(kOk)).size()) << "of the file in the archive";
  EXPECT_EQ(pages[2]->id, "j");
  EXPECT_EQ(pages[3].error().source.file, path + "/dump.jsonl");
  EXPECT_EQ(pages[3].error().source.line, 2u);
  EXPECT_EQ(pages[4].error().source.file, path + "/cut.html.gz");
  EXPECT_EQ(pages[4].error().detail, "gzip data is cut off");
  EXPECT_EQ(pages[5].error().detail, "an archive within an archive");
  EXPECT_EQ(pages[6]->bytes, "<p>last");
}

TEST(ReadTar, PassesOverFilesThatHoldNoPages) {
  const TempFolder folder;
  const std::string tar =
      folder.write("x.tar", tar_of({{"style.css", "p {}"}, {"a", "<!doctype html><p>x"}, {"b.png", "\x89PNG"}}));
  Inputs inputs({tar}, {});
  EXPECT_EQ((*inputs.next())->id, "a");
  EXPECT_FALSE(inputs.next());
  EXPECT_EQ(inputs.skipped(), (read::Skipped{{".css", 1}, {".png", 1}}));
  EXPECT_EQ(read_file(tar, {.every_file = true}).size(), 3u);
}

TEST(ReadTar, ReportsAnArchiveThatIsCutOff) {
  const TempFolder folder;
  const std::string tar = tar_of({{"a.html", "<p>one"}, {"b.html", "<p>two"}});
  const auto pages = read_file(folder.write("x.tar.gz", gzipped(tar).substr(0, 60)));
  ASSERT_FALSE(pages.empty());
  EXPECT_FALSE(pages.back());
}

}  // namespace
}  // namespace winnow
