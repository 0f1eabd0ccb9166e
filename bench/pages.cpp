#include "bench/pages.h"

#include <zlib.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <numeric>

namespace winnow::bench {
namespace {

namespace fs = std::filesystem;

fs::path folder() {
  const char* corpus = std::getenv("WINNOW_CORPUS");
  return corpus ? fs::path(corpus) : fs::path(WINNOW_SOURCE_DIR) / "samples";
}

/// The file's bytes; zlib gives those of a file that is not compressed as they are.
std::string unpacked(const fs::path& file) {
  std::string page;
  std::vector<char> buffer(1 << 16);
  gzFile in = gzopen(file.c_str(), "rb");
  if (!in) return page;
  for (int n = 0; (n = gzread(in, buffer.data(), static_cast<unsigned>(buffer.size()))) > 0;)
    page.append(buffer.data(), static_cast<std::size_t>(n));
  gzclose(in);
  return page;
}

std::vector<std::string> load() {
  std::vector<fs::path> files;
  for (const auto& entry : fs::recursive_directory_iterator(folder())) {
    const std::string name = entry.path().filename().string();
    if (name.ends_with(".html") || name.ends_with(".html.gz")) files.push_back(entry.path());
  }
  std::sort(files.begin(), files.end());
  std::vector<std::string> pages;
  for (const auto& file : files) pages.push_back(unpacked(file));
  return pages;
}

}  // namespace

const std::vector<std::string>& pages() {
  static const std::vector<std::string> all = load();
  return all;
}

std::size_t total_bytes() {
  const auto add = [](std::size_t sum, const std::string& page) { return sum + page.size(); };
  return std::accumulate(pages().begin(), pages().end(), std::size_t{0}, add);
}

std::string made_up_page(std::size_t bytes) {
  std::string page =
      "<!doctype html><html lang=en><head><title>The harbour at night</title>"
      "<meta name=description content='What the boats bring in.'></head><body>"
      "<nav><ul><li><a href=/>Home</a><li><a href=/sea>Sea</a></ul></nav><main><article>"
      "<h1>The harbour at night</h1>";
  for (std::size_t number = 1; page.size() < bytes; ++number) {
    if (number % 8 == 0) page += "<h2>Boat number " + std::to_string(number) + "</h2>\n";
    if (number % 12 == 0) page += "<ul><li>nets, mended<li>ropes &amp; lamps</ul>\n";
    page += "<div class=\"text block-" + std::to_string(number % 40) + "\"><p class='copy'>At " +
            std::to_string(number) + " minutes past the hour the boats come in, one after the other, and <a href='/b/" +
            std::to_string(number) +
            "'>the crews</a> carry their boxes up the steps. Nobody speaks much, it is "
            "<em>cold</em>, and the ice must be weighed before the lorries leave.</p></div>\n";
  }
  return page + "</article></main><footer><p>Printed on the quay.</p></footer></body></html>";
}

}  // namespace winnow::bench
