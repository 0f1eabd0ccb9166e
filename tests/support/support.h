#pragma once
// What tests of the whole cleaner share: the rules that ship, files of the tree, pages made up.

#include <filesystem>
#include <memory>
#include <string>
#include <string_view>

#include "winnow/winnow.h"

namespace winnow::testing {

/// A path from the root of the source tree.
std::filesystem::path in_tree(std::string_view path);

/// The bytes of a file; fails the test and gives "" where it cannot be read.
std::string read_file(const std::filesystem::path& file);

/// The rules of rules/, loaded once.
const std::shared_ptr<const Rules>& shipped_rules();

/// A news page of 4 to 9 paragraphs with a menu and a footer; other numbers give other pages.
std::string news_page(std::size_t number);

/// An article that `fill` writes to: it has too many members for a row of initialisers.
template <class F>
Article article_with(F&& fill) {
  Article article;
  fill(article);
  return article;
}

}  // namespace winnow::testing
