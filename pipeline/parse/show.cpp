#include "pipeline/parse/show.h"

#include <vector>

#include "pipeline/base/text.h"
#include "pipeline/document/dom.h"
#include "pipeline/document/shown.h"

namespace winnow {
namespace {

constexpr std::string_view kTemplate = "template", kScript = "script";

/// Calls use(at of '<', is_end) for each start and end tag of that name, in order; use returns where to go on.
template <class Use>
void for_each_tag(const std::string& page, std::string_view name, Use&& use) {
  for (std::size_t at = page.find('<'); at != std::string::npos; at = page.find('<', at)) {
    const bool is_end = page.compare(at + 1, 1, "/") == 0;
    const std::string_view rest = std::string_view(page).substr(at + 1 + is_end);
    const bool has_name =
        starts_with_ignoring_case(rest, name) && (rest.size() == name.size() || is_html_space(rest[name.size()]) ||
                                                  rest[name.size()] == '>' || rest[name.size()] == '/');
    at = has_name ? use(at, is_end) : at + 1;
  }
}

std::string_view start_tag_at(const std::string& page, std::size_t at) {
  constexpr std::size_t kLongest = 4096;  // so that tags which never end cost no more than the page has
  const std::string_view tag = std::string_view(page).substr(at, kLongest);
  const std::size_t end = tag.find('>');
  return tag.substr(0, end == std::string_view::npos ? end : end + 1);
}

void rename(std::string& page, std::size_t at, bool is_end, std::string_view name) {
  page.replace(at + 1 + is_end, name.size(), name);
}

void show_shadow_roots(std::string& page) {
  std::vector<bool> is_shown;  // of the templates that are open
  for_each_tag(page, kTemplate, [&](std::size_t at, bool is_end) {
    bool shows = false;
    if (!is_end) {
      const std::string_view tag = start_tag_at(page, at);
      shows = !attribute_of(tag, "shadowrootmode").empty() || !attribute_of(tag, "shadowroot").empty();
      is_shown.push_back(shows);
    } else if (!is_shown.empty()) {
      shows = is_shown.back();
      is_shown.pop_back();
    }
    if (shows) rename(page, at, is_end, kShadowRootName);
    return at + 1;
  });
}

void show_tex(std::string& page) {
  for_each_tag(page, kScript, [&](std::size_t at, bool is_end) {
    if (is_end) return at + 1;
    const std::string_view tag = start_tag_at(page, at);
    const std::size_t begin = at + tag.size();
    std::size_t end = begin;  // of its contents, whatever they look like
    while (end < page.size() && !starts_with_ignoring_case(std::string_view(page).substr(end), "</script")) ++end;
    if (end == page.size() || !starts_with_ignoring_case(attribute_of(tag, "type"), "math/tex")) return end;
    rename(page, at, false, kTexName);
    for (std::size_t i = begin; i < end; ++i)
      if (page[i] == '<') page[i] = kTexLessThan;
    rename(page, end, true, kTexName);
    return end + 1;
  });
}

}  // namespace

void show_elements(std::string& page) {
  if (find_bytes(page, "shadowroot") != std::string::npos) show_shadow_roots(page);
  if (find_bytes(page, "math/tex") != std::string::npos) show_tex(page);
}

}  // namespace winnow
