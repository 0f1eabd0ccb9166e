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

bool holds_one_of(const std::vector<std::string>& parts, std::string_view folded) {
  return std::any_of(parts.begin(), parts.end(),
                     [&](const std::string& part) { return folded.find(part) != std::string_view::npos; });
}

/// The licence that a value names; "" if it names an owner, or leads to an imprint.
std::string license_in(const std::string& value, std::string_view base, const MetadataRules& rules) {
  constexpr std::size_t kMaxWords = 12;
  std::string address(address_in(value));
  if (address.empty() && value.find(' ') == std::string::npos && value.find('/') != std::string::npos)
    address = resolve_url(base, value);
  if (!address.empty()) {
    const std::string path = fold_case(path_of(address));
    const bool leads_elsewhere = path == "/" || holds_one_of(rules.no_license_paths, path);
    return leads_elsewhere && !holds_one_of(rules.license_hosts, fold_case(address)) ? std::string{} : address;
  }
  const bool is_other_address = value.find(' ') == std::string::npos && value.find(':') != std::string::npos;
  return !is_other_address && count_words(value) <= kMaxWords && holds_one_of(rules.license_words, fold_case(value))
             ? value
             : std::string{};
}

}  // namespace

std::string choose_license(Findings& findings, std::string_view base, const MetadataRules& rules) {
  std::vector<Finding>& all = findings.of(Field::license);
  std::stable_sort(all.begin(), all.end(), [](const Finding& a, const Finding& b) { return a.rank > b.rank; });
  for (Finding& f : all) {
    std::string license = license_in(f.value, base, rules);
    if (license.empty()) continue;
    f.won = true;
    return license;
  }
  return {};
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
