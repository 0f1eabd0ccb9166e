// Cleans a page from standard input: clean RULES < page.html
#include <iostream>
#include <iterator>

#include <winnow/winnow.h>

int main(int argc, char** argv) {
  const winnow::Cleaner clean(winnow::load_rules(argc > 1 ? argv[1] : "/usr/share/winnow/rules"));
  const std::string html(std::istreambuf_iterator<char>(std::cin), {});
  const winnow::Outcome page = clean({.bytes = html});
  std::cout << (page ? page->title : winnow::name(page.error().reason)) << "\n";
  return page ? 0 : 1;
}
