#include "pipeline/document/base_url.h"

#include "pipeline/base/urls.h"

namespace winnow {

std::string base_url(const Dom& dom, std::string_view page_url) {
  for (const Aside& aside : dom.asides)
    if (aside.tag == Tag::base)
      if (std::string base = resolve_url(page_url, attribute_of(dom.raw(aside), "href")); !base.empty()) return base;
  return std::string(page_url);
}

}  // namespace winnow
