// JSON-LD by schema.org. Sites put one object, a list, or a "@graph" of objects that refer to each
// other by "@id"; beside the article there are lists of other articles, breadcrumbs, videos. So:
// collect the objects reachable through the members that lead to a page's own content (`follow`),
// choose the content object that fits the page, and read its paths.

#include "pipeline/describe/sources/json_ld.h"

#include <simdjson.h>

#include <algorithm>
#include <memory>
#include <unordered_map>

#include "pipeline/base/text.h"
#include "pipeline/base/urls.h"

namespace winnow {
namespace {

namespace dom = simdjson::dom;

constexpr std::size_t kMaxObjects = 400;   // a graph with more is a catalogue; the first count
constexpr std::size_t kMaxValues = 200;    // entries read of one list
constexpr float kSecondObjectPenalty = 4;  // for objects that repeat the chosen one's headline

std::string_view string_in(dom::element value) noexcept {
  std::string_view text;
  return value.get_string().get(text) == simdjson::SUCCESS ? text : std::string_view{};
}

std::string_view member(dom::object object, std::string_view key) noexcept {
  dom::element value;
  return object.at_key(key).get(value) == simdjson::SUCCESS ? string_in(value) : std::string_view{};
}

/// "NewsArticle" of "http://schema.org/NewsArticle", "schema:NewsArticle".
std::string_view local_name(std::string_view type) noexcept {
  const std::size_t cut = type.find_last_of("/:#");
  return cut == std::string_view::npos ? type : type.substr(cut + 1);
}

/// Calls f(type) for each type of an object until f is true; returns whether it was.
template <class F>
bool any_type(dom::object object, F&& f) {
  dom::element type;
  if (object.at_key("@type").get(type) != simdjson::SUCCESS) return false;
  if (const std::string_view one = string_in(type); !one.empty()) return f(local_name(one));
  dom::array many;
  if (type.get_array().get(many) != simdjson::SUCCESS) return false;
  for (const dom::element each : many)
    if (f(local_name(string_in(each)))) return true;
  return false;
}

struct Entity {
  dom::object object;
  std::string type;        // the first type that the rules know
  const char* group = "";  // "content", "page", "site", "trail"
};

class Collector {
 public:
  explicit Collector(const JsonLdRules& rules) : rules_(rules) {}

  void collect(dom::element root) {
    std::vector<dom::element> stack{root};
    while (!stack.empty() && visited_ < kMaxObjects) {
      const dom::element at = stack.back();
      stack.pop_back();
      const auto first = static_cast<std::ptrdiff_t>(stack.size());
      dom::array list;
      dom::object object;
      if (at.get_array().get(list) == simdjson::SUCCESS) {
        for (const dom::element each : list) stack.push_back(each);
      } else if (at.get_object().get(object) == simdjson::SUCCESS) {
        ++visited_;
        classify(object);
        for (const auto [key, value] : object)
          if (rules_.follow.contains(key)) stack.push_back(value);
      }
      std::reverse(stack.begin() + first, stack.end());  // document order
    }
  }

  std::vector<Entity> content, pages, sites, trails;
  std::unordered_map<std::string_view, dom::object> by_id;

 private:
  void classify(dom::object object) {
    if (const std::string_view id = member(object, "@id"); !id.empty() && object.size() > 1) by_id.emplace(id, object);
    any_type(object, [&](std::string_view type) {
      if (rules_.content_types.contains(type)) return keep(content, object, type, "content");
      if (rules_.page_types.contains(type)) return keep(pages, object, type, "page");
      if (rules_.site_types.contains(type)) return keep(sites, object, type, "site");
      if (rules_.trail_types.contains(type)) return keep(trails, object, type, "trail");
      return false;
    });
  }

  static bool keep(std::vector<Entity>& list, dom::object object, std::string_view type, const char* group) {
    list.push_back({object, std::string(type), group});
    return true;
  }

  const JsonLdRules& rules_;
  std::size_t visited_ = 0;
};

/// Reads the values at a path into findings.
class Reader {
 public:
  Reader(const Collector& graph, const JsonLdRules& rules, Findings& findings)
      : graph_(graph), rules_(rules), findings_(findings) {}

  void read(const Entity& entity, const std::vector<JsonPath>& paths, float penalty) {
    for (const JsonPath& path : paths) {
      evidence_ = "json-ld " + entity.type;
      for (const std::string& name : path.members) evidence_ += "." + name;
      gives_ = path.gives;
      gives_.rank -= penalty;
      descend(entity.object, path.members, 0);
    }
  }

 private:
  void descend(dom::object object, const std::vector<std::string>& members, std::size_t depth) {
    dom::element next;
    if (object.at_key(members[depth]).get(next) == simdjson::SUCCESS) follow(next, members, depth + 1);
  }

