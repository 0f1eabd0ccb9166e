#pragma once
// A running `winnow serve` and plain sockets to it, for tests that have to send what no HTTP library
// would.

#include <string>
#include <string_view>

#include "tests/support/child.h"

namespace winnow::testing {

/// A socket to a server on loopback. What it waits for it waits for half a minute at most.
class Connection {
 public:
  explicit Connection(int port);
  ~Connection();
  Connection(const Connection&) = delete;
  Connection& operator=(const Connection&) = delete;

  /// False if the server no longer takes anything.
  bool send(std::string_view bytes) const;
  void end_sending() const;

  /// Everything until the server closes, or until `end` has come.
  std::string receive(std::string_view end = {}) const;

 private:
  int fd_;
};

struct Answer {
  int status = 0;
  std::string head, body;
};

/// An answer up to the end of the connection; status 0 where there is none.
Answer parse_answer(const std::string& bytes);

/// A request after whose answer the connection is closed.
std::string request(const std::string& method, const std::string& target, const std::string& body,
                    const std::string& headers);

/// A string member of a JSON object; "" for null and for none.
std::string member(const std::string& json, const char* key);

/// {"id", "html"} in one line.
std::string json_record(const std::string& id, const std::string& html);

/// A running server. Its log comes on the standard output of `process()`.
class Server {
 public:
  explicit Server(const std::string& options = "");

  int port() const { return port_; }
  Child& process() { return shell_; }

  Answer send(const std::string& bytes) const;
  Answer get(const std::string& target, const std::string& headers = "") const;
  Answer post(const std::string& body, const std::string& type, const std::string& query = "",
              const std::string& headers = "") const;

 private:
  Child shell_;
  int port_ = 0;
};

}  // namespace winnow::testing
