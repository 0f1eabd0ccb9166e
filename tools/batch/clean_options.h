#pragma once
// The options of `winnow clean`, and the table of them (see tools/options_table.h).

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "pipeline/filter/duplicates.h"
#include "pipeline/read/reader.h"
#include "pipeline/write/writer.h"
#include "tools/batch/progress.h"
#include "tools/options_table.h"
#include "winnow/winnow.h"

namespace winnow::tools {

struct CleanOptions {
  std::vector<std::string> inputs;
  std::string from;                  ///< file with more inputs
  std::string output;                ///< "": standard output; a folder: a shard for each input
  std::string errors, drops, stats;  ///< "": not written
  write::WriteOptions write;
  std::string compression = "none";  ///< of shards: none, gz, zst
  read::ReadOptions read;
  Options clean;
  RunOptions run;
  Dedup dedup = Dedup::none;
  std::vector<std::string> rules;
  std::string part;  ///< "I/N" of the inputs, "slurm": the part that Slurm sets; "": all
  bool resume = false;
  std::optional<std::size_t> max_errors;
  ProgressMode progress = ProgressMode::automatic;
  bool quiet = false;  ///< no counts and no progress, only what went wrong
};

inline constexpr Choice<read::Form> kForms[] = {{"auto", read::Form::automatic},
                                                {"html", read::Form::html},
                                                {"text", read::Form::text},
                                                {"jsonl", read::Form::jsonl}};
inline constexpr Choice<write::Schema> kSchemas[] = {{"native", write::Schema::native},
                                                     {"trafilatura", write::Schema::trafilatura},
                                                     {"datatrove", write::Schema::datatrove}};
inline constexpr Choice<Dedup> kDedups[] = {{"none", Dedup::none}, {"exact", Dedup::exact}, {"near", Dedup::near}};
inline constexpr Choice<ProgressMode> kProgressModes[] = {
    {"auto", ProgressMode::automatic}, {"always", ProgressMode::always}, {"never", ProgressMode::never}};
inline const Choice<std::string> kCompressions[] = {{"none", "none"}, {"gz", "gz"}, {"zst", "zst"}};

/// The names of write::formats().
Choices<write::Format> format_choices();

/// Calls `f` as for Options, for each option of `winnow clean`, including those of Options. The inputs and
/// the rules are left out, because the markers of a run name them separately.
template <class O, class F>
void for_each_option(O& options, F&& f) requires std::is_same_v<const O, const CleanOptions> {
  constexpr const char* kLarge = "Large runs";
  auto& [inputs, from, output, errors, drops, stats, write, compression, read, clean, run, dedup, rules, part, resume,
         max_errors, progress, quiet] = options;
  auto& [format, schema, fields] = write;
  auto& [form, charset, url, max_page_bytes, every_file, carry, left_out, stop_asked] =
      read;  // max_page_bytes: as Limits has it
  auto& [jobs, in_flight] = run;

  f(OptionRow{.name = "from",
              .flag = "--from",
              .help = "File with an input on each line, after those given; - is standard input",
              .type_name = "FILE",
              .effect = Effect::none},
    from);
  f(OptionRow{.name = "every_file",
              .flag = "--all-files",
              .help = "Of folders and archives take every file, not only those that hold pages by name or content"},
    every_file);
  f(OptionRow{.name = "input", .flag = "--input", .help = "What the inputs are; auto looks at each one"}, form,
    Choices<read::Form>(kForms));
  f(OptionRow{.name = "charset", .flag = "--charset", .help = "What an HTTP header would say of single pages"},
    charset);
  f(OptionRow{.name = "url", .flag = "--url", .help = "Address of single pages"}, url);

  f(OptionRow{.name = "output",
              .flag = "-o,--output",
              .help = "Where the records go; .gz and .zst compress; a folder gets a file for each input",
              .type_name = "FILE|DIR/",
              .effect = Effect::none},
    output);
  f(OptionRow{.name = "format", .flag = "--format", .help = "How to write them"}, format, format_choices());
  f(OptionRow{.name = "schema", .flag = "--schema", .help = "Whose field names JSON and CSV have"}, schema,
    Choices<write::Schema>(kSchemas));
  f(OptionRow{.name = "fields", .flag = "--fields", .help = "Only these fields, in this order; comma between several"},
    fields);
  f(OptionRow{.name = "carry", .flag = "--carry", .help = "Add the unknown fields of JSONL input"}, carry);
  f(OptionRow{.name = "compress",
              .flag = "--compress",
              .help = "How to compress the files of a folder",
              .effect = Effect::none},
    compression, Choices<std::string>(kCompressions));
  f(OptionRow{.name = "drops",
              .flag = "--drops",
              .help = "Write a JSON line for each page that gave no article",
              .type_name = "FILE",
              .effect = Effect::presence},
    drops);
  f(OptionRow{.name = "errors",
              .flag = "--errors",
              .help = "Write a JSON line for each page that cannot be read",
              .type_name = "FILE",
              .effect = Effect::presence},
    errors);
  f(OptionRow{.name = "stats",
              .flag = "--stats",
              .help = "Write what was counted, as JSON",
              .type_name = "FILE",
              .effect = Effect::none},
    stats);

  f(OptionRow{.name = "jobs",
              .flag = "--jobs",
              .help = "Threads; 0: one for each processor",
              .group = kLarge,
              .most = 1024,
              .effect = Effect::none},
    jobs);
  f(OptionRow{.name = "in_flight", .effect = Effect::none}, in_flight);
  f(OptionRow{.name = "resume",
              .flag = "--resume",
              .help = "Go on where an earlier run into the same file or folder stopped",
              .group = kLarge,
              .effect = Effect::none},
    resume);
  f(OptionRow{.name = "dedup", .flag = "--dedup", .help = "Drop articles that repeat an earlier one", .group = kLarge},
    dedup, Choices<Dedup>(kDedups));
  f(OptionRow{.name = "shard",
              .flag = "--shard",
              .help = "Only the I-th of N parts of the inputs; slurm: the part of this task of an array job",
              .group = kLarge,
              .type_name = "I/N",
              .effect = Effect::none},
    part);
  f(OptionRow{.name = "max_errors",
              .flag = "--max-errors",
              .help = "Stop after that many pages that cannot be read",
              .group = kLarge,
              .effect = Effect::none},
    max_errors);
  f(OptionRow{.name = "progress",
              .flag = "--progress",
              .help = "Say how far it has come; auto: on a terminal",
              .group = kLarge,
              .effect = Effect::none},
    progress, Choices<ProgressMode>(kProgressModes));
  f(OptionRow{.name = "quiet",
              .flag = "-q,--quiet",
              .help = "Say only what went wrong, not what was done",
              .effect = Effect::none},
    quiet);

  for_each_option(clean, f);
}

/// Returns a hash of the version and of every option that the records depend on, as 16 hexadecimal digits.
std::string fingerprint_of(const CleanOptions& options);

/// Cleans; returns the exit status. Throws UsageError, FileError, RuleError.
int run_clean(const CleanOptions& options);

}  // namespace winnow::tools
