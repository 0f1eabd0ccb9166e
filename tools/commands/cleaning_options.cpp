// Declares tables of options on the command line.

#include "tools/commands/options.h"

#include <charconv>
#include <limits>

#include "pipeline/base/languages.h"

namespace winnow::tools {

std::string_view usual_name(std::string_view name) {
  constexpr std::pair<std::string_view, std::string_view> kUsual[] = {
      {"json", "jsonl"}, {"ndjson", "jsonl"}, {"md", "markdown"}, {"txt", "text"}, {"plain", "text"},
      {"htm", "html"},   {"xml", "tei"},      {"gzip", "gz"},     {"zstd", "zst"}, {"near-duplicates", "near"},
      {"true", "yes"},   {"false", "no"}};
  const std::string folded = fold_case(name);
  for (const auto& [usual, here] : kUsual)
    if (usual == folded) return here;
  return {};
}

namespace {

constexpr std::size_t kUnbounded = std::numeric_limits<std::size_t>::max();

/// "0 to 1024", "1 and more".
std::string range_of(const OptionRow& row) {
  const std::string least = row.is_positive ? "1" : "0";
  return row.most == 0 ? least + " and more" : least + " to " + std::to_string(row.most);
}

/// The number in digits alone; nullopt for anything else, -1 among it.
std::optional<std::size_t> whole_number(std::string_view text) {
  std::size_t number = 0;
  const auto [end, failed] = std::from_chars(text.data(), text.data() + text.size(), number);
  return failed == std::errc() && end == text.data() + text.size() && !text.empty() ? std::optional(number)
                                                                                    : std::nullopt;
}

/// Whether the row's option takes the number.
bool takes(const OptionRow& row, std::size_t number) {
  return number >= (row.is_positive ? 1u : 0u) && (row.most == 0 || number <= row.most);
}

std::string refuse_number(const OptionRow& row, const std::string& text) {
  const auto number = whole_number(text);
  return number && takes(row, *number) ? "" : "'" + text + "': a whole number is wanted, " + range_of(row);
}

/// "English" becomes "en".
std::string rewrite_language(std::string& text) {
  const std::string code = language_code(text);
  if (code.empty()) return "'" + text + "' is no language; codes are those of ISO 639: en, vi, pt-BR";
  text = code;
  return "";
}

/// "64K" becomes "65536".
std::string rewrite_size(const OptionRow& row, std::string& text) {
  constexpr std::string_view kUnits = "kmgt";
  std::string folded = fold_case(text);
  for (const std::string_view ending : {"ib", "b"})
    if (folded.ends_with(ending) && folded.size() > ending.size()) {
      folded.resize(folded.size() - ending.size());
      break;
    }
  std::size_t shift = 0;
  if (const std::size_t unit = folded.empty() ? std::string::npos : kUnits.find(folded.back());
      unit != std::string::npos) {
    constexpr std::size_t kBits = 10;
    shift = kBits * (unit + 1);
    folded.pop_back();
  }
  const auto number = whole_number(folded);
  if (!number || *number > (kUnbounded >> shift) || !takes(row, *number << shift))
    return "'" + text + "': a size is wanted, such as 500000, 64K, 16M or 1G, from 1 byte on";
  text = std::to_string(*number << shift);
  return "";
}

}  // namespace

void AddOptions::finish(const OptionRow& row, CLI::Option& option) {
  if (*row.group) option.group(row.group);
  if (*row.type_name) option.type_name(row.type_name);
}

void AddOptions::operator()(const OptionRow& row, bool& on) {
  if (std::string_view(row.flag) == kKeepFlag) add_keep(row, on);
  else if (*row.flag) finish(row, *app_.add_flag(row.flag, on, row.help));
}

void AddOptions::operator()(const OptionRow& row, std::size_t& number) {
  if (!*row.flag) return;
  CLI::Option& option = *app_.add_option(row.flag, number, row.help)->capture_default_str();
  option.transform(CLI::Validator(
      [row](std::string& text) { return row.is_size ? rewrite_size(row, text) : refuse_number(row, text); }, ""));
  finish(row, option);
}

void AddOptions::operator()(const OptionRow& row, std::optional<std::size_t>& number) {
  if (!*row.flag) return;
  CLI::Option& option = *app_.add_option(row.flag, number, row.help);
  option.check(CLI::Validator([row](std::string& text) { return refuse_number(row, text); }, ""));
  finish(row, option);
}

void AddOptions::operator()(const OptionRow& row, std::string& text) {
  if (*row.flag) finish(row, *app_.add_option(row.flag, text, row.help));
}

void AddOptions::operator()(const OptionRow& row, std::vector<std::string>& texts) {
  if (!*row.flag) return;
  CLI::Option& option = *app_.add_option(row.flag, texts, row.help)->delimiter(',')->allow_extra_args(false);
  if (row.is_language) option.transform(CLI::Validator(rewrite_language, ""));
  finish(row, option);
}

/// The first word adds --keep; the words that follow are added to it.
void AddOptions::add_keep(const OptionRow& row, bool& on) {
  if (!keeps_) {
    keeps_ = std::make_shared<Keeps>();
    const auto choices = [keeps = keeps_] { return std::span<const Choice<bool*>>(*keeps); };
    app_.add_option_function<std::vector<std::string>>(
            row.flag,
            [choices](const std::vector<std::string>& words) {
              for (const std::string& word : words) *find_choice(choices(), word)->value = true;
            },
            "Keep these in the text too; comma between several")
        ->delimiter(',')
        ->check(CLI::Validator([choices](std::string& word) { return refuse(choices(), word); }, ""))
        ->type_name_fn([choices] { return choices_of(choices()); })
        ->allow_extra_args(false);
  }
  keeps_->push_back({keep_word(row), &on});
}

void add_cleaning_options(CLI::App& app, Options& options) { for_each_option(options, AddOptions(app)); }

}  // namespace winnow::tools
