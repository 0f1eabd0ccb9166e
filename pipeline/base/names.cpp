// The names of the public closed lists, as they stand in records and rules.

#include "pipeline/base/names.h"

#include <array>

#include "winnow/winnow.h"

namespace winnow {
namespace {

template <std::size_t N, class E>
std::string_view name_in(const std::array<std::string_view, N>& names, E value) noexcept {
  return names[static_cast<std::size_t>(value)];
}

constexpr std::array<std::string_view, 14> kReasons = {
    "empty",       "too_large", "too_deep",       "too_slow",  "not_html",         "undecodable", "no_text",
    "not_article", "too_short", "wrong_language", "duplicate", "malformed_record", "unreadable",  "internal"};
constexpr std::array<std::string_view, kKindCount> kKinds = {"paragraph", "heading",    "list_item", "quote",
                                                             "code",      "table_cell", "caption"};
constexpr std::array<std::string_view, kLabelCount> kLabels = {
    "body",       "heading", "lead",  "title", "byline", "date",   "caption", "credit", "related", "navigation",
    "breadcrumb", "footer",  "share", "promo", "ad",     "cookie", "comment", "widget", "legal",   "boilerplate"};

}  // namespace

std::string_view name(Reason reason) noexcept { return name_in(kReasons, reason); }
std::vector<std::string> reason_names() { return {kReasons.begin(), kReasons.end()}; }
std::string_view name(Kind kind) noexcept { return name_in(kKinds, kind); }
std::string_view name(Label label) noexcept { return name_in(kLabels, label); }
std::string_view version() noexcept { return WINNOW_VERSION; }

}  // namespace winnow