  void follow(dom::element at, const std::vector<std::string>& members, std::size_t depth) {
    dom::array list;
    dom::object object;
    if (at.get_array().get(list) == simdjson::SUCCESS) {
      std::size_t count = 0;
      for (const dom::element each : list)
        if (++count <= kMaxValues) follow(each, members, depth);
    } else if (depth == members.size()) {
      emit(at);
    } else if (at.get_object().get(object) == simdjson::SUCCESS) {
      descend(resolved(object), members, depth);
    }
  }

  /// An object that is only a reference becomes what it refers to.
  dom::object resolved(dom::object object) const {
    const std::string_view id = member(object, "@id");
    if (id.empty() || !member(object, "name").empty()) return object;
    const auto found = graph_.by_id.find(id);
    return found == graph_.by_id.end() ? object : found->second;
  }

  void emit(dom::element value) {
    dom::object object;
    if (value.get_object().get(object) == simdjson::SUCCESS) return emit_object(resolved(object));
    if (value.is_string()) return add(string_in(value), false);
    bool truth = false;
    if (value.get_bool().get(truth) == simdjson::SUCCESS) return add(truth ? "true" : "false", false);
    std::int64_t number = 0;
    if (value.get_int64().get(number) == simdjson::SUCCESS) add(std::to_string(number), false);
  }

  void emit_object(dom::object object) {
    const bool organization =
        any_type(object, [&](std::string_view type) { return rules_.organizations.contains(type); });
    if (is_address()) {
      for (const char* key : {"url", "contentUrl", "@id"})
        if (const std::string_view url = member(object, key); !url.empty()) return add(url, false);
      return;
    }
    dom::element name;
    person_ = any_type(object, [](std::string_view type) { return type == "Person"; });
    if (object.at_key("name").get(name) == simdjson::SUCCESS) emit_names(name, organization);
    else emit_name_parts(object, organization);
    person_ = false;
  }

  void emit_name_parts(dom::object object, bool organization) {
    if (const std::string_view value = member(object, "@value"); !value.empty()) return add(value, false);
    if (const std::string_view family = member(object, "familyName"); !family.empty())
      add(std::string(member(object, "givenName")) + " " + std::string(family), organization);
  }

  void emit_names(dom::element name, bool organization) {
    dom::array list;
    if (name.get_array().get(list) != simdjson::SUCCESS) return add(string_in(name), organization);
    for (const dom::element each : list) add(string_in(each), organization);
  }

  bool is_address() const noexcept {
    return gives_.field == Field::image || gives_.field == Field::canonical_url || gives_.field == Field::license;
  }

  void add(std::string_view text, bool organization) {
    if (person_ && gives_.field == Field::author) findings_.add_person(text, evidence_, gives_.rank);
    else findings_.add(gives_.field, text, evidence_, gives_.rank, organization);
  }

