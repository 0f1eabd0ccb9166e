// Lines near the title. A date counts when its line is short: with a cue ("Published", "Updated")
// it says which date it is; without one the line nearest to the title wins. A byline begins with a
// cue and names people; a text dump may also give a bare name right under the title.

#include <algorithm>

#include "pipeline/base/text.h"
#include "pipeline/describe/fields/authors.h"
#include "pipeline/describe/fields/bylines.h"
#include "pipeline/describe/fields/dates.h"
#include "pipeline/describe/fields/regions.h"
#include "pipeline/describe/fields/text_run.h"
#include "pipeline/describe/fields/title.h"
#include "pipeline/describe/sources/title_window.h"
#include "pipeline/rulepack/cues.h"

namespace winnow {
namespace {

constexpr std::size_t npos = std::string_view::npos;
constexpr std::size_t kBlocksBefore = 8, kBlocksAfter = 40, kParagraphsAfter = 4;
constexpr std::uint32_t kParagraphWords = 30;
constexpr std::uint32_t kMaxLineWords = 40;
constexpr std::size_t kMaxDateLineBytes = 300;
constexpr std::size_t kMaxSignBytes = 24, kOpeningBytes = 90;
constexpr float kCueDateRank = 66, kPlainDateRank = 54, kLastPlainDateRank = 30, kAloneBonus = 10, kLateDateRank = 36,
                kLongLateDateRank = 34, kRelativeRank = 44;
constexpr std::uint32_t kMaxRelativeWords = 8;
constexpr std::uint32_t kMaxCueLineWords = 4;
constexpr float kCueBylineRank = 54, kCueBylineSpan = 18, kBareNameRank = 42, kNameOverTextRank = 57,
                kDatedNameRank = 52, kLateBylineRank = 50, kLesserBylineRank = 46, kGuestRank = 95,
                kAgencyBylineRank = 62;
constexpr float kBylineAgencyRank = 60, kOpeningDateRank = 50;
constexpr std::uint32_t kMinOpeningWords = 12, kMaxLateDateWords = 60, kMaxLateBylineWords = 30, kFirstPostWords = 20;
constexpr std::size_t kMostOpenings = 2, kMaxOpeningDateBytes = 120;
constexpr std::uint32_t kMaxCueNameWords = 12, kMaxDatedNameWords = 16;

/// The only heading of the first level, else the first heading of the first two that shares half of its words, and at
/// least three, with the title, else the first of the first level. One word is no heading of a page.
std::size_t most_similar_heading(const Blocks& page, const std::string& title_key) {
  constexpr std::size_t kFewestWords = 3;
  std::size_t first = npos, similar = npos, count = 0;
  for (std::size_t i = 0; i < page.blocks.size(); ++i) {
    const Block& block = page.blocks[i];
    if (block.kind != Kind::heading || block.level > 2 || block.words > kMaxLineWords) continue;
    const std::string key = normalized_words(page.text_of(block));
    if (similar == npos && std::min(count_words(key), count_words(title_key)) >= kFewestWords &&
        share_of_common_words(title_key, key) >= 0.5F)
      similar = i;
    if (block.level != 1 || block.hidden || count_words(key) < 2) continue;
    if (first == npos) first = i;
    ++count;
  }
  return count == 1 || similar == npos ? first : similar;
}

std::size_t find_title(const Blocks& page, std::string_view title) {
  const std::string key = normalized_words(title);
  const std::size_t text = page.doc.is_html ? 0 : find_text_run(page).begin;
  std::size_t plain = npos, partial = npos;
  for (std::size_t i = 0; i < page.blocks.size(); ++i) {
    const Block& block = page.blocks[i];
    if (block.words > kMaxLineWords || key.empty()) continue;
    const std::string_view said = page.text_of(block);
    const bool is_heading = block.kind == Kind::heading;
    if (said.size() < key.size() || said.size() > key.size() * (is_heading ? 3 : 1) + kMaxSignBytes) continue;
    const std::string line = normalized_words(said);
    if (line == key && is_heading && block.level <= 2) return i;
    if (line == key && (plain == npos || i < text)) plain = i;  // dumps begin with <title>
    if (partial == npos && is_heading && line.find(key) != npos) partial = i;
  }
  if (plain != npos) return plain;
  return partial != npos ? partial : most_similar_heading(page, key);
}

bool ends_like_sentence(std::string_view text) noexcept { return text.ends_with('.') || text.ends_with("。"); }

/// Whether a word of an element's class is one of `words`.
bool has_class_of(const Dom& dom, std::uint32_t node, const std::vector<std::string>& words) {
  const NotedAttribute* found = dom.find_noted(node, Noted::class_);
  if (!found) return false;
  const std::string value = fold_case(dom.raw(*found));
  return std::any_of(words.begin(), words.end(), [&](const std::string& word) { return value.find(word) != npos; });
}

bool may_hold_han_or_hangul(std::string_view text) noexcept {
  return std::any_of(text.begin(), text.end(), [](char c) { return static_cast<unsigned char>(c) >= 0xE3; });
}

class LineReader {
 public:
  LineReader(const Blocks& page, const TitleWindow& window, DateOrder order, const MetadataRules& rules,
             Findings& findings)
      : page_(page),
        window_(window),
        order_(order),
        rules_(rules),
        findings_(findings),
        crawled_(parse_date(page.doc.page.crawled, order, rules.dates)) {}

