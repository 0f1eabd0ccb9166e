// `winnow serve` and clients that are slow, greedy, broken or many.

#include <gtest/gtest.h>
#include <sys/resource.h>
#include <zlib.h>

#include <atomic>
#include <chrono>
#include <memory>
#include <string>
#include <thread>
#include <vector>

#include "tests/support/http.h"
#include "tests/support/support.h"

namespace winnow {
namespace {

using testing::Answer;
using testing::Connection;
using testing::json_record;
using testing::member;
using testing::parse_answer;
using testing::request;
using testing::Server;

class ServeHostile : public ::testing::Test {
 protected:
  static void SetUpTestSuite() {
    server_ = std::make_unique<Server>("--idle-seconds 1 --request-seconds 2 --max-body-bytes 200000");
  }
  static void TearDownTestSuite() { server_.reset(); }

  /// Sends `begin`, then a byte now and then, and gives what comes back once the server has had enough.
  static std::string drip(const std::string& begin, const std::string& byte) {
    const Connection connection(server_->port());
    connection.send(begin);
    std::atomic<bool> closed = false;
    std::thread dripping([&] {
      while (!closed && connection.send(byte)) std::this_thread::sleep_for(std::chrono::milliseconds(100));
    });
    const std::string answer = connection.receive();
    closed = true;
    dripping.join();
    return answer;
  }

  void TearDown() override { EXPECT_EQ(server_->post(page_, "text/html").status, 200) << "it still serves others"; }

