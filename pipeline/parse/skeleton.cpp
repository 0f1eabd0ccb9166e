#include "pipeline/parse/skeleton.h"

#include <algorithm>
#include <limits>

#include "pipeline/base/text.h"
#include "pipeline/document/tag_sets.h"
#include "pipeline/parse/folding.h"
#include "pipeline/parse/held_space.h"
#include "pipeline/parse/noscript.h"
#include "pipeline/parse/open_elements.h"
#include "pipeline/parse/tokenizer.h"

namespace winnow {
namespace {

constexpr TagSet kOutermost = {Tag::html, Tag::head, Tag::body};
/// Never reach Gumbo: the tree does not depend on them.
constexpr TagSet kLeftOut = {Tag::meta, Tag::link, Tag::base, Tag::title, Tag::script, Tag::style, Tag::isindex};
/// Start tags that do not open the body.
constexpr TagSet kInHead = {Tag::html, Tag::head, Tag::noframes, Tag::noscript, Tag::template_};
/// Elements of the head that may not stand in a <noscript> there (13.2.6.4.5).
constexpr TagSet kEndNoscriptInHead = {Tag::base, Tag::script, Tag::title};
/// Void elements that behave in the tree as a character of text does.
constexpr TagSet kVoidLikeText = {Tag::br, Tag::embed, Tag::img, Tag::image, Tag::source, Tag::wbr};
/// Elements that behave in the tree as text does, once they have ended in order. <a> and <button>
/// do as long as no other is open, or waits to be opened again. Gumbo does not know all of them.
constexpr TagSet kLikeText = {
    Tag::a,      Tag::abbr,   Tag::acronym, Tag::audio,   Tag::b,        Tag::bdi,   Tag::bdo,    Tag::big,
    Tag::blink,  Tag::button, Tag::canvas,  Tag::cite,    Tag::code,     Tag::data,  Tag::del,    Tag::dfn,
    Tag::dialog, Tag::em,     Tag::i,       Tag::ins,     Tag::kbd,      Tag::label, Tag::legend, Tag::map,
    Tag::mark,   Tag::meter,  Tag::output,  Tag::picture, Tag::progress, Tag::q,     Tag::s,      Tag::samp,
    Tag::search, Tag::slot,   Tag::small,   Tag::span,    Tag::strong,   Tag::sub,   Tag::sup,    Tag::time,
    Tag::tt,     Tag::u,      Tag::unknown, Tag::var,     Tag::video};
/// Elements that behave as <hr> does, once they have ended in order: they close a paragraph.
constexpr TagSet kLikeRule = sets::kPlainBlocks;
/// Those that end with their parent, or before the next of their kind.
constexpr TagSet kEndsWithoutTag = {Tag::dd, Tag::dt, Tag::li, Tag::p};
constexpr TagSet kInColumns = {Tag::col, Tag::colgroup, Tag::template_};
constexpr TagSet kCloseSelect = {Tag::input, Tag::keygen, Tag::textarea, Tag::select};

bool is_all_space(std::string_view text) noexcept { return std::all_of(text.begin(), text.end(), is_html_space); }

/// True when a page holds control characters that Gumbo turns into U+FFFD or drops. Written with
/// bytes and without branches, so that compilers make vector instructions of it.
bool holds_controls(std::string_view page) noexcept {
  using Byte = std::uint8_t;
  const auto* bytes = reinterpret_cast<const Byte*>(page.data());
  const auto is_control = [](Byte c) -> Byte {
    const Byte is_low = c < 0x20;
    const Byte is_no_space = static_cast<Byte>(c - '\t') > '\r' - '\t';
    const Byte is_vertical_tab = c == '\v';
    const Byte is_delete = c == 0x7F;
    return static_cast<Byte>((is_low & (is_no_space | is_vertical_tab)) | is_delete);
  };
  Byte found = page.empty() ? Byte{0} : is_control(bytes[0]);
  for (std::size_t i = 1; i < page.size(); ++i) {
    const Byte is_c1_lead = bytes[i - 1] == 0xC2;
    const Byte is_c1_trail = bytes[i] < 0xA0;
    found = static_cast<Byte>(found | is_control(bytes[i]) | (is_c1_lead & is_c1_trail));
  }
  return found != 0;
}

/// False for start tags of HTML, and for <foreignObject>, which is there to hold some.
bool stays_in_picture(const Token& tag, std::string_view name) {
  return !OpenElements::leaves_foreign(tag.tag) && tag.tag != Tag::font && !equals_ignoring_case(name, "foreignobject");
}

/// Behind <svg>: skips the picture to its </svg>. False when something in it could leave svg or be
/// HTML; the tokenizer stands somewhere inside then.
bool skip_picture(Tokenizer& tokens, std::size_t max_depth) {
  OpenElements inside(max_depth);
  bool is_safe = inside.open(Tag::svg, "svg", Space::svg);
  while (is_safe && inside.has(Tag::svg)) {
    const Token token = tokens.next(true);
    const std::string_view name = tokens.name(token);
    if (token.kind == Token::Kind::start_tag) {
      is_safe = !inside.has_html_inside() && stays_in_picture(token, name) &&
                (token.is_self_closing || inside.open(token.tag, name, inside.space_of(token.tag, name, false)));
    } else if (token.kind == Token::Kind::end_tag) {
      is_safe = inside.is_innermost(token.tag, name) || !inside.has_html_inside();
      is_safe = is_safe && inside.close_foreign(token.tag, name);
    } else {
      is_safe = token.kind != Token::Kind::end_of_page;
    }
  }
  return is_safe;
}

/// The pass over the page.
class SkeletonWriter {
 public:
  SkeletonWriter(Dom& dom, const Limits& limits, Skeleton& out)
      : dom_(dom),
        page_(dom.source),
        limits_(limits),
        tokens_(page_, dom.noted),
        noscripts_(dom.source),
        open_(inner_depth(limits)),
        out_(out),
        folding_(page_, out),
        space_(open_, folding_) {}

