#include "pipeline/compose/images.h"

#include <algorithm>
#include <charconv>

#include "pipeline/base/ascii.h"
#include "pipeline/base/text.h"
#include "pipeline/base/urls.h"

namespace winnow {
namespace {

/// The candidate with the largest width or density of a srcset
/// (https://html.spec.whatwg.org/#parse-a-srcset-attribute).
std::string_view largest_of(std::string_view set) noexcept {
  std::string_view best;
  double most = -1;
  for (std::size_t at = 0; at < set.size();) {
    while (at < set.size() && (is_html_space(set[at]) || set[at] == ',')) ++at;
    std::size_t end = at;
    while (end < set.size() && !is_html_space(set[end])) ++end;
    std::string_view address = set.substr(at, end - at);
    at = end;
    double size = 1;
    if (address.ends_with(',')) {
      address.remove_suffix(1);
    } else {
      while (at < set.size() && is_html_space(set[at])) ++at;
      std::from_chars(set.data() + at, set.data() + set.size(), size);
      at = std::min(set.find(',', at), set.size());
    }
    if (!address.empty() && size > most) {
      most = size;
      best = address;
    }
  }
  return best;
}

/// True for a picture of one pixel or none.
bool is_pixel(const Dom& dom, std::uint32_t image) {
  const auto is_tiny = [](const std::string& size) {
    return size == "0" || size == "1" || size == "1px" || size == "0px";
  };
  return is_tiny(dom.attribute(image, "width")) && is_tiny(dom.attribute(image, "height"));
}

/// The srcset of a <source> beside the image in its <picture>.
std::string set_of_picture(const Dom& dom, std::uint32_t image) {
  const std::uint32_t picture = dom.nodes[image].parent;
  if (dom.nodes[picture].tag != Tag::picture) return {};
  for (std::uint32_t i = picture + 1; i < image; ++i)
    if (dom.nodes[i].tag == Tag::source)
      for (const std::string_view name : {"srcset", "data-srcset"})
        if (std::string set = dom.attribute(i, name); !set.empty()) return set;
  return {};
}

}  // namespace

std::string address_of_image(const Dom& dom, std::uint32_t image, std::string_view base, const InlineRules& rules) {
  if (is_pixel(dom, image)) return {};
  std::string address;
  const auto finds = [&](std::string_view reference) {
    address = resolve_url(base, reference);
    return !address.empty();
  };
  for (const std::string& name : rules.late_images())
    if (finds(dom.attribute(image, name))) return address;
  for (const std::string& name : rules.late_image_sets())
    if (finds(largest_of(dom.attribute(image, name)))) return address;
  if (finds(dom.attribute(image, "src"))) return address;
  for (const std::string& set : {dom.attribute(image, "srcset"), set_of_picture(dom, image)})
    if (finds(largest_of(set))) return address;
  return {};
}

}  // namespace winnow
