// Cutting texts between characters, and whole files into memory.

#include "pipeline/base/text.h"

#include <gtest/gtest.h>
#include <unistd.h>

#include "pipeline/base/ascii.h"
#include "pipeline/base/files.h"
#include "tests/support/temp_folder.h"

namespace winnow {
namespace {

TEST(Text, IsCutBetweenCharactersOnly) {
  const std::string_view text = "aé…𝄞";  // characters of one to four bytes
  const std::size_t want[] = {0, 1, 1, 3, 3, 3, 6, 6, 6, 6, 10, 10};
  for (std::size_t at = 0; at < std::size(want); ++at) EXPECT_EQ(floor_to_code_point(text, at), want[at]) << at;
  EXPECT_EQ(begin_of_last_code_point(text), 6u);
  EXPECT_EQ(begin_of_last_code_point(""), 0u);
  EXPECT_EQ(prefix_of(text, 5), "aé");
  EXPECT_EQ(floor_to_code_point("\x80\x80", 1), 0u) << "ill-formed: not before the text";
}

TEST(Text, IsShortenedToOneLine) {
  EXPECT_EQ(shortened("one\ntwo", 7), "one two");
  EXPECT_EQ(shortened("one\ntwo", 5), "one t…");
  EXPECT_EQ(shortened("éé", 3), "é…");
  EXPECT_EQ(shortened("", 0), "");
}

TEST(Ascii, ClassesHoldNoOtherBytes) {
  for (int i = 0; i < 256; ++i) {
    const char c = static_cast<char>(i);
    EXPECT_EQ(is_ascii_letter(c), (i >= 'a' && i <= 'z') || (i >= 'A' && i <= 'Z')) << i;
    EXPECT_EQ(ascii_lower(c), i >= 'A' && i <= 'Z' ? static_cast<char>(i + 32) : c) << i;
    EXPECT_EQ(ascii_upper(ascii_lower(c)), ascii_upper(c)) << i;
    EXPECT_EQ(is_ascii_space(c), std::string_view(" \t\n\v\f\r").find(c) != std::string_view::npos) << i;
  }
}

TEST(Files, AreReadWholeAndPipesToTheirEnd) {
  const TempFolder folder;
  using std::filesystem::path;
  folder.write("bytes", std::string("a\0b\n", 4));
  EXPECT_EQ(contents_of(path(folder.path()) / "bytes"), std::string("a\0b\n", 4));
  EXPECT_FALSE(contents_of(path(folder.path()) / "none"));
  EXPECT_FALSE(contents_of(path(folder.path()))) << "a folder";
  int ends[2];
  ASSERT_EQ(pipe(ends), 0);
  ASSERT_EQ(write(ends[1], "pipe", 4), 4);
  close(ends[1]);
  EXPECT_EQ(contents_of(path("/dev/fd") / std::to_string(ends[0])), "pipe");
  close(ends[0]);
}

}  // namespace
}  // namespace winnow