  Scan run(const Deadline& deadline) {
    unsigned count = 0;
    for (Token token = next(); token.kind != Token::Kind::end_of_page; token = next()) {
      take(token);
      if ((++count & 1023u) != 0) continue;
      if (deadline.passed()) return Scan::too_slow;
      if (least_tree_bytes() > limits_.max_tree_bytes) return Scan::too_large;
    }
    space_.write_if_it_reopens();
    unfold();
    return Scan::done;
  }

 private:
  /// What Gumbo and the tree will need at least.
  std::size_t least_tree_bytes() const noexcept {
    constexpr std::size_t kPerElement = 128;  // a GumboNode alone has more
    constexpr std::size_t kPerPiece = sizeof(Piece) + sizeof(Node);
    return out_.tags.size() * kPerElement + out_.pieces.size() * kPerPiece + dom_.asides.size() * sizeof(Aside) +
           dom_.noted.size() * sizeof(NotedAttribute);
  }

  /// OpenElements does not count <html> and <body>.
  static std::size_t inner_depth(const Limits& limits) noexcept {
    return std::max<std::size_t>(limits.max_depth, 3) - 2;
  }

  Token next() { return tokens_.next(open_.in_foreign_element()); }

  void take(const Token& token) {
    if (token.is_behind_comment) take_comment();
    switch (token.kind) {
      case Token::Kind::text:
        take_text(token);
        break;
      case Token::Kind::cdata:
        add_text({token.begin, token.begin + token.length}, true);
        break;
      case Token::Kind::start_tag:
        space_.write_if_it_reopens();
        take_start_tag(token);
        break;
      case Token::Kind::end_tag:
        space_.write_if_it_reopens();
        take_end_tag(token);
        break;
      case Token::Kind::doctype:
        take_doctype(token);
        break;
      case Token::Kind::end_of_page:
        break;
    }
  }

  /// Comments are left out but where they part what would otherwise be one.
  void take_comment() {
    if (is_behind_pre_) out_.html.append("<?>");  // the newline behind it is no longer the first thing
    is_behind_pre_ = false;
    write_where_space_ends("<?>");
  }

  // ---- text ------------------------------------------------------------------------------------

  void take_text(const Token& token) {
    ByteRange run{token.begin, token.begin + token.length};
    if (is_behind_pre_ && !is_all_space(view(run))) skip_newline(run);
    is_behind_pre_ = false;
    if (is_in_columns() && !is_all_space(view(run))) {
      while (is_html_space(page_[run.begin])) ++run.begin;
      leave_columns();
    }
    add_run(run);
  }