  void run() {
    read_title_block();
    std::size_t paragraphs = 0;
    unsigned ticks = 0;
    for (std::size_t i = window_.begin; i < window_.end; ++i) {
      if (page_.doc.deadline.passed_every_256(ticks)) return;
      const Block& block = page_.blocks[i];
      if (window_.stated && i == window_.title) continue;
      if (block.inside_link) {
        if (is_bare_name(page_.text_of(block), i)) add(Field::author, page_.text_of(block), i, kBareNameRank);
        continue;
      }
      const std::string_view text = page_.text_of(block);
      const bool dated = may_hold_date(text);
      read_relative_date(text, i);
      if (dated && (block.words <= kMaxLineWords || text.size() <= kMaxDateLineBytes) && !is_other_days(block))
        read_dates(text, i);
      if (i > window_.title && block.words >= kMinOpeningWords && block.kind == Kind::paragraph &&
          ++paragraphs <= kMostOpenings && dated)
        read_opening_date(text, i);
      if (block.words <= kMaxLineWords) read_byline(text, i, dated);
      else if (i > window_.title)
        add_names_before_cue(text.substr(0, std::min(text.size(), kOpeningBytes)), i, kDatedNameRank);
      read_other_role(text, i);
    }
    for (std::size_t i = window_.end; i < page_.blocks.size(); ++i) {
      if (page_.doc.deadline.passed_every_256(ticks)) return;
      const Block& block = page_.blocks[i];
      if (block.words > kMaxCueNameWords && block.words <= kMaxLateDateWords) read_late_dates(page_.text_of(block), i);
      if (block.words > kMaxCueNameWords && block.words <= kMaxLateBylineWords) read_long_late_byline(block, i);
      if (block.words > kMaxCueNameWords || block.inside_link || block.linked_words == block.words) continue;
      read_late_byline(page_.text_of(page_.blocks[i]), i);
      read_other_role(page_.text_of(page_.blocks[i]), i);
      read_late_dates(page_.text_of(page_.blocks[i]), i);
    }
  }

 private:
  /// What has a cue near the title speaks for this page wherever it stands.
  void add_with_cue(Field field, std::string_view value, std::size_t i, float rank, bool organization = false) {
    findings_.add(field, value, evidence(i), rank, organization);
  }
  void add(Field field, std::string_view value, std::size_t i, float rank) {
    if (!page_.doc.is_html || page_.blocks[i].first_node < window_.first_post ||
        !stands_elsewhere(page_, page_.blocks[i].node, title_node()))
      findings_.add(field, value, evidence(i), rank);
  }

