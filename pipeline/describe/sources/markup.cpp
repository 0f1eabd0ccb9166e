// Markup in the visible part of the page. An element speaks for an author by itemprop, by
// rel=author, by the address of an author's page or by its class; for a date by <time> or itemprop.
// Elements under comments, related stories and footers do not count, nor do whole cards in a link.

#include <algorithm>
#include <utility>

#include "pipeline/base/text.h"
#include "pipeline/describe/fields/authors.h"
#include "pipeline/describe/fields/bylines.h"
#include "pipeline/describe/fields/dates.h"
#include "pipeline/describe/fields/regions.h"
#include "pipeline/describe/sources/title_window.h"
#include "pipeline/rulepack/cues.h"

namespace winnow {
namespace {

constexpr std::size_t npos = std::string_view::npos;
constexpr std::uint32_t kElsewhere = bit(ClassGroup::comment) | bit(ClassGroup::related);
constexpr std::uint32_t kMaxNodes = 40;  // of an element that names somebody
constexpr std::size_t kMinAccountBytes = 3;
constexpr std::uint32_t kMaxPieces = 14;  // of an element that holds a date
constexpr float kPiecesRank = 52;
constexpr std::size_t kMaxTextBytes = 200;
constexpr std::uint32_t kSameList = 30;  // nodes between two names of one list
constexpr float kRelRank = 74, kItempropRank = 72, kAddressRank = 66, kClassRank = 60, kAccountClassRank = 58,
                kLateLinkRank = 12, kTimeRank = 60, kLateTimeRank = 34;
constexpr float kOutsideWindow = 14, kOrganizationRank = 40;
constexpr std::size_t kMaxOrganizationWords = 5;
constexpr float kRelCategoryRank = 60, kRelTagRank = 50, kTopicRank = 40, kLicenseRank = 60;
constexpr std::uint32_t kMaxSeparatorBytes = 12;
constexpr std::size_t kMaxTagBytes = 60, kMaxTopics = 25;

/// What makes a link one to an author: its address; that and its class, so that it may show an account.
constexpr const char *kAuthorLink = "author link", *kAccountLink = "author link and class",
                     *kLateLink = "author link, late", *kAccountClassSignal = kAccountClass.data();
/// What makes a link one to a topic or a rubric.
constexpr const char *kCategory = "rel=category", *kTag = "rel=tag", *kTopic = "topic link";

/// One element that speaks for an author or a topic.
struct Mention {
  std::uint32_t node = 0;
  const char* signal = "";
  float rank = 0;
  std::string text;
};

class MarkupReader {
 public:
  MarkupReader(const Blocks& page, const TitleWindow& window, DateOrder order, const MetadataRules& rules,
               Findings& findings)
      : page_(page), dom_(page.doc.dom), order_(order), rules_(rules), findings_(findings) {
    if (window.begin < page.blocks.size()) first_ = page.blocks[window.begin].first_node;
    if (window.title < page.blocks.size()) title_ = page.blocks[window.title].first_node;
    first_post_ = window.first_post;
    const std::vector<Finding>& authors = findings.of(Field::author);
    names_account_ = std::any_of(authors.begin(), authors.end(),
                                 [](const Finding& f) { return f.value.find(' ') == std::string::npos; });
    if (window.end > 0) last_ = page.blocks[window.end - 1].end_node;
  }

  void run() {
    unsigned ticks = 0;
    for (std::uint32_t i = 1; i < dom_.nodes.size();) {
      if (page_.doc.deadline.passed_every_256(ticks)) return;
      const Node& node = dom_.nodes[i];
      if (node.tag == Tag::text) {
        ++i;
        continue;
      }
      if (node.tag == Tag::nav) {
        i = node.end;
        continue;
      }
      if (!read_element(i)) {
        ++i;
        continue;
      }
      for (std::uint32_t k = i + 1; k < node.end; ++k)  // a byline in one link holds its date
        if (dom_.nodes[k].tag == Tag::time && k >= first_) read_time(k, k < last_);
      i = node.end;
    }
    add_mentions();
    add_topics();
    add_late_date();
  }

 private:
  /// True if the element has spoken, so that what is in it need not be asked.
  bool read_element(std::uint32_t i) {
    const Node& node = dom_.nodes[i];
    const bool near = i >= first_ && i < last_;
    if (node.tag == Tag::time && i >= first_) read_time(i, near);
    if (near && read_itemprop(i)) return true;
    if (node.end - i > kMaxNodes) return false;
    if (node.tag == Tag::a && i >= first_ && !(near && marks_account(i)) && read_link(i, near)) return true;
    if (near && node.end - i > 3 && node.end - i <= kMaxPieces && has_class_of(i, rules_.dates.date_classes))
      read_date_in_pieces(i);
    if (near && marks_account(i)) return mention(i, kAccountClassSignal, kAccountClassRank, near);
    if (page_.elements[i].class_groups & bit(ClassGroup::author)) return mention(i, "class", kClassRank, near);
    return false;
  }

