#pragma once
// How a subcommand joins the program: a file that declares its options and gives back what to run,
// and a line in main.cpp's table.

#include <CLI/CLI.hpp>

#include <filesystem>
#include <functional>
#include <stdexcept>
#include <string>
#include <vector>

namespace winnow::tools {

/// The program's exit status.
enum Exit : int {
  kDone = 0,          ///< every page was read
  kSomeUnread = 1,    ///< some pages could not be read; the rest is written
  kWrongUse = 2,      ///< wrong usage or rules
  kNotOpened = 3,     ///< an input or output could not be opened or written
  kTooManyErrors = 4  ///< stopped by --max-errors
};

/// A usage that CLI11 cannot see is wrong; the program ends with kWrongUse.
struct UsageError : std::runtime_error {
  using std::runtime_error::runtime_error;
};

/// An input or output that cannot be opened or written; the program ends with kNotOpened.
struct FileError : std::runtime_error {
  using std::runtime_error::runtime_error;
};

/// What a subcommand does once its options are parsed; returns the exit status.
using Action = std::function<int()>;

/// Declares a subcommand's options on `app` and gives back its action.
using SetUp = Action (*)(CLI::App& app);

Action set_up_clean(CLI::App& app);
Action set_up_merge_stats(CLI::App& app);
Action set_up_explain(CLI::App& app);
Action set_up_pipe(CLI::App& app);
Action set_up_rules(CLI::App& app);
Action set_up_eval(CLI::App& app);
Action set_up_shards(CLI::App& app);
Action set_up_serve(CLI::App& app);
Action set_up_tune(CLI::App& app);

/// Declares --rules, repeatable.
void add_rules_option(CLI::App& app, std::vector<std::string>& folders);

/// The folders given, or else the rules that came with the program: share/winnow/rules next to
/// the executable or its prefix, or the source tree's.
std::vector<std::filesystem::path> rules_folders(const std::vector<std::string>& given);

}  // namespace winnow::tools
