// `winnow serve` on loopback: what it answers, whom it turns away, and how it ends.

#include <gtest/gtest.h>
#include <netinet/in.h>
#include <signal.h>
#include <simdjson.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <unistd.h>

#include <array>
#include <chrono>
#include <fstream>
#include <string>
#include <thread>
#include <vector>

#include "pipeline/base/json.h"
#include "tests/child.h"
#include "tests/support.h"

namespace winnow {
namespace {

using testing::Child;

/// A socket to the server.
class Connection {
 public:
  explicit Connection(int port) : fd_(socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(static_cast<std::uint16_t>(port));
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    const timeval patience{.tv_sec = 20, .tv_usec = 0};
    setsockopt(fd_, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
    connected_ = connect(fd_, reinterpret_cast<sockaddr*>(&address), sizeof address) == 0;
  }
  ~Connection() { close(fd_); }
  Connection(const Connection&) = delete;
  Connection& operator=(const Connection&) = delete;

  bool connected() const { return connected_; }
  bool send(std::string_view bytes) const {
    while (!bytes.empty()) {
      const ssize_t sent = ::send(fd_, bytes.data(), bytes.size(), MSG_NOSIGNAL);
      if (sent <= 0) return false;
      bytes.remove_prefix(static_cast<std::size_t>(sent));
    }
    return true;
  }
  void end_sending() const { shutdown(fd_, SHUT_WR); }

  /// Everything until the server closes.
  std::string receive_all() const {
    std::string all;
    std::array<char, 65536> part{};
    for (ssize_t got; (got = recv(fd_, part.data(), part.size(), 0)) > 0;)
      all.append(part.data(), static_cast<std::size_t>(got));
    return all;
  }

 private:
  int fd_;
  bool connected_ = false;
};

struct Answer {
  int status = 0;
  std::string head, body;
};

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

/// A running server. Its log goes through a shell to the pipe that `Child` reads.
class Server {
 public:
  explicit Server(const std::string& options = "")
      : shell_({"sh", "-c", "exec \"$0\" serve --listen 127.0.0.1:0 " + options + " 2>&1", WINNOW_PROGRAM}) {
    const std::string line = shell_.read_line();
    const std::size_t colon = line.rfind(':');
    if (line.find("listening") == std::string::npos) ADD_FAILURE() << line;
    else port_ = std::stoi(line.substr(colon + 1));
  }

  int port() const { return port_; }
  Child& process() { return shell_; }

  Answer send(const std::string& bytes) const {
    const Connection connection(port_);
    connection.send(bytes);
    return parse_answer(connection.receive_all());
  }
  Answer get(const std::string& target, const std::string& headers = "") const {
    return send(request("GET", target, "", headers));
  }
  Answer post(const std::string& body, const std::string& type, const std::string& query = "",
              const std::string& headers = "") const {
    return send(request("POST", "/v1/clean" + query, body, "Content-Type: " + type + "\r\n" + headers));
  }

