// Cleaner: what holds for any page.

#include <gtest/gtest.h>

#include <string>
#include <string_view>
#include <thread>
#include <utility>
#include <vector>

#include "pipeline/base/text.h"
#include "tests/support/support.h"

namespace winnow {
namespace {

namespace fs = std::filesystem;

struct NamedPage {
  std::string name;
  Page page;
};

/// The sample pages and dumps.
std::vector<NamedPage> sample_pages() {
  std::vector<NamedPage> pages;
  for (const auto& entry : fs::directory_iterator(testing::in_tree("samples"))) {
    const std::string extension = entry.path().extension().string();
    if (extension != ".html" && extension != ".txt") continue;
    const std::string name = entry.path().filename().string();
    pages.push_back({name, {.id = name, .bytes = testing::read_file(entry.path())}});
  }
  return pages;
}

/// `text` without white space, which tags may stand for.
std::string without_space(std::string_view text) {
  std::string out;
  for (const char *at = text.data(), *end = at + text.size(); at < end;)
    if (const char32_t c = next_code_point(at, end); !is_space(c)) append_utf8(c, out);
  return out;
}

/// The page's characters without tags and white space, the few references of the samples resolved.
std::string visible(std::string_view bytes) {
  std::string out;
  bool in_tag = false;
  for (const char c : bytes) {
    if (c == '<') in_tag = true;
    if (!in_tag) out += c;
    if (c == '>') in_tag = false;
  }
  constexpr std::pair<std::string_view, std::string_view> kReferences[] = {
      {"&#x27;", "'"}, {"&quot;", "\""}, {"&gt;", ">"}, {"&lt;", "<"}, {"&amp;", "&"}};
  for (const auto& [reference, character] : kReferences)
    for (std::size_t at; (at = out.find(reference)) != std::string::npos;) out.replace(at, reference.size(), character);
  return without_space(out);
}

class CleanerTest : public ::testing::Test {
 protected:
  Cleaner cleaner_{testing::shipped_rules(), {.limits = {.max_time_ms = 600'000}, .blocks = true}};
};

TEST_F(CleanerTest, KeepsBlocksThatOccurInThePageAndInTheText) {
  for (NamedPage& sample : sample_pages()) {
    const std::string page = visible(sample.page.bytes);
    const Outcome outcome = cleaner_(sample.page);
    ASSERT_TRUE(outcome) << sample.name << ": " << outcome.error().detail;
    std::size_t kept = 0;
    for (const BlockReport& block : outcome->blocks) {
      if (!block.kept) continue;
      ++kept;
      EXPECT_NE(page.find(without_space(block.text)), std::string::npos) << sample.name << ": " << block.text;
      EXPECT_NE(outcome->text.find(block.text), std::string::npos) << sample.name << ": " << block.text;
    }
    EXPECT_GT(kept, 2u) << sample.name;
  }
}

TEST_F(CleanerTest, SaysOfEveryBlockWhyItStayedOrWent) {
  for (NamedPage& sample : sample_pages()) {
    const Outcome outcome = cleaner_(sample.page);
    ASSERT_TRUE(outcome) << sample.name;
    ASSERT_FALSE(outcome->blocks.empty()) << sample.name;
    for (const BlockReport& block : outcome->blocks) {
      EXPECT_TRUE(!block.rule.empty() || !block.terms.empty()) << sample.name << ": " << block.text;
      EXPECT_TRUE(block.score >= 0 && block.score <= 1) << sample.name << ": " << block.text;
    }
  }
}

TEST_F(CleanerTest, GivesOneOutcomeForAnyBytes) {
  struct Case {
    std::string bytes;
    std::optional<Reason> drop;
  };
  const Case cases[] = {
      {"", Reason::empty},
      {" \n\t ", Reason::empty},
      {std::string(3, '\0'), Reason::not_html},
      {"\x89PNG\r\n\x1a\n" + std::string(40, '\1'), Reason::not_html},
      {"<html><body></body></html>", Reason::no_text},
      {"<html><body><script>var a = 1;</script></body></html>", Reason::no_text},
      {testing::news_page(1), std::nullopt},
      {"\xef\xbb\xbf" + testing::news_page(2), std::nullopt},
      {testing::news_page(3) + "\xff\xfe\xff", std::nullopt},
  };
  for (const Case& c : cases) {
    const Outcome outcome = cleaner_({.id = "a", .bytes = c.bytes});
    EXPECT_EQ(outcome.has_value(), !c.drop) << c.bytes.substr(0, 80);
    if (!outcome && c.drop) {
      EXPECT_EQ(name(outcome.error().reason), name(*c.drop)) << c.bytes.substr(0, 80);
    }
  }
}

TEST_F(CleanerTest, CarriesWhereThePageCameFrom) {
  const Source source{.file = "pages.jsonl", .offset = 120, .length = 99, .line = 3};
  const Outcome kept =
      cleaner_({.id = "a", .url = "https://a.example/1", .bytes = testing::news_page(0), .source = source});
  ASSERT_TRUE(kept);
  EXPECT_EQ(kept->id, "a");
  EXPECT_EQ(kept->url, "https://a.example/1");
  EXPECT_EQ(kept->source.line, 3u);
  const Outcome dropped = cleaner_({.id = "b", .url = "https://a.example/2", .source = source});
  ASSERT_FALSE(dropped);
  EXPECT_EQ(dropped.error().id, "b");
  EXPECT_EQ(dropped.error().url, "https://a.example/2");
  EXPECT_EQ(dropped.error().source.file, "pages.jsonl");
}

TEST_F(CleanerTest, DropsPagesBeyondALimit) {
  const std::string page = testing::news_page(5);
  const Cleaner at_limit(testing::shipped_rules(), {.limits = {.max_bytes = page.size()}});
  EXPECT_TRUE(at_limit({.bytes = page}));
  const Cleaner below(testing::shipped_rules(), {.limits = {.max_bytes = page.size() - 1}});
  const Outcome outcome = below({.bytes = page});
  ASSERT_FALSE(outcome);
  EXPECT_EQ(outcome.error().reason, Reason::too_large);
}

TEST_F(CleanerTest, ServesManyThreadsAtOnce) {
  const std::string expected = cleaner_({.bytes = testing::news_page(8)})->text;
  std::vector<std::thread> threads;
  std::vector<std::string> texts(4);
  for (std::string& text : texts)
    threads.emplace_back([&] {
      for (int i = 0; i < 20; ++i) text = cleaner_({.bytes = testing::news_page(8)})->text;
    });
  for (std::thread& thread : threads) thread.join();
  for (const std::string& text : texts) EXPECT_EQ(text, expected);
}

TEST(Cleaner, TakesTheTextOfAShellFromItsData) {
  const std::string data =
      R"(<script type="application/ld+json">{"@type":"NewsArticle","headline":"Mill turns again",)"
      R"("datePublished":"2024-05-03","articleBody":"The old mill on the river opened its doors on )"
      R"(Sunday, after nine years of repairs by many hands.\n\nThree hundred people from the valley came )"
      R"(to watch it turn &amp; the baker sold all of his bread before noon.<p>Nobody had seen the wheel )"
      R"(move since the flood."}</script>)";
  const Cleaner clean(testing::shipped_rules());
  for (const char* body :
       {"<div id=root></div>", "<nav><a href=/>Home</a></nav><div id=root></div><footer>© 2024</footer>"}) {
    const Outcome article = clean({.bytes = data + "<body>" + body, .input = Input::html});
    ASSERT_TRUE(article) << body << article.error().detail;
    EXPECT_EQ(article->title, "Mill turns again");
    EXPECT_EQ(article->text_from, "json-ld");
    EXPECT_EQ(
        article->text,
        "The old mill on the river opened its doors on Sunday, after nine years of repairs by many hands.\n\n"
        "Three hundred people from the valley came to watch it turn & the baker sold all of his bread before noon.\n\n"
        "Nobody had seen the wheel move since the flood.");
  }
  const Outcome short_one =
      clean({.bytes = R"(<script type="application/ld+json">{"articleBody":"Too short."}</script><body>)",
             .input = Input::html});
  ASSERT_FALSE(short_one);
  EXPECT_EQ(short_one.error().reason, Reason::no_text);
  const Outcome shown = clean({.bytes = data + "<body>" + testing::news_page(1), .input = Input::html});
  ASSERT_TRUE(shown);
  EXPECT_EQ(shown->text_from, "");
}

TEST(Cleaner, TakesNoWallForAnArticle) {
  const Cleaner clean(testing::shipped_rules());
  for (const char* page :
       {"<title>404</title><h1>Page not found</h1><p>Nothing lives at this address any more. It may have moved to "
        "another street of the town, or it was never here. Try the search above.</p>",
        "<title>Nicht da</title><h1>Seite nicht gefunden</h1><p>Unter dieser Adresse steht nichts mehr, vielleicht ist "
        "sie umgezogen, vielleicht war sie nie da. Die Suche oben hilft weiter.</p>",
        "<title>Wait</title><h2>Checking your browser</h2><p>Please enable JavaScript and cookies to go on. It takes a "
        "few seconds, and then the page that you asked for opens by itself.</p>",
        "<title>Trang</title><h1>Không tìm thấy trang</h1><p>Trang bạn yêu cầu đã bị xóa hoặc chưa từng có ở đây, bạn "
        "hãy thử tìm kiếm hoặc quay lại trang chủ để đọc tin khác.</p>"}) {
    const Outcome out = clean({.bytes = page, .input = Input::html});
    if (!out) continue;  // nothing was worth keeping
    EXPECT_NE(out->type, "article") << page;
    EXPECT_LE(out->confidence, 0.3f) << page;
  }
  const Outcome story = clean({.bytes = testing::news_page(1) + "<p>Page not found</p>", .input = Input::html});
  ASSERT_TRUE(story);
  EXPECT_GT(story->confidence, 0.3f);
}

}  // namespace
}  // namespace winnow
