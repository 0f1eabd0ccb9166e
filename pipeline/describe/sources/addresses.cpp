#include "pipeline/describe/sources/addresses.h"

#include <algorithm>
#include <vector>

#include "pipeline/base/ascii.h"
#include "pipeline/base/text.h"
#include "pipeline/base/urls.h"

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
  std::stable_sort(out.begin(), out.end(),
                   [](const Address& a, const Address& b) { return a.finding->rank > b.finding->rank; });
  return out;
}

std::string take(const Address& address) {
  address.finding->won = true;
  return address.url;
}

/// "/story" of "/story/", "/story.html", "/story?x": what the pages of one article share.
std::string_view stem_of(std::string_view path) noexcept {
  path = path.substr(0, path.find('?'));
  if (const std::size_t dot = path.rfind('.');
      dot != std::string_view::npos && path.find('/', dot) == std::string_view::npos)
    path = path.substr(0, dot);
  while (path.size() > 1 && path.back() == '/') path.remove_suffix(1);
  return path;
}

/// The address inside a sentence about a licence; "" if there is none.
std::string_view address_in(std::string_view text) noexcept {
  const std::size_t begin = text.find("http");
  if (begin == std::string_view::npos || text.substr(begin).find("://") > 5) return {};
  return text.substr(begin, text.find_first_of(" \t\n\"<>),;", begin) - begin);
}

}  // namespace

std::string choose_license(Findings& findings, std::string_view base) {
  constexpr std::size_t kMaxWords = 12;
  Finding* best = findings.best(Field::license);
  if (!best) return {};
  best->won = true;
  if (const std::string_view address = address_in(best->value); !address.empty()) return std::string(address);
  if (best->value.find(' ') == std::string::npos && best->value.find('/') != std::string::npos)
    return resolve_url(base, best->value);
  return count_words(best->value) <= kMaxWords ? best->value : std::string{};
}

std::string choose_address(Findings& findings, Field field, std::string_view base) {
  const std::vector<Address> all = resolved(findings.of(field), base);
  return all.empty() ? std::string{} : take(all.front());
}

std::string choose_canonical(Findings& findings, std::string_view page_url, std::string_view base) {
  const std::vector<Address> all = resolved(findings.of(Field::canonical_url), base);
  for (const Address& address : all) {
    if (path_of(address.url) == "/" && !page_url.empty() && path_of(page_url) != "/") continue;
    if (page_url.empty() || same_site(address.url, page_url)) return take(address);
    const auto votes =
        std::count_if(all.begin(), all.end(), [&](const Address& other) { return same_site(other.url, address.url); });
    if (votes > 1) return take(address);
  }
  return {};
}

std::string choose_next_page(Findings& findings, std::string_view page_url, std::string_view base) {
  if (page_url.empty()) return {};
  const std::string_view stem = stem_of(path_of(page_url));
  for (const Address& address : resolved(findings.of(Field::next_page), base)) {
    const std::string_view next = path_of(address.url);
    const bool grown = stem.size() > 1 && next.starts_with(stem) && next != path_of(page_url) &&
                       !is_ascii_alnum(next[std::min(stem.size(), next.size() - 1)]);
    if (grown && host_of(address.url) == host_of(page_url)) return take(address);
  }
  return {};
}

}  // namespace winnow
