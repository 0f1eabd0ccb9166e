#include "pipeline/label/site_rules.h"

#include <algorithm>
#include <stdexcept>

#include "pipeline/base/text.h"
#include "pipeline/rulepack/yaml.h"

namespace winnow {
namespace {

namespace fs = std::filesystem;

std::vector<Selector> read_selectors(const Yaml& yaml, std::string_view key) {
  std::vector<Selector> out;
  if (!yaml.has(key)) return out;
  const Yaml value = yaml.at(key);
  const auto read = [&](const Yaml& one) {
    try {
      out.push_back(Selector::parse(one.text()));
    } catch (const std::invalid_argument& e) {
      one.fail("bad selector: " + std::string(e.what()));
    }
  };
  if (!value.is_list()) {
    read(value);
  } else {
    for (const Yaml& item : value.items()) read(item);
  }
  return out;
}

std::string read_day(const Yaml& yaml) {
  static const RE2 day("\\d{4}-\\d\\d-\\d\\d");
  const std::string text = yaml.text();
  if (!RE2::FullMatch(text, day)) yaml.fail("found '" + text + "' where a day like 2026-12-31 is needed");
  return text;
}

SiteLayout read_layout(const Yaml& yaml) {
  SiteLayout out;
  if (yaml.has("valid_until")) out.valid_until = read_day(yaml.at("valid_until"));
  out.body = read_selectors(yaml, "body");
  out.strip = read_selectors(yaml, "strip");
  out.title = read_selectors(yaml, "title");
  out.authors = read_selectors(yaml, "authors");
  out.date = read_selectors(yaml, "date");
  if (yaml.has("min_words")) out.min_words = static_cast<std::uint32_t>(yaml.at("min_words").integer(0, 100000));
  if (yaml.has("fallback")) out.fall_back = yaml.at("fallback").one_of({"auto", "none"}) == 0;
  if (yaml.has("rules")) {
    for (const Yaml& item : yaml.at("rules").items()) out.rules.push_back(read_block_rule(item));
  }
  return out;
}

struct SiteFile {
  std::vector<std::string> hosts;
  bool subdomains = false;
  SiteRules rules;
  std::string place;
};

SiteFile read_site(const fs::path& path) {
  const Yaml file = Yaml::load(path);
  SiteFile out{.hosts = {path.stem().string()}, .rules = {}, .place = {}};
  if (file.has("layouts")) {
    file.keys({"hosts", "subdomains", "note", "layouts"});
    for (const Yaml& layout : file.at("layouts").items()) {
      layout.keys({"valid_until", "body", "strip", "title", "authors", "date", "min_words", "fallback", "rules"});
      out.rules.layouts.push_back(read_layout(layout));
    }
    if (out.rules.layouts.empty()) file.at("layouts").fail("no layout");
  } else {
    file.keys({"hosts", "subdomains", "note", "valid_until", "body", "strip", "title", "authors", "date", "min_words",
               "fallback", "rules"});
    out.rules.layouts.push_back(read_layout(file));
  }
  if (file.has("hosts")) out.hosts = file.at("hosts").texts();
  if (file.has("subdomains")) out.subdomains = file.at("subdomains").boolean();
  return out;
}

std::uint16_t add_name(BlockRules& out, std::string id, std::string place) {
  if (out.names.size() >= kNoRule) throw RuleError(place + ": more than 65,534 rules");
  out.names.push_back({std::move(id), std::move(place)});
  return static_cast<std::uint16_t>(out.names.size() - 1);
}

void name_rules(SiteFile& site, const std::string& file, BlockRules& out) {
  const std::string id = "site:" + site.hosts.front();
  for (SiteLayout& layout : site.rules.layouts) {
    layout.body_name = add_name(out, id, file + ":1");
    layout.strip_name = add_name(out, id + "/strip", file + ":1");
    layout.fallback_name = add_name(out, id + "/fallback", file + ":1");
    for (BlockRule& rule : layout.rules) {
      const std::string line = rule.place.substr(rule.place.rfind(':'));
      const std::uint16_t name = add_name(out, id + "/" + rule.id, file + line);
      if (&rule == &layout.rules.front()) layout.first_rule_name = name;
    }
  }
}

std::string_view host_in(std::string_view url) noexcept {
  const std::size_t scheme = url.find("://");
  if (scheme == std::string_view::npos) return {};
  std::string_view host = url.substr(scheme + 3);
  host = host.substr(0, host.find_first_of("/?#"));
  if (const std::size_t user = host.rfind('@'); user != std::string_view::npos) host.remove_prefix(user + 1);
  return host.substr(0, host.find(':'));
}

/// What a selector finds: the attribute it asks for, or the text.
std::vector<std::string> values_of(const Selector& selector, const Dom& dom) {
  std::vector<std::string> out;
  const auto take = [&](std::string value) {
    value = collapse_space(value);
    if (!value.empty()) out.push_back(std::move(value));
  };
  for (std::uint32_t node : selector.find_all(dom))
    take(selector.attribute.empty() ? dom.text_of(node) : dom.attribute(node, selector.attribute));
  if (selector.attribute.empty()) return out;
  for (const Aside& aside : dom.asides)
    if (selector.matches(dom, aside)) take(attribute_of(dom.raw(aside), selector.attribute));
  return out;
}

/// What the first selector with a hit finds.
std::vector<std::string> values_of(const std::vector<Selector>& selectors, const Dom& dom) {
  for (const Selector& selector : selectors) {
    if (auto values = values_of(selector, dom); !values.empty()) return values;
  }
  return {};
}

bool is_inside(const Dom& dom, std::uint32_t node, const std::vector<std::uint32_t>& containers) noexcept {
  return std::any_of(containers.begin(), containers.end(), [&](std::uint32_t container) {
    return node >= container && node < dom.nodes[container].end;
  });
}

std::vector<std::uint32_t> found_by_first(const std::vector<Selector>& selectors, const Dom& dom) {
  for (const Selector& selector : selectors) {
    if (auto found = selector.find_all(dom); !found.empty()) return found;
  }
  return {};
}

std::vector<std::uint32_t> found_by_any(const std::vector<Selector>& selectors, const Dom& dom) {
  std::vector<std::uint32_t> out;
  for (const Selector& selector : selectors) {
    const auto found = selector.find_all(dom);
    out.insert(out.end(), found.begin(), found.end());
  }
  return out;
}

}  // namespace

const SiteLayout& SiteRules::layout_of(std::string_view day) const noexcept {
  for (const SiteLayout& layout : layouts) {
    if (layout.valid_until.empty() || (!day.empty() && day.substr(0, layout.valid_until.size()) <= layout.valid_until)) return layout;
  }
  return layouts.back();
}

void SiteIndex::add(const std::string& host, bool subdomains, std::shared_ptr<const SiteRules> site) {
  by_host_[host] = {std::move(site), subdomains};
}

const SiteRules* SiteIndex::find(std::string_view url) const {
  if (empty()) return nullptr;
  std::string host(host_in(url));
  for (char& c : host) c = c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
  if (host.rfind("www.", 0) == 0) host.erase(0, 4);
  for (bool exact = true; !host.empty(); exact = false) {
    const auto found = by_host_.find(host);
    if (found != by_host_.end() && (exact || found->second.subdomains)) return found->second.site.get();
    const std::size_t dot = host.find('.');
    host.erase(0, dot == std::string::npos ? host.size() : dot + 1);
  }
  return nullptr;
}

void load_sites(const fs::path& folder, BlockRules& out) {
  const std::vector<fs::path> files = yaml_files(folder / "sites");
  const fs::path named = fs::absolute(folder / "x").lexically_normal().parent_path().filename();
  for (const fs::path& path : files) {
    SiteFile site = read_site(path);
    name_rules(site, (named / "sites" / path.filename()).generic_string(), out);
    const auto rules = std::make_shared<const SiteRules>(std::move(site.rules));
    for (const std::string& host : site.hosts) out.sites->add(host, site.subdomains, rules);
  }
}

void apply_site_fields(const SiteLayout& layout, Blocks& page) {
  const Dom& dom = page.doc.dom;
  if (const auto titles = values_of(layout.title, dom); !titles.empty()) page.meta.title = titles.front();
  if (auto authors = values_of(layout.authors, dom); !authors.empty()) page.meta.authors = std::move(authors);
  if (const auto dates = values_of(layout.date, dom); !dates.empty()) {
    static const RE2 iso("(\\d{4}-\\d\\d-\\d\\d(?:T\\d\\d:\\d\\d(?::\\d\\d)?(?:Z|[+-]\\d\\d:\\d\\d)?)?)");
    std::string date;
    if (RE2::PartialMatch(dates.front(), iso, &date)) page.meta.date = date;
  }
}

bool apply_site_body(const SiteLayout& layout, Blocks& page) {
  const Dom& dom = page.doc.dom;
  const std::vector<std::uint32_t> body = found_by_first(layout.body, dom);
  const std::vector<std::uint32_t> strip = found_by_any(layout.strip, dom);
  std::uint32_t words = 0;
  for (const Block& block : page.blocks)
    if (is_inside(dom, block.node, body) && !is_inside(dom, block.node, strip)) words += block.words;
  if (!layout.body.empty() && (words == 0 || words < layout.min_words)) return false;
  for (Block& block : page.blocks) {
    const bool stripped = is_inside(dom, block.node, strip);
    if ((layout.body.empty() && !stripped) || block.force_keep || block.force_drop) continue;
    const bool kept = !stripped && is_inside(dom, block.node, body);
    block.force_keep = kept;
    block.force_drop = !kept;
    block.rule = stripped ? layout.strip_name : layout.body_name;
  }
  return true;
}

}  // namespace winnow
