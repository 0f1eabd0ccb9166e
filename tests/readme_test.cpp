// The README's console examples, run from the root of the tree: what it shows is what comes out.
//
// In a ```console block, "$ …" is a command for sh with `winnow` on the PATH, and the lines up to
// the next one are its standard output. In an expected line "…" stands for anything, a line that
// is only "…" for any number of lines. The C++ example is cut out and built by CMakeLists.txt.

#include <gtest/gtest.h>

#include <array>
#include <cstdio>
#include <sstream>
#include <string>
#include <string_view>
#include <vector>

#include "tests/support/support.h"

namespace winnow {
namespace {

using Lines = std::vector<std::string>;

Lines lines_of(const std::string& text) {
  Lines lines;
  std::istringstream in(text);
  for (std::string line; std::getline(in, line);) lines.push_back(line);
  return lines;
}

struct Example {
  std::string command;
  Lines output;
};

std::vector<Example> console_examples(const Lines& document) {
  std::vector<Example> examples;
  bool in_console = false;
  for (const std::string& line : document) {
    if (line.starts_with("```")) in_console = line == "```console";
    else if (in_console && line.starts_with("$ ")) examples.push_back({line.substr(2), {}});
    else if (in_console && !examples.empty()) examples.back().output.push_back(line);
  }
  return examples;
}

std::string output_of(const std::string& command) {
  const std::string program = WINNOW_PROGRAM;
  const std::string folder = program.substr(0, program.rfind('/'));
  const std::string line = "cd '" WINNOW_SOURCE_DIR "' && PATH='" + folder + "':$PATH && " + command;
  std::FILE* pipe = popen(line.c_str(), "r");
  EXPECT_NE(pipe, nullptr);
  std::string output;
  std::array<char, 4096> part{};
  for (std::size_t got; (got = std::fread(part.data(), 1, part.size(), pipe)) > 0;) output.append(part.data(), got);
  EXPECT_EQ(pclose(pipe), 0) << command;
  return output;
}

constexpr std::string_view kAnything = "…";

/// Whether a line is as expected; "…" in `expected` stands for anything.
bool line_matches(std::string_view expected, std::string_view found) {
  const std::size_t gap = expected.find(kAnything);
  if (gap == std::string_view::npos) return expected == found;
  if (!found.starts_with(expected.substr(0, gap))) return false;
  const std::string_view rest = expected.substr(gap + kAnything.size());
  for (std::size_t at = gap; at <= found.size(); ++at)
    if (line_matches(rest, found.substr(at))) return true;
  return false;
}

/// Whether the lines from `found` on are those from `expected` on.
bool lines_match(Lines::const_iterator expected, Lines::const_iterator expected_end, Lines::const_iterator found,
                 Lines::const_iterator found_end) {
  for (; expected != expected_end; ++expected, ++found) {
    if (*expected == kAnything) {
      for (; found != found_end; ++found)
        if (lines_match(expected + 1, expected_end, found, found_end)) return true;
      return expected + 1 == expected_end;
    }
    if (found == found_end || !line_matches(*expected, *found)) return false;
  }
  return found == found_end;
}

TEST(Readme, ShowsWhatItsCommandsPrint) {
  std::vector<Example> examples;
  for (const char* document : {"README.md", "tools/README.md"}) {
    const auto more = console_examples(lines_of(testing::read_file(testing::in_tree(document))));
    EXPECT_FALSE(more.empty()) << document;
    examples.insert(examples.end(), more.begin(), more.end());
  }
  for (const Example& example : examples) {
    const std::string output = output_of(example.command);
    const Lines found = lines_of(output);
    EXPECT_TRUE(lines_match(example.output.begin(), example.output.end(), found.begin(), found.end()))
        << example.command << "\n"
        << output;
  }
}

TEST(Readme, NamesFilesThatExist) {
  for (const std::string document : {"README.md", "tools/README.md", "pipeline/docs/measured.md"}) {
    const std::string readme = testing::read_file(testing::in_tree(document));
    const std::filesystem::path folder = testing::in_tree(document).parent_path();
    for (std::size_t at = 0; (at = readme.find("](", at)) != std::string::npos;) {
      at += 2;
      const std::string target = readme.substr(at, readme.find_first_of(")#", at) - at);
      if (target.starts_with("http")) continue;
      EXPECT_TRUE(std::filesystem::exists(folder / target)) << document << ": " << target;
    }
  }
}

}  // namespace
}  // namespace winnow
