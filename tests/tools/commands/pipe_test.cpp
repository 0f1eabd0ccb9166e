// `winnow pipe`: one line out for each line in, in order and at once, whoever stalls or goes away.

#include <gtest/gtest.h>
#include <signal.h>
#include <simdjson.h>

#include <string>
#include <thread>

#include "pipeline/base/json.h"
#include "tests/support/child.h"
#include "tests/support/eventually.h"
#include "tests/support/support.h"

namespace winnow {
namespace {

using testing::Child;

std::string record(const std::string& id, std::size_t number) {
  std::string line = "{\"id\":\"" + id + "\",\"html\":";
  append_json_string(testing::news_page(number), line);
  return line + "}\n";
}

/// A string member of a JSON object; "" for null and for none.
std::string member(const std::string& line, const char* key) {
  simdjson::dom::parser parser;
  std::string_view value;
  if (parser.parse(line).at_key(key).get(value) != simdjson::SUCCESS) return "";
  return std::string(value);
}

class PipeCommand : public ::testing::Test {
 protected:
  Child pipe_{{WINNOW_PROGRAM, "pipe", "--jobs", "3"}};
};

TEST_F(PipeCommand, AnswersEachLineBeforeTheNextOneComes) {
  for (const std::string id : {"a", "b", "c"}) {
    pipe_.write(record(id, 1));
    const std::string answer = pipe_.read_line();
    EXPECT_EQ(member(answer, "id"), id) << answer;
    EXPECT_NE(member(answer, "text").find("crossed it on foot"), std::string::npos) << answer;
  }
  pipe_.close_input();
  EXPECT_EQ(pipe_.read_all(), "");
  EXPECT_EQ(pipe_.wait(), 0);
}

TEST_F(PipeCommand, AnswersBadLinesInTheirPlace) {
  struct Case {
    std::string line, id, error;
  };
  const Case cases[] = {
      {record("good", 2), "good", ""},
      {"no JSON at all\n", "", "malformed_record"},
      {"{\"id\":\"half\",\"html\":\n", "", "malformed_record"},
      {"[1,2]\n", "", "malformed_record"},
      {"{\"id\":\"bare\"}\n", "bare", "malformed_record"},
      {"{\"id\":\"blank\",\"html\":\"\"}\n", "blank", "empty"},
      {"{\"id\":\"png\",\"html\":\"\\u0089PNG\\r\\n\\u001a\\n\\u0000\\u0000\"}\n", "png", "not_html"},
      {record("last", 3), "last", ""},
  };
  for (const Case& c : cases) pipe_.write(c.line);
  pipe_.close_input();
  for (const Case& c : cases) {
    const std::string answer = pipe_.read_line();
    EXPECT_EQ(member(answer, "id"), c.id) << c.line << answer;
    EXPECT_EQ(member(answer, "error"), c.error) << c.line << answer;
  }
  EXPECT_EQ(pipe_.read_all(), "");
  EXPECT_EQ(pipe_.wait(), 0);
}

TEST_F(PipeCommand, WaitsForTheRestOfALineWhoseWriterStalls) {
  const std::string line = record("a", 1);
  pipe_.write(line.substr(0, 100));
  EXPECT_TRUE(testing::eventually([&] { return pipe_.unread_input() == 0; }));
  pipe_.write(line.substr(100) + line.substr(0, 20));
  EXPECT_EQ(member(pipe_.read_line(), "id"), "a");
  pipe_.write(line.substr(20));
  EXPECT_EQ(member(pipe_.read_line(), "id"), "a");
}

TEST_F(PipeCommand, AnswersALastLineWithoutItsEnd) {
  std::string line = record("a", 1);
  line.pop_back();
  pipe_.write(line);
  pipe_.close_input();
  EXPECT_EQ(member(pipe_.read_line(), "id"), "a");
}

TEST(PipeCommandLimits, AnswersALineThatIsTooLongAndGoesOn) {
  Child pipe({WINNOW_PROGRAM, "pipe", "--max-bytes", "20000"});
  pipe.write("{\"id\":\"long\",\"html\":\"" + std::string(300'000, 'x') + "\"}\n" + record("next", 1));
  const std::string answer = pipe.read_line();
  EXPECT_EQ(member(answer, "error"), "too_large") << answer;
  EXPECT_EQ(member(pipe.read_line(), "id"), "next");
}

/// Whether bytes wait at both ends and none has moved for as long as a page takes.
bool is_stuck(const Child& pipe) {
  const std::size_t in = pipe.unread_input(), out = pipe.unread_output();
  std::this_thread::sleep_for(std::chrono::milliseconds(20));
  return in > 0 && out > 0 && pipe.unread_input() == in && pipe.unread_output() == out;
}

TEST_F(PipeCommand, KeepsTheOrderOfThousandsOfLinesForASlowReader) {
  constexpr std::size_t kLines = 3000;
  std::thread writer([&] {
    for (std::size_t i = 0; i < kLines; ++i) pipe_.write(record(std::to_string(i), i));
    pipe_.close_input();
  });
  EXPECT_TRUE(testing::eventually([&] { return is_stuck(pipe_); })) << "all pipes and queues fill up";
  for (std::size_t i = 0; i < kLines; ++i) EXPECT_EQ(member(pipe_.read_line(), "id"), std::to_string(i));
  writer.join();
  EXPECT_EQ(pipe_.wait(), 0);
}

TEST_F(PipeCommand, EndsWhenNobodyReadsItsAnswers) {
  pipe_.close_output();
  pipe_.write(record("a", 1));
  EXPECT_EQ(pipe_.wait(), 141);
}

TEST(PipeCommandOrphan, EndsWithItsParentThoughItsInputStaysOpen) {
  Child shell({"sh", "-c", "exec 3<&0; \"$0\" pipe <&3 3<&- & wait", WINNOW_PROGRAM});
  shell.write(record("a", 1));
  EXPECT_EQ(member(shell.read_line(), "id"), "a");  // it runs
  shell.signal(SIGKILL);
  EXPECT_EQ(shell.read_all(), "");  // comes back when the last holder of the output has ended
}

}  // namespace
}  // namespace winnow
