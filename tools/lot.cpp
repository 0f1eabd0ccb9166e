#include "tools/lot.h"

#include <algorithm>

namespace winnow::tools {

Lot::Lot(const LotFiles& files, const write::Writer& writer) : writer_(writer), records_(files.records) {
  if (!files.drops.empty()) drops_.emplace(files.drops);
  if (!files.errors.empty()) errors_.emplace(files.errors);
  if (!files.seen.empty()) seen_.emplace(files.seen);
  writer_.begin(records_.buffer());
}

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

void Lot::close() {
  writer_.end(records_.buffer());
  records_.close();
  close_side_files();
}

void Lot::close_partial() {
  records_.close_partial();
  close_side_files();
}

void Lot::close_without_records() { close_side_files(); }

void Lot::close_side_files() {
  for (std::optional<Output>* out : {&drops_, &errors_, &seen_})
    if (*out) (*out)->close();
}

}  // namespace winnow::tools