  static std::unique_ptr<Server> server_;
  const std::string page_ = testing::news_page(1);
};
std::unique_ptr<Server> ServeHostile::server_;

TEST_F(ServeHostile, CutsOffClientsThatFallSilentInTheirHeaders) {
  const Answer answer = server_->send("POST /v1/clean HTTP/1.1\r\nHost: local");
  EXPECT_EQ(answer.status, 408);
  EXPECT_EQ(member(answer.body, "error"), "timeout");
}

TEST_F(ServeHostile, CutsOffClientsThatFallSilentInTheirBody) {
  EXPECT_EQ(server_->send("POST /v1/clean HTTP/1.1\r\nContent-Length: 99\r\n\r\nabc").status, 408);
}

TEST_F(ServeHostile, CutsOffClientsThatDripTheirHeaders) {
  EXPECT_EQ(parse_answer(drip("GET /healthz HTTP/1.1\r\nX: ", "x")).status, 408);
}

TEST_F(ServeHostile, CutsOffClientsThatDripTheirBody) {
  EXPECT_EQ(parse_answer(drip("POST /v1/clean HTTP/1.1\r\nContent-Length: 100000\r\n\r\n", "x")).status, 408);
}

TEST_F(ServeHostile, CutsOffClientsThatDripAJsonLineButGivesThemTheAnswersThatTheyHaveEarned) {
  const std::string line = json_record("a", page_) + "\n";
  const std::string head =
      "POST /v1/clean HTTP/1.1\r\nContent-Length: 100000\r\nContent-Type: application/x-ndjson\r\n\r\n";
  const std::string answer = drip(head + line, "x");
  EXPECT_NE(answer.find("\"id\":\"a\""), std::string::npos) << answer;
  EXPECT_FALSE(answer.ends_with("0\r\n\r\n")) << "the answer is not complete";
  EXPECT_EQ(parse_answer(drip(head, "\n")).status, 408) << "empty lines earn no time";
}

TEST_F(ServeHostile, RefusesBodiesThatAreTooLarge) {
  const std::string large(200'001, 'x');
  EXPECT_EQ(server_->post(large, "text/html").status, 413);
  const std::string chunked = "POST /v1/clean HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n30D41\r\n";
  EXPECT_EQ(server_->send(chunked + large + "\r\n0\r\n\r\n").status, 413);
  // Not a byte of it has to come first.
  EXPECT_EQ(server_->send("POST /v1/clean HTTP/1.1\r\nContent-Length: 99999999999\r\n\r\n").status, 413);
}

TEST_F(ServeHostile, RefusesBodiesThatUnpackToTooMuch) {
  z_stream packer{};
  ASSERT_EQ(deflateInit2(&packer, 9, Z_DEFLATED, 15 + 16, 8, Z_DEFAULT_STRATEGY), Z_OK);
  std::string zeros(10'000'000, ' '), packed(100'000, '\0');
  packer.next_in = reinterpret_cast<Bytef*>(zeros.data());
  packer.avail_in = static_cast<uInt>(zeros.size());
  packer.next_out = reinterpret_cast<Bytef*>(packed.data());
  packer.avail_out = static_cast<uInt>(packed.size());
  ASSERT_EQ(deflate(&packer, Z_FINISH), Z_STREAM_END);
  packed.resize(packed.size() - packer.avail_out);
  deflateEnd(&packer);
  EXPECT_EQ(server_->post(packed, "text/html", "", "Content-Encoding: gzip\r\n").status, 413);
}

TEST_F(ServeHostile, LimitsALineButNotTheirNumber) {
  const std::string long_line = "{\"id\":\"long\",\"html\":\"" + std::string(300'000, 'x') + "\"}\n";
  std::string lines = long_line;
  while (lines.size() < 1'000'000) lines += json_record("short", page_) + "\n";
  const Answer answer = server_->post(lines + json_record("last", page_), "application/x-ndjson");
  EXPECT_EQ(answer.status, 200);
  EXPECT_NE(answer.body.find("\"line\":1,\"error\":\"too_large\""), std::string::npos);
  EXPECT_NE(answer.body.find("\"id\":\"last\""), std::string::npos);
}

TEST_F(ServeHostile, AnswersWhatItCannotMakeSenseOf) {
  struct Case {
    std::string bytes;
    int status;
  };
  const Case cases[] = {
      {"GET\r\n\r\n", 400},
      {"\x16\x03\x01\x02\n", 400},
      {"GET /healthz HTTP/1.1\r\nX: " + std::string(9000, 'x') + "\r\n\r\n", 400},
      {"GET /healthz HTTP/1.1\r\nX: " + std::string(100'000, 'x'), 431},
      {"GET /" + std::string(9000, 'x') + " HTTP/1.1\r\n\r\n", 414},
      {"POST /v1/clean HTTP/1.1\r\n\r\n", 411},
      {"POST /v1/clean HTTP/1.1\r\nContent-Length: -1\r\n\r\n", 411},
      {"POST /v1/clean HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\nZZ\r\n", 400},
      {"POST /v1/clean HTTP/1.1\r\nContent-Length: 2\r\nContent-Encoding: gzip\r\n\r\nxx", 400},
      {"POST /v1/clean HTTP/1.1\r\nContent-Length: 2\r\nContent-Type: multipart/form-data; boundary=a\r\n\r\nxx", 415},
  };
  for (const Case& c : cases) EXPECT_EQ(server_->send(c.bytes).status, c.status) << c.bytes.substr(0, 100);
}

TEST_F(ServeHostile, TakesNothingThatFollowsARefusedBodyForARequest) {
  const Connection connection(server_->port());
  connection.send("POST /nowhere HTTP/1.1\r\nContent-Length: 999\r\n\r\nGET /healthz HTTP/1.1\r\n\r\n");
  EXPECT_EQ(connection.receive().find("200 OK"), std::string::npos);
}

TEST_F(ServeHostile, BearsClientsThatGoAway) {
  const std::string post = request("POST", "/v1/clean", page_, "Content-Type: text/html\r\n");
  for (const std::string& bytes : {std::string(), std::string("GET"), std::string("\r\n\r\n"), post.substr(0, 300)}) {
    const Connection connection(server_->port());
    connection.send(bytes);
    connection.end_sending();
    connection.receive();
  }
  for (int i = 0; i < 20; ++i) {  // without waiting for the answer
    const Connection connection(server_->port());
    connection.send(post);
  }
}

TEST(ServeMany, ServesAThousandConnectionsAtOnce) {
  rlimit files{};
  getrlimit(RLIMIT_NOFILE, &files);
  files.rlim_cur = std::min<rlim_t>(files.rlim_max, 4096);
  setrlimit(RLIMIT_NOFILE, &files);
  const Server server("--idle-seconds 1 --connections 64 --queue 2000");
  std::vector<std::unique_ptr<Connection>> connections;
  for (int i = 0; i < 1000; ++i) connections.push_back(std::make_unique<Connection>(server.port()));
  const std::string post = request("POST", "/v1/clean", testing::news_page(2), "Content-Type: text/html\r\n");
  for (const auto& connection : connections) connection->send(post);
  int answered = 0;
  for (const auto& connection : connections) answered += parse_answer(connection->receive()).status == 200;
  EXPECT_EQ(answered, 1000);
}

TEST(ServeMany, TurnsPagesAwayWhenTooManyWait) {
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

TEST_F(ServeHostile, RefusesRequestsThatTwoReadersWouldReadDifferently) {
  const std::string type = "Content-Type: text/html\r\n",
                    post = "POST /v1/clean HTTP/1.1\r\nHost: localhost\r\n" + type;
  for (const std::string& request : {
           post + "Content-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n0\r\n\r\n",
           post + "Content-Length: 3\r\nContent-Length: 4\r\n\r\nabc",
           post + "Transfer-Encoding: xchunked\r\nContent-Length: 3\r\n\r\nabc",
           post + "Transfer-Encoding: xchunked\r\n\r\n3\r\nabc\r\n0\r\n\r\n",
           std::string("GET /healthz HTTP/1.1\r\nHost: localhost\r\nContent-Length: 3\r\n\r\nabc"),
           std::string("GET /healthz HTTP/1.1\r\nHost: localhost\r\nHost: localhost\r\n\r\n"),
       }) {
    const Connection connection(server_->port());
    connection.send(request + "GET /healthz HTTP/1.1\r\nHost: localhost\r\n\r\n");
    const std::string answers = connection.receive();
    EXPECT_EQ(parse_answer(answers).status, 400) << request << answers;
    EXPECT_EQ(answers.find("HTTP/1.1", 1), std::string::npos) << "a second answer to " << request;
  }
}

TEST_F(ServeHostile, RefusesPagesInABrowserThatReachForThisMachine) {
  for (const std::string host : {"evil.example", "127.evil.example", "127.0.0.1.evil.example:80"}) {
    const Answer answer = server_->send("GET /healthz HTTP/1.1\r\nHost: " + host + "\r\nConnection: close\r\n\r\n");
    EXPECT_EQ(answer.status, 403) << host;
  }
  for (const std::string host : {"localhost", "LOCALHOST:1", "127.0.0.1", "127.1.2.3:8321", "[::1]:8321"}) {
    const Answer answer = server_->send("GET /healthz HTTP/1.1\r\nHost: " + host + "\r\nConnection: close\r\n\r\n");
    EXPECT_EQ(answer.status, 200) << host;
  }
  EXPECT_EQ(server_->post(page_, "text/plain", "", "Origin: https://evil.example\r\n").status, 403);
}

TEST_F(ServeHostile, SaysWhatItDoesNotTake) {
  const Answer form = server_->post("a=b", "application/x-www-form-urlencoded");
  EXPECT_EQ(form.status, 415);
  EXPECT_NE(form.body.find("--data-binary"), std::string::npos) << form.body;
  EXPECT_EQ(member(server_->post(page_, "text/html", "?uri=x").body, "error"), "unknown_parameter");
  EXPECT_EQ(member(server_->get("/metrics?x=1").body, "error"), "unknown_parameter");
}

TEST_F(ServeHostile, HoldsNoMoreBodiesThanItsMemoryHasRoomFor) {
  const Server small("--max-memory 300K --max-body-bytes 200000");
  const std::string head =
      "POST /v1/clean HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nContent-Type: text/html\r\n";
  const Connection first(small.port());
  first.send(head + "Content-Length: 190000\r\n\r\n" + std::string(1000, 'a'));
  std::this_thread::sleep_for(std::chrono::milliseconds(200));
  const Answer second = small.send(head + "Content-Length: 190000\r\n\r\n" + std::string(190000, 'a'));
  EXPECT_EQ(second.status, 503) << second.body;
  EXPECT_NE(second.head.find("Retry-After"), std::string::npos);
  EXPECT_EQ(small.post(page_, "text/html").status, 200) << "a small one has room";
}

TEST_F(ServeHostile, AnswersInUtf8WhateverTheAddressIs) {
  const Answer answer = server_->post(page_, "text/html", "?url=http%3A%2F%2Fa.example%2F%FF");
  EXPECT_EQ(answer.status, 200);
  EXPECT_EQ(member(answer.body, "url"), "http://a.example/\xEF\xBF\xBD");
}

}  // namespace
}  // namespace winnow
