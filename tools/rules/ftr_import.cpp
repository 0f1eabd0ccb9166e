// Every line of a configuration is converted or reported with its reason; none is dropped silently.
//
//   title body author date strip             selectors, tried in their order (of strip all count)
//   next_page_link single_page_link          next_page, single_page
//   strip_id_or_class strip_image_src        strip, by a part of the class, id or src
//   find_string + replace_string             replace: before the page is parsed
//   replace_string(a): b                     the same in one line
//   prune: yes, as it is by default          prune: true
//   autodetect_on_failure: no                fallback: none
//   test_url                                 examples
//
// if_page_contains guards the single_page_link above it. Both are left out, since our selectors have no
// such guard. The remaining keys concern fetching, or features that do not exist here.

#include "tools/rules/ftr_import.h"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <iterator>
#include <optional>
#include <stdexcept>

#include <fmt/format.h>

#include "pipeline/base/files.h"
#include "pipeline/base/text.h"
#include "pipeline/rulepack/selector.h"
#include "tools/errors.h"

namespace winnow::tools {
namespace {

namespace fs = std::filesystem;

struct Reason {
  std::string_view key, why;
};

/// Keys without a counterpart, and why.
constexpr Reason kNoCounterpart[] = {{"tidy", "every page is parsed as browsers do"},
                                     {"parser", "every page is parsed as browsers do"},
                                     {"convert_double_br_tags", "two line breaks part paragraphs anyway"},
                                     {"dissolve", "the text is the same with and without the element"},
                                     {"wrap_in", "the text is the same with and without the element"},
                                     {"strip_attr", "attributes are not in the text"},
                                     {"src_lazy_load_attr", "images are taken from src"},
                                     {"insert_detected_image", "no image is put into the text"},
                                     {"skip_json_ld", "JSON-LD is one source of metadata among others"},
                                     {"native_ad_clue", "advertising is not marked in records"},
                                     {"single_page_link_in_feed", "nothing is fetched"},
                                     {"http_header", "nothing is fetched"},
                                     {"requires_login", "nothing is fetched"},
                                     {"not_logged_in_xpath", "nothing is fetched"},
                                     {"login_uri", "nothing is fetched"},
                                     {"login_username_field", "nothing is fetched"},
                                     {"login_password_field", "nothing is fetched"},
                                     {"login_extra_fields", "nothing is fetched"},
                                     {"test_contains", "needs the page: write it as a test"}};

/// Our key for an XPath of theirs; "" if there is none.
std::string_view selector_key(std::string_view key) noexcept {
  if (key == "author") return "authors";
  if (key == "next_page_link") return "next_page";
  if (key == "single_page_link") return "single_page";
  if (key == "title" || key == "body" || key == "date" || key == "strip") return key;
  return {};
}

/// A YAML scalar in single quotes.
std::string in_quotes(std::string_view text) {
  std::string out = "'";
  for (char c : text) out += c == '\'' ? std::string("''") : std::string(1, c);
  return out + "'";
}

std::string without_quotes(std::string_view text) {
  std::string out(text);
  std::erase_if(out, [](char c) { return c == '\'' || c == '"'; });
  return out;
}

/// True if some path ends in an element whose contents are no part of our tree.
bool looks_into_scripts(const Selector& selector) {
  const auto is_script = [](const Selector::Path& path) {
    return !path.empty() &&
           (path.back().tag == "script" || path.back().tag == "style" || path.back().tag == "template");
  };
  return std::any_of(selector.groups.begin(), selector.groups.end(), [&](const Selector::Group& group) {
    return is_script(group.rest) ||
           (group.rest.empty() && std::any_of(group.paths.begin(), group.paths.end(), is_script));
  });
}

/// Returns why a selector cannot stand under `key`; "" if it can.
std::string problem_with(const std::string& selector, std::string_view key) {
  try {
    const Selector read = Selector::parse(selector);
    if ((key == "body" || key == "strip") && !read.finds_elements())
      return "it finds a value where elements are needed";
    if (key != "strip" && looks_into_scripts(read)) return "scripts are no part of the page's tree";
    return {};
  } catch (const std::invalid_argument& e) {
    return e.what();
  }
}

/// A line of a configuration.
struct Line {
  std::size_t number = 0;
  std::string_view text, key, value;
  std::string_view argument{};  ///< of "key(argument): value"
};

/// The parts of a line, whose key ends at the first colon; `key` is empty if there is none. Colons
/// inside the parentheses of "replace_string(…): …" belong to the argument.
Line parts_of(std::size_t number, std::string_view text) {
  Line line{.number = number, .text = text, .key = {}, .value = {}};
  const std::size_t open = text.find('('), close = text.find("):");
  const bool has_argument = open != std::string_view::npos && close != std::string_view::npos && open < text.find(':');
  const std::size_t colon = has_argument ? close + 1 : text.find(':');
  if (colon == std::string_view::npos) return line;
  line.key = trim(text.substr(0, has_argument ? open : colon));
  if (has_argument) line.argument = text.substr(open + 1, close - open - 1);
  line.value = trim(text.substr(colon + 1));
  return line;
}

class Converter {
 public:
  void take_line(std::size_t number, std::string_view text) {
    text = trim(text);
    if (text.empty() || text.front() == '#') return;
    const Line line = parts_of(number, text);
    if (line.key.empty()) return leave_out(line, "no key");
    ++out_.keys[std::string(line.key)].lines;
    if (line.argument.empty() && line.value.empty()) return leave_out(line, "no value");
    if (const std::string_view ours = selector_key(line.key); !ours.empty()) return take_selector(ours, line);
    if (line.key == "strip_id_or_class") return take_part_of(line, {"class", "id"}, "");
    if (line.key == "strip_image_src") return take_part_of(line, {"src"}, "img");
    if (line.key == "find_string" || line.key == "replace_string") return take_replacement(line);
    if (line.key == "prune") return take_flag(line, prune_);
    if (line.key == "autodetect_on_failure") return take_flag(line, falls_back_);
    if (line.key == "test_url") return take_example(line);
    if (line.key == "if_page_contains") return take_guard(line);
    const auto known = std::find_if(std::begin(kNoCounterpart), std::end(kNoCounterpart),
                                    [&](const Reason& reason) { return reason.key == line.key; });
    leave_out(line, known == std::end(kNoCounterpart) ? "no such key" : known->why);
  }