  /// Nothing but white space, <col> and <template> stays in a <colgroup> (13.2.6.4.12).
  bool is_in_columns() const noexcept { return open_.innermost_tag() == Tag::colgroup && !open_.in_foreign_element(); }
  void leave_columns() noexcept { open_.close(Tag::colgroup, {}); }
  /// A <col> without <colgroup> opens one.
  void enter_columns() {
    if (is_in_columns()) return;
    open_.close_before(Tag::colgroup);
    open_.open(Tag::colgroup, {}, Space::html);
  }

  /// The newline right behind <pre> is no text. (Of white space alone, Gumbo takes it off.)
  void skip_newline(ByteRange& run) const noexcept {
    if (page_[run.begin] == '\r' && run.begin + 1 < run.end && page_[run.begin + 1] == '\n') ++run.begin;
    if (page_[run.begin] == '\n' || page_[run.begin] == '\r') ++run.begin;
  }

  void add_run(ByteRange run) {
    if (!is_all_space(view(run))) {
      add_text(run, false);
    } else if (is_preformatted()) {
      folding_.add_space(run);
    } else {
      space_.hold(run);
    }
  }

  void add_text(ByteRange run, bool is_literal) {
    if (run.empty()) return;
    space_.before_text();
    folding_.add_text(run, is_literal);
  }

  /// Between cells, white space stays in the table and text moves in front of it, together with the
  /// white space before it unless something stands between the two ("in table text", 13.2.6.4.10).
  /// If that is left out, `instead` stands for it.
  void write_where_space_ends(std::string_view instead) {
    if (!open_.is_between_cells()) return;
    space_.write();
    out_.html.append(instead);
  }

  bool is_preformatted() const noexcept { return open_.has(Tag::pre) || open_.has(Tag::listing); }

  std::string_view view(ByteRange range) const noexcept { return page_.substr(range.begin, range.end - range.begin); }

  // ---- start tags ------------------------------------------------------------------------------

  void take_start_tag(const Token& tag) {
    is_behind_pre_ = false;
    const std::string_view name = tokens_.name(tag);
    if (tag.tag == Tag::noscript) noscripts_.mend(tokens_.offset());
    if (open_.in_foreign_element() && take_in_foreign(tag, name)) return;
    if (in_select() && take_in_select(tag, name)) return;

    open_.settle_template(tag.tag);
    if (open_.is_in_template_of_columns() && !kInColumns.has(tag.tag)) return dom_.noted.resize(tag.noted_begin);
    if (is_in_columns() && !kInColumns.has(tag.tag)) leave_columns();
    if (tag.tag == Tag::col && open_.has_in_table_scope(Tag::table)) enter_columns();
    if (kLeftOut.has(tag.tag)) {
      leave_out(tag);
    } else if (tag.tag == Tag::svg || tag.tag == Tag::math) {
      take_foreign_root(tag, name);
    } else if (open_.is_between_cells()) {  // where text and elements part ways
      open_element(tag, name);
    } else if (is_void_like_text(tag.tag)) {
      add_void(tag);
    } else if ((kLikeText.has(tag.tag) || kLikeRule.has(tag.tag)) && !open_.in_foreign_element()) {
      fold_element(tag, name);
    } else {
      open_element(tag, name);
    }
  }

  /// <input> changes what Gumbo makes of a <frameset> behind it, but if text has done so before. A
  /// hidden one stays in its table.
  /// <source> does not open formatting elements again.
  bool is_void_like_text(Tag tag) const noexcept {
    if (may_be_in_foreign_) return false;
    if (tag == Tag::input) return folding_.has_written() && !open_.is_in_table_mode();
    return kVoidLikeText.has(tag) && !(tag == Tag::source && open_.may_reopen_formatting());
  }

