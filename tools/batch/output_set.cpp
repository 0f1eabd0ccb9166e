#include "tools/batch/output_set.h"

#include <algorithm>

namespace winnow::tools {

OutputSet::OutputSet(const OutputFiles& files, const write::Writer& writer, const OutputSizes* kept)
    : writer_(writer), records_(files.records, kept ? std::optional(kept->records) : std::nullopt) {
  const auto open = [kept](const std::string& file, std::uint64_t OutputSizes::*size, std::optional<Output>& out) {
    if (!file.empty()) out.emplace(file, kept ? std::optional(kept->*size) : std::nullopt);
  };
  open(files.drops, &OutputSizes::drops, drops_);
  open(files.errors, &OutputSizes::errors, errors_);
  open(files.seen, &OutputSizes::seen, seen_);
}

OutputSet::OutputSet(const OutputFiles& files, const write::Writer& writer) : OutputSet(files, writer, nullptr) {
  writer_.begin(records_.buffer());
}

OutputSet::OutputSet(const OutputFiles& files, const write::Writer& writer, const OutputSizes& kept)
    : OutputSet(files, writer, &kept) {}

void OutputSet::take(const Outcome& outcome) {
  stats.count(outcome);
  if (outcome) {
    writer_.append(*outcome, records_.buffer());
    return records_.flush_if_full();
  }
  std::optional<Output>& out = is_input_error(outcome.error()) ? errors_ : drops_;
  if (!out) return;
  write::append_drop(outcome.error(), out->buffer());
  out->flush_if_full();
}

void OutputSet::note_seen(std::uint64_t key, std::string_view id) {
  if (!seen_) return;
  std::string line = std::to_string(key).append(" ").append(id);
  std::replace(line.begin(), line.end(), '\n', ' ');
  seen_->buffer().append(line).append("\n");
  seen_->flush_if_full();
}

OutputSizes OutputSet::checkpoint() {
  const auto size_of = [](std::optional<Output>& out) { return out ? out->checkpoint() : 0; };
  return {
      .records = records_.checkpoint(), .drops = size_of(drops_), .errors = size_of(errors_), .seen = size_of(seen_)};
}

void OutputSet::close() {
  writer_.end(records_.buffer());
  records_.close();
  close_side_files();
}

void OutputSet::close_partial() {
  records_.close_partial();
  for (std::optional<Output>* out : {&drops_, &errors_, &seen_})
    if (*out) (*out)->close_partial();
}

void OutputSet::close_without_records() { close_side_files(); }

void OutputSet::close_side_files() {
  for (std::optional<Output>* out : {&drops_, &errors_, &seen_})
    if (*out) (*out)->close();
}

}  // namespace winnow::tools