  const Collector& graph_;
  const JsonLdRules& rules_;
  Findings& findings_;
  std::string evidence_;
  FieldRank gives_;
  bool person_ = false;  // what is emitted is the name of one
};

std::string headline_of(dom::object object) {
  const std::string_view headline = member(object, "headline");
  return normalized_words(plain_text(headline.empty() ? member(object, "name") : headline));
}

std::string_view address_of(dom::object object) {
  for (const char* key : {"mainEntityOfPage", "url", "@id"}) {
    dom::element value;
    if (object.at_key(key).get(value) != simdjson::SUCCESS) continue;
    if (const std::string_view text = string_in(value); text.find('/') != std::string_view::npos) return text;
    dom::object inner;
    if (value.get_object().get(inner) == simdjson::SUCCESS)
      if (const std::string_view id = member(inner, "@id"); !id.empty()) return id;
  }
  return {};
}

/// How well a content object fits the page.
int fitness(const Entity& entity, std::string_view page_url, const std::vector<std::string>& titles) {
  int points = 0;
  for (const auto& [key, worth] : {std::pair{"headline", 2}, {"datePublished", 2}, {"author", 1}, {"articleBody", 1}}) {
    dom::element value;
    if (entity.object.at_key(key).get(value) == simdjson::SUCCESS) points += worth;
  }
  const std::string headline = headline_of(entity.object);
  if (!headline.empty())
    for (const std::string& title : titles)
      if (title.find(headline) != std::string::npos) {
        points += 5;
        break;
      }
  const std::string_view address = address_of(entity.object);
  if (!page_url.empty() && !address.empty() && path_of(page_url) != "/" &&
      path_of(resolve_url(page_url, address)) == path_of(page_url))
    points += 4;
  return points;
}

std::vector<std::string> titles_so_far(const Findings& findings) {
  std::vector<std::string> titles;
  for (const Finding& f : findings.of(Field::title)) titles.push_back(normalized_words(f.value));
  return titles;
}

void read_content(const Collector& graph, std::string_view page_url, const JsonLdRules& rules, Findings& findings) {
  if (graph.content.empty()) return;
  const std::vector<std::string> titles = titles_so_far(findings);
  std::vector<int> points;
  for (const Entity& e : graph.content) points.push_back(fitness(e, page_url, titles));
  const std::size_t best = static_cast<std::size_t>(std::max_element(points.begin(), points.end()) - points.begin());
  const Entity& chosen = graph.content[best];
  const std::string headline = headline_of(chosen.object);
  Reader reader(graph, rules, findings);
  reader.read(chosen, rules.content, 0);
  for (std::size_t i = 0; i < graph.content.size(); ++i)
    if (i != best && !headline.empty() && headline_of(graph.content[i].object) == headline)
      reader.read(graph.content[i], rules.content, kSecondObjectPenalty);
  const auto type = rules.content_types.find(chosen.type);
  findings.add(Field::type, type->second, "json-ld " + chosen.type, 70);
}

void read_pages_and_sites(const Collector& graph, const JsonLdRules& rules, Findings& findings) {
  Reader reader(graph, rules, findings);
  if (!graph.pages.empty()) {
    reader.read(graph.pages[0], rules.page, 0);
    findings.add(Field::type, rules.page_types.find(graph.pages[0].type)->second, "json-ld " + graph.pages[0].type, 60);
  }
  for (const Entity& site : graph.sites)
    findings.add(Field::site_name, member(site.object, "name"), "json-ld " + site.type + ".name",
                 rules.site_types.find(site.type)->second);
}

/// One step of a breadcrumb: its name, and where it leads.
std::pair<std::string_view, std::string_view> step_of(dom::object step) {
  std::pair<std::string_view, std::string_view> out{member(step, "name"), member(step, "item")};
  dom::element item;
  dom::object object;
  if (step.at_key("item").get(item) != simdjson::SUCCESS || item.get_object().get(object) != simdjson::SUCCESS)
    return out;
  if (out.first.empty()) out.first = member(object, "name");
  for (const char* key : {"@id", "url"})
    if (out.second.empty()) out.second = member(object, key);
  return out;
}

/// The rubrics of the first breadcrumb: neither the site, in front, nor the page itself.
void read_trail(const Collector& graph, std::string_view page_url, const MetadataRules& rules, Findings& findings) {
  const std::vector<std::string> titles = titles_so_far(findings);
  const auto names_page = [&](const std::string& key) {
    return std::any_of(titles.begin(), titles.end(), [&](const std::string& title) {
      return title == key || (count_words(key) >= 3 && title.find(key) != std::string::npos);
    });
  };
  for (const Entity& trail : graph.trails) {
    dom::array steps;
    if (trail.object.at_key("itemListElement").get_array().get(steps) != simdjson::SUCCESS) continue;
    bool found = false;
    for (const dom::element each : steps) {
      dom::object step;
      if (each.get_object().get(step) != simdjson::SUCCESS) continue;
      const auto [name, address] = step_of(step);
      const std::string text = plain_text(name);
      if (text.empty() || rules.tags.trail_starts.contains(fold_case(text)) || names_page(normalized_words(text)))
        continue;
      if (address.find("://") != std::string_view::npos &&
          (path_of(address) == "/" || (!page_url.empty() && path_of(address) == path_of(page_url))))
        continue;
      findings.add(Field::category, text, "json-ld " + trail.type, rules.json_ld.trail_types.find(trail.type)->second);
      found = true;
    }
    if (found) return;
  }
}

/// True on error.
bool parse(dom::parser& parser, std::string_view json, dom::element& root) {
  return parser.parse(json.data(), json.size()).get(root) != simdjson::SUCCESS;
}

}  // namespace

void read_json_ld(const Dom& dom, std::string_view page_url, const MetadataRules& all_rules, Findings& findings) {
  const JsonLdRules& rules = all_rules.json_ld;
  // A parser keeps its script's tree alive, in 6 KB and more; a tree takes twelve times its script. Pages have up to
  // twenty scripts and a few hundred KB.
  constexpr std::size_t kMostScripts = 128, kMostBytes = 4 << 20;
  std::vector<std::unique_ptr<dom::parser>> parsers;
  std::size_t bytes = 0;
  Collector graph(rules);
  for (const Aside& aside : dom.asides) {
    if (aside.tag != Tag::script || !is_json_ld(dom.raw(aside))) continue;
    if (parsers.size() == kMostScripts || aside.content_length > kMostBytes - bytes) break;
    bytes += aside.content_length;
    parsers.push_back(std::make_unique<dom::parser>());
    dom::element root;
    if (parse(*parsers.back(), dom.contents(aside), root) &&
        parse(*parsers.back(), mend_json(dom.contents(aside)), root))
      continue;
    graph.collect(root);
  }
  read_content(graph, page_url, rules, findings);
  read_pages_and_sites(graph, rules, findings);
  read_trail(graph, page_url, all_rules, findings);
}

}  // namespace winnow