  /// Meta, link, base, title, script, style: set aside what later stages read, with its contents.
  void leave_out(const Token& tag) {
    write_where_space_ends("<meta>");
    if (is_in_head()) write_in_head(tag.tag);
    ByteRange contents;
    if (tag.tag == Tag::script) contents = tokens_.script_data();
    if (tag.tag == Tag::style || tag.tag == Tag::title) contents = tokens_.raw_text(tag.tag);
    if (tag.tag == Tag::script || tag.tag == Tag::style || tag.tag == Tag::title) next();  // its end tag
    dom_.noted.resize(tag.noted_begin);
    if (tag.tag == Tag::style || tag.tag == Tag::isindex || open_.has(Tag::template_)) return;
    if (tag.tag == Tag::script && !is_json_script(tokens_.raw(tag))) return;
    dom_.asides.push_back({.tag = tag.tag,
                           .begin = tag.begin,
                           .length = tag.length,
                           .content_begin = contents.begin,
                           .content_length = contents.end - contents.begin});
  }

  /// True while nothing was written that opens the body.
  bool is_in_head() const noexcept { return !has_opened_body_ && !folding_.has_written(); }

  /// What an element of the head does though it is left out: it opens the head, so that a <head>
  /// behind it has no effect, and may end a <noscript>.
  void write_in_head(Tag tag) {
    if (!has_head_ && !open_.has(Tag::template_)) out_.html.append("<head>");
    has_head_ = true;
    if (!kEndNoscriptInHead.has(tag) || open_.innermost_tag() != Tag::noscript) return;
    open_.close(Tag::noscript, {});
    out_.html.append("<base>");
  }

  void add_void(const Token& tag) {
    space_.before_void_like_text(tag.tag);
    folding_.add_void(source_of(tag), false);
  }

  void fold_element(const Token& tag, std::string_view name) {
    if (!may_fold(tag.tag)) return open_element(tag, name);
    if (!close_folded_before(tag.tag)) {
      unfold();
      return write_element(tag, name);
    }
    if (tag.tag == Tag::hr) {
      space_.before_tag(tag.tag);
      folding_.add_void(source_of(tag), true);
    } else if (open_.open(tag.tag, name, Space::html)) {
      space_.before_tag(tag.tag);
      folding_.begin(source_of(tag), name, kLikeRule.has(tag.tag));
    } else {
      skip_contents(tag);
    }
  }

  bool may_fold(Tag tag) const noexcept {
    if (!folding_.has_written() || has_frameset_) return false;  // Gumbo must see what comes before one
    if (may_be_in_foreign_) return false;
    if (tag == Tag::a) return unclosed_link_scope_ == kNoLink && !open_.has(tag);
    if (tag == Tag::button) return !open_.has(tag);
    // A fourth element makes Gumbo forget the first of the like ("Noah's Ark clause", 13.2.4.3).
    if (OpenElements::is_formatting(tag)) return !open_.may_reopen_formatting() && !open_.has_three(tag);
    if (kLikeText.has(tag)) return true;
    return !open_.may_reopen_formatting() && !open_.is_paragraph_in_doubt();
  }

  /// Ends what the start tag ends by itself. False when that is more than open paragraphs and list
  /// items that fold: then only Gumbo knows.
  bool close_folded_before(Tag tag) {
    const std::size_t depth = open_.size();
    open_.close_before(tag);
    const std::size_t closed = depth - open_.size();
    if (closed > folding_.depth() || !all_end_without_tag(closed)) return false;
    folding_.end(closed);
    return true;
  }

  /// True when the innermost `count` elements that fold need no end tags here.
  bool all_end_without_tag(std::size_t count) const noexcept {
    for (std::size_t i = 0; i < count; ++i)
      if (!kEndsWithoutTag.has(folding_.tag(i))) return false;
    return true;
  }

  void unfold() {
    if (folding_.holds(Tag::a)) note_unclosed_link();
    folding_.unfold();
  }

  void note_unclosed_link() noexcept { unclosed_link_scope_ = std::min(unclosed_link_scope_, open_.scope_depth()); }

  void open_element(const Token& tag, std::string_view name) {
    unfold();
    space_.before_part_of_table(tag.tag);
    open_.close_before(tag.tag);
    write_element(tag, name);
  }

