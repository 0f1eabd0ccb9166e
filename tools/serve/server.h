#pragma once
// cpp-httplib's server over connections of our own, which bound what a client can hold up.

#include <httplib.h>

#include <atomic>

#include "tools/serve/connection.h"

namespace winnow::serve {

/// Add routes, bind and listen as with httplib::Server, whose time-outs are not used.
class Server final : public httplib::Server {
 public:
  explicit Server(Bounds bounds);

  /// Waits for no more input, so that every thread ends once its answer is sent; then stops
  /// listening. May be called from any thread.
  void end() {
    ending_ = true;
    stop();
  }

 private:
  bool process_and_close_socket(socket_t fd) override;

  const Bounds bounds_;
  std::atomic<bool> ending_ = false;
};

}  // namespace winnow::serve