  std::string evidence(std::size_t i) const {
    const auto distance = static_cast<long>(i) - static_cast<long>(window_.title);
    return "text, line " + std::string(distance < 0 ? "" : "+") + std::to_string(distance);
  }
  std::uint32_t title_node() const { return page_.blocks[window_.title].first_node; }

  /// Nearness to the title, 1 down to 0; what stands before the title counts half.
  float nearness(std::size_t i) const {
    constexpr float kReach = 24;
    const float distance =
        i > window_.title ? static_cast<float>(i - window_.title) : 2 * static_cast<float>(window_.title - i);
    return std::max(0.0F, 1 - distance / kReach);
  }

  /// A line that is nothing but a cue ("Published") speaks for the date in the next line.
  DateCue cue_of_line_before(std::size_t i) const {
    if (i == 0 || page_.blocks[i - 1].words > kMaxCueLineWords) return {};
    const std::string_view before = page_.text_of(page_.blocks[i - 1]);
    const auto cue = rules_.dates.cues.find(normalized_words(before));
    return cue == rules_.dates.cues.end() ? DateCue{} : DateCue{cue->second, true};
  }

  /// Below the text only dates with a cue count; others are those of other stories. A long line has its cue in front.
  void read_late_dates(std::string_view text, std::size_t i) {
    const bool is_long = page_.blocks[i].words > kMaxCueNameWords;
    if (is_long) {  // most are paragraphs
      text = prefix_of(text, kMaxOpeningDateBytes);
      const std::string first = normalized_words(text.substr(0, text.find_first_of(" \n:")));
      if (!rules_.dates.cue_starts.contains(first)) return;
    }
    if (!may_hold_date(text)) return;
    std::size_t from = 0;
    for (int count = 0; count < 3 && from < text.size(); ++count) {
      const auto found = find_date(text.substr(from), order_, rules_.dates);
      if (!found || (is_long && (count > 0 || found->begin > kOpeningBytes))) return;
      DateCue cue = cue_before(text.substr(from, found->begin), rules_.dates);
      if (!cue.found) cue = cue_behind(text.substr(from + found->end), rules_.dates);
      if (!cue.found && count == 0 && !is_long) cue = cue_of_line_before(i);
      if (cue.found && !cue.other) add(cue.field, iso8601(found->date), i, is_long ? kLongLateDateRank : kLateDateRank);
      from += found->end;
    }
  }

  /// A heading that holds the date beside the title.
  void read_title_block() {
    if (window_.title >= page_.blocks.size() || !page_.doc.is_html) return;
    const std::string_view text = page_.text_of(page_.blocks[window_.title]);
    if (!may_hold_date(text)) return;
    const auto found = find_date(text, order_, rules_.dates);
    if (!found) return;
    const std::string title = normalized_words(page_.meta.title);
    if (normalized_words(text.substr(0, found->begin)) == title || normalized_words(text.substr(found->end)) == title)
      findings_.add(Field::date, iso8601(found->date), evidence(window_.title), kPlainDateRank);
  }

  /// Whether the dates of a block are those of a picture or today's.
  bool is_other_days(const Block& block) const {
    if (page_.elements.empty()) return false;
    constexpr int kLevels = 3;
    if (block.kind == Kind::caption || (page_.elements[block.node].class_groups & bit(ClassGroup::caption)))
      return true;
    std::uint32_t at = block.node;
    for (int level = 0; level < kLevels && at != 0; ++level, at = page_.doc.dom.nodes[at].parent)
      if (has_class_of(page_.doc.dom, at, rules_.dates.no_date_classes)) return true;
    return false;
  }

  /// "29.11.2019 – The council", "Hagen, 7 March 2020. The council", "Press release of 25 May 2019 | Hagen –": a day
  /// before the first sentence and no part of it.
  void read_opening_date(std::string_view text, std::size_t i) {
    const std::string_view opening = prefix_of(text, kMaxOpeningDateBytes);
    const auto found = find_date(opening, order_, rules_.dates);
    if (found && leads_to_date(opening.substr(0, found->begin)) && ends_dateline(opening.substr(found->end)))
      add(Field::date, iso8601(found->date), i, kOpeningDateRank);
  }

