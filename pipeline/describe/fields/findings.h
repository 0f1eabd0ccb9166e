#pragma once
// What the sources of a page say about each field, collected before anything is decided. Every
// source (JSON-LD, meta tags, markup, text) only adds findings; title.cpp, authors.cpp, dates.cpp
// and tags.cpp rank them, check them against each other and pick; describe.cpp takes the other fields.

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "winnow/winnow.h"

namespace winnow {

/// The fields that a source can speak about. Names as in the rules and in `explain`.
enum class Field : std::uint8_t {
  title,
  author,
  date,
  date_modified,
  language,
  site_name,
  description,
  image,
  tag,
  category,
  agency,
  license,
  paywalled,
  canonical_url,
  next_page,
  type,
  article_body,
  count_
};
inline constexpr std::size_t kFieldCount = static_cast<std::size_t>(Field::count_);
/// "date_modified"; a static string.
std::string_view name(Field field) noexcept;
/// The field of that name, if there is one.
std::optional<Field> field_from_name(std::string_view name) noexcept;

/// One statement of one source.
struct Finding {
  Field field{};
  std::string value;          ///< plain text: entities resolved, no tags, white space collapsed
  std::string evidence;       ///< "json-ld NewsArticle.headline", "meta og:title", "text, 2 after title"
  float rank = 0;             ///< 0 to 100: how far the source is to be trusted
  bool organization = false;  ///< authors: the markup says so
  bool person = false;        ///< the same
  bool won = false;           ///< set by whoever decides
};

/// The findings of one page.
class Findings {
 public:
  /// Values that are empty after cleaning are not kept. Nor are more than 100 of one evidence and 640 of a field, or
  /// what stands behind 20,000 bytes of a value, but for the article's: whoever decides may compare each with each.
  void add(Field field, std::string_view value, std::string evidence, float rank, bool organization = false);

  /// The same for an author whom the markup calls a person.
  void add_person(std::string_view value, std::string evidence, float rank);

  std::vector<Finding>& of(Field field) noexcept { return by_field_[static_cast<std::size_t>(field)]; }
  const std::vector<Finding>& of(Field field) const noexcept { return by_field_[static_cast<std::size_t>(field)]; }
  /// The finding with the highest rank, the first among equals; null when there is none.
  Finding* best(Field field) noexcept;

  /// All findings as they go into `Article::candidates`, by field, best rank first.
  std::vector<Candidate> candidates() const;

 private:
  bool is_full(Field field, std::string_view evidence) const noexcept;

  std::array<std::vector<Finding>, kFieldCount> by_field_;
};

/// `raw` as plain text: character references resolved (twice, for values that were encoded
/// twice), tags taken out, white space collapsed. Cost: linear.
std::string plain_text(std::string_view raw);

/// The same of a text with paragraphs, by line ends or by markup: they are separated by one empty line.
std::string plain_paragraphs(std::string_view raw);

}  // namespace winnow
