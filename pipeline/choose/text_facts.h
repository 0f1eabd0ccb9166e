#pragma once
// What the characters of one block say, in one scan: how it ends, how many commas and sentences,
// capitals, digits, dates, prices; and a hash of each word for vocabularies and repeats. No word
// list of any language: only Unicode properties and the full stops and commas of all scripts.

#include <cstdint>
#include <string_view>
#include <vector>

namespace winnow {

struct TextFacts {
  std::uint32_t chars = 0;  ///< code points without white space
  std::uint32_t letters = 0, capitals = 0, digits = 0, symbols = 0;
  std::uint32_t words = 0;                     ///< tokens; a spaceless script gives one for each character pair
  std::uint32_t initial_caps = 0;              ///< words that begin with a capital letter
  std::uint32_t short_words = 0;               ///< words of up to three letters in lower case
  std::uint32_t commas = 0;                    ///< clause marks: , ; : and those of other scripts
  std::uint32_t sentences = 0;                 ///< sentence ends followed by a space or the end
  std::uint64_t hash = 0;                      ///< of all words in order; equal texts have equal hashes
  std::uint32_t first_word = 0, end_word = 0;  ///< range in the page's list of word hashes
  bool ends_sentence = false, ends_colon = false, ends_question = false, ends_ellipsis = false;
  bool starts_lower = false, starts_digit = false, starts_symbol = false;
  bool has_year = false, has_time = false, has_price = false, has_address = false;
  bool is_rtl = false;
};

/// Scans `text` and appends its words' hashes to `words`. Linear; one reallocation at most.
TextFacts scan_text(std::string_view text, std::vector<std::uint32_t>& words);

}  // namespace winnow