  /// Nothing, a place with a comma, or a cue.
  bool leads_to_date(std::string_view text) const {
    constexpr std::size_t kMaxPlaceWords = 4;
    text = trim(text);
    while (text.starts_with('(') || text.starts_with('[')) text = trim(text.substr(1));
    if (text.empty() || rules_.dates.weekdays.contains(normalized_words(text))) return true;
    if (const DateCue cue = cue_before(text, rules_.dates); cue.found) return !cue.other;
    if (!(text.ends_with(',') || text.ends_with('(') || text.ends_with('|') || text.ends_with("–"))) return false;
    return count_words(text) <= kMaxPlaceWords && fold_case(prefix_of(text, 2)) != prefix_of(text, 2);
  }

  static bool ends_dateline(std::string_view text) {
    text = trim(text);
    if (text.starts_with('.')) return text.size() > 1 && text[1] == ' ';
    for (const std::string_view sign : {"–", "—", "- ", "|", ")", "]", "(", "/", "+++"})
      if (text.starts_with(sign)) return true;
    return false;
  }

  /// "3 hours ago" counts only where the time of crawling is known.
  void read_relative_date(std::string_view text, std::size_t i) {
    if (!crawled_ || page_.blocks[i].words > kMaxRelativeWords) return;
    if (const auto date = find_relative_date(text, *crawled_, rules_.dates))
      add(cue_before(text, rules_.dates).field, iso8601(*date), i, kRelativeRank * nearness(i));
  }

  /// A line that is nothing but the date says more than one that holds other words.
  float plain_rank(std::string_view text, const FoundDate& found, std::size_t i) const {
    const std::string_view before = trim(text.substr(0, found.begin));
    const bool is_alone = (normalized_words(before).empty() && normalized_words(text.substr(found.end)).empty()) ||
                          without_byline_cue(before, rules_.people).size() < before.size();
    return kLastPlainDateRank + (kPlainDateRank - kLastPlainDateRank) * nearness(i) + (is_alone ? kAloneBonus : 0);
  }

  void read_dates(std::string_view text, std::size_t i) {
    std::size_t from = 0;
    for (int count = 0; count < 3 && from < text.size(); ++count) {
      const auto found = find_date(text.substr(from), order_, rules_.dates);
      if (!found) return;
      DateCue cue = cue_before(text.substr(from, found->begin), rules_.dates);
      if (!cue.found && count == 0) cue = cue_of_line_before(i);
      const bool in_sentence = page_.blocks[i].words > 12 && ends_like_sentence(text);
      if (!cue.found) cue = cue_behind(text.substr(from + found->end), rules_.dates);
      if (cue.other) void();
      else if (cue.found) add_with_cue(cue.field, iso8601(found->date), i, kCueDateRank + 4 * nearness(i));
      else if (!in_sentence) add(Field::date, iso8601(found->date), i, plain_rank(text, *found, i));
      from += found->end;
    }
  }

  void read_byline(std::string_view text, std::size_t i, bool may_be_dated) {
    const float rank = kCueBylineRank + kCueBylineSpan * nearness(i);
    if (const std::string_view guest = guest_in(text, rules_.people); !guest.empty() && i > window_.title)
      return add_names(guest, i, kGuestRank);
    const std::string_view after_cue = without_byline_cue(text, rules_.people);
    if (after_cue.size() < text.size()) {
      const std::string_view other = behind_another_role(text, rules_.people);  // "Interview with Ann Lee"
      if (!other.empty() && other.size() < after_cue.size()) return;
      if (!names_source(text) && add_agency_byline(after_cue, i, true)) return;
      return names_source(text) ? add_person_behind_source_cue(after_cue, i, rank) : add_names(after_cue, i, rank);
    }
    if (add_agency_byline(text, i, false)) return;
    if (const std::string_view labelled = behind_author_label(text, rules_.people); !labelled.empty())
      return add_names(labelled, i, rank);
    if (add_names_before_cue(text, i, rank) || add_names_behind_reporter(text, i, rank)) return;
    if (is_byline_cue(text, rules_.people) && i + 1 < page_.blocks.size() &&
        page_.blocks[i + 1].words <= kMaxCueNameWords)
      return add_names(page_.text_of(page_.blocks[i + 1]), i, rank);
    if (may_be_dated && page_.blocks[i].words <= kMaxDatedNameWords)
      if (const auto date = find_date(text, order_, rules_.dates)) {
        add_names(text.substr(0, date->begin), i, kDatedNameRank, false);
        add_names_behind_date(text.substr(date->end), i);
      }
    if (is_name_over_text(text, i)) add(Field::author, text, i, kNameOverTextRank);
    else if (is_bare_name(text, i)) add(Field::author, text, i, kBareNameRank);
  }

