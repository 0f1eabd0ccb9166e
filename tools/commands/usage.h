#pragma once
// What the program says of a command line that it does not understand: what is wrong, what was meant most likely, and
// where the choices are listed. All in one voice, whether the option parser or a command noticed it.

#include <CLI/CLI.hpp>

#include <string>
#include <vector>

namespace winnow::tools {

/// What is wrong with the first words of a command line before any option is read: an unknown command, or a page in the
/// place of one; "" if nothing is. `words` is argv without the program.
std::string problem_with_command(const CLI::App& app, const std::vector<std::string>& words);

/// An error of the option parser as a line for people, "winnow: clean: no option --fromat; did you mean --format?".
std::string usage_message(const CLI::App& app, const CLI::Error& error, const std::vector<std::string>& words);

}  // namespace winnow::tools
