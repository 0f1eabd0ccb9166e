#pragma once
// Option helpers that several commands share.

#include <map>
#include <string>

#include "winnow/winnow.h"
#include "tools/commands/command.h"

namespace winnow::tools {

/// "html|jsonl|text": what an option takes, for its help.
template <class T>
std::string choices_of(const std::map<std::string, T>& names) {
  std::string out;
  for (const auto& [name, value] : names) out += (out.empty() ? "" : "|") + name;
  return out;
}

/// Refuses what is not in `names`, saying what could have stood there.
template <class T>
CLI::Validator one_of(const std::map<std::string, T>& names) {
  return CLI::Validator(
      [&names](std::string& given) {
        return names.count(given) ? std::string() : "'" + given + "' is not one of " + choices_of(names);
      },
      "");
}

/// An option that takes one of `names`, which must outlive `app`.
template <class T>
CLI::Option* add_choice(CLI::App& app, const std::string& flag, T& value,
                        const std::map<std::string, T>& names, const std::string& help) {
  return app
      .add_option_function<std::string>(
          flag, [&value, &names](const std::string& name) { value = names.at(name); }, help)
      ->check(one_of(names))
      ->type_name(choices_of(names));
}

/// The lines of a list of inputs, but for empty ones; "-" is standard input. Throws FileError.
std::vector<std::string> lines_of_file(const std::string& file);

/// --keep, --blocks and the limits on one page.
void add_cleaning_options(CLI::App& app, Options& options);

}  // namespace winnow::tools
