#include "tools/serve/server.h"

namespace winnow::serve {

Server::Server(Bounds bounds) : bounds_(bounds) {
  // cpp-httplib tells clients this number; there is no limit on the requests of a connection.
  set_keep_alive_timeout(std::chrono::duration_cast<std::chrono::seconds>(bounds.silence).count());
  set_keep_alive_max_count(1'000'000);
}

bool Server::process_and_close_socket(socket_t fd) {
  Connection connection(fd, bounds_, ending_);
  // An answer is always whole, whatever range a request names.
  const auto ignore_ranges = [](httplib::Request& request) { request.ranges.clear(); };
  bool goes_on = true;
  while (goes_on && connection.await_request()) {
    bool closed = false;
    goes_on = process_request(connection, false, closed, ignore_ranges) && !closed && connection.send_all() &&
              !connection.given_up();
  }
  return goes_on;
}

}  // namespace winnow::serve
