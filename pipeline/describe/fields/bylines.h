#pragma once
// Bylines as lines of text have them: a cue in front of the name ("By", "Von", "作者："), a cue
// behind it ("기자"), a labelled field in the middle of a line, or somebody else's role.

#include <string>
#include <string_view>
#include <vector>

#include "pipeline/describe/fields/metadata_rules.h"

namespace winnow {

/// `text` without the blanks and signs that stand around names: "– Ann Lee:" → "Ann Lee".
std::string_view trim_signs(std::string_view text);

/// `text` without the words that open a byline ("By", "Von", "Tác giả:"); as it is if it has none.
std::string_view without_byline_cue(std::string_view text, const PeopleRules& rules);

/// `text` without what stands before a name in an author's box: "All posts by", "vom".
std::string_view without_lead_in(std::string_view text, const PeopleRules& rules);

/// What follows "This is a guest post by"; "" if the text does not begin so.
std::string_view guest_in(std::string_view text, const PeopleRules& rules);

/// `text` up to the words that end a byline: "Ann Lee filed under News" → "Ann Lee".
std::string_view before_closing(std::string_view text, const PeopleRules& rules);

/// `text` up to the word that holds the next colon: "Ann Lee Views: 12" → "Ann Lee".
std::string_view before_next_label(std::string_view text);

/// Whether `text` is nothing but such words: "Written by".
bool is_byline_cue(std::string_view text, const PeopleRules& rules);

/// What follows a label of an author inside a line of several fields, up to the next label:
/// "Source: Post Author: Ann Lee Views: 12" → "Ann Lee"; "" if there is none.
std::string_view behind_author_label(std::string_view line, const PeopleRules& rules);

/// True for Chinese in any script. Japanese writes names and reporters in the same characters, but the other way round.
inline bool is_chinese(std::string_view language) noexcept { return language.substr(0, 2) == "zh"; }

/// The names in Han behind the first word for a reporter, "张某" and "李某" of "本报记者 张某 李某 摄"; none where no
/// such word stands near the start, or no name behind it.
std::vector<std::string> names_behind_reporter(std::string_view line, const PeopleRules& rules);

/// The names right before a cue that stands behind them: "사회부 김철수·이영희 기자 kim@…" → 김철수,
/// 이영희. Only names in Hangul or Han, which need no capital to be known.
std::vector<std::string> names_before_cue(std::string_view line, const PeopleRules& rules);

/// `name` without the cue that ends it: "김철수 기자" → "김철수".
std::string_view without_closing_cue(std::string_view name, const PeopleRules& rules);

/// Whether `text` is two to five syllables of Hangul or characters of Han and nothing else.
bool is_name_without_capitals(std::string_view text);

/// Whether `text` begins by naming somebody who did not write: "Reviewed by", "Foto: ".
bool names_another_role(std::string_view text, const PeopleRules& rules);

/// What follows those words: "Editor: Ann Lee" → "Ann Lee"; "" if there are none.
std::string_view behind_another_role(std::string_view text, const PeopleRules& rules);

}  // namespace winnow
