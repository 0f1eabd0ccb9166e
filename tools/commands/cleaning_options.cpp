// Declares tables of options on the command line.

#include "tools/commands/options.h"

namespace winnow::tools {

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
  if (row.is_positive) option.check(CLI::PositiveNumber);
  finish(row, option);
}

void AddOptions::operator()(const OptionRow& row, std::optional<std::size_t>& number) {
  if (*row.flag) finish(row, *app_.add_option(row.flag, number, row.help));
}

void AddOptions::operator()(const OptionRow& row, std::string& text) {
  if (*row.flag) finish(row, *app_.add_option(row.flag, text, row.help));
}

void AddOptions::operator()(const OptionRow& row, std::vector<std::string>& texts) {
  if (*row.flag) finish(row, *app_.add_option(row.flag, texts, row.help)->delimiter(',')->allow_extra_args(false));
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
