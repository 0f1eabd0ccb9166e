#pragma once
// The options about cleaning a page, each described once. The command line, the options of other
// languages and the fingerprint that guards --resume are made from this table, so that none of them
// can lack an option.
//
// for_each_option() takes the structs apart by structured bindings: a new member does not compile
// until it is named there, in the place where its row belongs.

#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>
#include <type_traits>

#include "winnow/winnow.h"

namespace winnow::tools {

/// The part of an option on which the records and the files beside them depend.
enum class Effect : std::uint8_t {
  value,     ///< what it is set to
  presence,  ///< whether it is given at all
  none
};

/// The description of an option. Its member's type says what the option takes: bool a switch, std::size_t
/// a number, std::string a text, a vector of them a list. An option from a closed list comes with its
/// Choices.
struct OptionRow {
  std::string_view name;  ///< in other languages and in the fingerprint
  const char* flag = "";  ///< on the command line; "": not there
  const char* help = "";
  const char* group = "";      ///< heading in the help; "": the first one
  const char* type_name = "";  ///< what it takes, in the help; "": the words of CLI11
  bool is_positive = false;    ///< a number that must not be 0 on the command line
  std::size_t most = 0;        ///< of a number; 0: any
  bool is_language = false;    ///< texts that are codes of languages
  bool is_size = false;        ///< a number of bytes, which may have a unit: 16M
  Effect effect = Effect::value;
  bool by_name = true;  ///< other languages know it by its name
};

/// One of the values of an option, by its name.
template <class T>
struct Choice {
  std::string_view name;
  T value;
};
template <class T>
using Choices = std::span<const Choice<T>>;

/// A switch of Keep is a word of --keep on the command line and "keep_WORD" elsewhere.
inline constexpr const char* kKeepFlag = "--keep";
inline constexpr std::string_view kKeepPrefix = "keep_";
constexpr std::string_view keep_word(const OptionRow& row) noexcept { return row.name.substr(kKeepPrefix.size()); }

/// --favor: which error to prefer where the score is in doubt.
inline constexpr Choice<float> kFavors[] = {{"precision", 0.5f}, {"recall", 2.0f}};

/// --wrapped
inline constexpr Choice<Wrapped> kWrapped[] = {
    {"auto", Wrapped::automatic}, {"yes", Wrapped::yes}, {"no", Wrapped::no}};

/// True for "favor_recall": a choice as a switch, in other languages.
constexpr bool is_switch_of(std::string_view name, const OptionRow& row, std::string_view choice) noexcept {
  return name.starts_with(row.name) && name.substr(row.name.size()).starts_with('_') &&
         name.substr(row.name.size() + 1) == choice;
}

/// Calls `f(row, member)`, or `f(row, member, choices)`, for each option of Options, in the order of
/// the help. `O` is Options or const Options.
template <class O, class F>
void for_each_option(O& options, F&& f) requires std::is_same_v<const O, const Options> {
  constexpr const char* kWhich = "Which pages become records; the others are dropped, with the reason";
  constexpr const char* kLimits = "Limits on one page";
  auto& [limits, keep, markdown, html, tei, blocks, candidates, min_words, languages, articles_only, recall_weight,
         wrapped] = options;
  auto& [max_bytes, max_tree_bytes, max_depth, max_time_ms] = limits;
  auto& [captions, comments, links, images, bylines, tables] = keep;

  f(OptionRow{.name = "keep_captions", .flag = kKeepFlag}, captions);
  f(OptionRow{.name = "keep_comments", .flag = kKeepFlag}, comments);
  f(OptionRow{.name = "keep_links", .flag = kKeepFlag}, links);
  f(OptionRow{.name = "keep_images", .flag = kKeepFlag}, images);
  f(OptionRow{.name = "keep_bylines", .flag = kKeepFlag}, bylines);
  f(OptionRow{.name = "keep_tables"}, tables);
  f(OptionRow{.name = "favor", .flag = "--favor", .help = "In doubt leave a block out (precision) or keep it (recall)"},
    recall_weight, Choices<float>(kFavors));
  f(
      OptionRow{
          .name = "wrapped", .flag = "--wrapped", .help = "Whether lines of text dumps were wrapped and are joined"},
      wrapped, Choices<Wrapped>(kWrapped));
  f(OptionRow{.name = "markdown"}, markdown);
  f(OptionRow{.name = "html"}, html);
  f(OptionRow{.name = "tei"}, tei);
  f(OptionRow{.name = "blocks", .flag = "--blocks", .help = "Add every block of the page with the verdict on it"},
    blocks);
  f(OptionRow{.name = "candidates", .by_name = false}, candidates);
  f(OptionRow{.name = "min_words", .flag = "--min-words", .help = "Those with as many words of text", .group = kWhich},
    min_words);
  f(OptionRow{.name = "languages",
              .flag = "--language",
              .help = "Those in one of these languages: vi,en,pt",
              .group = kWhich,
              .type_name = "CODE",
              .is_language = true},
    languages);
  f(OptionRow{.name = "articles_only",
              .flag = "--articles-only",
              .help = "Those that are articles: no listings, products, forums",
              .group = kWhich},
    articles_only);
  f(OptionRow{.name = "max_bytes",
              .flag = "--max-bytes",
              .help = "Bytes; larger pages are dropped",
              .group = kLimits,
              .is_positive = true,
              .is_size = true},
    max_bytes);
  f(OptionRow{.name = "max_depth",
              .flag = "--max-depth",
              .help = "Nesting; deeper elements are flattened",
              .group = kLimits,
              .is_positive = true},
    max_depth);
  f(OptionRow{.name = "max_tree_bytes",
              .flag = "--max-tree-bytes",
              .help = "Bytes of memory to parse it",
              .group = kLimits,
              .is_positive = true,
              .is_size = true},
    max_tree_bytes);
  f(OptionRow{.name = "max_time_ms",
              .flag = "--max-time-ms",
              .help = "Milliseconds for all stages",
              .group = kLimits,
              .is_positive = true},
    max_time_ms);
}

}  // namespace winnow::tools