 private:
  Child shell_;
  int port_ = 0;
};

std::string json_record(const std::string& id, const std::string& html) {
  std::string json = "{\"id\":\"" + id + "\",\"html\":";
  append_json_string(html, json);
  return json + "}";
}

class Serve : public ::testing::Test {
 protected:
  static void SetUpTestSuite() { server_ = std::make_unique<Server>("--idle-seconds 1"); }
  static void TearDownTestSuite() { server_.reset(); }
  static std::unique_ptr<Server> server_;
  const std::string page_ = testing::news_page(1);
};
std::unique_ptr<Server> Serve::server_;

TEST_F(Serve, CleansAPageSentAsItIs) {
  const Answer answer = server_->post(page_, "text/html; charset=utf-8", "?url=https%3A%2F%2Fa.example%2F1");
  EXPECT_EQ(answer.status, 200) << answer.body;
  EXPECT_EQ(member(answer.body, "title"), "Bridge 1 opens");
  EXPECT_EQ(member(answer.body, "url"), "https://a.example/1");
}

TEST_F(Serve, BelievesTheCharsetOfTheRequest) {
  const std::string page = testing::read_file(testing::in_tree("tests/pages/shift-jis-by-header/page.html"));
  const Answer answer = server_->post(page, "text/html; charset=Shift_JIS");
  EXPECT_NE(member(answer.body, "text").find("糸繰町"), std::string::npos) << answer.body;
}

TEST_F(Serve, CleansAJsonRecord) {
  const Answer answer = server_->post(json_record("a", page_), "application/json");
  EXPECT_EQ(answer.status, 200);
  EXPECT_EQ(member(answer.body, "id"), "a");
}

TEST_F(Serve, AnswersEachJsonLine) {
  const std::string body = json_record("a", page_) + "\nno json\n\n" + json_record("c", "") + "\n" + json_record("d", page_);
  const Answer answer = server_->post(body, "application/x-ndjson");
  EXPECT_EQ(answer.status, 200);
  const std::size_t a = answer.body.find("\"id\":\"a\""), bad = answer.body.find("malformed_record"),
                    c = answer.body.find("\"id\":\"c\""), d = answer.body.find("\"id\":\"d\"");
  EXPECT_TRUE(a < bad && bad < c && c < d && d != std::string::npos) << answer.body;
}

TEST_F(Serve, NamesWhatIsWrong) {
  struct Case {
    std::string body, type;
    int status;
    std::string error;
  };
  const Case cases[] = {
      {"", "text/html", 422, "empty"},
      {"\x89PNG\r\n\x1a\n", "image/png", 422, "not_html"},
      {"{\"id\":", "application/json", 400, "malformed_record"},
      {"{\"id\":\"a\"}", "application/json", 400, "malformed_record"},
      {"[]", "application/json", 400, "malformed_record"},
  };
  for (const Case& c : cases) {
    const Answer answer = server_->post(c.body, c.type);
    EXPECT_EQ(answer.status, c.status) << c.body << answer.body;
    EXPECT_EQ(member(answer.body, "error"), c.error) << c.body << answer.body;
  }
  EXPECT_EQ(server_->get("/no/such/path").status, 404);
  EXPECT_EQ(member(server_->get("/../../etc/passwd").body, "error"), "not_found");
  EXPECT_EQ(server_->get("/v1/clean").status, 404);
}

TEST_F(Serve, DescribesItself) {
  EXPECT_EQ(server_->get("/healthz").body, "ok\n");
  EXPECT_EQ(member(server_->get("/v1/rules").body, "version"), version());
  EXPECT_EQ(member(server_->get("/v1/rules").body, "rules").size(), 16u);
  simdjson::dom::parser parser;
  EXPECT_EQ(parser.parse(server_->get("/v1/openapi.json").body).error(), simdjson::SUCCESS);
}

TEST_F(Serve, CountsPages) {
  const Server server;
  server.post(page_, "text/html");
  server.post("", "text/html");
  const std::string metrics = server.get("/metrics").body;
  EXPECT_NE(metrics.find("winnow_pages_total{result=\"kept\"} 1\n"), std::string::npos) << metrics;
  EXPECT_NE(metrics.find("winnow_pages_total{result=\"empty\"} 1\n"), std::string::npos) << metrics;
  EXPECT_NE(metrics.find("winnow_page_seconds_count 2\n"), std::string::npos) << metrics;
}

TEST_F(Serve, ClosesConnectionsThatSendTheirHeadersTooSlowly) {
  const Connection slow(server_->port());
  slow.send("POST /v1/clean HTTP/1.1\r\nHost: local");
  const auto begin = std::chrono::steady_clock::now();
  slow.receive_all();
  EXPECT_LT(std::chrono::steady_clock::now() - begin, std::chrono::seconds(10));
  EXPECT_EQ(server_->post(page_, "text/html").status, 200);
}

TEST_F(Serve, BearsHalfClosedAndBrokenOffRequests) {
  // cpp-httplib takes a client that has ended sending for one that is gone, and does not answer it.
  const std::vector<std::string> broken_off = {
      request("POST", "/v1/clean", page_, "Content-Type: text/html\r\n"),
      "",
      "GET",
      "\r\n\r\n",
      "\x16\x03\x01\x02",
      "POST /v1/clean HTTP/1.1\r\nContent-Length: 99\r\n\r\nabc",
      "POST /v1/clean HTTP/1.1\r\nContent-Length: -1\r\n\r\n",
      "POST /v1/clean HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\nZZ\r\n"};
  for (const std::string& bytes : broken_off) {
    const Connection broken(server_->port());
    broken.send(bytes);
    broken.end_sending();
    broken.receive_all();
  }
  EXPECT_EQ(server_->post(page_, "text/html").status, 200);
}

TEST(ServeBounds, RefusesBodiesThatAreTooLarge) {
  const Server server("--max-body-bytes 10000");
  EXPECT_EQ(server.post(std::string(10'001, 'x'), "text/html").status, 413);
  EXPECT_EQ(server.post(testing::news_page(1), "text/html").status, 200);
}

TEST(ServeBounds, ServesAThousandConnectionsAtOnce) {
  rlimit files{};
  getrlimit(RLIMIT_NOFILE, &files);
  files.rlim_cur = std::min<rlim_t>(files.rlim_max, 4096);
  setrlimit(RLIMIT_NOFILE, &files);
  const Server server("--idle-seconds 1 --connections 64 --queue 2000");
  std::vector<std::unique_ptr<Connection>> connections;
  for (int i = 0; i < 1000; ++i) connections.push_back(std::make_unique<Connection>(server.port()));
  const std::string get = request("GET", "/healthz", "", "");
  for (const auto& connection : connections) connection->send(get);
  int answered = 0;
  for (const auto& connection : connections) answered += parse_answer(connection->receive_all()).status == 200;
  EXPECT_EQ(answered, 1000);
}

TEST(ServeBounds, TurnsPagesAwayWhenTooManyWait) {
  const Server server("--jobs 1 --queue 1");
  const std::string page = testing::read_file(testing::in_tree("samples/en-tide-mill.html"));
  std::atomic<int> cleaned = 0, turned_away = 0;
  std::vector<std::thread> clients;
  for (int i = 0; i < 16; ++i)
    clients.emplace_back([&] {
      for (int n = 0; n < 20; ++n) {
        const Answer answer = server.post(page, "text/html");
        cleaned += answer.status == 200;
        turned_away += answer.status == 429 && answer.head.find("Retry-After: 1") != std::string::npos;
      }
    });
  for (std::thread& client : clients) client.join();
  EXPECT_EQ(cleaned + turned_away, 320);
  EXPECT_GT(cleaned, 0);
  EXPECT_GT(turned_away, 0);
}

class ServeFiles : public ::testing::Test {
 protected:
  void SetUp() override { std::filesystem::create_directories(folder_); }
  void TearDown() override { std::filesystem::remove_all(folder_); }
  std::filesystem::path write(const std::string& name, const std::string& text) const {
    std::ofstream(folder_ / name) << text;
    return folder_ / name;
  }
  const std::filesystem::path folder_ =
      std::filesystem::temp_directory_path() / ("winnow-serve-" + std::to_string(getpid()));
};

TEST_F(ServeFiles, WantsItsToken) {
  const Server server("--token-file " + write("token", "0123456789abcdef\n").string());
  EXPECT_EQ(server.get("/metrics").status, 401);
  EXPECT_EQ(server.post(testing::news_page(1), "text/html").status, 401);
  EXPECT_EQ(server.get("/metrics", "Authorization: Bearer 0123456789abcdeX\r\n").status, 401);
  EXPECT_EQ(server.get("/metrics", "Authorization: Bearer 0123456789abcdef\r\n").status, 200);
  EXPECT_EQ(server.get("/healthz").status, 200);
}

TEST_F(ServeFiles, ListensToOthersOnlyWithAToken) {
  Child refused({"sh", "-c", "exec \"$0\" serve --listen 0.0.0.0:0 2>&1", WINNOW_PROGRAM});
  EXPECT_NE(refused.read_all().find("--token-file"), std::string::npos);
  EXPECT_EQ(refused.wait(), 2);
  Child weak({"sh", "-c", "exec \"$0\" serve --token-file \"$1\" 2>&1", WINNOW_PROGRAM, write("weak", "short\n").string()});
  EXPECT_NE(weak.read_all().find("16"), std::string::npos);
  EXPECT_EQ(weak.wait(), 2);
}

TEST_F(ServeFiles, LoadsRulesAgainAndKeepsTheOldOnesIfNewOnesAreBroken) {
  const auto rules = folder_ / "rules";
  std::filesystem::copy(testing::in_tree("rules"), rules, std::filesystem::copy_options::recursive);
  Server server("--rules " + rules.string());
  const auto fingerprint = [&] { return member(server.get("/v1/rules").body, "rules"); };
  const std::string before = fingerprint();

  std::ofstream(rules / "news" / "zz-broken.yaml") << "misspelt: 1\n";
  server.process().signal(SIGHUP);
  EXPECT_NE(server.process().read_line().find("zz-broken.yaml"), std::string::npos);
  EXPECT_EQ(fingerprint(), before);

  std::filesystem::remove(rules / "news" / "zz-broken.yaml");
  std::ofstream(rules / "news" / "classes.yaml", std::ios::app) << "# changed\n";
  server.process().signal(SIGHUP);
  EXPECT_NE(server.process().read_line().find("loaded again"), std::string::npos);
  EXPECT_NE(fingerprint(), before);
}

TEST(ServeEnd, AnswersWhatIsInFlightBeforeItEnds) {
  Server server;
  const Connection connection(server.port());
  std::string lines;
  for (int i = 0; i < 400; ++i) lines += json_record(std::to_string(i), testing::news_page(3)) + "\n";
  connection.send(request("POST", "/v1/clean", lines, "Content-Type: application/x-ndjson\r\n"));
  std::this_thread::sleep_for(std::chrono::milliseconds(50));
  server.process().signal(SIGTERM);
  EXPECT_NE(connection.receive_all().find("\"id\":\"399\""), std::string::npos);
  EXPECT_EQ(server.process().wait(), 0);
}

}  // namespace
}  // namespace winnow
