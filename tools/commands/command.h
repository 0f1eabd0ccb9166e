#pragma once
// A subcommand is a file that declares its options and returns its action, and a line in the table of
// main.cpp.

#include <CLI/CLI.hpp>

#include <functional>
#include <string>
#include <vector>

#include "tools/errors.h"

namespace winnow::tools {

/// Runs a subcommand once its options are parsed; returns the exit status.
using Action = std::function<int()>;

/// Declares a subcommand's options on `app` and returns its action.
using SetUp = Action (*)(CLI::App& app);

Action set_up_clean(CLI::App& app);
Action set_up_merge_stats(CLI::App& app);
Action set_up_explain(CLI::App& app);
Action set_up_pipe(CLI::App& app);
Action set_up_rules(CLI::App& app);
Action set_up_eval(CLI::App& app);
Action set_up_shards(CLI::App& app);
Action set_up_schema(CLI::App& app);
Action set_up_serve(CLI::App& app);
Action set_up_tune(CLI::App& app);

/// Declares --rules, repeatable.
void add_rules_option(CLI::App& app, std::vector<std::string>& folders);

}  // namespace winnow::tools