  /// Whether a word of the class says that the element holds a user's name: "vcard".
  bool marks_account(std::uint32_t i) const { return has_class_of(i, rules_.people.author_classes); }

  bool has_class_of(std::uint32_t i, const std::vector<std::string>& words) const {
    const NotedAttribute* found = dom_.find_noted(i, Noted::class_);
    if (!found) return false;
    const std::string_view value = dom_.raw(*found);
    return std::any_of(words.begin(), words.end(), [&](const std::string& word) { return value.find(word) != npos; });
  }

  /// A calendar leaf: month, day and year in elements of their own, which the text of the line has without blanks.
  void read_date_in_pieces(std::uint32_t i) {
    constexpr std::size_t kMaxBytes = 40;
    std::string pieces;
    for (std::uint32_t k = i + 1; k < dom_.nodes[i].end; ++k) {
      if (dom_.nodes[k].tag != Tag::text) continue;
      dom_.append_text(k, pieces);
      pieces += ' ';
    }
    if (pieces = collapse_space(pieces); pieces.size() > kMaxBytes || is_elsewhere(i)) return;
    const auto date = find_date(pieces, order_, rules_.dates);
    if (date && date->end == pieces.size() && !find_date(dom_.text_of(i), order_, rules_.dates))
      findings_.add(Field::date, iso8601(date->date), "element of a date", kPiecesRank);
  }

  /// What the address and the `rel` of a link say about where it leads.
  bool read_link(std::uint32_t i, bool near) {
    const char* const link = is_in_author_markup(i) ? kAccountLink : kAuthorLink;
    std::string_view rel, href;
    if (const NotedAttribute* const noted = dom_.find_noted(i, Noted::href)) href = dom_.raw(*noted);
    const std::string_view tag_text = dom_.raw(dom_.nodes[i]);
    if (tag_text.find("rel") != npos || tag_text.find("REL") != npos) {
      AttributeReader attributes(tag_text);
      for (RawAttribute a; attributes.next(a);)
        if (a.name.size() == 3 && equals_ignoring_case(a.name, "rel")) rel = a.value;
    }
    if (rel.find("author") != npos) return mention(i, "rel=author", kRelRank, near);
    if (rel.find("category") != npos) return tag(i, kCategory, kRelCategoryRank);
    if (rel == "tag" || rel.find("tag ") != npos || rel.ends_with(" tag")) return tag(i, kTag, kRelTagRank);
    read_rel(rel, href);
    read_license(i, href);
    if ((near || names_account_) && leads_to(href, rules_.people.author_paths)) {
      if (near) return !is_in_running_text(i) && mention(i, link, kAddressRank, near);
      return mention(i, kLateLink, kLateLinkRank, true);
    }
    if (i > title_ && leads_to(href, rules_.tags.paths)) return tag(i, kTopic, kTopicRank);
    return false;
  }

  /// Whether the element or one right around it says "author" by its class: then a link may show an account.
  bool is_in_author_markup(std::uint32_t i) const {
    constexpr int kLevels = 3;
    for (int level = 0; level < kLevels && i != 0; ++level, i = dom_.nodes[i].parent)
      if (page_.elements[i].class_groups & bit(ClassGroup::author)) return true;
    return false;
  }

  /// A link among the words of a paragraph leads to somebody whom the story is about.
  bool is_in_running_text(std::uint32_t i) const {
    constexpr std::uint32_t kFewestWords = 25;
    const Block* block = block_of(i);
    return block && block->words >= kFewestWords && block->linked_words * 2 < block->words;
  }

  /// A link to a well-known licence that is not the one of a picture.
  void read_license(std::uint32_t i, std::string_view href) {
    const std::size_t slashes = href.find("//");
    if (slashes == npos) return;
    std::string_view target = href.substr(slashes + 2);
    if (target.starts_with("www.")) target.remove_prefix(4);
    const auto leads_there = [&](const std::string& host) { return target.starts_with(host); };
    if (std::none_of(rules_.license_hosts.begin(), rules_.license_hosts.end(), leads_there)) return;
    if (stands_elsewhere(page_, dom_.nodes[i].parent, title_, false) || is_in_caption(i)) return;
    std::string address;
    append_decoded(href, true, address);
    if (address.starts_with("//")) address.insert(0, "https:");
    findings_.add(Field::license, address, "licence link", kLicenseRank);
  }

