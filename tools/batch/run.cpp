// One run of `winnow clean`: plan the inputs, read them, hand each outcome to its destination, count.
// Everything that was read is accounted for: it is a record, a drop, or an error.

#include <deque>
#include <fstream>
#include <iostream>
#include <mutex>
#include <set>

#include "pipeline/rules.h"
#include "tools/batch/clean_options.h"
#include "tools/batch/destination.h"
#include "tools/batch/drop_reasons.h"
#include "tools/batch/separate_files.h"
#include "tools/batch/stop_signals.h"
#include "tools/errors.h"
#include "tools/installed_rules.h"

namespace winnow::tools {
namespace {

/// Passes the reader's notes on pages to the writer, which gets the pages later and on another thread but
/// in the same order.
class ReadNotes {
 public:
  void push(ReadNote note) {
    const std::lock_guard lock(mutex_);
    notes_.push_back(note);
  }
  ReadNote pop() {
    const std::lock_guard lock(mutex_);
    const ReadNote note = notes_.front();
    notes_.pop_front();
    return note;
  }

 private:
  std::mutex mutex_;
  std::deque<ReadNote> notes_;
};

/// The inputs of a run and where their records go.
struct Plan {
  std::vector<std::string> inputs;
  std::unique_ptr<ShardFolder> folder;  ///< none: one output
  std::vector<Shard> shards;            ///< of this part; empty for one output of all inputs
  std::vector<std::optional<Stats>> done;
  std::optional<CheckpointFile> checkpoints;  ///< of one output that is a file
  std::optional<Checkpoint> from;             ///< where an earlier run into it stopped
  read::Skipped skipped;                      ///< while the inputs were listed
};

bool is_folder(const std::string& path) {
  std::error_code failed;
  return path.ends_with('/') || std::filesystem::is_directory(path, failed);
}

/// True for an output that a later run can open again by its name: no pipe and no device.
bool is_file(const std::string& path) {
  std::error_code failed;
  const auto status = std::filesystem::status(path, failed);
  return !path.empty() && path != "-" && (!std::filesystem::exists(status) || std::filesystem::is_regular_file(status));
}

std::optional<Part> part_of(const CleanOptions& options) {
  if (options.part.empty()) return std::nullopt;
  if (options.part != "slurm") return parse_part(options.part);
  const auto part = slurm_part();
  if (!part) throw UsageError("--shard slurm: this is no task of a Slurm array job: SLURM_ARRAY_TASK_ID is not set");
  return part;
}

std::string shard_extension(const CleanOptions& options) {
  std::string out(write::row_of(options.write.format).extension);
  return options.compression == "none" ? out : out + "." + options.compression;
}

/// Throws UsageError if a shard would take the place of an input.
void require_other_files(const ShardFolder& folder, const std::vector<Shard>& shards) {
  std::set<std::string> inputs;
  std::error_code failed;
  for (const Shard& shard : shards) inputs.insert(std::filesystem::weakly_canonical(shard.input, failed).string());
  for (const Shard& shard : shards)
    if (inputs.contains(std::filesystem::weakly_canonical(folder.output(shard), failed).string()))
      throw UsageError(folder.output(shard) + " is an input and would be the output of " + shard.input);
}

Plan plan_of(const CleanOptions& options, const std::string& rules_fingerprint) {
  Plan plan;
  const MadeWith made_with{.options = fingerprint_of(options), .rules = rules_fingerprint};
  const bool in_shards = is_folder(options.output);
  if (!in_shards && is_file(options.output)) {
    plan.checkpoints.emplace(options.output, made_with);
    if (options.resume) plan.from = plan.checkpoints->load();
  } else if (options.resume && !in_shards) {
    throw UsageError("--resume needs an output that an earlier run may have begun: -o FILE or -o DIR/");
  }
  const auto part = part_of(options);
  if (!in_shards && !part) {
    plan.inputs = options.inputs;
    return plan;
  }
  const read::ReadOptions& how = options.read;
  Listing listing = in_shards ? list_shards(options.inputs, how.every_file, how.left_out)
                              : list_inputs(options.inputs, how.every_file, how.left_out);
  const std::size_t all = listing.files.size();
  plan.skipped = std::move(listing.skipped);
  plan.shards = part ? take_part(std::move(listing.files), *part) : std::move(listing.files);
  if (part && plan.shards.empty())
    std::cerr << "winnow: part " << part->index << " of " << part->count << " has no inputs; there are " << all << '\n';
  if (in_shards) plan.folder = std::make_unique<ShardFolder>(options.output, shard_extension(options), made_with);
  bool all_before_done = true;
  if (plan.folder) require_other_files(*plan.folder, plan.shards);
  for (const Shard& shard : plan.shards) {
    // A duplicate repeats an earlier article, so everything behind a gap is made again.
    const bool may_be_done = options.resume && (all_before_done || options.dedup == Dedup::none);
    plan.done.push_back(may_be_done ? plan.folder->finished(shard) : std::nullopt);
    all_before_done = all_before_done && plan.done.back();
    if (!plan.done.back()) plan.inputs.push_back(shard.input);
  }
  return plan;
}

std::uint64_t bytes_of(const std::vector<std::string>& inputs, const read::ReadOptions& how) {
  std::uint64_t sum = 0;
  for (const Shard& file : list_inputs(inputs, how.every_file, how.left_out).files) sum += file.size;
  return sum;
}

/// "3 .c, 2 .md, 1 without ending"
std::string endings_of(const read::Skipped& skipped) {
  std::string out;
  for (const auto& [ending, count] : skipped)
    out += (out.empty() ? "" : ", ") + std::to_string(count) + " " + (ending.empty() ? "without ending" : ending);
  return out;
}

/// Each part of a run writes files of its own: {I} in their names becomes the part's number. Throws UsageError if parts
/// would write over each other.
void name_outputs_of_part(CleanOptions& options) {
  const auto part = part_of(options);
  if (!part) return;
  constexpr std::string_view kIndex = "{I}";
  for (const auto& [option, path] : {std::pair<const char*, std::string*>{"--output", &options.output},
                                     {"--drops", &options.drops},
                                     {"--errors", &options.errors},
                                     {"--stats", &options.stats}}) {
    bool is_own = false;
    for (std::size_t at; (at = path->find(kIndex)) != std::string::npos; is_own = true)
      path->replace(at, kIndex.size(), std::to_string(part->index));
    const bool is_shared = part->count > 1 && !path->empty() && !is_folder(*path) && is_file(*path);
    if (is_shared && !is_own)
      throw UsageError("--shard with " + std::string(option) + " " + *path +
                       ": all parts would write it; {I} in the name becomes the part's number");
  }
}

class CleanRun {
 public:
  explicit CleanRun(const CleanOptions& options)
      : options_(options),
        rules_(load_rules(rules_folders(options.rules))),
        writer_(write::make_writer(options.write)),
        plan_(plan_of(options, rules_->fingerprint)),
        inputs_(plan_.inputs, options.read),
        destination_(plan_.folder ? shard_outputs(options, *writer_, *plan_.folder, plan_.shards, plan_.done)
                                  : one_output(options, *writer_, plan_.checkpoints ? &*plan_.checkpoints : nullptr,
                                               plan_.from ? &*plan_.from : nullptr)),
        duplicates_(options.dedup),
        progress_(options.quiet ? ProgressMode::never : options.progress) {
    if (progress_.is_shown()) progress_.expect(bytes_of(plan_.inputs, options.read));
    if (options.dedup != Dedup::none) recall_seen();
    if (options.resume && !plan_.folder) go_to_checkpoint();
  }

