#include "tests/support/http.h"

#include <gtest/gtest.h>
#include <netinet/in.h>
#include <simdjson.h>
#include <sys/socket.h>
#include <unistd.h>

#include <array>

#include "pipeline/base/json.h"

namespace winnow::testing {

Connection::Connection(int port) : fd_(socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_port = htons(static_cast<std::uint16_t>(port));
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  const timeval patience{.tv_sec = 30, .tv_usec = 0};
  setsockopt(fd_, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
  setsockopt(fd_, SOL_SOCKET, SO_SNDTIMEO, &patience, sizeof patience);
  EXPECT_EQ(connect(fd_, reinterpret_cast<sockaddr*>(&address), sizeof address), 0);
}

Connection::~Connection() { close(fd_); }

bool Connection::send(std::string_view bytes) const {
  while (!bytes.empty()) {
    const ssize_t sent = ::send(fd_, bytes.data(), bytes.size(), MSG_NOSIGNAL);
    if (sent <= 0) return false;
    bytes.remove_prefix(static_cast<std::size_t>(sent));
  }
  return true;
}

void Connection::end_sending() const { shutdown(fd_, SHUT_WR); }

std::string Connection::receive(std::string_view end) const {
  std::string all;
  std::array<char, 65536> part{};
  for (ssize_t got; (got = recv(fd_, part.data(), part.size(), 0)) > 0;) {
    all.append(part.data(), static_cast<std::size_t>(got));
    if (!end.empty() && all.find(end) != std::string::npos) break;
  }
  return all;
}

Answer parse_answer(const std::string& bytes) {
  const std::size_t end = bytes.find("\r\n\r\n");
  if (end == std::string::npos || !bytes.starts_with("HTTP/1.1 ")) return {};
  return {std::stoi(bytes.substr(9)), bytes.substr(0, end), bytes.substr(end + 4)};
}

std::string request(const std::string& method, const std::string& target, const std::string& body,
                    const std::string& headers) {
  return method + " " + target + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n" + headers +
         "Content-Length: " + std::to_string(body.size()) + "\r\n\r\n" + body;
}

std::string member(const std::string& json, const char* key) {
  simdjson::dom::parser parser;
  std::string_view value;
  if (parser.parse(json).at_key(key).get(value) != simdjson::SUCCESS) return "";
  return std::string(value);
}

std::string json_record(const std::string& id, const std::string& html) {
  std::string json = "{\"id\":\"" + id + "\",\"html\":";
  append_json_string(html, json);
  return json + "}";
}

// The log goes through a shell to the pipe that `Child` reads.
Server::Server(const std::string& options)
    : shell_({"sh", "-c", "exec \"$0\" serve --listen 127.0.0.1:0 " + options + " 2>&1", WINNOW_PROGRAM}) {
  const std::string line = shell_.read_line();
  const std::size_t colon = line.rfind(':');
  if (line.find("listening") == std::string::npos) ADD_FAILURE() << line;
  else port_ = std::stoi(line.substr(colon + 1));
}

Answer Server::send(const std::string& bytes) const {
  const Connection connection(port_);
  connection.send(bytes);
  return parse_answer(connection.receive());
}

Answer Server::get(const std::string& target, const std::string& headers) const {
  return send(request("GET", target, "", headers));
}

Answer Server::post(const std::string& body, const std::string& type, const std::string& query,
                    const std::string& headers) const {
  return send(request("POST", "/v1/clean" + query, body, "Content-Type: " + type + "\r\n" + headers));
}

}  // namespace winnow::testing