  /// "| Ann Lee", "by Ann Lee Photo: archive" behind the date of a line.
  void add_names_behind_date(std::string_view text, std::size_t i) {
    text = trim_signs(text);
    for (std::size_t blank; (blank = text.find(' ')) != npos; text = trim_signs(text.substr(blank)))
      if (!rules_.dates.clock_words.contains(normalized_words(text.substr(0, blank)))) break;
    const std::string_view after_cue = without_byline_cue(text, rules_.people);
    if (after_cue.size() < text.size()) add_names(before_next_label(after_cue), i, kDatedNameRank);
    else add_names(text, i, kDatedNameRank, false);
  }

  /// Whether the first word, or the first two or three, name an agency.
  bool begins_with_agency(std::string_view text) const {
    constexpr int kMostWords = 3;
    std::size_t end = 0;
    for (int words = 0; words < kMostWords && end < text.size(); ++words) {
      end = std::min(text.find_first_of(" ,\n", end + 1), text.size());
      if (!agency_named(text.substr(0, end), rules_.people).empty()) return true;
    }
    return false;
  }

  /// "AFP, LIMA"; a bare "AFP" only behind a cue, "by AFP", where markup says that it is a byline, or beside a date:
  /// pictures are credited so.
  bool add_agency_byline(std::string_view text, std::size_t i, bool has_cue) {
    constexpr std::size_t kReach = 6, kMaxWords = 5, kMaxPlaceWords = 3;
    const Block& block = page_.blocks[i];
    if (i <= window_.title || i > window_.title + kReach || block.words > kMaxWords + kMaxCueLineWords) return false;
    if (block.kind == Kind::caption || !page_.doc.is_html || !begins_with_agency(text)) return false;
    const std::string_view before = before_date(text, order_, rules_.dates);
    const bool dated = before.size() < text.size();
    const std::size_t comma = before.find(',');
    const std::string_view name = trim_signs(before.substr(0, comma));
    const std::string_view agency = agency_named(name, rules_.people);
    if (agency.empty() || name.empty()) return false;
    const bool is_placed = comma != npos && count_words(before.substr(comma + 1)) <= kMaxPlaceWords;
    const bool is_marked = comma == npos && page_.elements[block.node].class_groups & bit(ClassGroup::author);
    if (!has_cue && !is_placed && !is_marked && !(dated && comma == npos)) return false;
    if (stands_elsewhere(page_, block.node, title_node())) return false;
    findings_.add(Field::author, name, std::string(kAgencyByline), kAgencyBylineRank, true);
    findings_.add(Field::agency, agency, evidence(i), kBylineAgencyRank);
    return true;
  }

  /// "Theo" says from whom a story is, which is more often a paper than a person.
  bool names_source(std::string_view text) const {
    constexpr std::size_t kLongestCue = 36;
    return rules_.people.agency_cues.match(fold_case(prefix_of(text, kLongestCue)), [](std::string_view rest) {
      return rest.starts_with(' ') || rest.starts_with(':');
    }) > 0;
  }