  int operator()() {
    const Cleaner cleaner(rules_, options_.clean);
    const Counts counts = run(
        cleaner, [this] { return read(); }, [this](std::size_t, Outcome&& outcome) { take(std::move(outcome)); },
        options_.run, stop_.get_token());
    destination_->finish(inputs_.begun(), was_stopped());
    progress_.clear();
    if (counts.read != pages_) throw std::logic_error("pages were lost between reading and writing");
    write_stats(counts.times);
    report();
    return exit_status();
  }

 private:
  /// Runs on the reading thread.
  std::optional<Result<Page>> read() {
    if (stop_signal() != 0) return std::nullopt;
    const std::size_t unopened = inputs_.unopened();
    auto page = next_page();
    if (page)
      notes_.push({.input = inputs_.begun() - 1,
                   .opened = inputs_.unopened() == unopened,
                   .bytes_read = inputs_.bytes_read(),
                   .digest = inputs_.digest(),
                   .unopened = unopened_before() + inputs_.unopened()});
    return page;
  }

  std::optional<Result<Page>> next_page() {
    try {
      return inputs_.next();
    } catch (const read::Stopped&) {
      return std::nullopt;
    }
  }

  /// Runs on the writing thread.
  void take(Outcome&& outcome) {
    const ReadNote note = notes_.pop();
    ++pages_;
    if (outcome && options_.dedup != Dedup::none) drop_duplicate(note.input, outcome);
    progress_.count(outcome.has_value(), note.bytes_read);
    if (!outcome && is_input_error(outcome.error())) take_error(outcome.error());
    else if (!outcome) dropped_.note(outcome.error());
    destination_->take(note, outcome);
  }

  void drop_duplicate(std::size_t input, Outcome& outcome) {
    const std::uint64_t key = duplicates_.key_of(outcome->text);
    if (auto first = duplicates_.find_or_add(key, outcome->id)) {
      outcome = Drop{.reason = Reason::duplicate,
                     .stage = stage_names::filter,
                     .detail = "repeats " + *first,
                     .id = outcome->id,
                     .url = outcome->url,
                     .source = outcome->source};
    } else {
      destination_->note_seen(input, key, outcome->id);
    }
  }