  /// Whether a picture's caption or credit holds the element.
  bool is_in_caption(std::uint32_t i) const {
    constexpr int kLevels = 4;
    if (dom_.ancestor_with_tag(i, Tag::figure) != 0) return true;
    std::uint32_t at = i;
    for (int level = 0; level < kLevels && at != 0; ++level, at = dom_.nodes[at].parent)
      if (page_.elements[at].class_groups & bit(ClassGroup::caption)) return true;
    const Block* block = block_of(i);
    return block && (block->kind == Kind::caption || names_another_role(page_.text_of(*block), rules_.people));
  }

  /// The block that holds a node's text; null if none does.
  const Block* block_of(std::uint32_t node) const {
    const auto after = std::upper_bound(page_.blocks.begin(), page_.blocks.end(), node,
                                        [](std::uint32_t n, const Block& b) { return n < b.first_node; });
    const auto found = after != page_.blocks.end() && after->first_node < dom_.nodes[node].end ? after : after - 1;
    if (after == page_.blocks.begin() && found != after) return nullptr;
    return found->first_node < dom_.nodes[node].end && found->end_node > node ? &*found : nullptr;
  }

  /// rel=next and rel=license stand on links in the text as often as in the head.
  void read_rel(std::string_view rel, std::string_view href) {
    if (rel.empty()) return;
    const auto known = rules_.link.find(rel);
    if (known == rules_.link.end() || known->second.field == Field::canonical_url) return;
    std::string address;
    append_decoded(href, true, address);
    findings_.add(known->second.field, address, "link " + known->first, known->second.rank);
  }

  /// Whether a segment of the address but the last is one of `words`.
  static bool leads_to(std::string_view href, const WordSet& words) {
    for (std::size_t at = 0, slash; (slash = href.find('/', at)) != npos; at = slash + 1)
      if (slash > at && words.contains(href.substr(at, slash - at))) return slash + 1 < href.size();
    return false;
  }

  /// Whether an element has text of its own that is more than a separator. The answer for the last one is kept: it may
  /// hold all links of the page.
  bool holds_prose(std::uint32_t element) {
    if (std::exchange(asked_, element) == element) return asked_holds_prose_;
    asked_holds_prose_ = false;
    for (std::uint32_t k = element + 1; k < dom_.nodes[element].end && !asked_holds_prose_; k = dom_.nodes[k].end)
      asked_holds_prose_ = dom_.nodes[k].tag == Tag::text && dom_.nodes[k].length > kMaxSeparatorBytes;
    return asked_holds_prose_;
  }

  /// A link to a topic; without a `rel` those in running text do not count.
  bool tag(std::uint32_t i, const char* signal, float rank) {
    if (signal == kTopic && holds_prose(dom_.nodes[i].parent)) return false;
    if (is_elsewhere(i)) return false;
    const std::string text = dom_.text_of(i);
    if (!text.empty() && text.size() <= kMaxTagBytes) topics_.push_back({i, signal, rank, text});
    return true;
  }

  /// Topics in one place, and more than one of them unless rel says it; a menu of them is longer.
  void add_topics() {
    add_categories();
    for (const char* signal : {kTag, kTopic}) {
      std::vector<const Mention*> list;
      for (const Mention& m : topics_) {
        if (m.signal != signal) continue;
        if (!list.empty() && m.node - list.back()->node > kSameList) {
          if (list.size() > 1) break;
          list.clear();
        }
        list.push_back(&m);
      }
      if (list.empty() || list.size() > kMaxTopics ||
          (list.size() == 1 && signal != kTag && !is_in_tags(list.front()->node)))
        continue;
      for (const Mention* m : list) findings_.add(Field::tag, m->text, signal, m->rank);
    }
  }

  /// Whether the element or one right around it says "tags" by its class.
  bool is_in_tags(std::uint32_t i) const {
    constexpr int kLevels = 3;
    for (int level = 0; level < kLevels && i != 0; ++level, i = dom_.nodes[i].parent)
      if (page_.elements[i].class_groups & bit(ClassGroup::tags)) return true;
    return false;
  }

  /// The first rubrics from a little before the title on that stand in one place; cards of other stories name theirs.
  void add_categories() {
    std::uint32_t last = 0;
    for (const Mention& m : topics_) {
      if (m.signal != kCategory || m.node < first_) continue;
      if (last != 0 && m.node - last > kSameList) break;
      last = m.node;
      findings_.add(Field::category, m.text, m.signal, m.rank);
    }
  }