  /// Nothing folds and what the tag closes is closed: it is written and opens an element.
  void write_element(const Token& tag, std::string_view name) {
    const bool is_ignored = (sets::kTableParts.has(tag.tag) && !open_.has_in_table_scope(Tag::table)) ||
                            (tag.tag == Tag::form && open_.ignores_form());
    const bool is_empty_form = tag.tag == Tag::form && !is_ignored && open_.is_in_table_mode();
    const bool has_depth = !sets::kVoid.has(tag.tag) && !kOutermost.has(tag.tag) && !is_ignored && !is_empty_form;
    if (has_depth && !open_.open(tag.tag, name, Space::html)) return skip_contents(tag);
    if (is_empty_form) open_.open_empty_form();
    if (is_ignored || tag.tag == Tag::form) space_.write();
    else space_.before_tag(tag.tag);
    if (tag.tag == Tag::html && !out_.html_tag.length) out_.html_tag = source_of(tag);
    if (tag.tag == Tag::body && !out_.body_tag.length) out_.body_tag = source_of(tag);
    if (tag.tag == Tag::head) has_head_ = true;
    if (tag.tag == Tag::select) in_select_ = true;
    if (tag.tag == Tag::frameset) has_frameset_ = true;
    if (tag.tag == Tag::a) note_unclosed_link();
    write_start_tag(tag, name, attribute_for_tree(tag));
    if (sets::kDropNewline.has(tag.tag)) is_behind_pre_ = true;
    take_raw_contents(tag);
  }

  /// A flattened element: what is raw text in it must not be taken for tags.
  void skip_contents(const Token& tag) {
    if (sets::kRawText.has(tag.tag) || tag.tag == Tag::textarea) tokens_.raw_text(tag.tag);
    dom_.noted.resize(tag.noted_begin);
  }

  void take_raw_contents(const Token& tag) {
    if (tag.tag == Tag::plaintext) {
      add_text(tokens_.plaintext(), true);
    } else if (tag.tag == Tag::textarea) {
      ByteRange contents = tokens_.raw_text(tag.tag);
      if (!contents.empty()) skip_newline(contents);
      is_behind_pre_ = false;
      if (!is_all_space(view(contents))) add_text(contents, false);
    } else if (sets::kRawText.has(tag.tag)) {
      const ByteRange contents = tokens_.raw_text(tag.tag);
      if (tag.tag == Tag::xmp) add_text(contents, true);
    }
  }

  /// True where the rules "in select" hold, 13.2.6.4.16; a template inside has rules of its own.
  bool in_select() const noexcept { return in_select_ && !open_.has_template_in_select(); }

  /// True when the tag is dealt with: the rules "in select" ignore it or know it.
  bool take_in_select(const Token& tag, std::string_view name) {
    if (kCloseSelect.has(tag.tag) || (sets::kEndSelectInTable.has(tag.tag) && open_.is_in_table_or_rows())) {
      space_.write();
      in_select_ = false;
      open_.close(Tag::select, {});
      if (tag.tag == Tag::select) {
        out_.html.append("</select>");
        dom_.noted.resize(tag.noted_begin);
      } else {
        open_element(tag, name);  // it is what ends the select
      }
      return true;
    }
    if (tag.tag == Tag::script || tag.tag == Tag::template_) return false;
    if (sets::kOptions.has(tag.tag)) {
      space_.before_tag(tag.tag);
      write_start_tag(tag, name, {});
    } else {
      dom_.noted.resize(tag.noted_begin);
    }
    return true;
  }

  /// The attribute, if any, that Gumbo must see to build the right tree.
  std::string_view attribute_for_tree(const Token& tag) const {
    if (tag.tag == Tag::font) return is_old_font(tag) ? " size=1" : std::string_view();
    if (tag.tag == Tag::input) return is_attribute(tag, "type", "hidden") ? " type=hidden" : std::string_view();
    return {};
  }

  bool is_attribute(const Token& tag, std::string_view name, std::string_view value) const {
    AttributeReader reader(tokens_.raw(tag));
    for (RawAttribute attribute; reader.next(attribute);)
      if (equals_ignoring_case(attribute.name, name)) return equals_ignoring_case(attribute.value, value);
    return false;
  }

  /// True for a <font> that ends svg and math.
  bool is_old_font(const Token& tag) const {
    if (tag.tag != Tag::font) return false;
    AttributeReader reader(tokens_.raw(tag));
    for (RawAttribute attribute; reader.next(attribute);)
      for (std::string_view name : {"color", "face", "size"})
        if (equals_ignoring_case(attribute.name, name)) return true;
    return false;
  }

  // ---- svg and math ----------------------------------------------------------------------------

