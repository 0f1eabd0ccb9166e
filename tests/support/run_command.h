#pragma once
// Running `winnow` as a user does, for tests of commands.

#include <sys/wait.h>

#include <algorithm>
#include <cstdlib>
#include <string>

#include "tests/support/temp_folder.h"

namespace winnow {

/// What one run of a shell command left behind.
struct Ran {
  int status = 0;
  std::string out, err;
};

inline Ran shell(const std::string& command) {
  const TempFolder folder;
  const int status = std::system((command + " >" + (folder / "out") + " 2>" + (folder / "err")).c_str());
  return {WIFEXITED(status) ? WEXITSTATUS(status) : -1, contents_of(folder / "out"), contents_of(folder / "err")};
}

inline Ran winnow(const std::string& arguments) { return shell(WINNOW_PROGRAM " " + arguments); }

inline std::size_t lines_of(const std::string& text) {
  return static_cast<std::size_t>(std::count(text.begin(), text.end(), '\n'));
}

/// A page whose article is the paragraph `text`, six times.
inline std::string article_page(const std::string& title, const std::string& text) {
  std::string out =
      "<!doctype html><html lang=en><head><title>" + title + "</title></head><body><article><h1>" + title + "</h1>";
  for (int i = 0; i < 6; ++i) out += "<p>" + text + "</p>";
  return out + "</article></body></html>";
}

inline std::string article_page(const std::string& title) {
  return article_page(title,
                      "The ferry to the island left the old harbour at dawn, and the people on board "
                      "watched the lights of the town grow small behind them as the wind rose.");
}

}  // namespace winnow
