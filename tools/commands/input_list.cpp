#include <cerrno>
#include <cstring>
#include <fstream>
#include <iostream>

#include "tools/commands/options.h"

namespace winnow::tools {

std::vector<std::string> lines_of_file(const std::string& file) {
  std::ifstream opened;
  if (file != "-") opened.open(file);
  std::istream& in = file == "-" ? std::cin : opened;
  if (!in) throw FileError(file + ": cannot open: " + std::strerror(errno));
  std::vector<std::string> lines;
  for (std::string line; std::getline(in, line);) {
    if (line.ends_with('\r')) line.pop_back();
    if (!line.empty()) lines.push_back(std::move(line));
  }
  return lines;
}

}  // namespace winnow::tools
