// The `winnow` program: one subcommand a file, listed in kCommands. Data goes to standard output,
// everything else to standard error.

#include <fcntl.h>
#include <malloc.h>
#include <unistd.h>

#include <csignal>
#include <iostream>

#include "tools/commands/command.h"
#include "winnow/winnow.h"

namespace winnow::tools {
namespace {

struct Command {
  const char* name;
  const char* summary;
  SetUp set_up;
};

Action set_up_version(CLI::App&) {
  return [] {
    std::cout << "winnow " << version() << '\n';
    return kDone;
  };
}

constexpr Command kCommands[] = {
    {"clean", "Clean pages: one record for each article", set_up_clean},
    {"merge-stats", "Add up the statistics of runs and shards", set_up_merge_stats},
    {"explain", "Say why each block of a page stayed or went", set_up_explain},
    {"shards", "List the parts of a run into a folder and what is done", set_up_shards},
    {"serve", "Clean pages over HTTP", set_up_serve},
    {"pipe", "Clean JSON lines as they come: one line out for one line in", set_up_pipe},
    {"eval", "Score cleaned pages against a reference", set_up_eval},
#ifdef WINNOW_TUNE
    {"tune", "Train the score on pages with a reference text", set_up_tune},
#endif
    {"rules", "Check, test, list, compare and import rules", set_up_rules},
    {"version", "Print the version", set_up_version},
};

int print_help(const CLI::App& app, const std::string& command) {
  std::cout << (command.empty() ? app.help() : app.get_subcommand(command)->help("winnow"));
  return kDone;
}

/// CLI11 counts its errors from 104; this program has one status for wrong usage.
int exit_status(const CLI::App& app, const CLI::ParseError& error) { return app.exit(error) == 0 ? kDone : kWrongUse; }

/// Sets glibc's allocator to the state that it adapts to after some large pages: freed memory stays for
/// the next page. To grow each thread's heap 4 KB at a time took 200 system calls before the first page.
void keep_memory() {
#ifdef __GLIBC__
  mallopt(M_TOP_PAD, 16 << 20);
  mallopt(M_MMAP_THRESHOLD, 32 << 20);  // its own bound, DEFAULT_MMAP_THRESHOLD_MAX
  mallopt(M_TRIM_THRESHOLD, 64 << 20);
#endif
}

/// Opens what is closed of standard input, output and error, so that no file gets their numbers: messages would go
/// into records. Reading and writing them fails as before.
void hold_standard_streams() {
  for (const int fd : {STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO})
    if (fcntl(fd, F_GETFD) < 0) open("/dev/null", fd == STDIN_FILENO ? O_WRONLY : O_RDONLY);
}

/// What std::cout could not write, on a full disk, is an error of the run.
int written(int status) {
  std::cout.flush();
  if (std::cout) return status;
  std::cerr << "winnow: standard output: cannot write\n";
  return status == kDone || status == kSomeUnread ? kNotOpened : status;
}

int run_program(int argc, char** argv) {
  CLI::App app("Winnow: articles out of news pages");
  app.name("winnow");
  app.set_version_flag("--version", "winnow " + std::string(version()));
  app.require_subcommand(1);
  app.failure_message(CLI::FailureMessage::simple);

  Action action;
  std::vector<std::string> names;
  for (const Command& command : kCommands) {
    CLI::App* sub = app.add_subcommand(command.name, command.summary);
    names.emplace_back(command.name);
    sub->callback([&action, run = command.set_up(*sub)] { action = run; });
  }
  std::string about;
  CLI::App* help = app.add_subcommand("help", "Explain a command");
  help->add_option("COMMAND", about, "The command")->check(CLI::IsMember(names));
  help->callback([&] { action = [&] { return print_help(app, about); }; });

  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    return written(exit_status(app, error));
  }
  return written(action());
}

}  // namespace
}  // namespace winnow::tools

int main(int argc, char** argv) {
  using namespace winnow::tools;
  hold_standard_streams();
  keep_memory();
  std::signal(SIGPIPE, SIG_IGN);  // a closed pipe is a write error like any other
  try {
    return run_program(argc, argv);
  } catch (const winnow::RuleError& error) {
    std::cerr << "winnow: " << error.what() << '\n';
    return kWrongUse;
  } catch (const UsageError& error) {
    std::cerr << "winnow: " << error.what() << '\n';
    return kWrongUse;
  } catch (const std::exception& error) {
    std::cerr << "winnow: " << error.what() << '\n';
    return kNotOpened;
  }
}