  /// 13.2.6.5, rules for foreign content. False: the tag follows the rules for HTML.
  bool take_in_foreign(const Token& tag, std::string_view name) {
    if (!open_.is_foreign_start(tag.tag, name)) return false;
    if (is_old_font(tag) || OpenElements::leaves_foreign(tag.tag)) {
      open_.leave_foreign();
      open_element(tag, name);
      if (tag.tag == Tag::meta) dom_.asides.push_back({.tag = tag.tag, .begin = tag.begin, .length = tag.length});
    } else {
      open_foreign(tag, name);
    }
    return true;
  }

  void take_foreign_root(const Token& tag, std::string_view name) {
    const std::uint32_t behind = tokens_.offset();
    const std::size_t noted = dom_.noted.size();
    if (tag.tag == Tag::svg && (tag.is_self_closing || skip_picture(tokens_, limits_.max_depth))) {
      dom_.noted.resize(tag.noted_begin);
      write_picture();
      return;
    }
    dom_.noted.resize(noted);
    tokens_.go_back_to(behind);
    unfold();
    open_foreign(tag, name);
  }

  /// A picture that was left out still ends the head and opens formatting elements again. (An
  /// element that folds has done so.)
  void write_picture() {
    if (folding_.depth() != 0) return;
    if (!is_in_head() && !open_.is_between_cells() && !open_.may_reopen_formatting()) return;
    space_.write();
    out_.html.append("<svg/>");
  }

  void open_foreign(const Token& tag, std::string_view name) {
    const bool has_html = is_html_annotation(tag, name);
    const Space space = open_.space_of(tag.tag, name, has_html);
    if (!tag.is_self_closing && !open_.open(tag.tag, name, space)) {
      dom_.noted.resize(tag.noted_begin);
      return;
    }
    space_.before_tag(tag.tag);
    write_start_tag(tag, name, has_html ? " encoding=text/html" : "", space);
  }

  bool is_html_annotation(const Token& tag, std::string_view name) const {
    return equals_ignoring_case(name, "annotation-xml") &&
           (is_attribute(tag, "encoding", "text/html") || is_attribute(tag, "encoding", "application/xhtml+xml"));
  }

  // ---- end tags, doctypes ----------------------------------------------------------------------

  void take_end_tag(const Token& tag) {
    is_behind_pre_ = false;
    if (in_select() && !end_tag_counts_in_select(tag.tag)) return;
    if (open_.is_in_template_of_columns() && tag.tag != Tag::template_) return;
    if (is_in_columns() && !kInColumns.has(tag.tag)) leave_columns();
    const std::string_view name = tokens_.name(tag);
    space_.before_part_of_table(tag.tag);
    const bool was_foreign = open_.in_foreign_element();
    const std::size_t depth = open_.size();
    const Closing closing = open_.close(tag.tag, name);
    if (closing == Closing::flattened) return;
    if (end_folded(tag.tag, depth - open_.size())) return;
    unfold();
    if (closing == Closing::nothing && was_foreign && !is_html_only(tag.tag)) return;
    if (tag.tag == Tag::template_) in_select_ = open_.has(Tag::select);
    if (closing == Closing::element && was_foreign) may_be_in_foreign_ = true;
    const bool has_closed = closing != Closing::nothing;
    const bool reaches_all = open_.scope_depth() <= unclosed_link_scope_;  // cells hide what is outside
    if (tag.tag == Tag::a && reaches_all) unclosed_link_scope_ = kNoLink;
    if (has_closed || tag.tag == Tag::p || tag.tag == Tag::br) space_.before_tag(tag.tag);
    else space_.write();
    if (tag.tag == Tag::form) out_.html.append("<?>");  // else Gumbo moves text behind the form
    out_.html.append("</");
    write_name(tag.tag, name, closing == Closing::foreign_element);
    out_.html.push_back('>');
  }

  /// True when the end tag closed `count` elements that fold, all in order.
  bool end_folded(Tag tag, std::size_t count) {
    if (count == 0 || count > folding_.depth()) return false;
    if (count > 1 && !(kLikeRule.has(tag) && all_end_without_tag(count - 1))) return false;
    space_.before_tag(tag);
    folding_.end(count);
    return true;
  }