  /// Microdata, and RDFa with the same names: property="schema:datePublished".
  bool read_itemprop(std::uint32_t i) {
    const std::string_view tag = dom_.raw(dom_.nodes[i]);
    if (tag.find("prop") == npos) return false;
    const bool microdata = tag.find("itemprop") != npos;
    const std::string value_name = fold_case(dom_.attribute(i, microdata ? "itemprop" : "property"));
    const auto known = rules_.itemprop.find(std::string_view(value_name).substr(value_name.rfind(':') + 1));
    if (known == rules_.itemprop.end()) return false;
    const Field field = known->second.field;
    if (field == Field::author) return mention(i, "itemprop", kItempropRank, true);
    std::string value = dom_.attribute(i, "content");
    for (const char* attribute : {"datetime", "title"})
      if (value.empty() && field != Field::title) value = dom_.attribute(i, attribute);
    if (value.empty() && field != Field::title) value = dom_.text_of(i);
    if (!is_elsewhere(i)) findings_.add(field, value, "itemprop " + known->first, known->second.rank);
    return false;
  }

  void read_time(std::uint32_t i, bool near) {
    if (is_elsewhere(i)) return;
    const std::string stamp = dom_.attribute(i, "datetime");
    const std::string shown = dom_.text_of(i);
    auto date = parse_date(stamp.empty() ? shown : stamp, order_, rules_.dates);
    if (!date) date = parse_date(shown, order_, rules_.dates);
    if (!date) return;
    const DateCue cue = cue_before(text_before(i), rules_.dates);
    if (cue.other || has_class_of(i, rules_.dates.no_date_classes)) return;
    const bool modified =
        cue.field == Field::date_modified || fold_case(dom_.attribute(i, "class")).find("updated") != npos;
    const Field field = modified ? Field::date_modified : Field::date;
    if (!near && (modified || cue.found))
      return findings_.add(field, iso8601(*date), "time element, late", kLateTimeRank);
    if (!near) return late_dates_.push_back(*date);
    constexpr float kReach = 400;
    const float distance = i >= title_ ? static_cast<float>(i - title_) : 2 * static_cast<float>(title_ - i);
    findings_.add(field, iso8601(*date), "time element", kTimeRank - std::min(20.0F, distance * 20 / kReach));
  }

  /// The words right before an element, "" if there are none near by.
  std::string text_before(std::uint32_t i) const {
    constexpr std::uint32_t kReach = 4;
    for (std::uint32_t k = i; k > 1 && i - k < kReach;) {
      if (dom_.nodes[--k].tag != Tag::text) continue;
      std::string text;
      dom_.append_text(k, text);
      if (text = collapse_space(text); text.find_first_not_of(' ') != npos) return text;
    }
    return {};
  }

  /// Behind the text a date counts if the page has no other there: several belong to other stories.
  void add_late_date() {
    const auto differs = [&](const Date& date) { return days_of(date) != days_of(late_dates_.front()); };
    if (!late_dates_.empty() && std::none_of(late_dates_.begin(), late_dates_.end(), differs))
      findings_.add(Field::date, iso8601(late_dates_.front()), "time element, late", kLateTimeRank);
  }

  bool is_elsewhere(std::uint32_t i) const {
    return i >= first_post_ && stands_elsewhere(page_, dom_.nodes[i].parent, title_);
  }

  bool mention(std::uint32_t i, const char* signal, float rank, bool near) {
    const bool is_explicit = signal != std::string_view("class") && signal != kAuthorLink && signal != kLateLink;
    if (!is_explicit && (page_.elements[i].class_groups & kElsewhere)) return false;
    std::string text = lines_of(i);
    if (text.empty() || text.size() > kMaxTextBytes || is_elsewhere(i)) return false;
    if (dom_.ancestor_with_tag(i, Tag::figure) != 0) return true;  // who took the picture
    if (names_another_role(text, rules_.people) || is_behind_another_role(i)) return true;
    if (const std::string_view before = before_date(text, order_, rules_.dates); !before.empty())
      text.resize(before.size());
    const bool may_be_phrase = is_explicit && signal != kAccountLink && signal != kAccountClassSignal;
    const std::string names = names_in(text, is_explicit, may_be_phrase);
    if (names.empty()) {
      if (near) add_organization(text, signal);
      return false;
    }
    mentions_.push_back({i, signal, rank - (near ? 0 : kOutsideWindow), names});
    return true;
  }

  /// Whether "Reviewed by" and nothing else stands right before the element.
  bool is_behind_another_role(std::uint32_t i) const {
    const std::string before = text_before(i);
    return names_another_role(before, rules_.people) && behind_another_role(before, rules_.people).empty();
  }

