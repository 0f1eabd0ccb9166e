#include "tools/commands/usage.h"

#include <algorithm>
#include <filesystem>

#include "pipeline/rulepack/yaml.h"

namespace winnow::tools {
namespace {

std::vector<const CLI::App*> commands_of(const CLI::App& app) {
  return app.get_subcommands([](const CLI::App*) { return true; });
}

const CLI::App* find_command(const CLI::App& app, const std::string& name) {
  for (const CLI::App* command : commands_of(app))
    if (command->get_name() == name) return command;
  return nullptr;
}

/// The command that the first words name, and how many of them do.
const CLI::App* named(const CLI::App& app, const std::vector<std::string>& words, std::size_t& count) {
  const CLI::App* at = &app;
  for (count = 0; count < words.size(); ++count) {
    const CLI::App* next = find_command(*at, words[count]);
    if (!next) break;
    at = next;
  }
  return at;
}

/// "clean", "rules check": the words of a command below `app`.
std::string path_of(const std::vector<std::string>& words, std::size_t count) {
  std::string out;
  for (std::size_t i = 0; i < count; ++i) out += (i ? " " : "") + words[i];
  return out;
}

std::string listed(const std::vector<std::string_view>& names) {
  std::string out;
  for (const std::string_view name : names) out.append(out.empty() ? "" : ", ").append(name);
  return out;
}

std::vector<std::string_view> names_of(const std::vector<const CLI::App*>& commands, std::vector<std::string>& hold) {
  for (const CLI::App* command : commands) hold.push_back(command->get_name());
  return {hold.begin(), hold.end()};
}

bool looks_like_input(const std::string& word) {
  std::error_code failed;
  return word == "-" || word.find("://") != std::string::npos || word.find('.') != std::string::npos ||
         std::filesystem::exists(word, failed);
}

/// The option's long names, with their dashes.
std::vector<std::string> flags_of(const CLI::App& command) {
  std::vector<std::string> out;
  for (const CLI::Option* option : command.get_options())
    for (const std::string& name : option->get_lnames()) out.push_back("--" + name);
  return out;
}

std::string about_unknown_option(const CLI::App& command, const std::string& word) {
  const std::string flag = word.substr(0, word.find('='));
  const std::vector<std::string> flags = flags_of(command);
  const std::string near = nearest_name(flag, {flags.begin(), flags.end()});
  return "no option " + flag + (near.empty() ? "" : "; did you mean " + near + "?");
}

/// The words behind ": " in what the parser says of arguments that it did not expect.
std::string first_unexpected(const std::string& what) {
  const std::size_t colon = what.rfind(": ");
  if (colon == std::string::npos) return {};
  const std::string rest = what.substr(colon + 2);
  return rest.substr(0, rest.find(' '));
}

}  // namespace

std::string problem_with_command(const CLI::App& app, const std::vector<std::string>& words) {
  std::size_t count = 0;
  const CLI::App* at = named(app, words, count);
  const std::vector<const CLI::App*> commands = commands_of(*at);
  if (commands.empty()) return {};
  const std::string path = path_of(words, count), place = path.empty() ? "" : path + ": ";
  std::vector<std::string> hold;
  const std::vector<std::string_view> names = names_of(commands, hold);
  if (count == words.size()) return place + "a command is missing: " + listed(names);
  const std::string& word = words[count];
  if (word.starts_with('-') && word != "-") return {};
  if (at == &app && looks_like_input(word)) return "'" + word + "' is no command; to clean it: winnow clean " + word;
  const std::string near = nearest_name(word, names);
  return place + "no command '" + word + "'" +
         (near.empty() ? "; there are " + listed(names) : "; did you mean '" + near + "'?");
}

std::string usage_message(const CLI::App& app, const CLI::Error& error, const std::vector<std::string>& words) {
  std::size_t count = 0;
  const CLI::App* at = named(app, words, count);
  const std::string path = path_of(words, count);
  std::string what = error.what();
  if (what.find("not expected") != std::string::npos) {
    const std::string word = first_unexpected(what);
    what = word.starts_with('-') ? about_unknown_option(*at, word) : "'" + word + "' is one too many";
  } else if (what.find(" is required") != std::string::npos) {
    const std::size_t end = what.find(" is required");
    if (end != std::string::npos) what = what.substr(0, end) + " is missing";
  }
  what = what.substr(0, what.find('\n'));
  return "winnow: " + (path.empty() ? "" : path + ": ") + what + "\nwinnow help" + (path.empty() ? "" : " " + path) +
         " lists what there is.\n";
}

}  // namespace winnow::tools
