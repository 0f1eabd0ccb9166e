// winnow clean: pages in, one record an article out, in input order. batch/clean_options.h is the
// table of its options, batch/run.cpp the run.

#include <sys/stat.h>
#include <unistd.h>

#include "tools/batch/clean_options.h"
#include "tools/commands/command.h"
#include "tools/commands/options.h"

namespace winnow::tools {
namespace {

constexpr const char* kExamples = R"(Examples:
  winnow clean page.html                      one page; a line of JSON
  winnow clean --format text page.html        its text only
  winnow clean -o articles.jsonl crawl/       every file of a folder
  curl -s URL | winnow clean --url URL -      a page from a pipe
  winnow clean --jobs 8 --errors bad.jsonl dump.jsonl.gz > articles.jsonl
  winnow clean -o out/ --resume warcs/*.gz    a shard for each file; goes on where it stopped
  winnow clean -o all.jsonl.gz --resume warcs/  the same into one file

Inputs are HTML and text files, JSON lines ("html" or "text"), WARC and WET files, tar archives,
each of them plain, gzip or zstd.

Exit status: 0 every page was read; 1 some could not be; 2 wrong usage or rules;
3 an input or output could not be opened or written; 4 stopped by --max-errors;
130 or 143 stopped by a signal.)";

/// "-" where something was piped into the program; a command without inputs at a terminal is a mistake.
std::string standard_input() {
  struct stat info {};
  const bool is_given =
      fstat(STDIN_FILENO, &info) == 0 && (S_ISFIFO(info.st_mode) || S_ISREG(info.st_mode) || S_ISSOCK(info.st_mode));
  if (!is_given) throw UsageError("clean: no INPUT and no --from; pages may also be piped in");
  return "-";
}

/// The ending of -o names the format, unless --format does; it never lies about it.
void choose_format(CleanOptions& options, bool is_named) {
  constexpr std::string_view kOthers[] = {".json", ".parquet", ".arrow", ".feather", ".avro", ".orc",  ".tsv",
                                          ".xlsx", ".ods",     ".yaml",  ".yml",     ".db",   ".warc", ".sqlite"};
  if (options.output.empty() || options.output.ends_with('/')) return;
  if (const write::FormatRow* row = write::format_of_file(options.output)) {
    if (is_named && row->format != options.write.format)
      throw UsageError("clean: -o " + options.output + " with --format " +
                       std::string(write::row_of(options.write.format).name) + ": the ending says " +
                       std::string(row->name));
    options.write.format = row->format;
    return;
  }
  for (const std::string_view ending : kOthers)
    if (options.output.ends_with(ending) || options.output.ends_with(std::string(ending) + ".gz"))
      throw UsageError("clean: -o " + options.output + ": there is no format for " + std::string(ending) +
                       "; there are .jsonl, .csv, .md, .html, .xml (TEI), .txt, each also with .gz or .zst");
}

int clean(CleanOptions& options, bool names_format) {
  choose_format(options, names_format);
  if (!options.from.empty())
    for (std::string& line : lines_of_file(options.from)) options.inputs.push_back(std::move(line));
  else if (options.inputs.empty()) options.inputs.push_back(standard_input());
  write::ask_for_what_is_written(options.write, options.clean);
  options.read.max_bytes = options.clean.limits.max_bytes;
  try {
    return run_clean(options);
  } catch (const std::invalid_argument& error) {
    throw UsageError(std::string("clean: ") + error.what());
  }
}

}  // namespace

Action set_up_clean(CLI::App& app) {
  const auto options = std::make_shared<CleanOptions>();
  app.footer(kExamples);
  app.add_option("INPUT", options->inputs, "Files, folders or globs; - is standard input");
  for_each_option(*options, AddOptions(app));
  add_rules_option(app, options->rules);
  return [options, &app] { return clean(*options, app.count("--format") > 0); };
}

}  // namespace winnow::tools
