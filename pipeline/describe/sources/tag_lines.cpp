// Tags of a text dump. Three shapes: "#tag #tag"; a cue ("Tags:", "Từ khóa") with the tags behind it; a cue alone with
// a tag in each of the lines after it. Bare lines behind the text are tags if several in a row repeat words of the
// text. Menus and headlines stand in lines as well, so that most of a list must occur in the article, and lists end at
// the first line of another kind.

#include <algorithm>

#include "pipeline/base/text.h"
#include "pipeline/describe/fields/bylines.h"
#include "pipeline/describe/fields/text_run.h"
#include "pipeline/describe/sources/title_window.h"
#include "pipeline/rulepack/cue_matcher.h"

namespace winnow {
namespace {

constexpr std::size_t npos = std::string_view::npos;
constexpr std::size_t kMaxTags = 20, kMaxTagBytes = 80, kLinesBehindText = 8, kFewestBare = 2;
constexpr std::uint32_t kMaxTagWords = 6, kMaxBareWords = 5, kMaxCueWords = 5, kMaxLineWords = 80;
constexpr float kHashRank = 62, kCueRank = 60, kLinesRank = 56, kBareRank = 40;

class TagReader {
 public:
  TagReader(const Blocks& page, const TitleWindow& window, const MetadataRules& rules, const CueMatcher* cues,
            Findings& findings)
      : page_(page), rules_(rules), cues_(cues), findings_(findings), run_(find_text_run(page)) {
    const std::size_t end = std::min(run_.end, page.blocks.size());
    for (std::size_t i = window.title; i < end; ++i) text_ += " " + normalized_words(page.text_of(page.blocks[i]));
    text_ += ' ';
  }

  void run() {
    for (std::size_t i = run_.begin; i < page_.blocks.size(); ++i) {
      const std::string_view text = trim(page_.text_of(page_.blocks[i]));
      if (page_.blocks[i].words > kMaxLineWords) continue;
      if (read_hash_tags(text) || read_cue_line(text, i)) return;
    }
    read_bare_lines();
  }

 private:
  std::uint32_t cues_of(std::string_view text) const { return cues_ ? cues_->match_and_phrase(text) : 0; }

  bool occurs(std::string_view tag) const {
    const std::string key = normalized_words(tag);
    return !key.empty() && text_.find(" " + key + " ") != npos;
  }

  /// One tag: a few words that are neither a sentence nor a line of the site.
  bool is_tag(std::string_view text, std::uint32_t most_words) const {
    const std::size_t words = count_words(text);
    if (words == 0 || words > most_words || text.size() > kMaxTagBytes || normalized_words(text).empty()) return false;
    if (text.find_first_of(":?!@") != npos || text.find("©") != npos || text.ends_with('.')) return false;
    const std::uint32_t cues = cues_of(text);
    const bool is_section = (cues & ~kIsPhrase) == bit(Cue::navigation) && occurs(text);  // "Travel" is a topic as well
    return (!(cues & kIsPhrase) || is_section) && !find_date(text, {}, rules_.dates);
  }

  static std::string_view without_hash(std::string_view text) noexcept {
    return text.starts_with('#') ? trim(text.substr(1)) : text;
  }

  void add(const std::vector<std::string>& tags, const char* evidence, float rank) {
    for (const std::string& tag : tags) findings_.add(Field::tag, tag, evidence, rank);
  }

  /// "#tag #tag": every word of the line belongs to a tag.
  bool read_hash_tags(std::string_view text) {
    if (text.size() < 3 || text[0] != '#' || text[1] == '#') return false;
    if (text[1] == ' ' && text.find(" #", 2) == npos) return false;  // a heading in Markdown
    std::vector<std::string> tags;
    for (std::size_t at = 1; at < text.size();) {
      const std::size_t end = std::min(text.find(" #", at), text.size());
      const std::string_view tag = trim_signs(text.substr(at, end - at));
      if (!is_tag(tag, kMaxTagWords)) return false;
      tags.emplace_back(tag);
      at = end + 2;
    }
    if (tags.size() > kMaxTags) return false;
    add(tags, "text, #tags", kHashRank);
    return !tags.empty();
  }

