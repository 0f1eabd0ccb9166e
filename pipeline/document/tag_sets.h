#pragma once
// Sets of elements, those of the HTML standard above all (https://html.spec.whatwg.org/multipage/).
// Each names its section there; sections without a page of their own are in parsing.html. Sets of
// blocks are written as what they have in common and what each has besides.

#include "pipeline/document/tag.h"

namespace winnow {

namespace sets {

// ---- what they are ----------------------------------------------------------------------------

/// Elements without contents: syntax.html#void-elements, and the obsolete ones that parsing knows.
inline constexpr TagSet kVoid = {Tag::area,    Tag::base,    Tag::basefont, Tag::bgsound, Tag::br,    Tag::col,
                                 Tag::command, Tag::embed,   Tag::frame,    Tag::hr,      Tag::image, Tag::img,
                                 Tag::input,   Tag::isindex, Tag::keygen,   Tag::link,    Tag::meta,  Tag::param,
                                 Tag::source,  Tag::track,   Tag::wbr};
/// Elements whose contents are text up to their own end tag: #parsing-elements-that-contain-only-text.
/// Script, title and textarea, which have states of their own, are not among them.
inline constexpr TagSet kRawText = {Tag::style, Tag::xmp, Tag::iframe, Tag::noembed, Tag::noframes};
/// "Formatting": #formatting.
inline constexpr TagSet kFormatting = {Tag::a,    Tag::b, Tag::big,   Tag::code,   Tag::em,     Tag::font, Tag::i,
                                       Tag::nobr, Tag::s, Tag::small, Tag::strike, Tag::strong, Tag::tt,   Tag::u};
/// sections.html#the-h1,-h2,-h3,-h4,-h5,-and-h6-elements
inline constexpr TagSet kHeadings = {Tag::h1, Tag::h2, Tag::h3, Tag::h4, Tag::h5, Tag::h6};
/// form-elements.html#the-option-element
inline constexpr TagSet kOptions = {Tag::option, Tag::optgroup};
/// text-level-semantics.html#the-rt-element and its like
inline constexpr TagSet kRubyText = {Tag::rb, Tag::rt, Tag::rtc, Tag::rp};
/// Elements whose first newline is no text: syntax.html#element-restrictions, and listing.
inline constexpr TagSet kDropNewline = {Tag::pre, Tag::textarea, Tag::listing};

// ---- tables -----------------------------------------------------------------------------------

/// tables.html#the-tbody-element and its like
inline constexpr TagSet kRowGroups = {Tag::tbody, Tag::tfoot, Tag::thead};
inline constexpr TagSet kCells = {Tag::td, Tag::th};
inline constexpr TagSet kRowsAndCells = kRowGroups | kCells | TagSet{Tag::tr};
/// Elements that have no effect outside of a table: "parse error, ignore" in #parsing-main-inbody.
inline constexpr TagSet kTableParts = kRowsAndCells | TagSet{Tag::caption, Tag::colgroup};
/// #clear-the-stack-back-to-a-table-body-context
inline constexpr TagSet kAroundRows = kRowGroups | TagSet{Tag::table};
/// #clear-the-stack-back-to-a-table-row-context; text in one of them moves in front of the table.
inline constexpr TagSet kAroundCells = kAroundRows | TagSet{Tag::tr};
/// #parsing-main-inselectintable
inline constexpr TagSet kEndSelectInTable = kTableParts.without({Tag::colgroup}) | TagSet{Tag::table};
/// #reset-the-insertion-mode-appropriately
inline constexpr TagSet kSetInsertionMode =
    kTableParts | TagSet{Tag::body, Tag::frameset, Tag::head, Tag::html, Tag::select, Tag::table, Tag::template_};

// ---- blocks -----------------------------------------------------------------------------------

/// Blocks that the tree treats alike once they are nested as they should be: in #parsing-main-inbody
/// "a start tag whose tag name is one of: address, article, ...", headings, list items and <hr>.
inline constexpr TagSet kPlainBlocks =
    kHeadings | TagSet{Tag::address,    Tag::article, Tag::aside,  Tag::blockquote, Tag::center, Tag::dd,
                       Tag::details,    Tag::dir,     Tag::div,    Tag::dl,         Tag::dt,     Tag::fieldset,
                       Tag::figcaption, Tag::figure,  Tag::footer, Tag::header,     Tag::hgroup, Tag::hr,
                       Tag::li,         Tag::main,    Tag::menu,   Tag::nav,        Tag::ol,     Tag::p,
                       Tag::section,    Tag::summary, Tag::ul};
/// Start tags that close a paragraph: "close a p element" in #parsing-main-inbody.
inline constexpr TagSet kCloseParagraph =
    kPlainBlocks | TagSet{Tag::form, Tag::listing, Tag::plaintext, Tag::pre, Tag::table, Tag::xmp};
/// White space next to them is never seen, outside of pre and its like: rendering.html#flow-content-3.
/// <pre> is not one: the white space in it is seen.
inline constexpr TagSet kHideSpace = kPlainBlocks | kRowsAndCells | kOptions | TagSet{Tag::br, Tag::form, Tag::table};
/// Begin and end a block of text, as browsers lay them out by default: rendering.html#flow-content-3,
/// and button. An <option> does not: text in a select is not read.
inline constexpr TagSet kBlockLevel =
    kCloseParagraph | kRowsAndCells | TagSet{Tag::body, Tag::button, Tag::caption,  Tag::dialog, Tag::frameset,
                                             Tag::html, Tag::legend, Tag::noframes, Tag::search};

// ---- the stack of open elements ---------------------------------------------------------------

/// #has-an-element-in-scope, those of HTML
inline constexpr TagSet kScopes = {Tag::applet, Tag::caption, Tag::html,   Tag::table,    Tag::td,
                                   Tag::th,     Tag::marquee, Tag::object, Tag::template_};
/// #special, those of HTML
inline constexpr TagSet kSpecial =
    kTableParts | kHeadings | kCloseParagraph |
    TagSet{Tag::applet,  Tag::area,     Tag::base,      Tag::basefont, Tag::bgsound,  Tag::body,    Tag::br,
           Tag::button,  Tag::col,      Tag::embed,     Tag::frame,    Tag::frameset, Tag::head,    Tag::html,
           Tag::iframe,  Tag::img,      Tag::input,     Tag::keygen,   Tag::link,     Tag::marquee, Tag::meta,
           Tag::noembed, Tag::noframes, Tag::noscript,  Tag::object,   Tag::param,    Tag::script,  Tag::select,
           Tag::source,  Tag::style,    Tag::template_, Tag::textarea, Tag::title,    Tag::track,   Tag::wbr};
/// Special, but an <li>, <dd> or <dt> ends through them: "a start tag whose tag name is li" in
/// #parsing-main-inbody.
inline constexpr TagSet kNotInListScope = {Tag::address, Tag::div, Tag::p};
/// Start tags that end svg and math: #parsing-main-inforeign.
inline constexpr TagSet kLeaveForeign =
    kHeadings | TagSet{Tag::b,    Tag::big,    Tag::blockquote, Tag::body, Tag::br,      Tag::center, Tag::code,
                       Tag::dd,   Tag::div,    Tag::dl,         Tag::dt,   Tag::em,      Tag::embed,  Tag::head,
                       Tag::hr,   Tag::i,      Tag::img,        Tag::li,   Tag::listing, Tag::menu,   Tag::meta,
                       Tag::nobr, Tag::ol,     Tag::p,          Tag::pre,  Tag::ruby,    Tag::s,      Tag::small,
                       Tag::span, Tag::strong, Tag::strike,     Tag::sub,  Tag::sup,     Tag::table,  Tag::tt,
                       Tag::u,    Tag::ul,     Tag::var};
/// Start tags that set no insertion mode in a template: #parsing-main-intemplate.
inline constexpr TagSet kOfHeadInTemplate = {Tag::base,     Tag::basefont, Tag::bgsound, Tag::link,      Tag::meta,
                                             Tag::noframes, Tag::script,   Tag::style,   Tag::template_, Tag::title};

}  // namespace sets

/// Elements that begin and end a block of text: sets::kBlockLevel.
inline bool is_block_level(Tag tag) noexcept { return sets::kBlockLevel.has(tag); }

/// Elements without text that a reader sees: script, svg, form controls, players.
bool is_skipped(Tag tag) noexcept;

}  // namespace winnow
