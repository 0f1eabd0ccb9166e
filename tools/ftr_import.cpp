#include "tools/ftr_import.h"

#include <algorithm>
#include <array>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <iterator>
#include <map>
#include <optional>
#include <stdexcept>

#include "pipeline/base/text.h"
#include "pipeline/rulepack/selector.h"
#include "tools/command.h"

namespace winnow::tools {
namespace {

namespace fs = std::filesystem;

/// Keys of ftr-site-config that say something about how to fetch, or ask for what we do anyway.
constexpr std::array<std::string_view, 12> kNotNeeded = {
    "tidy", "prune", "autodetect_on_failure", "test_url", "test_contains", "convert_double_br_tags",
    "skip_json_ld", "parser", "native_ad_clue", "if_page_contains", "insert_detected_image", "strip_image_src"};

/// The key of ours that an XPath of theirs goes under; "" if there is none.
std::string_view our_key(std::string_view key) noexcept {
  if (key == "author") return "authors";
  if (key == "title" || key == "body" || key == "date" || key == "strip") return key;
  return {};
}

/// A YAML scalar in single quotes.
std::string in_quotes(std::string_view text) {
  std::string out = "'";
  for (char c : text) out += c == '\'' ? std::string("''") : std::string(1, c);
  return out + "'";
}

/// `strip_id_or_class: ad-box` as a selector of ours; nothing if the word cannot stand in one.
std::optional<std::string> selector_of_word(std::string_view word) {
  if (word.empty() || word.find_first_of("'\"[]") != std::string_view::npos) return std::nullopt;
  const std::string text(word);
  return "[class*='" + text + "'], [id*='" + text + "']";
}

/// Why a selector cannot be used; "" if it can.
std::string problem_with(const std::string& selector) {
  try {
    Selector::parse(selector);
    return {};
  } catch (const std::invalid_argument& e) {
    return e.what();
  }
}

class Converter {
 public:
  void take_line(std::size_t number, std::string_view line) {
    line = trim(line);
    if (line.empty() || line.front() == '#') return;
    const std::size_t colon = line.find(':');
    if (colon == std::string_view::npos) return leave_out(number, line, "no key");
    const std::string_view key = trim(line.substr(0, colon));
    const std::string_view value = unquoted(trim(line.substr(colon + 1)));
    if (std::find(kNotNeeded.begin(), kNotNeeded.end(), key) != kNotNeeded.end()) return;
    if (key == "strip_id_or_class") {
      const auto selector = selector_of_word(value);
      return selector ? take("strip", *selector, number, line) : leave_out(number, line, "not a word");
    }
    const std::string_view ours = our_key(key);
    if (ours.empty()) return leave_out(number, line, "no such key here");
    take(ours, std::string(value), number, line);
  }

  FtrSite finish(std::string_view name) {
    const bool subdomains = !name.empty() && name.front() == '.';
    if (subdomains) name.remove_prefix(1);
    out_.yaml = "# Converted from ftr-site-config (CC0).\nhosts: [" + in_quotes(name) + "]\n";
    if (subdomains) out_.yaml += "subdomains: true\n";
    for (const auto& [key, selectors] : selectors_) {
      out_.yaml += key + ":\n";
      for (const std::string& selector : selectors) out_.yaml += "  - " + in_quotes(selector) + "\n";
    }
    out_.has_rules = !selectors_.empty();
    return std::move(out_);
  }

 private:
  static std::string_view unquoted(std::string_view value) noexcept {
    const bool quoted = value.size() > 1 && value.front() == '"' && value.back() == '"';
    return quoted ? value.substr(1, value.size() - 2) : value;
  }
  void take(std::string_view key, const std::string& selector, std::size_t number, std::string_view line) {
    const std::string problem = problem_with(selector);
    if (!problem.empty()) return leave_out(number, line, problem);
    selectors_[std::string(key)].push_back(selector);
  }
  void leave_out(std::size_t number, std::string_view line, std::string_view why) {
    out_.left_out.push_back(std::to_string(number) + ": " + std::string(line) + " (" + std::string(why) + ")");
  }

  FtrSite out_;
  std::map<std::string, std::vector<std::string>> selectors_;
};

std::vector<fs::path> text_files(const fs::path& folder) {
  std::vector<fs::path> out;
  for (const auto& entry : fs::directory_iterator(folder))
    if (entry.path().extension() == ".txt") out.push_back(entry.path());
  std::sort(out.begin(), out.end());
  return out;
}

std::string contents(const fs::path& file) {
  std::ifstream in(file, std::ios::binary);
  if (!in) throw FileError(file.string() + ": cannot open");
  return {std::istreambuf_iterator<char>(in), {}};
}

}  // namespace

FtrSite convert_ftr(std::string_view name, std::string_view text) {
  Converter converter;
  for (std::size_t number = 1; !text.empty(); ++number) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    converter.take_line(number, text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return converter.finish(name);
}

int import_ftr(const std::string& folder, const std::string& output) {
  fs::create_directories(output);
  std::size_t sites = 0, left_out = 0;
  for (const fs::path& file : text_files(folder)) {
    const std::string name = file.stem().string();
    const FtrSite site = convert_ftr(name, contents(file));
    for (const std::string& line : site.left_out) std::cerr << file.string() << ':' << line << '\n';
    left_out += site.left_out.size();
    if (!site.has_rules) continue;
    const fs::path to = fs::path(output) / (name.substr(name.front() == '.' ? 1 : 0) + (name.front() == '.' ? ".subdomains" : "") + ".yaml");
    std::ofstream out(to, std::ios::binary);
    if (!(out << site.yaml)) throw FileError(to.string() + ": cannot write");
    ++sites;
  }
  std::cerr << "winnow: " << sites << " sites converted, " << left_out << " lines left out\n";
  return kDone;
}

}  // namespace winnow::tools