  /// A byline that names no person: "Review staff". It counts when nobody else is named.
  void add_organization(std::string_view text, const char* signal) {
    const std::vector<Author> authors = split_authors(text.substr(0, text.find('\n')), {}, rules_.people);
    if (authors.size() == 1 && authors[0].organization && count_words(authors[0].name) <= kMaxOrganizationWords)
      findings_.add(Field::author, authors[0].name, std::string(signal) + ", organization", kOrganizationRank, true);
  }

  /// Whether markup that says "author" may mean this: a user's name, "bell hooks", no heading.
  bool may_be_account(std::string_view name) const {
    const bool is_phrase = name.find(' ') != npos;
    return !is_furniture(name, rules_.people) && !(is_phrase && name.find_first_of("0123456789") != npos);
  }

  /// The first run of lines that name somebody. Explicit markup may hold a user's name.
  std::string names_in(std::string_view text, bool is_explicit, bool may_be_phrase) const {
    std::string names;
    while (!text.empty()) {
      const std::size_t end = std::min(text.find('\n'), text.size());
      bool found = false;
      for (const Author& author : split_authors(text.substr(0, end), {}, rules_.people)) {
        if (author.organization) break;
        const bool is_account =
            is_explicit && (may_be_phrase || (author.name.find(' ') == npos && author.name.size() >= kMinAccountBytes));
        if (!looks_like_name(author.name, rules_.people) && !(is_account && may_be_account(author.name))) break;
        if (!names.empty()) names += "; ";
        names += author.name;
        found = true;
      }
      if (!names.empty() && (!found || is_explicit)) break;
      text.remove_prefix(std::min(end + 1, text.size()));
    }
    return names;
  }

  /// The text of a small element, a line for each piece that markup sets apart without a blank.
  std::string lines_of(std::uint32_t i) const {
    std::string out, piece;
    std::uint32_t last = i;
    for (std::uint32_t k = i + 1; k < dom_.nodes[i].end; ++k) {
      if (dom_.nodes[k].tag != Tag::text) continue;
      piece.clear();
      dom_.append_text(k, piece);
      const std::string text = collapse_space(piece);
      if (text.empty()) {
        if (!out.empty() && out.back() != '\n') out += ' ';
        continue;
      }
      const bool seam = !out.empty() && (k != last + 1 || dom_.nodes[k].parent != dom_.nodes[last].parent);
      const bool spaced = !out.empty() && (out.back() == ' ' || piece.front() == ' ' || piece.front() == ',');
      if (seam) out += has_block_between(last, k) || !spaced ? "\n" : " ";
      out += text;
      if (piece.back() == ' ') out += ' ';
      last = k;
    }
    return out;
  }
  bool has_block_between(std::uint32_t a, std::uint32_t b) const {
    const auto nearest_block = [&](std::uint32_t k) {
      do k = dom_.nodes[k].parent;
      while (k != 0 && !page_.elements[k].block_level);
      return k;
    };
    return nearest_block(a) != nearest_block(b);
  }

  /// Mentions of one kind that stand together are one list of authors; the first such list of each
  /// kind from the title on counts.
  void add_mentions() {
    for (const char* signal :
         {"rel=author", "itemprop", kAccountLink, kAuthorLink, "class", kAccountClassSignal, kLateLink}) {
      std::uint32_t last = 0;
      float rank = 0;
      for (const bool before_title : {false, true}) {
        for (const Mention& m : mentions_) {
          if (m.signal != signal || (m.node < title_) != before_title) continue;
          if (last != 0 && m.node - last > kSameList) break;
          if (last == 0) rank = m.rank;
          last = m.node;
          findings_.add(Field::author, m.text, signal, rank);
          if (m.text.find(' ') == npos) break;  // users' names: each post of a forum has one
        }
        if (last != 0) break;
      }
    }
  }

  const Blocks& page_;
  const Dom& dom_;
  DateOrder order_;
  const MetadataRules& rules_;
  Findings& findings_;
  std::uint32_t first_ = 0, title_ = 0, last_ = 0, first_post_ = 0;
  std::uint32_t asked_ = 0;  ///< of holds_prose()
  bool asked_holds_prose_ = false;
  bool names_account_ = false;  // the head names somebody in one word: a link below the text may show the name
  std::vector<Mention> mentions_, topics_;
  std::vector<Date> late_dates_;
};

}  // namespace

void read_markup(const Blocks& page, const TitleWindow& window, DateOrder order, const MetadataRules& rules,
                 Findings& findings) {
  if (!page.doc.dom.nodes.empty() && !page.blocks.empty()) MarkupReader(page, window, order, rules, findings).run();
}

}  // namespace winnow
