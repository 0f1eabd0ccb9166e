#include "tools/batch/output_set.h"

#include <algorithm>

namespace winnow::tools {

Lot::Lot(const LotFiles& files, const write::Writer& writer, const LotSizes* kept)
    : writer_(writer), records_(files.records, kept ? std::optional(kept->records) : std::nullopt) {
  const auto open = [kept](const std::string& file, std::uint64_t LotSizes::*size, std::optional<Output>& out) {
    if (!file.empty()) out.emplace(file, kept ? std::optional(kept->*size) : std::nullopt);
  };
  open(files.drops, &LotSizes::drops, drops_);
  open(files.errors, &LotSizes::errors, errors_);
  open(files.seen, &LotSizes::seen, seen_);
}

Lot::Lot(const LotFiles& files, const write::Writer& writer) : Lot(files, writer, nullptr) {
  writer_.begin(records_.buffer());
}

Lot::Lot(const LotFiles& files, const write::Writer& writer, const LotSizes& kept) : Lot(files, writer, &kept) {}

void Lot::take(const Outcome& outcome) {
  stats.count(outcome);
  if (outcome) {
    writer_.append(*outcome, records_.buffer());
    return records_.flush_if_full();
  }
  std::optional<Output>& out = write::is_input_error(outcome.error()) ? errors_ : drops_;
  if (!out) return;
  write::append_drop(outcome.error(), out->buffer());
  out->flush_if_full();
}

void Lot::note_seen(std::uint64_t key, std::string_view id) {
  if (!seen_) return;
  std::string line = std::to_string(key).append(" ").append(id);
  std::replace(line.begin(), line.end(), '\n', ' ');
  seen_->buffer().append(line).append("\n");
  seen_->flush_if_full();
}

LotSizes Lot::checkpoint() {
  const auto size_of = [](std::optional<Output>& out) { return out ? out->checkpoint() : 0; };
  return {.records = records_.checkpoint(), .drops = size_of(drops_), .errors = size_of(errors_), .seen = size_of(seen_)};
}

void Lot::close() {
  writer_.end(records_.buffer());
  records_.close();
  close_side_files();
}

void Lot::close_partial() {
  records_.close_partial();
  for (std::optional<Output>* out : {&drops_, &errors_, &seen_})
    if (*out) (*out)->close_partial();
}

void Lot::close_without_records() { close_side_files(); }

void Lot::close_side_files() {
  for (std::optional<Output>* out : {&drops_, &errors_, &seen_})
    if (*out) (*out)->close();
}

}  // namespace winnow::tools