  /// What stands behind the cue of a line; npos as its place if the line is no such line.
  bool read_cue_line(std::string_view text, std::size_t i) {
    const std::uint32_t cues = cues_of(text.substr(0, std::min<std::size_t>(text.size(), kMaxTagBytes)));
    if (!(cues & bit(Cue::tags))) return false;
    if ((cues_of(text) & kIsPhrase) && page_.blocks[i].words <= kMaxCueWords) return read_lines_below(i + 1);
    const std::size_t colon = text.find(':');
    if (colon == npos || count_words(text.substr(0, colon)) > kMaxCueWords) return false;
    const std::string_view list = text.substr(colon + 1);
    if (trim_signs(list).empty()) return read_lines_below(i + 1);
    const std::vector<std::string> tags = listed_tags(list, kMaxTagWords);
    add(tags, "text, behind its cue", kCueRank);
    return !tags.empty();
  }

  /// The tags of "one, two, three"; none if a part of it is no tag.
  std::vector<std::string> listed_tags(std::string_view list, std::uint32_t most_words) const {
    std::vector<std::string> tags;
    for (std::size_t at = 0; at < list.size();) {
      const std::size_t end = std::min(list.find_first_of(",;#|", at), list.size());
      if (const std::string_view tag = trim_signs(list.substr(at, end - at)); !tag.empty()) {
        if (!is_tag(tag, most_words)) return {};
        tags.emplace_back(tag);
      }
      at = end + 1;
    }
    return tags;
  }

  bool read_lines_below(std::size_t from) {
    std::vector<std::string> tags;
    std::size_t occurring = 0, behind_last = 0;
    bool ends_at_cue = false;
    for (std::size_t i = from; i < page_.blocks.size() && tags.size() <= kMaxTags; ++i) {
      const std::string_view text = without_hash(trim_signs(page_.text_of(page_.blocks[i])));
      if (const auto list = listed_tags(text, kMaxTagWords); tags.empty() && list.size() > 1) {
        add(list, "text, list under its cue", kCueRank);
        return true;
      }
      if (!is_tag(text, kMaxTagWords) || page_.blocks[i].words > kMaxTagWords) {
        ends_at_cue = (cues_of(text) & kIsPhrase) != 0;
        break;
      }
      tags.emplace_back(text);
      if (!occurs(text)) continue;
      ++occurring;
      behind_last = tags.size();
    }
    const bool ends_here = tags.size() <= kMaxTags;
    if (!ends_here || occurring == 0 || occurring * 3 < tags.size()) return false;
    if (!ends_at_cue && tags.size() > behind_last + 1) tags.resize(behind_last);
    add(tags, "text, lines under their cue", kLinesRank);
    return true;
  }

  /// "one, two, three" without a cue: at least two, all of the text but one.
  bool is_bare_list(const std::vector<std::string>& tags) const {
    const auto occurring = static_cast<std::size_t>(
        std::count_if(tags.begin(), tags.end(), [&](const std::string& tag) { return occurs(tag); }));
    return tags.size() >= kFewestBare && occurring + (tags.size() > kFewestBare) >= tags.size();
  }

  void read_bare_lines() {
    std::vector<std::string> tags;
    for (std::size_t i = run_.end; i < std::min(page_.blocks.size(), run_.end + kLinesBehindText); ++i) {
      const std::string_view text = trim(page_.text_of(page_.blocks[i]));
      if (const auto list = listed_tags(text, kMaxBareWords); is_bare_list(list))
        return add(list, "text, bare list behind it", kBareRank);
      if (is_tag(text, kMaxBareWords) && occurs(text)) tags.emplace_back(text);
      else if (!tags.empty()) break;
    }
    if (tags.size() >= kFewestBare) add(tags, "text, bare lines behind it", kBareRank);
  }

  const Blocks& page_;
  const MetadataRules& rules_;
  const CueMatcher* cues_;
  Findings& findings_;
  TextRun run_;
  std::string text_;  // normalized_words of the article, from its title on
};

}  // namespace

void read_tag_lines(const Blocks& page, const TitleWindow& window, const MetadataRules& rules, const CueMatcher* cues,
                    Findings& findings) {
  TagReader(page, window, rules, cues, findings).run();
}

}  // namespace winnow
