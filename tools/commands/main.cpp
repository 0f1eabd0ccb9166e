// The `winnow` program: one subcommand a file, listed in kCommands. Data goes to standard output,
// everything else to standard error.

#include <fcntl.h>
#include <malloc.h>
#include <unistd.h>

#include <algorithm>
#include <csignal>
#include <iostream>

#include "pipeline/rules.h"
#include "tools/commands/command.h"
#include "tools/commands/usage.h"
#include "tools/installed_rules.h"
#include "winnow/winnow.h"

#if defined(__clang__)
#define WINNOW_COMPILER "clang++ " __clang_version__
#else
#define WINNOW_COMPILER "g++ " __VERSION__
#endif

namespace winnow::tools {
namespace {

struct Command {
  const char* name;
  const char* summary;
  SetUp set_up;
};

/// What a report of a bug needs: the version, the rules, the compiler, what is built in.
Action set_up_version(CLI::App&) {
  return [] {
    std::cout << "winnow " << version() << '\n';
    try {
      const auto folders = rules_folders({});
      std::cout << "rules " << load_rules(folders)->fingerprint << " of " << folders.front().string() << '\n';
    } catch (const std::exception& error) {
      std::cout << "rules: " << error.what() << '\n';
    }
    std::cout << "built by " WINNOW_COMPILER ", C++" << __cplusplus / 100 % 100;
#ifdef WINNOW_TUNE
    std::cout << ", with tune";
#endif
    std::cout << '\n';
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
    {"schema", "Print the JSON Schema of what is written", set_up_schema},
    {"version", "Print the version", set_up_version},
};

/// The help of "rules check", of "clean", of all.
int print_help(const CLI::App& app, const std::vector<std::string>& command) {
  const CLI::App* at = &app;
  std::string before;
  for (const std::string& word : command) {
    before += (before.empty() ? "" : " ") + (at == &app ? std::string("winnow") : at->get_name());
    at = at->get_subcommand(word);
  }
  std::cout << (at == &app ? app.help() : at->help(before));
  return kDone;
}

/// Of "winnow help WORDS" the words.
std::vector<std::string> behind_help(const std::vector<std::string>& words) {
  return words.empty() || words[0] != "help" ? words : std::vector<std::string>(words.begin() + 1, words.end());
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
  const std::vector<std::string> words(argv + 1, argv + argc);
  app.failure_message(
      [&words](const CLI::App* failed, const CLI::Error& error) { return usage_message(*failed, error, words); });

  Action action;
  for (const Command& command : kCommands) {
    CLI::App* sub = app.add_subcommand(command.name, command.summary);
    sub->callback([&action, run = command.set_up(*sub)] { action = run; });
  }
  std::vector<std::string> about;
  CLI::App* help = app.add_subcommand("help", "Explain a command");
  help->add_option("COMMAND", about, "The command, such as: clean, rules check");
  help->callback([&] { action = [&] { return print_help(app, about); }; });

  const bool wants_help = std::any_of(words.begin(), words.end(), [](const std::string& word) {
    return word == "--help" || word == "-h" || word == "--version";
  });
  const std::vector<std::string> command = behind_help(words);
  if (const std::string problem = problem_with_command(app, command);
      !problem.empty() && !wants_help && (words.empty() || words[0] != "help" || !command.empty())) {
    const bool is_help_of_a_group =
        !words.empty() && words[0] == "help" && problem.find("is missing") != std::string::npos;
    if (!is_help_of_a_group) {
      std::cerr << "winnow: " << problem << '\n';
      return kWrongUse;
    }
  }
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
  } catch (const ClosedPipe&) {
    return kClosedPipe;
  } catch (const std::exception& error) {
    std::cerr << "winnow: " << error.what() << '\n';
    return kNotOpened;
  }
}
