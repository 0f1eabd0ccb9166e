// winnow clean: pages in, one record an article out, in input order. Everything that was read is
// accounted for: it is a record, a drop, or an error.

#include <cerrno>
#include <cstring>
#include <fstream>
#include <iostream>
#include <map>
#include <optional>

#include "pipeline/read/reader.h"
#include "pipeline/winnow.h"
#include "pipeline/write/writer.h"
#include "tools/command.h"
#include "tools/options.h"
#include "tools/output.h"
#include "tools/progress.h"

namespace winnow::tools {
namespace {

constexpr const char* kExamples = R"(Examples:
  winnow clean page.html                      one page; a line of JSON
  winnow clean --format text page.html        its text only
  winnow clean -o articles.jsonl crawl/       every file of a folder
  curl -s URL | winnow clean --url URL -      a page from a pipe
  winnow clean --jobs 8 --errors bad.jsonl dump.jsonl.gz > articles.jsonl

Exit status: 0 every page was read; 1 some could not be; 2 wrong usage or rules;
3 an input or output could not be opened or written; 4 stopped by --max-errors.)";

struct CleanOptions {
  std::vector<std::string> inputs;
  std::string from, output, errors;
  write::Format format = write::Format::jsonl;
  read::ReadOptions read;
  Options clean;
  RunOptions run;
  std::vector<std::string> rules;
  std::optional<std::size_t> max_errors;
};

const std::map<std::string, write::Format> kFormats = {
    {"jsonl", write::Format::jsonl}, {"text", write::Format::text}, {"markdown", write::Format::markdown}};
const std::map<std::string, read::Form> kForms = {{"auto", read::Form::automatic},
                                                  {"html", read::Form::html},
                                                  {"text", read::Form::text},
                                                  {"jsonl", read::Form::jsonl}};
void add_options(CLI::App& app, CleanOptions& o) {
  app.footer(kExamples);
  app.add_option("INPUT", o.inputs, "Files, folders or globs; - is standard input");
  app.add_option("--from", o.from, "File with an input on each line, after those given; - is standard input")->type_name("FILE");
  app.add_option("-o,--output", o.output, "Where the records go; standard output if not given")->type_name("FILE");
  add_choice(app, "--format", o.format, kFormats, "How to write them");
  add_choice(app, "--input", o.read.form, kForms, "What the inputs are; auto looks at each one");
  app.add_option("--jobs", o.run.jobs, "Threads; 0: one for each processor")->capture_default_str();
  app.add_option("--charset", o.read.charset, "What an HTTP header would say of single pages");
  app.add_option("--url", o.read.url, "Address of single pages");
  app.add_option("--errors", o.errors, "Write a JSON line for each page that cannot be read")->type_name("FILE");
  app.add_option("--max-errors", o.max_errors, "Stop after that many pages that cannot be read");
  app.add_flag("--carry", o.read.carry, "Add the unknown fields of JSONL input");
  add_cleaning_options(app, o.clean);
  add_rules_option(app, o.rules);
}

/// What one run wrote and counted.
class CleanRun {
 public:
  explicit CleanRun(const CleanOptions& options)
      : options_(options),
        writer_(write::make_writer(options.format)),
        inputs_(options.inputs, options.read),
        output_(options.output) {
    if (!options.errors.empty()) errors_.emplace(options.errors);
  }

  int operator()() {
    const Cleaner cleaner(load_rules(rules_folders(options_.rules)), options_.clean);
    const Counts counts = run(
        cleaner, [this] { return inputs_.next(); },
        [this](std::size_t, Outcome&& outcome) { take(outcome); }, options_.run, stop_.get_token());
    output_.close();
    if (errors_) errors_->close();
    progress_.finish();
    report(counts);
    return exit_status();
  }

 private:
  void take(const Outcome& outcome) {
    progress_.count(inputs_.bytes_read());
    if (outcome) {
      writer_->append(*outcome, output_.buffer());
      output_.flush_if_full();
    } else if (write::is_input_error(outcome.error())) {
      take_error(outcome.error());
    }
  }

  void take_error(const Drop& drop) {
    ++error_count_;
    if (errors_) {
      write::append_drop(drop, errors_->buffer());
      errors_->flush_if_full();
    } else {
      progress_.clear();
      std::cerr << "winnow: " << write::describe(drop) << '\n';
    }
    if (options_.max_errors && error_count_ >= *options_.max_errors) stop_.request_stop();
  }

  void report(const Counts& counts) const {
    const std::size_t drops = counts.dropped - error_count_;
    if (counts.read == 1 && drops == 0) return;
    std::cerr << "winnow: " << counts.read << " pages: " << counts.kept << " articles, " << drops
              << " dropped, " << error_count_ << " unreadable\n";
  }

  int exit_status() const {
    if (stop_.stop_requested()) return kTooManyErrors;
    if (inputs_.unopened() > 0) return kNotOpened;
    return error_count_ > 0 ? kSomeUnread : kDone;
  }

  const CleanOptions& options_;
  std::unique_ptr<write::Writer> writer_;
  read::Inputs inputs_;
  Output output_;
  std::optional<Output> errors_;
  Progress progress_;
  std::stop_source stop_;
  std::size_t error_count_ = 0;
};

/// The lines of `file`, but for empty ones.
std::vector<std::string> lines_of(const std::string& file) {
  std::ifstream opened;
  if (file != "-") opened.open(file);
  std::istream& in = file == "-" ? std::cin : opened;
  if (!in) throw FileError(file + ": cannot open: " + std::strerror(errno));
  std::vector<std::string> lines;
  for (std::string line; std::getline(in, line);) {
    if (line.ends_with('\r')) line.pop_back();
    if (!line.empty()) lines.push_back(std::move(line));
  }
  return lines;
}

int clean(CleanOptions& options) {
  if (!options.from.empty())
    for (std::string& line : lines_of(options.from)) options.inputs.push_back(std::move(line));
  else if (options.inputs.empty())
    throw UsageError("clean: no INPUT and no --from");
  options.clean.markdown = options.format == write::Format::markdown;
  options.read.max_bytes = options.clean.limits.max_bytes;
  return CleanRun(options)();
}

}  // namespace

Action set_up_clean(CLI::App& app) {
  const auto options = std::make_shared<CleanOptions>();
  add_options(app, *options);
  return [options] { return clean(*options); };
}

}  // namespace winnow::tools
