// People who sign a text dump without a cue. Papers print a name beside the line of the date, before an e-mail address,
// in front of the medium in brackets, or alone behind the last paragraph. Menus and cards have lines of the same shape,
// so that a name needs its neighbour; behind the text it needs to be one by rules/metadata/people.yaml (surnames,
// given_names), and to be the only one.

#include <algorithm>

#include "pipeline/base/text.h"
#include "pipeline/describe/fields/authors.h"
#include "pipeline/describe/fields/bylines.h"
#include "pipeline/describe/fields/text_run.h"
#include "pipeline/describe/sources/title_window.h"
#include "pipeline/rulepack/cue_matcher.h"

namespace winnow {
namespace {

constexpr std::size_t npos = std::string_view::npos;
constexpr std::size_t kReach = 10, kLinesBehindText = 4, kMaxLineBytes = 120, kMaxPartBytes = 40, kMaxParticle = 3,
                      kRightBelow = 2;
constexpr std::uint32_t kMaxLineWords = 12, kTextWords = 12;
constexpr float kBesideDateRank = 58, kWithMediumRank = 56, kWithAddressRank = 62, kBehindTextRank = 48,
                kSeveralBehindTextRank = 60;
constexpr float kSourceLineRank = 45;

bool is_ascii(std::string_view text) noexcept {
  return std::all_of(text.begin(), text.end(), [](char c) { return static_cast<unsigned char>(c) < 0x80; });
}

/// Calls f(word) for each word until it returns false; whether it never did.
template <class F>
bool all_words(std::string_view text, F&& f) {
  while (!text.empty()) {
    const std::size_t end = std::min(text.find(' '), text.size());
    if (end > 0 && !f(text.substr(0, end))) return false;
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return true;
}

/// Whether every word is written as names are: "Lê Văn Tám", "Ann van Dam", neither "Gửi bình Luận" nor "hôm nay".
bool is_capitalised(std::string_view text) {
  return fold_case(text) != text && all_words(text, [](std::string_view word) {
           return fold_case(word) != word || (word.size() <= kMaxParticle && is_ascii(word));
         });
}

/// "TẠ THU NGA" as "Tạ Thu Nga".
std::string without_capitals(std::string_view name) {
  const auto is_shouted = [](std::string_view word) {
    const std::string folded = fold_case(word);
    std::size_t small = 0;
    for (const char *at = word.data(), *end = at + word.size(), *other = folded.data(), *stop = other + folded.size();
         at < end && other < stop;)
      small += next_code_point(at, end) == next_code_point(other, stop);
    return small == 0 && count_words(word) == 1 && word.size() > 1;
  };
  if (name.find(' ') == npos || !all_words(name, is_shouted)) return std::string(name);
  std::string out;
  all_words(name, [&](std::string_view word) {
    const char* first = word.data();
    next_code_point(first, word.data() + word.size());
    const auto length = static_cast<std::size_t>(first - word.data());
    out += (out.empty() ? "" : " ") + std::string(word.substr(0, length)) + fold_case(word.substr(length));
    return true;
  });
  return out;
}

class SignatureReader {
 public:
  SignatureReader(const Blocks& page, const TitleWindow& window, DateOrder order, const MetadataRules& rules,
                  const CueMatcher* cues, Findings& findings)
      : page_(page),
        window_(window),
        order_(order),
        rules_(rules),
        cues_(cues),
        findings_(findings),
        run_(find_text_run(page)),
        surnames_(of_language(rules.people.surnames)),
        given_names_(of_language(rules.people.given_names)) {}

  void run() {
    const std::size_t last = std::min(page_.blocks.size(), window_.title + kReach);
    for (std::size_t i = window_.title - std::min(window_.title, kReach / 2); i < last; ++i)
      if (i != window_.title) read_line_near_title(i);
    read_lines_behind_text();
  }

 private:
  const WordSet* of_language(const WordMap<WordSet>& lists) const {
    const auto found = lists.find(std::string_view(page_.meta.language).substr(0, 2));
    return found == lists.end() ? nullptr : &found->second;
  }

  std::string_view text_of(std::size_t i) const { return trim_signs(page_.text_of(page_.blocks[i])); }

  bool is_name(std::string_view text) const {
    return looks_like_name(text, rules_.people) && is_capitalised(text) &&
           !(cues_ && (cues_->match_and_phrase(text) & kIsPhrase)) && agency_named(text, rules_.people).empty();
  }

  /// Whether the lists of names say so.
  bool is_listed_name(std::string_view text) const {
    if (!is_name(text)) return false;
    const std::string folded = fold_case(text);
    const std::string_view names = folded;
    const std::size_t first = names.find(' '), last = names.rfind(' ');
    const auto holds = [](const WordSet* words, std::string_view word) { return words && words->contains(word); };
    return first != npos && (holds(surnames_, names.substr(0, first)) || holds(given_names_, names.substr(last + 1)));
  }

  bool is_dated(std::size_t i) const {
    return i < page_.blocks.size() && page_.blocks[i].words <= kMaxLineWords &&
           find_date(text_of(i), order_, rules_.dates).has_value();
  }

  bool is_text(std::size_t i) const { return i < page_.blocks.size() && page_.blocks[i].words >= kTextWords; }

  void add(std::string_view name, std::size_t i, float rank) {
    findings_.add(Field::author, without_capitals(trim_signs(name)), "text, signature in line " + std::to_string(i + 1),
                  rank);
  }

  /// The name before an e-mail address, "" if there is none.
  std::string_view name_before_address(std::string_view text) const {
    const std::size_t at = text.find('@');
    if (at == npos || at == 0 || text.size() > kMaxLineBytes) return {};
    const std::size_t address = text.find_last_of(" (<|", at);
    if (address == npos) return {};
    std::string_view name = trim_signs(text.substr(0, address));
    while (name.ends_with('(') || name.ends_with('<')) name = trim_signs(name.substr(0, name.size() - 1));
    return is_name(name) ? name : std::string_view{};
  }

  /// The name in "Ann Lee (The Daily)" and "Ann Lee/DAILY.EXAMPLE", "" if there is none.
  std::string_view name_before_medium(std::string_view text) const {
    const std::size_t seam = text.find_first_of("(/");
    if (seam == npos || seam == 0 || text.size() - seam > kMaxPartBytes) return {};
    if (text[seam] == '(' && !text.ends_with(')')) return {};
    if (text[seam] == '/' && is_name(trim(text.substr(seam + 1)))) return {};
    const std::string_view name = trim_signs(text.substr(0, seam));
    return is_name(name) ? name : std::string_view{};
  }

  void read_line_near_title(std::size_t i) {
    const std::string_view text = text_of(i);
    if (page_.blocks[i].words > kMaxLineWords || text.size() > kMaxLineBytes) return;
    const bool beside_date = (i > 0 && is_dated(i - 1)) || is_dated(i + 1);
    if (const std::string_view name = name_before_address(text); !name.empty() && i > window_.title)
      return add(name, i, kWithAddressRank);
    if (const std::string_view name = name_before_medium(text); !name.empty() && i > window_.title && beside_date)
      return add(name, i, kWithMediumRank);
    const bool right_below = i > window_.title && i <= window_.title + kRightBelow;
    if (is_listed_name(text) ? beside_date || right_below : beside_date && is_name(text) && is_nobody_of_text(text, i))
      add(text, i, kBesideDateRank);
  }

  /// Whether a name is none of the people or things that the article is about: the first half of its text lacks it, and
  /// it is no phrase of common words.
  bool is_nobody_of_text(std::string_view name, std::size_t i) const {
    if (i < window_.title || run_.begin >= run_.end) return false;
    bool common = true;
    const std::size_t from = page_.blocks[run_.begin].begin;
    const Block& middle = page_.blocks[run_.begin + (run_.end - run_.begin) / 2];
    const std::string_view all = page_.text;
    const std::string_view text = all.substr(from, middle.begin + middle.length - from);
    all_words(name, [&](std::string_view word) { return common = text.find(" " + fold_case(word)) != npos; });
    return !common && text.find(name) == npos;
  }

  void read_lines_behind_text() {
    std::size_t found = npos;
    const std::size_t end = std::min(page_.blocks.size(), run_.end + kLinesBehindText);
    for (std::size_t i = std::min(run_.begin, end); i < end; ++i) {
      const std::string_view text = text_of(i);
      if (page_.blocks[i].words > kMaxLineWords || text.size() > kMaxLineBytes) continue;
      if (i >= run_.end)
        if (const std::string_view name = name_before_address(text); !name.empty()) add(name, i, kBehindTextRank);
      if (read_source_line(text, i)) continue;
      if (i == 0 || !is_text(i - 1) || signed_names(text).empty()) continue;
      if (found != npos) return;  // people whom the article is about
      found = i;
    }
    if (found == npos) return;
    const std::string names = signed_names(text_of(found));
    add(names, found, names.find(';') == npos ? kBehindTextRank : kSeveralBehindTextRank);
  }

  /// A line that is one name or several, "Ann Lee - Bo Day"; "" for any other.
  std::string signed_names(std::string_view text) const {
    std::string names;
    for (std::string_view rest = text; !rest.empty();) {
      std::size_t seam = rest.size(), length = 0;
      for (const std::string_view sign : {" - ", " – ", ", ", "/", " & "})
        if (const std::size_t at = rest.find(sign); at < seam) seam = at, length = sign.size();
      const std::string_view name = trim_signs(rest.substr(0, seam));
      if (!is_listed_name(name)) return std::string(signed_name(text));
      names += (names.empty() ? "" : "; ") + without_capitals(name);
      rest.remove_prefix(seam + length);
    }
    return names;
  }

  std::string_view signed_name(std::string_view text) const {
    if (is_listed_name(text)) return text;
    const std::string_view name = name_before_medium(text);
    return is_listed_name(name) ? name : std::string_view{};
  }

  /// "Sông Quê Copy link": without what the line's button says.
  std::string_view without_button(std::string_view text) const {
    for (std::size_t at = text.find(' '); cues_ && at != npos; at = text.find(' ', at + 1)) {
      const std::uint32_t cues = cues_->match_and_phrase(text.substr(at + 1));
      if ((cues & kIsPhrase) && (cues & bit(Cue::share))) return text.substr(0, at);
    }
    return text;
  }

  /// "Theo Báo Mới 08:05": where the article comes from, or, if a person's name follows, from whom.
  bool read_source_line(std::string_view text, std::size_t i) {
    const std::string folded = fold_case(prefix_of(text, kMaxPartBytes));
    const std::size_t cue = rules_.people.agency_cues.match(
        folded, [](std::string_view rest) { return rest.starts_with(' ') || rest.starts_with(':'); });
    if (cue == 0 || cue >= text.size()) return false;
    std::string_view rest = trim_signs(text.substr(cue));
    if (const std::size_t digit = rest.find_first_of("0123456789");
        digit != npos && digit > 0 && rest[digit - 1] == ' ')
      rest = trim_signs(rest.substr(0, digit));
    rest = without_button(rest);
    const std::string_view first = rest.substr(0, rest.find(' '));
    const bool is_domain = first.size() == rest.size() && first.find('.') != npos;
    if (rest.size() > kMaxPartBytes || rest.ends_with('.') || !(is_domain || fold_case(first) != first)) return false;
    if (const std::string_view name = signed_name(rest); !name.empty()) add(name, i, kBehindTextRank - 1);
    else findings_.add(Field::agency, rest, "text, source in line " + std::to_string(i + 1), kSourceLineRank);
    return true;
  }

  const Blocks& page_;
  const TitleWindow& window_;
  DateOrder order_;
  const MetadataRules& rules_;
  const CueMatcher* cues_;
  Findings& findings_;
  TextRun run_;
  const WordSet* surnames_;  // null: none are known for the page's language
  const WordSet* given_names_;
};

}  // namespace

void read_signatures(const Blocks& page, const TitleWindow& window, DateOrder order, const MetadataRules& rules,
                     const CueMatcher* cues, Findings& findings) {
  SignatureReader(page, window, order, rules, cues, findings).run();
}

}  // namespace winnow
