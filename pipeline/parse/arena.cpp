#include "pipeline/parse/arena.h"

#include <algorithm>
#include <new>

namespace winnow {
namespace {

constexpr std::size_t kFirstChunk = std::size_t{256} << 10;
constexpr std::size_t kLargestChunk = std::size_t{4} << 20;
constexpr std::size_t kKeptBetweenPages = std::size_t{2} << 20;  // 99 % of real pages need less

}  // namespace

void Arena::start(std::size_t max_bytes, const Deadline& deadline) {
  release();
  max_bytes_ = max_bytes;
  deadline_ = deadline;
  calls_ = 0;
  state_ = State::good;
}

void Arena::release() noexcept {
  std::size_t kept = 0;
  const auto too_much = [&](const Chunk& chunk) { return (kept += chunk.size) > kKeptBetweenPages; };
  chunks_.erase(std::find_if(chunks_.begin(), chunks_.end(), too_much), chunks_.end());
  next_chunk_ = 0;
  at_ = nullptr;
  left_ = 0;
  used_ = 0;
}

void* Arena::allocate_slowly(std::size_t rounded) noexcept {
  if ((calls_ & (kCallsBetweenLooks - 1)) == 0 && deadline_.passed()) state_ = State::out_of_time;
  if (state_ == State::good && rounded > left_ && !open_chunk(rounded)) state_ = State::out_of_memory;
  return state_ == State::good ? take(rounded) : nullptr;
}

bool Arena::open_chunk(std::size_t at_least) noexcept {
  const std::size_t allowed = max_bytes_ - used_;
  while (next_chunk_ < chunks_.size() && chunks_[next_chunk_].size < at_least)
    chunks_.erase(chunks_.begin() + static_cast<std::ptrdiff_t>(next_chunk_));
  if (next_chunk_ == chunks_.size()) {
    const std::size_t doubled = chunks_.empty() ? kFirstChunk : 2 * chunks_.back().size;
    const std::size_t size = std::max(std::min({doubled, kLargestChunk, allowed}), at_least);
    if (size > allowed || !add_chunk(size)) return false;
  }
  const Chunk& chunk = chunks_[next_chunk_++];
  at_ = chunk.bytes.get();
  left_ = std::min(chunk.size, allowed);
  used_ += left_;
  return left_ >= at_least;
}

bool Arena::add_chunk(std::size_t size) noexcept try {
  chunks_.push_back({std::unique_ptr<std::byte[]>(new std::byte[size]), size});
  return true;
} catch (const std::bad_alloc&) {
  return false;
}

}  // namespace winnow
