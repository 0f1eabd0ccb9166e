#include "tools/batch/destination.h"

#include <cerrno>
#include <cstring>
#include <fstream>

#include "tools/errors.h"

namespace winnow::tools {
namespace {

/// Pages between two checkpoints: a second or two of work, an arbitrary choice. The interval is a number of
/// pages and no time, since each checkpoint begins a new member of a compressed file, and the same run must
/// write the same bytes.
constexpr std::uint64_t kCheckpointPages = 1000;

bool is_compressed(const std::string& path) { return path.ends_with(".gz") || path.ends_with(".zst"); }

class OneOutput : public Destination {
 public:
  OneOutput(const CleanOptions& options, const write::Writer& writer, const CheckpointFile* checkpoints,
            const Checkpoint* from)
      : seen_(checkpoints && options.dedup != Dedup::none ? seen_file(options.output) : ""),
        is_compressed_(is_compressed(options.output) || is_compressed(options.drops) || is_compressed(options.errors)),
        checkpoints_(checkpoints),
        outputs_(from ? OutputSet(files_of(options), writer, from->sizes) : OutputSet(files_of(options), writer)) {
    if (from) {
      at_ = *from;
      outputs_.stats = from->stats;
    } else if (checkpoints_) {
      checkpoints_->remove();
    }
  }

  void take(const ReadNote& note, const Outcome& outcome) override {
    outputs_.take(outcome);
    at_.pages = note.input == at_.inputs ? at_.pages + 1 : 1;
    at_.inputs = note.input;
    at_.digest = note.digest;
    at_.unopened = note.unopened;
    if (checkpoints_ && outputs_.stats.pages % kCheckpointPages == 0) save_checkpoint();
  }

  void note_seen(std::size_t, std::uint64_t key, std::string_view id) override { outputs_.note_seen(key, id); }

  void finish(std::size_t, bool stopped) override {
    if (stopped) {
      if (checkpoints_ && !is_compressed_ && outputs_.stats.pages > 0) save_checkpoint();
      return outputs_.close_partial();
    }
    if (checkpoints_) checkpoints_->remove();  // it would be wrong once the first file has its name
    outputs_.close();
    std::error_code failed;
    if (!seen_.empty()) std::filesystem::remove(seen_, failed);
    if (failed) throw FileError(seen_ + ": cannot remove: " + failed.message());
  }

  Stats stats() const override { return outputs_.stats; }

 private:
  OutputFiles files_of(const CleanOptions& options) const {
    return {.records = options.output, .drops = options.drops, .errors = options.errors, .seen = seen_};
  }

  void save_checkpoint() {
    at_.sizes = outputs_.checkpoint();
    at_.stats = outputs_.stats;
    checkpoints_->save(at_);
  }

  std::string seen_;
  bool is_compressed_;  ///< then a checkpoint anywhere else would leave other bytes
  const CheckpointFile* checkpoints_;
  OutputSet outputs_;
  Checkpoint at_;
};

/// Writes the contents of the files that exist, in order, to a new file.
void concatenate(const std::vector<std::string>& files, const std::string& path) {
  Output out(path);
  for (const std::string& file : files) {
    std::ifstream in(file, std::ios::binary);
    if (!in) throw FileError(file + ": cannot open: " + std::strerror(errno));
    for (char chunk[64 << 10]; in;) {
      in.read(chunk, sizeof chunk);
      out.buffer().append(chunk, static_cast<std::size_t>(in.gcount()));
      out.flush_if_full();
    }
    if (in.bad()) throw FileError(file + ": cannot read: " + std::strerror(errno));
  }
  out.close();
}

class ShardOutputs : public Destination {
 public:
  ShardOutputs(const CleanOptions& options, const write::Writer& writer, const ShardFolder& folder,
               std::vector<Shard> all, std::vector<std::optional<Stats>> done)
      : options_(options), writer_(writer), folder_(folder), all_(std::move(all)) {
    for (std::size_t i = 0; i < all_.size(); ++i) {
      if (done[i]) sum_ += *done[i];
      else todo_.push_back(all_[i]);
    }
  }

  void take(const ReadNote& note, const Outcome& outcome) override {
    open(note.input);
    opened_ = note.opened;
    outputs_->take(outcome);
  }

  void note_seen(std::size_t input, std::uint64_t key, std::string_view id) override {
    open(input);
    outputs_->note_seen(key, id);
  }

  void finish(std::size_t inputs, bool stopped) override {
    if (stopped) {
      if (inputs > 0) open(inputs - 1);
      outputs_.reset();  // may lack pages
      return;
    }
    while (next_ < inputs) open(next_);
    close();
    join_side_files(options_.drops, "drops");
    join_side_files(options_.errors, "errors");
  }

  Stats stats() const override { return sum_; }

 private:
  /// Finishes the shards before `input` and opens its own.
  void open(std::size_t input) {
    while (next_ <= input) {
      close();
      const Shard& shard = todo_[next_++];
      folder_.make_room(shard);
      folder_.unmark(shard);
      const auto side = [&](bool wanted, const char* kind) { return wanted ? folder_.side_file(shard, kind) : ""; };
      outputs_ = std::make_unique<OutputSet>(OutputFiles{.records = folder_.output(shard),
                                                         .drops = side(!options_.drops.empty(), "drops"),
                                                         .errors = side(!options_.errors.empty(), "errors"),
                                                         .seen = side(options_.dedup != Dedup::none, "seen")},
                                             writer_);
      opened_ = true;
    }
  }

  void close() {
    if (!outputs_) return;
    const Shard& shard = todo_[next_ - 1];
    if (opened_) {
      outputs_->stats.input_bytes = shard.size;
      outputs_->close();
      folder_.mark(shard, outputs_->stats);
    } else {
      outputs_->close_without_records();
    }
    sum_ += outputs_->stats;
    outputs_.reset();
  }

  void join_side_files(const std::string& path, const char* kind) const {
    if (path.empty()) return;
    std::vector<std::string> files;
    for (const Shard& shard : all_) files.push_back(folder_.side_file(shard, kind));
    concatenate(files, path);
  }

  const CleanOptions& options_;
  const write::Writer& writer_;
  const ShardFolder& folder_;
  std::vector<Shard> all_, todo_;
  std::size_t next_ = 0;  ///< in todo_, behind the one that is open
  bool opened_ = true;
  std::unique_ptr<OutputSet> outputs_;
  Stats sum_;
};

}  // namespace

std::unique_ptr<Destination> one_output(const CleanOptions& options, const write::Writer& writer,
                                        const CheckpointFile* checkpoints, const Checkpoint* from) {
  return std::make_unique<OneOutput>(options, writer, checkpoints, from);
}

std::string seen_file(const std::string& output) { return output + ".seen"; }

std::unique_ptr<Destination> shard_outputs(const CleanOptions& options, const write::Writer& writer,
                                           const ShardFolder& folder, std::vector<Shard> all,
                                           std::vector<std::optional<Stats>> done) {
  return std::make_unique<ShardOutputs>(options, writer, folder, std::move(all), std::move(done));
}

}  // namespace winnow::tools
