// Headings, og:title, JSON-LD headlines and <title> each lie now and then: site logos are h1, og:title is
// rewritten for sharing, <title> carries the site's name. What two of them agree on is nearly always right.

#include "pipeline/describe/fields/title.h"

#include <unicode/uchar.h>

#include <algorithm>
#include <array>
#include <optional>
#include <unordered_map>

#include "pipeline/base/text.h"
#include "pipeline/base/urls.h"
#include "pipeline/describe/fields/authors.h"
#include "pipeline/describe/fields/bylines.h"
#include "pipeline/describe/fields/date_parser.h"
#include "pipeline/describe/fields/slug.h"
#include "pipeline/describe/fields/statement.h"
#include "pipeline/describe/fields/text_run.h"
#include "pipeline/rulepack/cue_matcher.h"

namespace winnow {
namespace {

constexpr std::size_t npos = std::string_view::npos;
constexpr float kFirstHeadingRank = 80, kLaterHeadingRank = 74, kHiddenHeadingRank = 50, kSecondLevelRank = 58;
constexpr float kAgreement = 14, kLittleInCommon = 40, kHeadAlone = 25, kMuchInCommon = 0.5F, kGeneric = -60;
constexpr float kFrontPageHeading = -30, kOneWord = -20;
constexpr std::size_t kMinCoreBytes = 12, kMinSiteBytes = 4, kMaxSiteAddition = 6;
constexpr float kTitleElementAgreement = 8;  // <title> repeats what is meant for search engines
constexpr float kKickerOff = 16, kCutOff = 16;
constexpr std::string_view kHeadingEvidence = "heading", kOpenGraph = "meta og:title", kTitleElement = "title element";
constexpr std::size_t kMaxHeadings = 4;
constexpr std::size_t kFirstLines = 600, kBodySample = 4000;
constexpr float kSlugHeading = 14, kLikeSlug = 0.6F, kPartOfSlug = 0.35F;
constexpr std::uint32_t kParagraphWords = 25, kSentenceWords = 8;
constexpr float kMinLineRank = 20;
constexpr std::size_t kMaxSiteWords = 6;
constexpr std::size_t kMaxTitleWords = 40, kMostWordsAlone = 30;  // alone: without a slug that says the same

/// Who speaks: the visible heading, the article's structured data, or the page's head, where
/// og:title, <title> and the rest are filled from one template and count once.
enum class Voice : unsigned char { heading, headline, head };

Voice voice_of(std::string_view evidence) noexcept {
  if (evidence == kHeadingEvidence) return Voice::heading;
  return evidence.ends_with(".headline") ? Voice::headline : Voice::head;
}

/// One candidate with what it is compared by.
struct Title {
  Finding* finding = nullptr;
  std::string text;                     // without the site's name
  std::string key;                      // normalized_words(text)
  std::vector<std::string_view> words;  // of `key`, once it has found its place
  Voice voice{};
  float score = 0;
};

std::vector<std::string_view> words_of(std::string_view normalized) {
  std::vector<std::string_view> words;
  while (!normalized.empty()) {
    const std::size_t end = std::min(normalized.find(' '), normalized.size());
    words.push_back(normalized.substr(0, end));
    normalized.remove_prefix(std::min(end + 1, normalized.size()));
  }
  return words;
}

/// The share of the shorter text's words that stand in the longer one.
float share_found_in(const std::vector<std::string_view>& shorter, const std::vector<std::string_view>& longer) {
  if (shorter.empty()) return 0;
  const auto common = std::count_if(shorter.begin(), shorter.end(), [&](std::string_view word) {
    return std::find(longer.begin(), longer.end(), word) != longer.end();
  });
  return static_cast<float>(common) / static_cast<float>(shorter.size());
}

/// share_of_common_words() for titles, whose words are known.
float likeness(const Title& a, const Title& b) {
  if (a.key.empty() || b.key.empty()) return 0;
  if (a.key.find(b.key) != npos || b.key.find(a.key) != npos) return 1;
  return a.key.size() < b.key.size() ? share_found_in(a.words, b.words) : share_found_in(b.words, a.words);
}

/// Whether `inner` stands in `outer` at word boundaries.
bool holds(const std::string& outer, const std::string& inner) {
  if (inner.empty() || inner.size() >= outer.size()) return false;
  const std::size_t at = outer.find(inner);
  if (at == npos) return false;
  const std::size_t end = at + inner.size();
  return (at == 0 || outer[at - 1] == ' ') && (end == outer.size() || outer[end] == ' ');
}

/// Letters and digits only, so that "Spiegel Online" and "spiegel-online.de" compare.
std::string squeezed(std::string_view text) {
  std::string out = normalized_words(text);
  out.erase(std::remove(out.begin(), out.end(), ' '), out.end());
  return out;
}

bool is_site_name(std::string_view part, const std::vector<std::string>& site_names) {
  const std::string key = squeezed(part);
  return key.empty() || std::find(site_names.begin(), site_names.end(), key) != site_names.end();
}

/// Behind a separator sites also write their name shortened or with an addition: "Spiegel Online News".
bool is_site_suffix(std::string_view part, const std::vector<std::string>& site_names) {
  const std::string key = squeezed(part);
  return is_site_name(part, site_names) ||
         std::any_of(site_names.begin(), site_names.end(), [&](const std::string& site) {
           return (site.size() >= kMinSiteBytes && key.starts_with(site) &&
                   key.size() <= site.size() + kMaxSiteAddition) ||
                  (key.size() >= kMinSiteBytes && site.starts_with(key));
         });
}

/// Where a separator stands, and its length.
using Separator = std::optional<std::pair<std::size_t, std::size_t>>;

/// The longest separator that begins at `at`.
std::size_t separator_at(std::string_view text, std::size_t at, const TitleRules& rules) {
  std::size_t longest = 0;
  if (!rules.separator_starts[static_cast<unsigned char>(text[at])]) return 0;
  for (const std::string& separator : rules.separators)
    if (separator.size() > longest && text.substr(at).starts_with(separator)) longest = separator.size();
  return longest;
}

Separator last_separator(std::string_view text, const TitleRules& rules) {
  for (std::size_t at = text.size(); at-- > 1;)
    if (const std::size_t length = separator_at(text, at, rules)) return std::pair{at, length};
  return std::nullopt;
}

Separator first_separator(std::string_view text, const TitleRules& rules) {
  for (std::size_t at = 1; at < text.size(); ++at)
    if (const std::size_t length = separator_at(text, at, rules)) return std::pair{at, length};
  return std::nullopt;
}

/// Whether `outer` is `inner` with a kicker before it or an addition behind it.
bool is_core_of(const std::string& outer, const std::string& inner) {
  return inner.size() >= kMinCoreBytes && holds(outer, inner) && (outer.starts_with(inner) || outer.ends_with(inner));
}

/// Spaceless scripts have no single words.
bool is_one_word(const std::string& key) noexcept {
  return key.find(' ') == npos &&
         std::all_of(key.begin(), key.end(), [](char c) { return static_cast<unsigned char>(c) < 0xE0; });
}

/// "Olympics: Two records in one night" over "Two records in one night".
bool has_kicker_before(const Title& outer, const Title& inner) {
  if (!is_core_of(outer.key, inner.key) || !outer.key.ends_with(inner.key)) return false;
  const std::size_t seam = outer.text.find(": ");
  return seam != npos && normalized_words(std::string_view(outer.text).substr(seam + 1)) == inner.key;
}

/// Whether a title is another with a kicker or an addition, which addresses take up as well.
bool holds_other(const Title& title, const std::vector<Title>& all) {
  return std::any_of(all.begin(), all.end(),
                     [&](const Title& other) { return other.key != title.key && is_core_of(title.key, other.key); });
}

/// Points for voices that say the same, fewer for a candidate that no other has much in common with.
float support(const Title& title, const std::vector<Title>& all) {
  std::array<float, 3> points{};
  float best_likeness = 0, kicker = 0;
  bool alone = true;
  for (const Title& other : all) {
    if (other.voice == title.voice) continue;
    alone = false;
    if (best_likeness < kMuchInCommon) best_likeness = std::max(best_likeness, likeness(title, other));
    float& point = points[static_cast<std::size_t>(other.voice)];
    if (other.key == title.key || is_core_of(other.key, title.key))
      point = std::max(point, other.finding->evidence == kTitleElement ? kTitleElementAgreement : kAgreement);
    if (title.finding->evidence == kOpenGraph && other.voice == Voice::heading && has_kicker_before(other, title))
      kicker = kKickerOff;
  }
  const float sum = points[0] + points[1] + points[2] + kicker;
  return alone || best_likeness >= kMuchInCommon
             ? sum
             : sum - (title.voice == Voice::heading ? kLittleInCommon : kHeadAlone) * (1 - best_likeness);
}

/// The name of a blog, as squeezed(), and the title of the post.
struct NamedPost {
  std::string site, title;
};

/// What <title> says beyond og:title names the site if the page has a heading of its own for it:
/// "Notes from the Coast: Bridge opens".
std::optional<NamedPost> post_in_title_element(const Findings& findings) {
  std::string whole;
  std::vector<std::string> headings;
  for (const Finding& f : findings.of(Field::title)) {
    if (f.evidence == kTitleElement) whole = normalized_words(f.value);
    if (f.evidence == kHeadingEvidence) headings.push_back(normalized_words(f.value));
  }
  for (const Finding& f : findings.of(Field::title)) {
    if (f.evidence != kOpenGraph) continue;
    const std::string title = normalized_words(f.value);
    for (const std::string& site : headings)
      if (whole == site + " " + title || whole == title + " " + site) return NamedPost{squeezed(site), f.value};
  }
  return std::nullopt;
}

/// The same for pages without og:title: of two headings that <title> joins, the first or last of its parts names the
/// site: by its host, or because it is the shorter one and stands before the other.
std::optional<NamedPost> post_among_headings(const Findings& findings, const std::vector<std::string>& site_names,
                                             const TitleRules& rules) {
  constexpr std::size_t kFewestWords = 4;
  const std::vector<Finding>& all = findings.of(Field::title);
  const auto count = [&](std::string_view evidence) {
    return std::count_if(all.begin(), all.end(), [&](const Finding& f) { return f.evidence == evidence; });
  };
  if (count(kOpenGraph) > 0 || count(kHeadingEvidence) < 2) return std::nullopt;
  std::vector<std::string> parts;
  for (const Finding& f : findings.of(Field::title)) {
    if (f.evidence != kTitleElement) continue;
    std::string_view rest = f.value;
    for (Separator cut; (cut = first_separator(rest, rules)); rest.remove_prefix(cut->first + cut->second))
      parts.push_back(normalized_words(rest.substr(0, cut->first)));
    parts.push_back(normalized_words(rest));
  }
  std::vector<const Finding*> found;
  for (const Finding& f : findings.of(Field::title)) {
    const std::string key = normalized_words(f.value);
    const auto repeats = [&](const Finding* other) { return normalized_words(other->value) == key; };
    if (f.evidence == kHeadingEvidence && std::find(parts.begin(), parts.end(), key) != parts.end() &&
        std::none_of(found.begin(), found.end(), repeats))
      found.push_back(&f);
  }
  if (found.size() != 2) return std::nullopt;
  const bool second_is_site = is_site_name(found[1]->value, site_names);
  const Finding& site = second_is_site ? *found[1] : *found[0];
  const Finding& post = second_is_site ? *found[0] : *found[1];
  const std::string site_key = normalized_words(site.value);
  const bool is_sure = second_is_site || is_site_name(site.value, site_names);
  const std::size_t words = count_words(post.value);
  if (!is_sure && (words < kFewestWords || words <= count_words(site.value))) return std::nullopt;
  if (site_key != parts.front() && site_key != parts.back()) return std::nullopt;
  return NamedPost{squeezed(site.value), post.value};
}

/// What the heading and the structured data both say, as a key; "" if they differ.
std::string agreed_title(const std::vector<Title>& titles) {
  for (const Title& heading : titles)
    for (const Title& headline : titles)
      if (heading.voice == Voice::heading && headline.voice == Voice::headline && heading.key == headline.key)
        return heading.key;
  return {};
}

/// Whether the head only has the first words of what the other voices say.
bool is_cut_of(const Title& title, const std::string& agreed) {
  return title.voice == Voice::head && title.key.size() < agreed.size() && holds(agreed, title.key) &&
         agreed.starts_with(title.key);
}

// ---- text dumps ---------------------------------------------------------------------------------

bool ends_like_sentence(std::string_view text) noexcept {
  // Latin and full-width marks, Devanagari and Bengali, Arabic and Urdu, Ethiopic, Armenian
  for (const std::string_view end :
       {".", ":", ";", ",", "…", "。", "｡", "：", "；", "，", "、", "।", "॥", "۔", "،", "؛", "።", "፣", "։"})
    if (text.ends_with(end)) return true;
  return false;
}

/// Whether a line is a sentence of the text: long, or closed and of some length.
bool is_sentence(const Blocks& page, std::size_t i) {
  const Block& line = page.blocks[i];
  return line.words >= kParagraphWords || (line.words >= kSentenceWords && ends_like_sentence(page.text_of(line)));
}

/// The first lines of a text dump, and what their candidates are measured against.
struct Opening {
  std::vector<std::string> keys;            // normalized_words of each line
  std::vector<float> sentences;             // lines of the text before each line; others of its length count half
  std::vector<std::size_t> next_paragraph;  // the long line behind each line
  std::vector<std::size_t> again;           // the next line with the same key; 0: none
  std::size_t first_sentence = 0;           // the first line that is text for sure, long or short
  std::vector<std::string> body;            // words of the first long lines of the text, sorted
  Slug slug;
};

constexpr float kStraySentence = 0.5F;
constexpr std::size_t kLeadLines = 3;  // lines before the first long one that may be text as well

constexpr std::size_t kLeastWordBytes = 4;

void add_words(const std::string& key, std::vector<std::string>& words) {
  for (const std::string_view word : words_of(key))
    if (word.size() >= kLeastWordBytes) words.emplace_back(word);
}

Opening opening_of(const Blocks& page, const TitleRules& rules) {
  Opening out;
  const std::size_t count = std::min(page.blocks.size(), kFirstLines);
  const std::size_t text = find_text_run(page).begin;
  const bool no_long_lines = text == page.blocks.size();
  float sentences = 0;
  std::size_t body_bytes = 0;
  out.first_sentence = count;
  for (std::size_t i = 0; i < count; ++i) {
    if (out.first_sentence == count && is_sentence(page, i)) out.first_sentence = i;
    out.keys.push_back(normalized_words(page.text_of(page.blocks[i])));
    out.sentences.push_back(sentences);
    if ((i + kLeadLines >= text || no_long_lines) && is_sentence(page, i)) ++sentences;
    else if (page.blocks[i].words >= kParagraphWords) sentences += kStraySentence;
    if (page.blocks[i].words < kParagraphWords || i < text) continue;
    if (body_bytes < kBodySample) add_words(out.keys.back(), out.body);
    body_bytes += out.keys.back().size() + 1;
  }
  out.next_paragraph.assign(count, page.blocks.size() + kFirstLines);
  for (std::size_t i = count, next = page.blocks.size() + kFirstLines; i-- > 0;) {
    out.next_paragraph[i] = next;
    if (page.blocks[i].words >= kParagraphWords || (no_long_lines && is_sentence(page, i))) next = i;
  }
  out.again.assign(count, 0);
  std::unordered_map<std::string_view, std::size_t> last;
  for (std::size_t i = count; i-- > 0; last[out.keys[i]] = i)
    if (const auto next = last.find(out.keys[i]); next != last.end()) out.again[i] = next->second;
  std::sort(out.body.begin(), out.body.end());
  out.slug = slug_of(page.doc.page.url, rules);
  return out;
}

/// The share of `key`'s words of four bytes and more that begin a word of `sorted`.
float share_found(const std::string& key, const std::vector<std::string>& sorted) {
  std::size_t found = 0, all = 0;
  for (const std::string_view word : words_of(key)) {
    if (word.size() < kLeastWordBytes) continue;
    ++all;
    const auto at = std::lower_bound(sorted.begin(), sorted.end(), word);
    found += at != sorted.end() && at->starts_with(word);
  }
  return all == 0 ? 0 : static_cast<float>(found) / static_cast<float>(all);
}

/// Points for a line that is stated again: titles are repeated over a picture or a player, while
/// the same line twice in a row below the first sentence is the card of another story.
float repetition(const Opening& opening, std::size_t i) {
  constexpr float kCard = -10, kSoonAgain = 16, kLaterAgain = 8;
  constexpr std::size_t kSoon = 6;
  const std::vector<std::string>& keys = opening.keys;
  if (i > opening.first_sentence)
    return keys[i - 1] == keys[i] || (i + 1 < keys.size() && keys[i + 1] == keys[i]) ? kCard : 0;
  if (opening.again[i] == 0) return 0;
  return opening.again[i] <= i + kSoon ? kSoonAgain : kLaterAgain;
}

/// Whether a line is a trail of short parts, "Home / Local / Town": breadcrumbs.
bool is_trail(std::string_view text, const TitleRules& rules) {
  constexpr std::size_t kMaxPartWords = 3;
  std::size_t signs = 0;
  for (auto cut = last_separator(text, rules); cut; cut = last_separator(text, rules)) {
    if (count_words(text.substr(cut->first + cut->second)) > kMaxPartWords) return false;
    text = text.substr(0, cut->first);
    ++signs;
  }
  return signs >= 2 && count_words(text) <= kMaxPartWords;
}

bool opens_item(std::string_view line, const TitleRules& rules) {
  return std::any_of(rules.list_marks.begin(), rules.list_marks.end(),
                     [line](const std::string& mark) { return line.starts_with(mark); });
}

char32_t first_code_point(std::string_view text) noexcept {
  const char* at = text.data();
  return text.empty() ? 0 : next_code_point(at, at + text.size());
}

/// How much a line looks like the title: near the top, as long as headlines are, without a full
/// stop, repeated, taken up by the text that follows and by the page's address.
float line_rank(const Blocks& page, const Opening& opening, std::size_t i, const TitleRules& rules) {
  const Block& line = page.blocks[i];
  const std::string& key = opening.keys[i];
  if (line.words < 2 || line.words > kMaxTitleWords || rules.furniture.contains(key) || rules.generic.contains(key))
    return 0;
  constexpr float kTop = 36, kLineCost = 1, kLength = 10, kSentence = -14, kParagraphSoon = 10, kSentencePassed = -12;
  constexpr float kTakenUp = 16, kInSlug = 60, kPartInSlug = 40, kFullWeightWords = 5, kCoreOfFirst = 14,
                  kLikeFirst = 10;
  constexpr float kFirstLevel = 40, kSecondLevel = 10, kDeeper = -10, kLinked = -30,
                  kItem = -30;  // of Markdown and of converters that leave marks
  constexpr float kOverText = 36, kDistanceCost = 1.5F;
  constexpr float kLongSentence = -30, kTooLong = -20;
  const bool spaceless = is_spaceless_script(first_code_point(key));
  const std::uint32_t full_length = spaceless ? 10 : 6, some_length = 4;
  const float top = kTop - kLineCost * static_cast<float>(i);
  const float over = kOverText - kDistanceCost * static_cast<float>(opening.next_paragraph[i] - i);
  float rank = std::max({top, over, 0.0F}) + repetition(opening, i);
  if (line.words >= some_length && line.words <= 25) rank += kLength;
  if (line.words >= full_length && line.words <= 25) rank += kLength;
  if (line.words > (spaceless ? 36U : 28U)) rank += kTooLong;
  if (ends_like_sentence(page.text_of(line))) rank += line.words >= kSentenceWords ? kLongSentence : kSentence;
  rank += kSentencePassed * std::min(opening.sentences[i], 5.0F);
  for (std::size_t j = i + 1; j < std::min(page.blocks.size(), i + 5); ++j)
    if (page.blocks[j].words >= kParagraphWords) {
      rank += kParagraphSoon;
      break;
    }
  if (line.kind == Kind::heading) rank += line.level == 1 ? kFirstLevel : line.level == 2 ? kSecondLevel : kDeeper;
  if (line.linked_words == line.words) rank += kLinked;
  if (line.kind == Kind::list_item || opens_item(page.text_of(line), rules)) rank += kItem;
  if (const float said = likeness(opening.slug, key, rules); said >= kPartOfSlug)
    rank += (said >= kLikeSlug && opening.sentences[i] <= 2 ? kInSlug : kPartInSlug) * said;
  if (rank + kTakenUp + kCoreOfFirst < kMinLineRank || is_trail(page.text_of(line), rules)) return 0;
  const float weight = std::min(1.0F, static_cast<float>(line.words) / kFullWeightWords);
  rank += weight * kTakenUp * share_found(key, opening.body);
  if (i > 0 && key.size() >= kMinCoreBytes && page.blocks[0].words <= kMaxTitleWords && key != opening.keys[0]) {
    if (is_core_of(opening.keys[0], key)) rank += kCoreOfFirst;
    else if (share_of_common_words(opening.keys[0], key) >= kMuchInCommon) rank += kLikeFirst;
  }
  return std::max(rank, 0.0F);
}

/// The first line of many dumps is the <title>: behind its last separator stands the site if the
/// rest, or the site, is a line of its own, or if the sign is one that titles themselves lack.
std::string_view without_site_part(std::string_view text, const Opening& opening, const TitleRules& rules) {
  const auto cut = last_separator(text, rules);
  if (!cut) return text;
  const std::string_view head = trim(text.substr(0, cut->first));
  const std::string_view tail = trim(text.substr(cut->first + cut->second));
  const std::string head_key = normalized_words(head), tail_key = normalized_words(tail);
  const bool stated = std::any_of(opening.keys.begin() + 1, opening.keys.end(), [&](const std::string& key) {
    return !key.empty() && (key == head_key || key == tail_key);
  });
  const bool sure_sign = text.substr(cut->first, cut->second).find('|') != npos;
  return stated || (sure_sign && count_words(tail) <= kMaxSiteWords && count_words(head) > 2) ? head : text;
}

/// Whether half of the words, or more, begin with a capital, as names do: not "By the sea". In scripts without case
/// true.
bool is_in_capitals(std::string_view text) noexcept {
  std::size_t capitals = 0, small = 0;
  bool begins = true;
  for (const char *at = text.data(), *end = at + text.size(); at < end;) {
    const auto c = static_cast<UChar32>(next_code_point(at, end));
    if (begins) {
      capitals += u_isupper(c) != 0;
      small += u_islower(c) != 0;
    }
    begins = c == ' ';
  }
  return capitals >= small;
}

/// Whether a line is a byline: "By Ann Lee and Bo Day".
bool names_authors(std::string_view text, const PeopleRules& rules) {
  const std::string_view names = without_byline_cue(text, rules);
  if (names.size() == text.size()) return false;
  return names.empty() || (is_in_capitals(names) && !split_authors(names, {}, rules).empty());
}

/// Points off a line that says what lines around articles say, or when the article is from; all of them, if that is all
/// it says.
float furniture_cost(std::string_view text, const MetadataRules& rules, const CueMatcher* cues) {
  constexpr float kAll = 100, kPart = 24;
  constexpr std::size_t kMostWordsWithDate = 3;
  constexpr std::uint32_t kSites = bit(Cue::share) | bit(Cue::follow) | bit(Cue::newsletter) | bit(Cue::subscribe) |
                                   bit(Cue::comment) | bit(Cue::advert) | bit(Cue::legal) | bit(Cue::credit) |
                                   bit(Cue::caption) | bit(Cue::reading_time) | bit(Cue::widget) | bit(Cue::footer) |
                                   bit(Cue::author_bio) | bit(Cue::wall) | bit(Cue::promo);
  constexpr std::uint32_t kWhole = kSites | bit(Cue::navigation) | bit(Cue::related) | bit(Cue::popular) |
                                   bit(Cue::tags) | bit(Cue::toc) | bit(Cue::faq) | bit(Cue::byline) | bit(Cue::date);
  const std::uint32_t found = cues ? cues->match_and_phrase(text) : 0;
  if ((found & kIsPhrase) && (found & kWhole)) return kAll;
  if (is_statement(text, rules.titles) || names_authors(text, rules.people)) return kAll;
  const auto date = find_date(text, {}, rules.dates);
  if (date && count_words(text.substr(0, date->begin)) + count_words(text.substr(date->end)) <= kMostWordsWithDate)
    return kAll;
  return (found & kSites) || date ? kPart : 0;
}

void find_title_lines(const Blocks& page, const MetadataRules& rules, const CueMatcher* cues, Findings& findings) {
  const Opening opening = opening_of(page, rules.titles);
  for (std::size_t i = 0; i < opening.keys.size(); ++i) {
    float rank = line_rank(page, opening, i, rules.titles);
    if (rank < kMinLineRank) continue;
    const std::string_view text = page.text_of(page.blocks[i]);
    if (likeness(opening.slug, text, rules.titles) < kLikeSlug) {
      if (page.blocks[i].words > kMostWordsAlone && !is_spaceless_script(first_code_point(opening.keys[i]))) continue;
      rank -= furniture_cost(text, rules, cues);
    }
    if (rank < kMinLineRank) continue;
    findings.add(Field::title, i == 0 ? without_site_part(text, opening, rules.titles) : text,
                 "line " + std::to_string(i + 1), rank);
  }
}

/// Without the signs of permalinks and of Markdown that stand around a heading: "Usage¶", "## Usage".
std::string_view without_marks(std::string_view text, const TitleRules& rules) {
  for (const std::string& mark : rules.marks) {
    while (text.starts_with(mark)) text = trim(text.substr(mark.size()));
    while (text.ends_with(mark)) text = trim(text.substr(0, text.size() - mark.size()));
  }
  return text;
}

/// The text of a heading without what a class marks as its kicker or date; "" if nothing is marked, or all is.
std::string without_kicker(const Blocks& page, const Block& heading, const TitleRules& rules) {
  constexpr std::uint32_t kMostNodes = 30;
  const Dom& dom = page.doc.dom;
  const std::uint32_t end = dom.nodes[heading.node].end;
  if (end - heading.node > kMostNodes) return {};
  const auto is_kicker = [&](std::uint32_t i) {
    const NotedAttribute* const classes = dom.find_noted(i, Noted::class_);
    if (dom.nodes[i].tag == Tag::time) return true;
    if (!classes) return false;
    const std::string value = fold_case(dom.raw(*classes));
    return std::any_of(rules.kicker_classes.begin(), rules.kicker_classes.end(),
                       [&](const std::string& part) { return value.find(part) != npos; });
  };
  std::string text;
  bool has_kicker = false;
  for (std::uint32_t i = heading.node + 1; i < end;) {
    const bool is_text = dom.nodes[i].tag == Tag::text;
    if (is_text) dom.append_text(i, text);
    const bool skips = !is_text && is_kicker(i);
    has_kicker |= skips;
    i = skips ? dom.nodes[i].end : i + 1;
  }
  return has_kicker ? std::string(trim_signs(collapse_space(text))) : std::string{};
}

}  // namespace

float share_of_common_words(const std::string& a, const std::string& b) {
  if (a.empty() || b.empty()) return 0;
  if (a.find(b) != npos || b.find(a) != npos) return 1;
  return a.size() < b.size() ? share_found_in(words_of(a), words_of(b)) : share_found_in(words_of(b), words_of(a));
}

std::vector<std::string> site_names_of(const Findings& findings, std::string_view host) {
  std::vector<std::string> names;
  for (const Finding& f : findings.of(Field::site_name)) names.push_back(squeezed(f.value));
  if (const std::string_view site = site_of_host(host); !site.empty()) {
    names.push_back(squeezed(site));
    names.push_back(squeezed(site.substr(0, site.find('.'))));
  }
  std::erase_if(names, [](const std::string& name) { return name.size() < 2; });
  return names;
}

void find_headings(const Blocks& page, const MetadataRules& rules, const CueMatcher* cues, Findings& findings) {
  if (!page.doc.is_html) return find_title_lines(page, rules, cues, findings);
  std::size_t found = 0, second_level = 0;
  for (const Block& block : page.blocks) {
    if (block.kind != Kind::heading || block.level > 2 || block.words > kMaxTitleWords) continue;
    if (block.level == 2 && ++second_level > kMaxHeadings) continue;
    const float rank = block.hidden       ? kHiddenHeadingRank
                       : block.level == 2 ? kSecondLevelRank
                       : found            ? kLaterHeadingRank
                                          : kFirstHeadingRank;
    findings.add(Field::title, without_marks(page.text_of(block), rules.titles), std::string(kHeadingEvidence), rank);
    findings.add(Field::title, without_kicker(page, block, rules.titles), std::string(kHeadingEvidence), rank);
    if (block.level == 1 && ++found == kMaxHeadings) return;
  }
}

std::string without_site_name(std::string_view title, const std::vector<std::string>& site_names,
                              const TitleRules& rules) {
  while (const auto cut = last_separator(title, rules)) {
    if (!is_site_suffix(title.substr(cut->first + cut->second), site_names)) break;
    title = trim(title.substr(0, cut->first));
  }
  while (const auto cut = first_separator(title, rules)) {
    if (!is_site_name(title.substr(0, cut->first), site_names)) break;
    title = trim(title.substr(cut->first + cut->second));
  }
  return std::string(title);
}

std::string choose_title(Findings& findings, std::string_view page_url, const TitleRules& rules) {
  const std::string host = host_of(page_url);
  const bool on_front_page = !host.empty() && path_of(page_url) == "/";
  std::vector<std::string> site_names = site_names_of(findings, host);
  std::optional<NamedPost> post = post_in_title_element(findings);
  if (!post) post = post_among_headings(findings, site_names, rules);
  if (post) site_names.push_back(post->site);
  std::vector<Title> titles;
  constexpr std::size_t kMostCompared = 200;  // each with each
  std::size_t compared = 0;
  for (Finding& f : findings.of(Field::title)) {
    if (!f.evidence.starts_with("line ") && ++compared > kMostCompared) continue;
    Title title;
    title.finding = &f;
    title.text = post && f.evidence == kTitleElement ? post->title : without_site_name(f.value, site_names, rules);
    title.key = normalized_words(title.text);
    title.voice = voice_of(f.evidence);
    titles.push_back(std::move(title));
  }
  constexpr std::size_t kMostWordsCompared = 60;
  for (Title& title : titles) {
    title.words = words_of(title.key);
    title.words.resize(std::min(title.words.size(), kMostWordsCompared));
  }
  const std::string agreed = agreed_title(titles);
  const Slug slug = slug_of(page_url, rules);
  Title* best = nullptr;
  for (Title& title : titles) {
    title.score = title.finding->rank + support(title, titles) - (is_cut_of(title, agreed) ? kCutOff : 0);
    if (rules.generic.contains(title.key) || is_site_name(title.text, site_names)) title.score += kGeneric;
    if (title.voice == Voice::heading && on_front_page) title.score += kFrontPageHeading;
    if (title.voice == Voice::heading && is_one_word(title.key)) title.score += kOneWord;
    if (title.voice == Voice::heading && likeness(slug, title.text, rules) >= kLikeSlug && !holds_other(title, titles))
      title.score += kSlugHeading;
    if (!best || title.score > best->score) best = &title;
  }
  if (!best) return {};
  for (Title& title : titles) title.finding->rank = std::clamp(title.score, 0.0F, 100.0F);
  best->finding->won = true;
  return best->text;
}

}  // namespace winnow
