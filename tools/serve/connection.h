#pragma once
// One client's connection, with bounds on what a client that is slow, silent or gone can hold up.
//
// The stream of cpp-httplib bounds each read, so a client that sends a byte now and then keeps a thread
// for as long as it likes. That stream treats a client that has ended sending as gone, and it forgets
// bytes that it has read beyond a request. This one bounds the time of a whole request, as Apache's
// mod_reqtimeout does. It continues to answer a half-closed client, and it keeps answers that the client
// is not ready to take, so a client that sends all its lines before it reads an answer is served as well.

#include <httplib.h>

#include <atomic>
#include <chrono>
#include <cstddef>
#include <string>
#include <vector>

namespace winnow::serve {

/// What a client is allowed.
struct Bounds {
  std::chrono::milliseconds silence{5'000};   ///< longest time in which it neither sends nor takes a byte
  std::chrono::milliseconds request{30'000};  ///< longest time to send a request, or to take an answer
  std::size_t head_bytes = 64u << 10;         ///< of the request line and headers
  std::size_t untaken_bytes = 32u << 20;      ///< of answers that it may leave untaken
};

/// For one thread at a time.
class Connection final : public httplib::Stream {
 public:
  /// Takes over the socket `fd`. Once `ending` is true, the connection no longer waits for input. Both
  /// references must outlive it.
  Connection(int fd, const Bounds& bounds, const std::atomic<bool>& ending);

  /// Sends what is unsent and closes the socket.
  ~Connection() override;
  Connection(const Connection&) = delete;
  Connection& operator=(const Connection&) = delete;

  /// Returns the connection that the calling thread serves. Requires: there is one.
  static Connection& of_this_thread() noexcept;

  /// Waits for the first byte of a request, from which its time runs. Returns false when none comes.
  bool await_request();

  /// From here on the bytes of the request are its body.
  void begin_body() noexcept { in_head_ = false; }

  /// Restarts the client's time, because it has sent something useful.
  void restart_clock() noexcept { end_ = Clock::now() + bounds_.request; }

  /// Sends as much as the client takes now. Returns false if the client is gone.
  bool send_some();

  /// Sends everything. Returns false if the client is gone or takes too long.
  bool send_all() { return send_down_to(0); }

  /// Closes the connection after the answer, because the rest of the request was not read.
  void give_up_request() noexcept { given_up_ = true; }
  bool given_up() const noexcept { return given_up_; }

  /// Discards everything written from here on, because the answer to this request is already sent.
  void end_answer() noexcept { answered_ = true; }

  bool timed_out() const noexcept { return timed_out_; }
  bool head_too_large() const noexcept { return in_head_ && head_bytes_ > bounds_.head_bytes; }

  // httplib::Stream
  bool is_readable() const override { return true; }
  bool is_writable() const override { return !broken_; }
  ssize_t read(char* to, std::size_t size) override;
  /// Keeps the bytes until send_some(), send_all(), or a read that has to wait.
  ssize_t write(const char* bytes, std::size_t size) override;
  void get_remote_ip_and_port(std::string&, int&) const override {}
  void get_local_ip_and_port(std::string&, int&) const override {}
  /// cpp-httplib asks only whether it is too large for select(), which is not used here.
  socket_t socket() const override { return 0; }

 private:
  using Clock = std::chrono::steady_clock;

  ssize_t fill();
  bool wait_for(short events);
  bool send_down_to(std::size_t untaken_bytes);
  void discard_input();

  const int fd_;
  const Bounds& bounds_;
  const std::atomic<bool>& ending_;
  std::vector<char> received_;
  std::string unsent_;
  std::size_t received_at_ = 0, received_end_ = 0, unsent_at_ = 0, head_bytes_ = 0;
  Clock::time_point end_ = Clock::time_point::max();
  bool in_head_ = true, timed_out_ = false, broken_ = false, given_up_ = false, answered_ = false;
};

}  // namespace winnow::serve
