#include "pipeline/document/tag_sets.h"

namespace winnow {
namespace {

constexpr TagSet kSkipped = {Tag::script,   Tag::style,    Tag::template_, Tag::svg,      Tag::iframe,
                             Tag::select,   Tag::object,   Tag::audio,     Tag::video,    Tag::canvas,
                             Tag::textarea, Tag::datalist, Tag::head,      Tag::embed,    Tag::applet,
                             Tag::noembed,  Tag::title,    Tag::meter,     Tag::progress, Tag::math};

}  // namespace

bool is_skipped(Tag tag) noexcept { return kSkipped.has(tag); }

}  // namespace winnow
