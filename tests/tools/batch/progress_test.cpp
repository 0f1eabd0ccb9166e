#include "tools/batch/progress.h"

#include <gtest/gtest.h>

namespace winnow::tools {
namespace {

/// What `count` and `clear` of these pages write where standard error is no terminal.
std::string written(Progress&& progress, std::initializer_list<bool> pages, std::uint64_t bytes_read) {
  ::testing::internal::CaptureStderr();
  for (const bool kept : pages) progress.count(kept, bytes_read);
  progress.clear();
  return ::testing::internal::GetCapturedStderr();
}

/// Without the speed and the time left, which differ from run to run.
std::string without_times(std::string line) {
  for (const char* unit : {" pages/s", " left"})
    if (const std::size_t end = line.find(unit); end != std::string::npos) {
      const std::size_t begin = line.rfind(' ', end - 1) + 1;
      line.replace(begin, end - begin, "…");
    }
  return line;
}

TEST(Progress, IsSilentWhereNobodyLooks) {
  EXPECT_EQ(written(Progress(ProgressMode::never), {true, false}, 10), "");
  EXPECT_FALSE(Progress(ProgressMode::never).is_shown());
  EXPECT_TRUE(Progress(ProgressMode::always).is_shown());
}

TEST(Progress, WritesALineAtOnceAndThenOneNowAndThen) {
  EXPECT_EQ(without_times(written(Progress(ProgressMode::always), {true, true, false}, 2'500'000)),
            "1 pages, 1 kept, 0 dropped, 2.5 MB, … pages/s\n");
}

TEST(Progress, SaysHowMuchIsLeftWhereTheTotalIsKnown) {
  EXPECT_EQ(without_times(written(Progress(ProgressMode::always, 4'000'000), {false}, 1'000'000)),
            "1 pages, 0 kept, 1 dropped, 1.0 MB, … pages/s, 25 %, … left\n");
  EXPECT_EQ(without_times(written(Progress(ProgressMode::always, 4), {true}, 5)),
            "1 pages, 1 kept, 0 dropped, 0.0 MB, … pages/s\n")
      << "a file that grew while it was read";
  Progress late(ProgressMode::always);
  late.expect(2'000'000);
  EXPECT_EQ(without_times(written(std::move(late), {true}, 1'000'000)),
            "1 pages, 1 kept, 0 dropped, 1.0 MB, … pages/s, 50 %, … left\n");
}

}  // namespace
}  // namespace winnow::tools