  /// Remembers the articles that an earlier run made.
  void recall_seen() {
    for (std::size_t i = 0; plan_.folder && i < plan_.shards.size() && plan_.done[i]; ++i)
      recall_seen_in(plan_.folder->side_file(plan_.shards[i], "seen"));
    if (plan_.from) recall_seen_in(seen_file(options_.output) + ".partial");
  }

  void recall_seen_in(const std::string& file) {
    std::ifstream in(file);
    std::string id;
    for (std::uint64_t key = 0; in >> key && in.get() && std::getline(in, id);) duplicates_.find_or_add(key, id);
  }

  /// Finished inputs are not opened. Of the input that was being read, the finished pages are read again
  /// and skipped.
  void go_to_checkpoint() {
    if (!plan_.from) {
      std::cerr << "winnow: nothing of " << options_.output << " to go on from; from the beginning\n";
      return;
    }
    bool is_there = true;
    for (std::uint64_t i = 0; is_there && i < plan_.from->inputs; ++i) is_there = inputs_.skip_input();
    for (std::uint64_t i = 0; is_there && i < plan_.from->pages; ++i) is_there = inputs_.next().has_value();
    if (!is_there || inputs_.digest() != plan_.from->digest)
      throw UsageError("the inputs are not those that " + options_.output +
                       ".partial was made from, or have changed since; "
                       "leave --resume out to make everything anew");
    std::cerr << "winnow: going on behind page " << plan_.from->stats.pages << '\n';
  }

  /// Inputs that an earlier run could not open.
  std::uint64_t unopened_before() const { return plan_.from ? plan_.from->unopened : 0; }

  void take_error(const Drop& drop) {
    ++errors_;
    if (options_.errors.empty()) {
      progress_.clear();
      std::cerr << "winnow: " << write::message_of(drop) << '\n';
    }
    if (options_.max_errors && errors_ >= *options_.max_errors) stop_.request_stop();
  }

  bool was_stopped() const { return stop_signal() != 0 || stop_.stop_requested(); }

  void write_stats(const Times& times) const {
    if (options_.stats.empty()) return;
    Stats stats = destination_->stats();
    stats.times = times;
    if (!plan_.folder) stats.input_bytes = inputs_.bytes_read();
    Output out(options_.stats);
    out.buffer() = stats.to_json() + "\n";
    out.close();
  }

  void report() const {
    const Stats stats = destination_->stats();
    if (was_stopped()) report_stop();
    if (options_.quiet) return;
    report_skipped();
    if (stats.pages == 1 && dropped_.pages() == 1) std::cerr << "winnow: " << dropped_.first() << '\n';
    if (stats.pages == 1) return;
    std::cerr << "winnow: " << stats.pages << " pages: " << stats.articles << " articles, " << stats.drops
              << " dropped, " << stats.errors << " unreadable\n";
    if (dropped_.pages() > 0) std::cerr << "winnow: dropped: " << dropped_.by_reason() << '\n';
    if (stats.articles == 0 && dropped_.pages() > 0)
      if (const std::string option = dropped_.option_behind_all(); !option.empty())
        std::cerr << "winnow: nothing was kept: " << option << " left out every page\n";
  }

  void report_skipped() const {
    read::Skipped skipped = inputs_.skipped();
    for (const auto& [ending, count] : plan_.skipped) skipped[ending] += count;
    if (skipped.empty()) return;
    std::cerr << "winnow: skipped files that hold no pages: " << endings_of(skipped) << "; --all-files takes them\n";
  }

  void report_stop() const {
    std::cerr << "winnow: stopped " << (stop_signal() != 0 ? "by a signal" : "by --max-errors");
    if (plan_.folder) std::cerr << "; --resume goes on from here";
    else if (plan_.checkpoints) std::cerr << "; what was done is in " << options_.output << ".partial";
    if (plan_.checkpoints && plan_.checkpoints->is_there()) std::cerr << "; --resume goes on from there";
    std::cerr << '\n';
  }

  int exit_status() const {
    constexpr int kSignalBase = 128;
    if (stop_signal() != 0) return kSignalBase + stop_signal();
    if (stop_.stop_requested()) return kTooManyErrors;
    if (unopened_before() + inputs_.unopened() > 0) return kNotOpened;
    return destination_->stats().errors > 0 ? kSomeUnread : kDone;
  }

  const CleanOptions& options_;
  std::shared_ptr<const Rules> rules_;
  std::unique_ptr<write::Writer> writer_;
  Plan plan_;
  read::Inputs inputs_;
  std::unique_ptr<Destination> destination_;
  DuplicateFinder duplicates_;
  Progress progress_;
  ReadNotes notes_;
  std::stop_source stop_;
  std::size_t pages_ = 0, errors_ = 0;
  DropReasons dropped_;
};

}  // namespace

int run_clean(const CleanOptions& given) {
  note_stop_signals();
  CleanOptions options = given;
  name_outputs_of_part(options);
  require_separate_files(options);
  options.read.left_out = files_written(options);
  options.read.stop_asked = [] { return stop_signal() != 0; };
  return CleanRun(options)();
}

}  // namespace winnow::tools
