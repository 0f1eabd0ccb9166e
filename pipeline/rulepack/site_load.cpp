// Reads sites/*.yaml strictly. There may be thousands of them, so that some threads share the files;
// the rules are named in the order of the files' names afterwards, the same on every machine.

#include <xxhash.h>

#include <algorithm>
#include <array>
#include <future>
#include <stdexcept>
#include <thread>

#include "pipeline/base/ascii.h"
#include "pipeline/base/files.h"
#include "pipeline/document/blocks.h"
#include "pipeline/rulepack/site_rules.h"
#include "pipeline/rulepack/yaml.h"

namespace winnow {
namespace {

namespace fs = std::filesystem;

/// What the selectors of a key must find.
enum class Wanted : std::uint8_t { elements, value };

Selector read_selector(const Yaml& yaml, Wanted wanted) {
  try {
    Selector selector = Selector::parse(yaml.text());
    if (wanted == Wanted::elements && !selector.finds_elements())
      throw std::invalid_argument("it finds a value where elements are needed");
    return selector;
  } catch (const std::invalid_argument& e) {
    yaml.fail("bad selector: " + std::string(e.what()));
  }
}

std::vector<Selector> read_selectors(const Yaml& yaml, std::string_view key, Wanted wanted) {
  std::vector<Selector> out;
  if (!yaml.has(key)) return out;
  const Yaml value = yaml.at(key);
  if (!value.is_list()) return {read_selector(value, wanted)};
  for (const Yaml& item : value.items()) out.push_back(read_selector(item, wanted));
  return out;
}

std::string read_day(const Yaml& yaml) {
  static const RE2 day("\\d{4}-\\d\\d-\\d\\d");
  const std::string text = yaml.text();
  if (!RE2::FullMatch(text, day)) yaml.fail("found '" + text + "' where a day like 2026-12-31 is needed");
  return text;
}

Replacement read_replacement(const Yaml& yaml) {
  yaml.keys({"find", "by"});
  Replacement out{.find = yaml.at("find").text(), .by = yaml.at("by").text()};
  if (out.find.empty()) yaml.at("find").fail("nothing to find");
  return out;
}

int line_of(const Yaml& yaml, std::string_view key) { return yaml.has(key) ? yaml.at(key).line() : 1; }

SiteLayout read_layout(const Yaml& yaml) {
  SiteLayout out;
  if (yaml.has("valid_until")) out.valid_until = read_day(yaml.at("valid_until"));
  out.body = read_selectors(yaml, "body", Wanted::elements);
  out.strip = read_selectors(yaml, "strip", Wanted::elements);
  out.title = read_selectors(yaml, "title", Wanted::value);
  out.authors = read_selectors(yaml, "authors", Wanted::value);
  out.date = read_selectors(yaml, "date", Wanted::value);
  out.next_page = read_selectors(yaml, "next_page", Wanted::value);
  out.single_page = read_selectors(yaml, "single_page", Wanted::value);
  out.body_line = line_of(yaml, "body");
  out.strip_line = line_of(yaml, "strip");
  if (yaml.has("min_words")) out.min_words = static_cast<std::uint32_t>(yaml.at("min_words").integer(0, 100000));
  if (yaml.has("fallback")) out.fall_back = yaml.at("fallback").one_of({"auto", "none"}) == 0;
  if (yaml.has("prune")) out.prune = yaml.at("prune").boolean();
  if (yaml.has("replace"))
    for (const Yaml& item : yaml.at("replace").items()) out.replace.push_back(read_replacement(item));
  if (yaml.has("rules"))
    for (const Yaml& item : yaml.at("rules").items()) out.rules.push_back(read_block_rule(item));
  return out;
}

std::vector<SiteLayout> read_layouts(const Yaml& file) {
  if (!file.has("layouts")) {
    file.keys({"hosts", "subdomains", "note", "examples", "valid_until", "body", "strip", "title", "authors", "date",
               "next_page", "single_page", "replace", "min_words", "fallback", "prune", "rules"});
    return {read_layout(file)};
  }
  file.keys({"hosts", "subdomains", "note", "examples", "layouts"});
  std::vector<SiteLayout> out;
  for (const Yaml& layout : file.at("layouts").items()) {
    layout.keys({"valid_until", "body", "strip", "title", "authors", "date", "next_page", "single_page", "replace",
                 "min_words", "fallback", "prune", "rules"});
    out.push_back(read_layout(layout));
  }
  if (out.empty()) file.at("layouts").fail("no layout");
  return out;
}

std::vector<std::string> read_hosts(const Yaml& yaml) {
  std::vector<std::string> hosts = yaml.texts();
  for (std::string& host : hosts) {
    std::transform(host.begin(), host.end(), host.begin(), ascii_lower);
    if (host.starts_with("www.")) host.erase(0, 4);
    if (host.empty() || host.find_first_of("/: ") != std::string::npos)
      yaml.fail("found '" + host + "' where a host like example.com is needed");
  }
  return hosts;
}

std::shared_ptr<SiteRules> read_site(const fs::path& path) {
  const auto text = contents_of(path);
  if (!text) throw RuleError(path.string() + ": cannot be read");
  const Yaml file = Yaml::parse(*text, path.string());
  auto out = std::make_shared<SiteRules>();
  out->hash = XXH3_64bits(text->data(), text->size());
  out->layouts = read_layouts(file);
  out->hosts = file.has("hosts") ? read_hosts(file.at("hosts")) : std::vector{path.stem().string()};
  if (file.has("subdomains"))
    out->reach = std::array{HostReach::host, HostReach::host_and_subdomains,
                            HostReach::subdomains}[file.at("subdomains").one_of({"false", "true", "only"})];
  if (file.has("examples")) out->examples = file.at("examples").texts();
  return out;
}

/// The files' rules in the order of the files. Of several bad ones the first is named.
std::vector<std::shared_ptr<SiteRules>> read_sites(const std::vector<fs::path>& files) {
  constexpr std::size_t kFilesPerThread = 64;
  const std::size_t wanted = files.size() / kFilesPerThread, processors = std::thread::hardware_concurrency();
  const std::size_t threads = std::max<std::size_t>(1, std::min<std::size_t>(processors, wanted));
  std::vector<std::shared_ptr<SiteRules>> sites(files.size());
  const auto read_from = [&](std::size_t first) {
    for (std::size_t i = first * files.size() / threads; i < (first + 1) * files.size() / threads; ++i)
      sites[i] = read_site(files[i]);
  };
  std::vector<std::future<void>> others;
  for (std::size_t t = 0; t < threads; ++t)
    others.push_back(std::async(threads > 1 ? std::launch::async : std::launch::deferred, read_from, t));
  for (auto& other : others) other.get();
  return sites;
}

std::uint16_t add_name(BlockRules& out, std::string id, std::string place) {
  if (out.names.size() >= kNoRule) throw RuleError(place + ": more than 65,534 rules");
  out.names.push_back({std::move(id), std::move(place)});
  return static_cast<std::uint16_t>(out.names.size() - 1);
}

void name_rules(SiteRules& site, BlockRules& out) {
  const std::string id = "site:" + site.hosts.front();
  for (SiteLayout& layout : site.layouts) {
    const std::string body = site.place + ':' + std::to_string(layout.body_line);
    layout.body_name = add_name(out, id, body);
    layout.strip_name = add_name(out, id + "/strip", site.place + ':' + std::to_string(layout.strip_line));
    layout.fallback_name = add_name(out, id + "/fallback", body);
    for (BlockRule& rule : layout.rules) {
      rule.place = site.place + rule.place.substr(rule.place.rfind(':'));
      const std::uint16_t name = add_name(out, id + "/" + rule.id, rule.place);
      if (&rule == &layout.rules.front()) layout.first_rule_name = name;
    }
  }
}

/// Lets the folder's sites speak for their hosts, in the place of those of earlier folders.
void add_to_index(const std::vector<std::shared_ptr<SiteRules>>& sites, BlockRules& out) {
  for (const auto& site : sites) {
    for (const std::string& host : site->hosts) {
      const SiteIndex::Site before = out.sites->add(host, site->reach, site);
      if (!before) continue;
      if (std::find(sites.begin(), sites.end(), before) != sites.end())
        throw RuleError(site->place + ":1:1: the host '" + host + "' has its rules in " + before->place);
      out.shadowed.push_back({host, before->place, site->place});
    }
  }
}

}  // namespace

void load_sites(const fs::path& folder, BlockRules& out) {
  const std::vector<fs::path> files = yaml_files(folder / "sites");
  const fs::path named = fs::absolute(folder / "x").lexically_normal().parent_path().filename();
  const std::vector<std::shared_ptr<SiteRules>> sites = read_sites(files);
  for (std::size_t i = 0; i < files.size(); ++i) {
    sites[i]->place = (named / "sites" / files[i].filename()).generic_string();
    const std::string name = files[i].filename().string();
    out.sites_hash = XXH3_64bits_withSeed(name.data(), name.size(), out.sites_hash ^ sites[i]->hash);
    name_rules(*sites[i], out);
  }
  add_to_index(sites, out);
}

}  // namespace winnow