  /// Of such a line only a person's name that is all of it counts: neither a paper nor how a sentence begins.
  void add_person_behind_source_cue(std::string_view text, std::size_t i, float rank) {
    text = trim_signs(text);
    if (!page_.doc.is_html) return;  // read_signatures() knows more
    if (!looks_like_name(text, rules_.people) || !could_be_alone(text)) return;
    add_with_cue(Field::author, text, i, rank);
  }

  /// "晨报记者 张某 李某".
  bool add_names_behind_reporter(std::string_view text, std::size_t i, float rank) {
    if (!is_chinese(page_.meta.language) || !may_hold_han_or_hangul(text)) return false;
    std::string joined;
    for (const std::string& name : names_behind_reporter(text, rules_.people))
      joined += (joined.empty() ? "" : "; ") + name;
    if (joined.empty()) return false;
    add_with_cue(Field::author, joined, i, rank);
    return true;
  }

  /// "김철수 기자", in a line or where the text opens: "(서울=통신) 김철수 기자 =".
  bool add_names_before_cue(std::string_view text, std::size_t i, float rank) {
    if (!may_hold_han_or_hangul(text)) return false;
    std::string joined;
    for (const std::string& name : names_before_cue(text, rules_.people)) joined += (joined.empty() ? "" : "; ") + name;
    if (!joined.empty()) add_with_cue(Field::author, joined, i, rank);
    return !joined.empty();
  }

  /// "Editor: Ann Lee": remembered, since the head may name her as the author.
  void read_other_role(std::string_view text, std::size_t i) {
    if (page_.blocks[i].words > kMaxCueNameWords) return;
    if (const std::string_view name = behind_another_role(text, rules_.people); !name.empty())
      findings_.add(Field::author, name, std::string(kOtherRoleEvidence), 0);
  }

  /// "Written by Ann Lee" below the text. Cues of one word stand on cards of other stories there.
  void read_late_byline(std::string_view text, std::size_t i) {
    const std::string_view name = without_byline_cue(text, rules_.people);
    if (name.size() == text.size()) {
      if (const std::string_view labelled = behind_author_label(text, rules_.people); !labelled.empty())
        return add_names(labelled, i, kLateBylineRank);
      if (text.ends_with(':') && is_byline_cue(text, rules_.people) && i + 1 < page_.blocks.size() &&
          page_.blocks[i + 1].words <= kMaxCueNameWords)
        return add_names(page_.text_of(page_.blocks[i + 1]), i, kLateBylineRank);
      if (!add_names_before_cue(text, i, kLateBylineRank)) add_names_behind_reporter(text, i, kLateBylineRank);
      return;
    }
    const std::string_view cue = text.substr(0, text.size() - name.size());
    if (trim(cue).find(' ') != npos || page_.blocks[i].linked_words == 0) add_names(name, i, kLateBylineRank);
  }

  /// "This post was written by Ann Lee, who teaches …": of a longer line only what follows a cue of several words.
  void read_long_late_byline(const Block& block, std::size_t i) {
    const std::string_view text = page_.text_of(block);
    const std::string_view name = without_byline_cue(text, rules_.people);
    constexpr std::size_t kFewestCueWords = 3;
    if (count_words(text.substr(0, text.size() - name.size())) >= kFewestCueWords) add_names(name, i, kLateBylineRank);
  }

  /// Only what is certainly a name: cues such as "von" and "a" also begin sentences.
  void add_names(std::string_view text, std::size_t i, float rank, bool has_cue = true) {
    const std::string_view before = before_date(before_closing(text, rules_.people), order_, rules_.dates);
    const bool dated = before.size() < text.size();
    text = before;
    std::string names;
    for (const Author& author : split_authors(text, {}, rules_.people)) {
      if (names.empty() && has_cue &&
          is_lesser_byline(author, text, dated || is_dated(i + 1) || (i > 0 && is_dated(i - 1)))) {
        add_with_cue(Field::author, author.name, i, kLesserBylineRank, true);
        return;
      }
      const bool is_name =
          looks_like_name(author.name, rules_.people) || (has_cue && is_name_without_capitals(author.name));
      if (author.organization && !names.empty())
        findings_.add(Field::agency, agency_named(author.name, rules_.people), evidence(i), kBylineAgencyRank);
      if (author.organization || !is_name) break;
      if (!has_cue && !could_be_alone(author.name)) break;
      names += names.empty() ? "" : "; ";
      names += author.name;
    }
    if (names.empty()) return;
    if (has_cue && i < window_.end) add_with_cue(Field::author, names, i, rank);
    else add(Field::author, names, i, rank);
  }

