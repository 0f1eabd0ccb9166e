#pragma once
// Word precision, recall and F1 of a cleaned text against a reference, computed as Python's re and
// str.lower see words, so that the figures are those of the WCXB benchmark's scorer.

#include <string>
#include <string_view>
#include <vector>

namespace winnow::tools {

struct WordScore {
  double f1 = 0, precision = 0, recall = 0;
};

/// Returns the \w+ runs of the lower-cased text. With `by_character`, each character of a script
/// without spaces is a token of its own.
std::vector<std::string> score_tokens(std::string_view utf8, bool by_character);

/// True when at least 30 % of the word characters belong to a script written without spaces.
bool scores_by_character(std::string_view utf8);

/// Compares two bags of tokens; two empty ones match fully.
WordScore score_bags(std::vector<std::string> prediction, std::vector<std::string> reference);

/// The score of one page. Texts are put in NFC first.
WordScore score_words(const std::string& prediction, const std::string& reference);

}  // namespace winnow::tools
