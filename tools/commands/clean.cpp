// winnow clean: pages in, one record an article out, in input order. This file is its options;
// clean_run.cpp is the run.

#include <map>

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

const std::map<std::string, write::Format> kFormats = {
    {"jsonl", write::Format::jsonl}, {"text", write::Format::text}, {"markdown", write::Format::markdown},
    {"html", write::Format::html},   {"tei", write::Format::tei},   {"csv", write::Format::csv}};
const std::map<std::string, write::Schema> kSchemas = {{"native", write::Schema::native},
                                                       {"trafilatura", write::Schema::trafilatura},
                                                       {"datatrove", write::Schema::datatrove}};
const std::map<std::string, read::Form> kForms = {{"auto", read::Form::automatic},
                                                  {"html", read::Form::html},
                                                  {"text", read::Form::text},
                                                  {"jsonl", read::Form::jsonl}};
const std::map<std::string, Dedup> kDedups = {
    {"none", Dedup::none}, {"exact", Dedup::exact}, {"near", Dedup::near}};
const std::map<std::string, ProgressMode> kProgress = {
    {"auto", ProgressMode::automatic}, {"always", ProgressMode::always}, {"never", ProgressMode::never}};
const std::map<std::string, std::string> kCompressions = {{"none", "none"}, {"gz", "gz"}, {"zst", "zst"}};

void add_input_options(CLI::App& app, CleanOptions& o) {
  app.add_option("INPUT", o.inputs, "Files, folders or globs; - is standard input");
  app.add_option("--from", o.from, "File with an input on each line, after those given; - is standard input")
      ->type_name("FILE");
  app.add_flag("--all-files", o.read.every_file,
               "Of folders and archives take every file, not only those that hold pages by name or content");
  add_choice(app, "--input", o.read.form, kForms, "What the inputs are; auto looks at each one");
  app.add_option("--charset", o.read.charset, "What an HTTP header would say of single pages");
  app.add_option("--url", o.read.url, "Address of single pages");
}

void add_output_options(CLI::App& app, CleanOptions& o) {
  app.add_option("-o,--output", o.output,
                 "Where the records go; .gz and .zst compress; a folder gets a file for each input")
      ->type_name("FILE|DIR/");
  add_choice(app, "--format", o.write.format, kFormats, "How to write them");
  add_choice(app, "--schema", o.write.schema, kSchemas, "Whose field names JSON and CSV have");
  app.add_option("--fields", o.write.fields, "Only these fields, in this order; comma between several")
      ->delimiter(',')
      ->allow_extra_args(false);
  app.add_flag("--carry", o.read.carry, "Add the unknown fields of JSONL input");
  add_choice(app, "--compress", o.compression, kCompressions, "How to compress the files of a folder");
  app.add_option("--drops", o.drops, "Write a JSON line for each page that gave no article")->type_name("FILE");
  app.add_option("--errors", o.errors, "Write a JSON line for each page that cannot be read")->type_name("FILE");
  app.add_option("--stats", o.stats, "Write what was counted, as JSON")->type_name("FILE");
}

void add_run_options(CLI::App& app, CleanOptions& o) {
  constexpr const char* kGroup = "Large runs";
  app.add_option("--jobs", o.run.jobs, "Threads; 0: one for each processor")->capture_default_str()->group(kGroup);
  app.add_flag("--resume", o.resume, "Go on where an earlier run into the same file or folder stopped")->group(kGroup);
  add_choice(app, "--dedup", o.dedup, kDedups, "Drop articles that repeat an earlier one")->group(kGroup);
  app.add_option("--shard", o.part, "Only the I-th of N parts of the inputs; set by itself in a Slurm array job")
      ->type_name("I/N")
      ->group(kGroup);
  app.add_option("--max-errors", o.max_errors, "Stop after that many pages that cannot be read")->group(kGroup);
  add_choice(app, "--progress", o.progress, kProgress, "Say how far it has come; auto: on a terminal")->group(kGroup);
}

int clean(CleanOptions& options) {
  if (!options.from.empty())
    for (std::string& line : lines_of_file(options.from)) options.inputs.push_back(std::move(line));
  else if (options.inputs.empty())
    throw UsageError("clean: no INPUT and no --from");
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
  add_input_options(app, *options);
  add_output_options(app, *options);
  add_run_options(app, *options);
  add_cleaning_options(app, options->clean);
  add_rules_option(app, options->rules);
  return [options] { return clean(*options); };
}

}  // namespace winnow::tools
