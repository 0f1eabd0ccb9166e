// What site rules cost a page that they do not speak of: a lookup by host among 2, 200 and 20,000
// hosts, and the label stage over one page with and without 2,000 sites in its rules. Ratios within
// the run are what to compare: a lookup must not grow with the number of sites.

#include <benchmark/benchmark.h>

#include <filesystem>
#include <fstream>

#include "pipeline/cleaner.h"
#include "pipeline/rulepack/site_rules.h"
#include "pipeline/rules.h"

namespace winnow::bench {
namespace {

std::string host_of_site(std::size_t n) { return "site" + std::to_string(n) + ".example.com"; }

SiteIndex index_of(std::size_t count) {
  SiteIndex index;
  const auto site = std::make_shared<const SiteRules>();
  for (std::size_t i = 0; i < count; ++i) index.add(host_of_site(i), HostReach::host_and_subdomains, site);
  return index;
}

void look_up(benchmark::State& state, const std::string& url) {
  const SiteIndex index = index_of(static_cast<std::size_t>(state.range(0)));
  for (auto _ : state) benchmark::DoNotOptimize(index.find(url));
}
void SiteLookupOfAnotherHost(benchmark::State& state) {
  look_up(state, "https://www.news.example.org/2026/story.html");
}
void SiteLookupOfASubdomain(benchmark::State& state) {
  look_up(state, "https://sport.site1.example.com/2026/story.html");
}
BENCHMARK(SiteLookupOfAnotherHost)->Arg(2)->Arg(200)->Arg(20000);
BENCHMARK(SiteLookupOfASubdomain)->Arg(2)->Arg(200)->Arg(20000);

/// The shipped rules, with so many sites laid over them.
std::shared_ptr<const Rules> rules_with_sites(std::size_t count) {
  namespace fs = std::filesystem;
  const fs::path packs = fs::path(WINNOW_SOURCE_DIR) / "rules";
  if (count == 0) return load_rules(packs);
  const fs::path folder = fs::temp_directory_path() / "winnow-site-bench";
  fs::remove_all(folder);
  fs::create_directories(folder / "sites");
  for (std::size_t i = 0; i < count; ++i)
    std::ofstream(folder / "sites" / (host_of_site(i) + ".yaml"))
        << "body:\n  - //div[contains(concat(' ',normalize-space(@class),' '),' story ')]\n  - //article\n"
           "strip:\n  - \"[class*='share'], [id*='share']\"\n  - //div[@class='related']//ul\n  - "
           "//p[@class='credit']\n"
           "title:\n  - //meta[@property='og:title']/@content\nauthors:\n  - //a[@rel='author']\n";
  auto rules = load_rules({packs, folder});
  fs::remove_all(folder);
  return rules;
}

void LabelAPageOfAnotherHost(benchmark::State& state) {
  const auto rules = rules_with_sites(static_cast<std::size_t>(state.range(0)));
  const Cleaner cleaner(rules, {.limits = {.max_time_ms = 60'000}});
  std::string html = "<!doctype html><html lang=en><body>";
  for (int i = 0; i < 100; ++i)
    html += "<p>The wheel was built by hand from oak that grew on the hill behind the village.</p>";
  const Cleaner::Stages& s = cleaner.stages();
  Result<Page> page = Page{.url = "https://www.news.example.org/story", .bytes = html, .input = Input::html};
  const auto segmented = run_stage(s.segment, run_stage(s.parse, run_stage(s.decode, std::move(page))));
  for (auto _ : state) {
    auto copy = segmented;
    benchmark::DoNotOptimize(run_stage(s.label, std::move(copy)));
  }
}
BENCHMARK(LabelAPageOfAnotherHost)->Arg(0)->Arg(2000)->Unit(benchmark::kMicrosecond);

}  // namespace
}  // namespace winnow::bench
