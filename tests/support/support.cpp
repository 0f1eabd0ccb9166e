#include "tests/support/support.h"

#include <gtest/gtest.h>

#include <fstream>
#include <iterator>

namespace winnow::testing {

std::filesystem::path in_tree(std::string_view path) { return std::filesystem::path(WINNOW_SOURCE_DIR) / path; }

std::string read_file(const std::filesystem::path& file) {
  std::ifstream in(file, std::ios::binary);
  EXPECT_TRUE(in) << "cannot read " << file;
  return {std::istreambuf_iterator<char>(in), {}};
}

const std::shared_ptr<const Rules>& shipped_rules() {
  static const std::shared_ptr<const Rules> rules = load_rules(in_tree("rules"));
  return rules;
}

std::string news_page(std::size_t number) {
  const std::string n = std::to_string(number);
  std::string page = "<!doctype html><html lang=en><head><meta charset=utf-8><title>Bridge " + n +
                     " opens</title></head><body><nav><a href=/>Home</a><a href=/news>News</a></nav>"
                     "<article><h1>Bridge " +
                     n + " opens</h1>";
  for (std::size_t i = 0; i < 4 + number % 6; ++i)
    page += "<p>Paragraph " + std::to_string(i) + " of the report says that bridge number " + n +
            " was opened by the mayor, who crossed it on foot, on a bicycle and finally in a cart, "
            "while the band played on the near bank until the rain came down.</p>";
  return page + "</article><footer><a href=/privacy>Privacy policy</a> All rights reserved.</footer></body></html>";
}

}  // namespace winnow::testing
