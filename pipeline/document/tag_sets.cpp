#include "pipeline/document/tag_sets.h"

namespace winnow {
namespace {

constexpr TagSet kBlockLevel = {
    Tag::address,  Tag::article, Tag::aside,    Tag::blockquote, Tag::body,    Tag::button,     Tag::caption,
    Tag::center,   Tag::dd,      Tag::details,  Tag::dialog,     Tag::dir,     Tag::div,        Tag::dl,
    Tag::dt,       Tag::fieldset, Tag::figcaption, Tag::figure,  Tag::footer,  Tag::form,       Tag::h1,
    Tag::h2,       Tag::h3,      Tag::h4,       Tag::h5,         Tag::h6,      Tag::header,     Tag::hgroup,
    Tag::hr,       Tag::html,    Tag::legend,   Tag::li,         Tag::listing, Tag::main,       Tag::menu,
    Tag::nav,      Tag::ol,      Tag::p,        Tag::plaintext,  Tag::pre,     Tag::search,     Tag::section,
    Tag::summary,  Tag::table,   Tag::tbody,    Tag::td,         Tag::tfoot,   Tag::th,         Tag::thead,
    Tag::tr,       Tag::ul,      Tag::xmp,      Tag::frameset,   Tag::noframes};

constexpr TagSet kSkipped = {
    Tag::script, Tag::style,  Tag::template_, Tag::svg,      Tag::iframe,  Tag::select, Tag::object, Tag::audio,
    Tag::video,  Tag::canvas, Tag::textarea,  Tag::datalist, Tag::head,    Tag::embed,  Tag::applet, Tag::noembed,
    Tag::title,  Tag::meter,  Tag::progress,  Tag::math};

}  // namespace

bool is_block_level(Tag tag) noexcept { return kBlockLevel.has(tag); }
bool is_skipped(Tag tag) noexcept { return kSkipped.has(tag); }

}  // namespace winnow
