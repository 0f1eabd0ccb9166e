// Which site's rules and which of its layouts a page meets.

#include "pipeline/rulepack/site_rules.h"

#include <algorithm>
#include <array>

#include "pipeline/base/ascii.h"
#include "pipeline/base/urls.h"

namespace winnow {
namespace {

/// A host in lower case, without "www.". Hosts have 253 bytes at most (RFC 1035); a longer text is no host.
class LowerHost {
 public:
  explicit LowerHost(std::string_view host) noexcept {
    if (host.size() > bytes_.size()) return;
    std::transform(host.begin(), host.end(), bytes_.begin(), ascii_lower);
    view_ = std::string_view(bytes_.data(), host.size());
    if (view_.starts_with("www.")) view_.remove_prefix(4);
  }
  LowerHost(const LowerHost&) = delete;
  LowerHost& operator=(const LowerHost&) = delete;
  std::string_view view() const noexcept { return view_; }

 private:
  std::array<char, 253> bytes_{};
  std::string_view view_;
};

/// What follows the first label: "b.c" of "a.b.c".
std::string_view above(std::string_view host) noexcept {
  const std::size_t dot = host.find('.');
  return dot == std::string_view::npos ? std::string_view{} : host.substr(dot + 1);
}

}  // namespace

const SiteLayout& SiteRules::layout_of(std::string_view day) const noexcept {
  for (const SiteLayout& layout : layouts) {
    const std::string& last = layout.valid_until;
    if (last.empty() || (!day.empty() && day.substr(0, last.size()) <= last)) return layout;
  }
  return layouts.back();
}

bool SiteRules::cover(std::string_view host) const noexcept {
  const LowerHost lower(host);
  const auto is_listed = [&](std::string_view one) {
    return std::find(hosts.begin(), hosts.end(), one) != hosts.end();
  };
  if (reach != HostReach::subdomains && is_listed(lower.view())) return true;
  if (reach == HostReach::host) return false;
  for (std::string_view up = above(lower.view()); !up.empty(); up = above(up))
    if (is_listed(up)) return true;
  return false;
}

SiteIndex::Site SiteIndex::add(std::string_view host, HostReach reach, const Site& site) {
  Site before;
  const auto put = [&](ByHost& hosts) {
    Site& entry = hosts[std::string(host)];
    if (entry) before = std::move(entry);
    entry = site;
  };
  if (reach != HostReach::host) put(below_);
  if (reach != HostReach::subdomains) put(exact_);
  return before;
}

const SiteRules* SiteIndex::find(std::string_view url) const noexcept {
  if (empty()) return nullptr;
  const LowerHost host(host_in(url));
  if (const auto found = exact_.find(host.view()); found != exact_.end()) return found->second.get();
  for (std::string_view up = above(host.view()); !up.empty() && !below_.empty(); up = above(up))
    if (const auto found = below_.find(up); found != below_.end()) return found->second.get();
  return nullptr;
}

std::vector<SiteIndex::Site> SiteIndex::all() const {
  std::vector<Site> out;
  for (const ByHost* hosts : {&exact_, &below_})
    for (const auto& [host, site] : *hosts) out.push_back(site);
  std::sort(out.begin(), out.end(),
            [](const Site& a, const Site& b) { return a->place != b->place ? a->place < b->place : a < b; });
  out.erase(std::unique(out.begin(), out.end()), out.end());
  return out;
}

void replace_in_source(const BlockRules& rules, const Page& page, std::string& source) {
  const SiteRules* const site = rules.sites->find(page.url);
  if (!site) return;
  for (const Replacement& replacement : site->layout_of(page.crawled).replace) {
    std::string out;
    std::size_t from = 0;
    for (std::size_t at; (at = source.find(replacement.find, from)) != std::string::npos;
         from = at + replacement.find.size())
      out.append(source, from, at - from).append(replacement.by);
    if (from > 0) source = out.append(source, from);
  }
}

}  // namespace winnow