  /// "By the Review team", "Von dpa", "By Amanda": an organisation, or one name, and nothing else
  /// but, before a date, where the story belongs: "By HPN, in News · 5 March 2024".
  bool is_lesser_byline(const Author& author, std::string_view text, bool dated) const {
    constexpr std::size_t kMaxWords = 5, kMaxRest = 4;
    text = trim(text);
    const bool is_alone = author.name.size() + kMaxRest >= text.size();
    const bool is_first = dated && text.starts_with(author.name) &&
                          text.substr(std::min(text.size(), author.name.size())).starts_with(',');
    if (!(is_alone || is_first) || count_words(author.name) > kMaxWords) return false;
    if (author.organization) return true;
    return author.name.find(' ') == npos && (could_be_alone(author.name) || (dated && may_be_account(author.name)));
  }

  /// "by marshlight on 3 May 2024"
  bool may_be_account(std::string_view name) const {
    constexpr std::size_t kFewestBytes = 3;
    return name.size() >= kFewestBytes && name.find_first_of(":/@.") == npos && !is_furniture(name, rules_.people) &&
           !rules_.dates.weekdays.contains(name) && !rules_.dates.relative_days.contains(name);
  }

  /// Without a cue only scripts with letter case tell a name from other words.
  bool could_be_alone(std::string_view name) const {
    const bool cased = name.find_first_of("ABCDEFGHIJKLMNOPQRSTUVWXYZ") != npos || fold_case(name) != name;
    const std::string folded = fold_case(name);
    return cased && !rules_.dates.cues.contains(folded) && !rules_.dates.weekdays.contains(folded) &&
           !rules_.dates.months.contains(folded);
  }

  /// In a text dump right under the title; on a page only next to a date.
  bool is_bare_name(std::string_view text, std::size_t i) const {
    constexpr std::size_t kReach = 3, kMaxWords = 4, kSubjectSample = 4000;  // whom the text names is its subject
    if (i <= window_.title || i > window_.title + kReach || page_.blocks[i].words > kMaxWords) return false;
    if (!looks_like_name(text, rules_.people) || !could_be_alone(text)) return false;
    if (page_.doc.is_html && !is_dated(i - 1) && !is_dated(i + 1)) return false;
    if (all_words_are_common(text)) return false;
    if (page_.doc.is_html) return true;
    const Block& line = page_.blocks[i];
    if (std::string_view(page_.text).substr(line.begin + line.length, kSubjectSample).find(text) != npos) return false;
    const auto is_text = [&](std::size_t k) {
      return k < page_.blocks.size() && page_.blocks[k].words >= kParagraphWords / 2;
    };
    return is_text(i + 1) || is_text(i + 2);
  }

  /// Some papers print the names alone over the first paragraph of the text.
  bool is_name_over_text(std::string_view text, std::size_t i) const {
    constexpr std::size_t kReach = 8, kMaxNames = 3;
    const Block& block = page_.blocks[i];
    if (!page_.doc.is_html || block.kind != Kind::paragraph || block.linked_words > 0) return false;
    if (i <= window_.title || i > window_.title + kReach || i + 2 >= page_.blocks.size()) return false;
    const auto is_text = [](const Block& b) { return b.kind == Kind::paragraph && b.words >= kParagraphWords / 2; };
    if (!is_text(page_.blocks[i + 1]) || !is_text(page_.blocks[i + 2])) return false;
    const auto is_long = [&](const Block& b) { return b.words >= kParagraphWords; };
    if (std::any_of(page_.blocks.begin() + static_cast<std::ptrdiff_t>(window_.title),
                    page_.blocks.begin() + static_cast<std::ptrdiff_t>(i), is_long))
      return false;
    if (block.words > kMaxNames * kMaxNames) return false;
    const std::vector<Author> names = split_authors(text, {}, rules_.people);
    if (names.empty() || names.size() > kMaxNames || block.words > kMaxNames * names.size()) return false;
    const auto is_name = [&](const Author& a) {
      return !a.organization && looks_like_name(a.name, rules_.people) && could_be_alone(a.name) &&
             text.find(a.name) != npos;
    };
    return std::all_of(names.begin(), names.end(), is_name) && !all_words_are_common(text);
  }

