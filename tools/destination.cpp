#include "tools/destination.h"

#include <fstream>

#include "tools/command.h"

namespace winnow::tools {
namespace {

class OneOutput : public Destination {
 public:
  OneOutput(const CleanOptions& options, const write::Writer& writer)
      : lot_({.records = options.output, .drops = options.drops, .errors = options.errors, .seen = {}}, writer) {}

  void take(std::size_t, bool, const Outcome& outcome) override { lot_.take(outcome); }
  void note_seen(std::size_t, std::uint64_t, std::string_view) override {}
  void finish(std::size_t, bool stopped) override {
    if (stopped) lot_.close_partial();
    else lot_.close();
  }
  Stats stats() const override { return lot_.stats; }

 private:
  Lot lot_;
};

/// Appends the files, where they are, to a new one.
void concatenate(const std::vector<std::string>& files, const std::string& path) {
  Output out(path);
  for (const std::string& file : files) {
    std::ifstream in(file, std::ios::binary);
    for (char chunk[64 << 10]; in;) {
      in.read(chunk, sizeof chunk);
      out.buffer().append(chunk, static_cast<std::size_t>(in.gcount()));
      out.flush_if_full();
    }
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

  void take(std::size_t input, bool opened, const Outcome& outcome) override {
    open(input);
    opened_ = opened;
    lot_->take(outcome);
  }

  void note_seen(std::size_t input, std::uint64_t key, std::string_view id) override {
    open(input);
    lot_->note_seen(key, id);
  }

  void finish(std::size_t inputs, bool stopped) override {
    if (stopped) {
      if (inputs > 0) open(inputs - 1);
      lot_.reset();  // may lack pages
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
      lot_ = std::make_unique<Lot>(LotFiles{.records = folder_.output(shard),
                                            .drops = side(!options_.drops.empty(), "drops"),
                                            .errors = side(!options_.errors.empty(), "errors"),
                                            .seen = side(options_.dedup != Dedup::none, "seen")},
                                   writer_);
      opened_ = true;
    }
  }

  void close() {
    if (!lot_) return;
    const Shard& shard = todo_[next_ - 1];
    if (opened_) {
      lot_->stats.input_bytes = shard.size;
      lot_->close();
      folder_.mark(shard, lot_->stats);
    } else {
      lot_->close_without_records();
    }
    sum_ += lot_->stats;
    lot_.reset();
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
  std::unique_ptr<Lot> lot_;
  Stats sum_;
};

}  // namespace

std::unique_ptr<Destination> one_output(const CleanOptions& options, const write::Writer& writer) {
  return std::make_unique<OneOutput>(options, writer);
}

std::unique_ptr<Destination> shard_outputs(const CleanOptions& options, const write::Writer& writer,
                                           const ShardFolder& folder, std::vector<Shard> all,
                                           std::vector<std::optional<Stats>> done) {
  return std::make_unique<ShardOutputs>(options, writer, folder, std::move(all), std::move(done));
}

}  // namespace winnow::tools