  /// False when the rules "in select" ignore the end tag. Some close the select.
  bool end_tag_counts_in_select(Tag tag) {
    if (tag == Tag::select) {
      in_select_ = false;
    } else if (sets::kEndSelectInTable.has(tag) && open_.has_in_table_scope(tag)) {
      in_select_ = false;
      open_.close(Tag::select, {});
    } else {
      return sets::kOptions.has(tag) || tag == Tag::template_;
    }
    return true;
  }

  /// Quirks mode changes where a table stands in a paragraph.
  void take_doctype(const Token& token) {
    write_where_space_ends("<?>");
    if (has_doctype_) return;
    has_doctype_ = true;
    out_.html.append(tokens_.raw(token));
  }

  // ---- writing ---------------------------------------------------------------------------------

  void write_start_tag(const Token& tag, std::string_view name, std::string_view attribute, Space space = Space::html) {
    const bool is_foreign = space != Space::html;
    if (!kInHead.has(tag.tag)) has_opened_body_ = true;
    out_.tags.push_back({.at = static_cast<std::uint32_t>(out_.html.size()), .source = source_of(tag)});
    if (is_foreign) out_.tags.back().source.tag = tag.tag;
    out_.html.append("<");
    write_name(tag.tag, name, is_foreign);
    out_.html.append(attribute).append(is_foreign && tag.is_self_closing ? "/>" : ">");
  }

  /// End tags that may have an effect though no such element is open.
  static bool is_html_only(Tag tag) noexcept { return tag != Tag::unknown && !is_raw_in_html(tag); }

  static bool is_raw_in_html(Tag tag) noexcept {
    return sets::kRawText.has(tag) || tag == Tag::script || tag == Tag::textarea || tag == Tag::plaintext;
  }

  /// Raw text elements of HTML are ordinary in svg and math. Under another name they stay so, even
  /// where OpenElements errs and Gumbo would take the rest of the page for their text. Those of
  /// tables and select get another name because Gumbo takes them there for HTML's own when it resets
  /// its insertion mode (13.2.4.1), which can end the process by an assertion.
  void write_name(Tag tag, std::string_view name, bool is_foreign) {
    if (is_foreign && (is_raw_in_html(tag) || sets::kSetInsertionMode.has(tag))) out_.html.append("x-");
    out_.html.append(name);
  }

  /// To HTML an <image> is an <img> (13.2.6.4.7).
  static SourceTag source_of(const Token& tag) noexcept {
    const Tag known = tag.tag == Tag::image ? Tag::img : tag.tag;
    return {tag.begin, tag.length, tag.noted_begin, tag.noted_count, known};
  }

  Dom& dom_;
  std::string_view page_;
  const Limits& limits_;
  Tokenizer tokens_;
  NoscriptMender noscripts_;
  OpenElements open_;
  Skeleton& out_;
  Folding folding_;
  HeldSpace space_;
  bool is_behind_pre_ = false;  ///< the last token was <pre> or its like
  bool in_select_ = false;
  static constexpr std::size_t kNoLink = std::numeric_limits<std::size_t>::max();
  /// Where the outermost <a> was left open, as scope_depth(): Gumbo opens it again behind the block
  /// that it stood in.
  std::size_t unclosed_link_scope_ = kNoLink;
  bool may_be_in_foreign_ = false;  ///< HTML's end tag closed svg or math: Gumbo may not think so
  bool has_doctype_ = false;
  bool has_head_ = false;         ///< <head> was written
  bool has_opened_body_ = false;  ///< a start tag was written that opens the body
  bool has_frameset_ = false;
};

}  // namespace

void Skeleton::clear() noexcept {
  html.clear();
  tags.clear();
  pieces.clear();
  html_tag = body_tag = {};
  has_controls = false;
}

void Skeleton::release() {
  constexpr std::size_t kKept = std::size_t{1} << 20;
  if (html.capacity() > kKept || tags.capacity() * sizeof(WrittenTag) > kKept ||
      pieces.capacity() * sizeof(Piece) > kKept)
    *this = {};
}

Scan scan(Dom& dom, const Limits& limits, const Deadline& deadline, Skeleton& skeleton) {
  skeleton.clear();
  skeleton.has_controls = holds_controls(dom.source);
  return SkeletonWriter(dom, limits, skeleton).run(deadline);
}

}  // namespace winnow