  bool is_dated(std::size_t i) const {
    return i < page_.blocks.size() && page_.blocks[i].words <= kMaxCueNameWords &&
           may_hold_date(page_.text_of(page_.blocks[i])) &&
           find_date(page_.text_of(page_.blocks[i]), order_, rules_.dates).has_value();
  }

  /// Whether each word also stands in lower case somewhere in the text.
  bool all_words_are_common(std::string_view name) const {
    constexpr std::size_t kSample = 6000;
    const std::size_t from = page_.doc.is_html ? 0 : page_.blocks[window_.title].begin;  // menus come first
    const std::string_view text = std::string_view(page_.text).substr(from, kSample);
    std::size_t common = 0, words = 0;
    for (std::size_t at = 0; at < name.size(); ++words) {
      const std::size_t end = std::min(name.find(' ', at), name.size());
      common += text.find(" " + fold_case(name.substr(at, end - at)) + " ") != npos;
      at = end + 1;
    }
    return common == words;
  }

  const Blocks& page_;
  const TitleWindow& window_;
  DateOrder order_;
  const MetadataRules& rules_;
  Findings& findings_;
  std::optional<Date> crawled_;
};

/// Where the lines around a title are that is no line of the page: in a dump those over its text.
std::size_t title_place_without_title(const Blocks& page) {
  constexpr std::size_t kLinesBefore = 10;
  if (page.doc.is_html) return 0;
  const std::size_t begin = find_text_run(page).begin;
  return begin >= page.blocks.size() ? 0 : begin - std::min(begin, kLinesBefore);
}

/// Forums keep the posts of a thread where other pages have comments: where the first paragraph begins, if it is one.
std::uint32_t end_of_first_post(const Blocks& page, const TitleWindow& window) {
  static const std::vector<std::string> kComments = {"comment", "kommentar", "comentario", "disqus"};
  if (page.doc.dom.nodes.empty() || window.title >= page.blocks.size()) return 0;
  const std::uint32_t title_node = page.blocks[window.title].first_node;
  for (std::size_t i = window.title + 1; i < window.end; ++i) {
    const Block& block = page.blocks[i];
    if (block.words < kFirstPostWords) continue;
    for (std::uint32_t at = block.node; at != 0; at = page.doc.dom.nodes[at].parent)
      if (has_class_of(page.doc.dom, at, kComments)) return 0;
    return stands_elsewhere(page, block.node, title_node) ? block.first_node : 0;
  }
  return 0;
}

}  // namespace

TitleWindow window_around(const Blocks& page, std::string_view title) {
  TitleWindow window;
  const std::size_t at = find_title(page, title);
  window.title = at != npos ? at : title_place_without_title(page);
  window.stated = at != npos || page.doc.is_html;
  window.begin = window.title - std::min(window.title, kBlocksBefore);
  std::size_t paragraphs = 0;
  window.end = window.title;
  while (window.end < page.blocks.size() && window.end < window.title + kBlocksAfter && paragraphs < kParagraphsAfter)
    paragraphs += page.blocks[window.end++].words >= kParagraphWords;
  window.first_post = end_of_first_post(page, window);
  return window;
}

void read_lines(const Blocks& page, const TitleWindow& window, DateOrder order, const MetadataRules& rules,
                Findings& findings) {
  LineReader(page, window, order, rules, findings).run();
}

}  // namespace winnow
