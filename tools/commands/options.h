#pragma once
// Option helpers that several commands share.

#include <algorithm>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "pipeline/base/text.h"
#include "pipeline/rulepack/yaml.h"
#include "tools/commands/command.h"
#include "tools/options_table.h"
#include "winnow/winnow.h"

namespace winnow::tools {

/// Returns "html|jsonl|text": what an option takes, for its help.
template <class T>
std::string choices_of(std::span<const Choice<T>> choices) {
  std::string out;
  for (const Choice<T>& choice : choices) out.append(out.empty() ? "" : "|").append(choice.name);
  return out;
}

/// Returns the choice of that name, in any case of letters; null if there is none.
template <class T>
const Choice<T>* find_choice(std::span<const Choice<T>> choices, std::string_view name) {
  const std::string folded = fold_case(name);
  const auto found =
      std::find_if(choices.begin(), choices.end(), [&](const Choice<T>& choice) { return choice.name == folded; });
  return found == choices.end() ? nullptr : &*found;
}

/// What people write for a format that has another name here: "jsonl" for "json".
std::string_view usual_name(std::string_view name);

/// Returns the message for a name that is not one of the choices; "" for one that is.
template <class T>
std::string refuse(std::span<const Choice<T>> choices, const std::string& name) {
  if (find_choice(choices, name)) return "";
  std::string out = "'" + name + "' is not one of " + choices_of(choices);
  if (find_choice(choices, usual_name(name))) return out + "; for " + name + ": " + std::string(usual_name(name));
  std::vector<std::string_view> names;
  for (const Choice<T>& choice : choices) names.push_back(choice.name);
  const std::string near = nearest_name(fold_case(name), names);
  return near.empty() ? out : out + "; did you mean '" + near + "'?";
}

/// Declares an option that takes one of `choices`, which must outlive `app`.
template <class T>
CLI::Option* add_choice(CLI::App& app, const std::string& flag, T& value, Choices<T> choices, const std::string& help) {
  return app
      .add_option_function<std::string>(
          flag, [&value, choices](const std::string& name) { value = find_choice(choices, name)->value; }, help)
      ->check(CLI::Validator([choices](std::string& name) { return refuse(choices, name); }, ""))
      ->type_name(choices_of(choices));
}

/// Declares the options of a table (tools/options_table.h) on `app`, in the order of the table, when it is
/// passed to for_each_option(). Use one object for each walk. The table's struct must outlive `app`.
class AddOptions {
 public:
  explicit AddOptions(CLI::App& app) : app_(app) {}

  void operator()(const OptionRow& row, bool& on);
  void operator()(const OptionRow& row, std::size_t& number);
  void operator()(const OptionRow& row, std::optional<std::size_t>& number);
  void operator()(const OptionRow& row, std::string& text);
  void operator()(const OptionRow& row, std::vector<std::string>& texts);
  template <class T>
  void operator()(const OptionRow& row, T& value, Choices<T> choices) {
    if (*row.flag) finish(row, *add_choice(app_, row.flag, value, choices, row.help));
  }

 private:
  using Keeps = std::vector<Choice<bool*>>;
  void add_keep(const OptionRow& row, bool& on);
  static void finish(const OptionRow& row, CLI::Option& option);

  CLI::App& app_;
  std::shared_ptr<Keeps> keeps_;  ///< for --keep, whose words stand in several rows
};

/// Returns the lines of a list of inputs without the empty ones. "-" is standard input. Throws FileError.
std::vector<std::string> lines_of_file(const std::string& file);

/// The options of Options that have a flag: --keep, --favor, the limits on one page, …
void add_cleaning_options(CLI::App& app, Options& options);

}  // namespace winnow::tools
