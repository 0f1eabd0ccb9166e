#include "pipeline/rulepack/cues.h"

#include <array>

namespace winnow {
namespace {

constexpr std::array<std::string_view, kCueCount> kCues = {
    "share",  "follow",     "newsletter", "related",      "comment",    "advert",    "legal",   "byline",
    "credit", "caption",    "date",       "reading_time", "navigation", "subscribe", "promo",   "widget",
    "footer", "author_bio", "correction", "toc",          "faq",        "tags",      "popular", "wall"};
constexpr std::array<std::string_view, kClassGroupCount> kClassGroups = {
    "nav",   "breadcrumb", "header", "footer",  "side",    "share", "related", "ad",  "comment", "newsletter", "cookie",
    "modal", "author",     "meta",   "tags",    "caption", "title", "summary", "toc", "article", "content",    "search",
    "login", "form",       "list",   "product", "forum",   "faq",   "hidden",  "cta", "card",    "promo"};

}  // namespace

std::string_view name(Cue cue) noexcept { return kCues[static_cast<std::size_t>(cue)]; }
std::string_view name(ClassGroup group) noexcept { return kClassGroups[static_cast<std::size_t>(group)]; }

}  // namespace winnow
