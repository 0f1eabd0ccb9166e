#include "pipeline/describe/addresses.h"

#include <algorithm>
#include <vector>

#include "pipeline/describe/urls.h"

namespace winnow {
namespace {

struct Address {
  Finding* finding = nullptr;
  std::string url;
};

/// The findings that resolve, best rank first.
std::vector<Address> resolved(std::vector<Finding>& findings, std::string_view base) {
  std::vector<Address> out;
  for (Finding& f : findings)
    if (std::string url = resolve_url(base, f.value); !url.empty()) out.push_back({&f, std::move(url)});
  std::stable_sort(out.begin(), out.end(), [](const Address& a, const Address& b) { return a.finding->rank > b.finding->rank; });
  return out;
}

std::string take(const Address& address) {
  address.finding->won = true;
  return address.url;
}

/// "/story" of "/story/", "/story.html", "/story?x": what the pages of one article share.
std::string_view stem_of(std::string_view path) noexcept {
  path = path.substr(0, path.find('?'));
  if (const std::size_t dot = path.rfind('.'); dot != std::string_view::npos && path.find('/', dot) == std::string_view::npos) path = path.substr(0, dot);
  while (path.size() > 1 && path.back() == '/') path.remove_suffix(1);
  return path;
}

}  // namespace

std::string choose_address(Findings& findings, Field field, std::string_view base) {
  const std::vector<Address> all = resolved(findings.of(field), base);
  return all.empty() ? std::string{} : take(all.front());
}

std::string choose_canonical(Findings& findings, std::string_view page_url, std::string_view base) {
  const std::vector<Address> all = resolved(findings.of(Field::canonical_url), base);
  for (const Address& address : all) {
    if (path_of(address.url) == "/" && !page_url.empty() && path_of(page_url) != "/") continue;
    if (page_url.empty() || same_site(address.url, page_url)) return take(address);
    const auto votes = std::count_if(all.begin(), all.end(), [&](const Address& other) { return same_site(other.url, address.url); });
    if (votes > 1) return take(address);
  }
  return {};
}

std::string choose_next_page(Findings& findings, std::string_view page_url, std::string_view base) {
  if (page_url.empty()) return {};
  const std::string_view stem = stem_of(path_of(page_url));
  for (const Address& address : resolved(findings.of(Field::next_page), base)) {
    const std::string_view next = path_of(address.url);
    const bool grown = stem.size() > 1 && next.starts_with(stem) && next != path_of(page_url);
    if (grown && host_of(address.url) == host_of(page_url)) return take(address);
  }
  return {};
}

}  // namespace winnow