  FtrSite finish(std::string_view name) {
    if (find_) leave_out(*find_, "no replace_string follows");
    const bool subdomains = name.starts_with('.');
    if (subdomains) name.remove_prefix(1);
    out_.yaml = "# Converted from ftr-site-config (CC0).\nhosts: [" + in_quotes(name) + "]\n";
    if (subdomains) out_.yaml += "subdomains: only\n";
    if (prune_ && selectors_.contains("body")) out_.yaml += "prune: true\n";
    if (!falls_back_) out_.yaml += "fallback: none\n";
    for (const auto& [key, values] : selectors_) append_list(key, values);
    append_list("replace", replacements_);
    append_list("examples", examples_);
    out_.has_rules = !selectors_.empty() || !replacements_.empty();
    return std::move(out_);
  }

 private:
  void append_list(std::string_view key, const std::vector<std::string>& items) {
    if (items.empty()) return;
    out_.yaml.append(key).append(":\n");
    for (const std::string& item : items) out_.yaml += "  - " + item + "\n";
  }

  void take_selector(std::string_view key, const Line& line) {
    const bool quoted = line.value.size() > 1 && line.value.front() == '"' && line.value.back() == '"';
    const std::string selector(quoted ? line.value.substr(1, line.value.size() - 2) : line.value);
    if (const std::string problem = problem_with(selector, key); !problem.empty()) return leave_out(line, problem);
    add(key, in_quotes(selector), line);
    if (line.key == "single_page_link") guarded_ = line;
  }

  /// Elements whose attribute has the value as a part.
  void take_part_of(const Line& line, std::initializer_list<std::string_view> attributes, std::string_view tag) {
    const std::string part = without_quotes(line.value);
    if (part.empty()) return leave_out(line, "no value");
    std::string selector;
    for (std::string_view attribute : attributes)
      selector += fmt::format("{}{}[{}*='{}']", selector.empty() ? "" : ", ", tag, attribute, part);
    add("strip", in_quotes(selector), line);
  }

  /// find_string and replace_string stand in pairs.
  void take_replacement(const Line& line) {
    if (line.key == "find_string") {
      if (find_) leave_out(*find_, "no replace_string follows");
      find_ = line;
    } else if (!line.argument.empty()) {
      add_replacement(line.argument, line);
    } else if (find_) {
      ++out_.keys["find_string"].converted;
      add_replacement(find_->value, line);
      find_.reset();
    } else {
      leave_out(line, "no find_string before it");
    }
  }
  void add_replacement(std::string_view find, const Line& line) {
    replacements_.push_back("{find: " + in_quotes(find) + ", by: " + in_quotes(line.value) + "}");
    ++out_.keys["replace_string"].converted;
  }

  void take_flag(const Line& line, bool& flag) {
    if (line.value != "yes" && line.value != "no") return leave_out(line, "neither yes nor no");
    flag = line.value == "yes";
    ++out_.keys[std::string(line.key)].converted;
  }

  void take_example(const Line& line) {
    if (std::string url = in_quotes(line.value); std::find(examples_.begin(), examples_.end(), url) == examples_.end())
      examples_.push_back(std::move(url));
    ++out_.keys["test_url"].converted;
  }

  /// The guard applies to the single_page_link above it, which must not count without the guard.
  void take_guard(const Line& line) {
    leave_out(line, "no guards on links; the link above it is left out too");
    if (!guarded_) return;
    auto& links = selectors_["single_page"];
    links.pop_back();
    if (links.empty()) selectors_.erase("single_page");
    --out_.keys["single_page_link"].converted;
    leave_out(*guarded_, "guarded by if_page_contains");
    guarded_.reset();
  }

