#include "tools/serve/connection.h"

#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <utility>

namespace winnow::serve {
namespace {

using namespace std::chrono_literals;

constexpr std::size_t kReadBytes = 64u << 10;

/// How long input is discarded before a connection is closed whose request was not read to its end. To
/// close it at once would take the answer from a client that is still sending (RFC 9112, 9.6).
constexpr auto kLinger = 2s;

thread_local Connection* served = nullptr;

}  // namespace

Connection::Connection(int fd, const Bounds& bounds, const std::atomic<bool>& ending)
    : fd_(fd), bounds_(bounds), ending_(ending), received_(kReadBytes) {
  served = this;
}

Connection::~Connection() {
  send_all();
  shutdown(fd_, SHUT_WR);
  if (given_up_ && !timed_out_ && !broken_) discard_input();
  close(fd_);
  served = nullptr;
}

Connection& Connection::of_this_thread() noexcept { return *served; }

bool Connection::await_request() {
  in_head_ = true;
  answered_ = false;
  head_bytes_ = 0;
  end_ = Clock::time_point::max();
  if (received_at_ == received_end_ && fill() <= 0) return false;
  restart_clock();
  return true;
}

ssize_t Connection::read(char* to, std::size_t size) {
  if (received_at_ == received_end_)
    if (const ssize_t got = fill(); got <= 0) return got;
  const std::size_t count = std::min(size, received_end_ - received_at_);
  std::memcpy(to, received_.data() + received_at_, count);
  received_at_ += count;
  if (in_head_) head_bytes_ += count;
  return head_too_large() ? -1 : static_cast<ssize_t>(count);
}

/// Receives some bytes and returns their number: 0 at the end of the input, -1 when the client takes too
/// long or is gone.
ssize_t Connection::fill() {
  ssize_t got = -1;
  while (wait_for(POLLIN)) {
    got = recv(fd_, received_.data(), received_.size(), MSG_DONTWAIT);
    if (got >= 0 || (errno != EAGAIN && errno != EINTR)) break;
  }
  received_at_ = 0;
  received_end_ = static_cast<std::size_t>(std::max<ssize_t>(got, 0));
  return got;
}

/// Waits for input (POLLIN) or until the client takes output (POLLOUT), and meanwhile sends what it takes.
/// Returns false when the time is over, the client is gone, or the server ends.
bool Connection::wait_for(short events) {
  const bool for_input = events == POLLIN;
  const auto end = std::min(end_, Clock::now() + bounds_.silence);
  while (!broken_ && !(for_input && ending_)) {
    const auto left = std::chrono::duration_cast<std::chrono::milliseconds>(end - Clock::now());
    if (left <= 0ms) {
      timed_out_ = true;
      return false;
    }
    const bool unsent = unsent_at_ < unsent_.size();
    pollfd ready{.fd = fd_, .events = static_cast<short>(events | (unsent ? POLLOUT : 0)), .revents = 0};
    // Waits in short steps, so that `ending` is seen.
    if (poll(&ready, 1, static_cast<int>(std::min(left, 500ms).count())) <= 0) continue;
    if (unsent && (ready.revents & POLLOUT) != 0) send_some();
    if ((ready.revents & (events | POLLHUP | POLLERR)) != 0) return !broken_;
  }
  return false;
}

ssize_t Connection::write(const char* bytes, std::size_t size) {
  if (answered_) return static_cast<ssize_t>(size);
  unsent_.append(bytes, size);
  return send_down_to(bounds_.untaken_bytes) ? static_cast<ssize_t>(size) : -1;
}

bool Connection::send_some() {
  while (unsent_at_ < unsent_.size()) {
    const ssize_t sent =
        send(fd_, unsent_.data() + unsent_at_, unsent_.size() - unsent_at_, MSG_NOSIGNAL | MSG_DONTWAIT);
    if (sent < 0 && errno == EINTR) continue;
    if (sent < 0) break;
    unsent_at_ += static_cast<std::size_t>(sent);
  }
  broken_ = unsent_at_ < unsent_.size() && errno != EAGAIN;
  if (unsent_at_ >= unsent_.size() / 2) unsent_.erase(0, std::exchange(unsent_at_, 0));
  return !broken_;
}

bool Connection::send_down_to(std::size_t untaken_bytes) {
  if (unsent_.size() - unsent_at_ <= untaken_bytes) return !broken_;
  restart_clock();
  while (send_some() && unsent_.size() - unsent_at_ > untaken_bytes) broken_ = !wait_for(POLLOUT);
  return !broken_;
}

void Connection::discard_input() {
  end_ = Clock::now() + kLinger;
  while (fill() > 0) continue;
}

}  // namespace winnow::serve
