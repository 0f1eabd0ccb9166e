// The C interface: what its header promises, through libwinnow.so alone.

#include <gtest/gtest.h>

#include <fstream>
#include <iterator>
#include <memory>
#include <string>
#include <thread>
#include <vector>

#include "winnow/c.h"

namespace {

struct Free {
  void operator()(winnow_options* options) const { winnow_options_free(options); }
  void operator()(winnow_cleaner* cleaner) const { winnow_cleaner_free(cleaner); }
  void operator()(winnow_result* result) const { winnow_result_free(result); }
};
template <class T>
using Owned = std::unique_ptr<T, Free>;

std::string read_sample(const std::string& name) {
  std::ifstream in(WINNOW_SOURCE_DIR "/samples/" + name, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

class CInterface : public ::testing::Test {
 protected:
  // Under Valgrind the first page, which fills caches, takes more than the second that is the default.
  static void SetUpTestSuite() {
    const Owned<winnow_options> options(winnow_options_new());
    winnow_options_set(options.get(), "max_time_ms", 60'000);
    cleaner_ = winnow_cleaner_new(nullptr, options.get());
  }
  static void TearDownTestSuite() { winnow_cleaner_free(cleaner_); }
  void SetUp() override { ASSERT_NE(cleaner_, nullptr) << winnow_last_error(); }

  static Owned<winnow_result> clean(const std::string& bytes, const char* url = nullptr) {
    return Owned<winnow_result>(winnow_clean(cleaner_, bytes.data(), bytes.size(), url, nullptr));
  }

  static winnow_cleaner* cleaner_;
  const std::string page_ = read_sample("en-lighthouse.html");
};
winnow_cleaner* CInterface::cleaner_ = nullptr;

TEST_F(CInterface, GivesFieldsOfAnArticle) {
  const auto result = clean(page_, "https://a.example/1");
  ASSERT_EQ(winnow_result_kept(result.get()), 1);
  EXPECT_STREQ(winnow_result_text(result.get(), "title"), "Gull Rock light goes dark for the last time");
  EXPECT_STREQ(winnow_result_text(result.get(), "url"), "https://a.example/1");
  EXPECT_EQ(std::string(winnow_result_text(result.get(), "text")).substr(0, 8), "The lamp");
  EXPECT_STREQ(winnow_result_item(result.get(), "authors", 0), "Imogen Talbard");
  EXPECT_EQ(winnow_result_item(result.get(), "authors", 1), nullptr);
  EXPECT_EQ(winnow_result_text(result.get(), "image"), nullptr);
  EXPECT_GT(winnow_result_confidence(result.get()), 0);
}

/// The names between `from` and `to` in the header's comments.
std::vector<std::string> names_in_header(const std::string& from, const std::string& to) {
  std::ifstream in(WINNOW_SOURCE_DIR "/pipeline/include/winnow/c.h");
  const std::string header(std::istreambuf_iterator<char>(in), {});
  const std::size_t begin = header.find(from) + from.size();
  std::vector<std::string> names(1);
  for (const char c : header.substr(begin, header.find(to, begin) - begin)) {
    if (c == '_' || (c >= 'a' && c <= 'z')) names.back() += c;
    else if (!names.back().empty()) names.emplace_back();
  }
  if (names.back().empty()) names.pop_back();
  return names;
}

TEST_F(CInterface, GivesEachFieldThatItsHeaderNames) {
  const auto result = clean(page_);
  winnow_result_text(result.get(), "titel");
  const std::string before = winnow_last_error();
  const auto texts = names_in_header("One field: ", ";"), lists = names_in_header("of a list: ", ".");
  EXPECT_GT(texts.size(), 15u);
  EXPECT_GT(lists.size(), 3u);
  for (const std::string& name : texts) {
    winnow_result_text(result.get(), name.c_str());
    EXPECT_EQ(winnow_last_error(), before) << name;
  }
  for (const std::string& name : lists) {
    winnow_result_item(result.get(), name.c_str(), 0);
    EXPECT_EQ(winnow_last_error(), before) << name;
  }
  for (const char* name : {"authors", "confidence", "blocks", "file", "paywalled"}) {
    EXPECT_EQ(winnow_result_text(result.get(), name), nullptr);
    EXPECT_NE(std::string(winnow_last_error()).find(name), std::string::npos);
  }
}

TEST_F(CInterface, GivesTheRecordAsJson) {
  const auto result = clean(page_);
  const std::string json = winnow_result_json(result.get());
  EXPECT_NE(json.find("\"title\":\"Gull Rock light goes dark for the last time\""), std::string::npos) << json;
  EXPECT_EQ(json.front(), '{');
  EXPECT_EQ(json.back(), '}');
}

TEST_F(CInterface, SaysWhyAPageWasDropped) {
  const auto result = clean("");
  ASSERT_NE(result, nullptr);
  EXPECT_EQ(winnow_result_kept(result.get()), 0);
  EXPECT_STREQ(winnow_result_text(result.get(), "error"), "empty");
  EXPECT_STREQ(winnow_result_text(result.get(), "stage"), "decode");
  EXPECT_EQ(winnow_result_text(result.get(), "title"), nullptr);
  EXPECT_NE(std::string(winnow_result_json(result.get())).find("\"error\":\"empty\""), std::string::npos);
  EXPECT_EQ(winnow_result_confidence(result.get()), 0);
}

TEST_F(CInterface, ExplainsFailures) {
  EXPECT_EQ(winnow_cleaner_new("/no/such/folder", nullptr), nullptr);
  EXPECT_NE(std::string(winnow_last_error()).find("/no/such/folder"), std::string::npos) << winnow_last_error();
  const auto result = clean(page_);
  EXPECT_EQ(winnow_result_text(result.get(), "titel"), nullptr);
  EXPECT_NE(std::string(winnow_last_error()).find("titel"), std::string::npos) << winnow_last_error();
  EXPECT_EQ(winnow_result_item(result.get(), "text", 0), nullptr);
  EXPECT_NE(std::string(winnow_last_error()).find("text"), std::string::npos) << winnow_last_error();
}

TEST_F(CInterface, BearsNullEverywhere) {
  winnow_options_free(nullptr);
  winnow_cleaner_free(nullptr);
  winnow_result_free(nullptr);
  EXPECT_EQ(winnow_options_set(nullptr, "max_bytes", 1), -1);
  EXPECT_EQ(winnow_clean(nullptr, "a", 1, nullptr, nullptr), nullptr);
  EXPECT_EQ(winnow_clean(cleaner_, nullptr, 1, nullptr, nullptr), nullptr);
  EXPECT_NE(Owned<winnow_result>(winnow_clean(cleaner_, nullptr, 0, nullptr, nullptr)), nullptr);
  EXPECT_EQ(winnow_result_kept(nullptr), 0);
  EXPECT_EQ(winnow_result_json(nullptr), nullptr);
  EXPECT_EQ(winnow_result_text(nullptr, "text"), nullptr);
  EXPECT_EQ(winnow_result_item(nullptr, "authors", 0), nullptr);
  EXPECT_EQ(winnow_result_confidence(nullptr), 0);
}

TEST_F(CInterface, TakesOptions) {
  const Owned<winnow_options> options(winnow_options_new());
  EXPECT_EQ(winnow_options_set(options.get(), "max_bytes", page_.size() - 1), 0);
  EXPECT_EQ(winnow_options_set(options.get(), "markdown", 1), 0);
  EXPECT_EQ(winnow_options_set(options.get(), "max_byte", 1), -1);
  EXPECT_NE(std::string(winnow_last_error()).find("max_byte"), std::string::npos);
  const Owned<winnow_cleaner> strict(winnow_cleaner_new(nullptr, options.get()));
  ASSERT_NE(strict, nullptr) << winnow_last_error();
  const Owned<winnow_result> result(winnow_clean(strict.get(), page_.data(), page_.size(), nullptr, nullptr));
  EXPECT_STREQ(winnow_result_text(result.get(), "error"), "too_large");
}

TEST_F(CInterface, ServesManyThreadsWithOneCleaner) {
  const std::string expected = winnow_result_json(clean(page_).get());
  std::vector<std::string> found(4);
  std::vector<std::thread> threads;
  for (std::string& json : found)
    threads.emplace_back([&] {
      for (int i = 0; i < 50; ++i) json = winnow_result_json(clean(page_).get());
    });
  for (std::thread& thread : threads) thread.join();
  for (const std::string& json : found) EXPECT_EQ(json, expected);
}

TEST(CInterfaceVersion, IsANumber) {
  EXPECT_EQ(std::string(winnow_version()).find_first_not_of("0123456789."), std::string::npos);
}

}  // namespace