  void add(std::string_view key, std::string value, const Line& line) {
    selectors_[std::string(key)].push_back(std::move(value));
    ++out_.keys[std::string(line.key)].converted;
  }
  void leave_out(const Line& line, std::string_view why) {
    out_.left_out.push_back(fmt::format("{}: {} ({})", line.number, line.text, why));
  }

  FtrSite out_;
  std::map<std::string, std::vector<std::string>> selectors_;
  std::vector<std::string> replacements_, examples_;
  std::optional<Line> find_, guarded_;
  bool prune_ = true, falls_back_ = true;  // as theirs are by default
};

std::vector<fs::path> text_files(const fs::path& folder) {
  std::vector<fs::path> out;
  for (const auto& entry : fs::directory_iterator(folder))
    if (entry.path().extension() == ".txt") out.push_back(entry.path());
  std::sort(out.begin(), out.end());
  return out;
}

std::string contents(const fs::path& file) {
  std::optional<std::string> bytes = contents_of(file);
  if (!bytes) throw FileError(file.string() + ": cannot be read");
  return std::move(*bytes);
}

/// Returns why a file as a whole is no site's configuration; "" if it is one.
std::string_view problem_with_name(std::string_view name) noexcept {
  if (name.starts_with("www.")) return "hosts stand without www.; this one is never asked for";
  return name.find('.', 1) == std::string_view::npos ? "the name is no host" : "";
}

/// "mill.example.yaml", "mill.example.subdomains.yaml" for ".mill.example".
std::string output_name(std::string_view name) {
  return name.starts_with('.') ? std::string(name.substr(1)) + ".subdomains.yaml" : std::string(name) + ".yaml";
}

void write(const fs::path& to, const std::string& yaml) {
  std::ofstream out(to, std::ios::binary);
  if (!(out << yaml)) throw FileError(to.string() + ": cannot write");
}

/// Key by key, most lines first.
void print_table(const std::map<std::string, FtrCount>& keys) {
  std::vector<std::pair<std::string, FtrCount>> rows(keys.begin(), keys.end());
  std::stable_sort(rows.begin(), rows.end(),
                   [](const auto& a, const auto& b) { return a.second.lines > b.second.lines; });
  FtrCount selectors;
  for (const auto& [key, count] : rows) {
    std::cerr << fmt::format("{:28}{:>8} lines{:>8} converted\n", key, count.lines, count.converted);
    if (selector_key(key).empty()) continue;
    selectors.lines += count.lines;
    selectors.converted += count.converted;
  }
  if (selectors.lines > 0)
    std::cerr << fmt::format("XPaths converted: {} of {}, {:.1f} %\n", selectors.converted, selectors.lines,
                             100.0 * static_cast<double>(selectors.converted) / static_cast<double>(selectors.lines));
}

}  // namespace

FtrSite convert_ftr(std::string_view name, std::string_view given) {
  Converter converter;
  std::string valid = replace_ill_formed(given);
  std::erase_if(valid, [](char c) { return static_cast<unsigned char>(c) < ' ' && c != '\n' && c != '\t'; });
  std::string_view text = valid;
  if (text.starts_with("\xEF\xBB\xBF")) text.remove_prefix(3);
  for (std::size_t number = 1; !text.empty(); ++number) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    converter.take_line(number, text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return converter.finish(name);
}

int import_ftr(const std::string& folder, const std::string& output, bool overwrite) {
  fs::create_directories(output);
  std::size_t files = 0, sites = 0, left_out = 0, kept = 0;
  std::map<std::string, FtrCount> keys;
  for (const fs::path& file : text_files(folder)) {
    ++files;
    const std::string name = file.stem().string();
    if (const std::string_view problem = problem_with_name(name); !problem.empty()) {
      std::cerr << file.string() << ":1: left out (" << problem << ")\n";
      continue;
    }
    const FtrSite site = convert_ftr(name, contents(file));
    for (const std::string& line : site.left_out) std::cerr << file.string() << ':' << line << '\n';
    for (const auto& [key, count] : site.keys) {
      keys[key].lines += count.lines;
      keys[key].converted += count.converted;
    }
    left_out += site.left_out.size();
    if (!site.has_rules) {
      std::cerr << file.string() << ":1: no rules in it that can be converted\n";
      continue;
    }
    const fs::path to = fs::path(output) / output_name(name);
    if (const auto there = contents_of(to); there && *there != site.yaml && !overwrite) {
      std::cerr << to.string() << ": is there already and says something else; --overwrite replaces it\n";
      ++kept;
      continue;
    }
    write(to, site.yaml);
    ++sites;
  }
  print_table(keys);
  std::cerr << fmt::format("winnow: {} of {} sites converted, {} lines left out\n", sites, files, left_out);
  return kept > 0 ? kNotOpened : kDone;
}

}  // namespace winnow::tools
