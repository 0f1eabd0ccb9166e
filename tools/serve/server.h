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

  /// Stops waiting for input, so that every thread ends once its answer is sent, and then stops
  /// listening. Any thread may call it.
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
