// `winnow serve` on loopback: what it answers, whom it turns away, and how it ends.

#include <gtest/gtest.h>
#include <signal.h>
#include <unistd.h>

#include <fstream>
#include <memory>
#include <sstream>
#include <string>

#include "tests/support/child.h"
#include "tests/support/http.h"
#include "tests/support/support.h"

namespace winnow {
namespace {

using testing::Answer;
using testing::Child;
using testing::Connection;
using testing::json_record;
using testing::member;
using testing::request;
using testing::Server;

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
  const std::string body =
      json_record("a", page_) + "\nno json\n\n" + json_record("c", "") + "\n" + json_record("d", page_);
  const Answer answer = server_->post(body, "application/x-ndjson");
  EXPECT_EQ(answer.status, 200);
  const std::size_t a = answer.body.find("\"id\":\"a\""), bad = answer.body.find("malformed_record"),
                    c = answer.body.find("\"id\":\"c\""), d = answer.body.find("\"id\":\"d\"");
  EXPECT_TRUE(a < bad && bad < c && c < d && d != std::string::npos) << answer.body;
}

TEST_F(Serve, AnswersALineBeforeTheNextOneComes) {
  const Connection connection(server_->port());
  connection.send(
      "POST /v1/clean HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nTransfer-Encoding: chunked\r\n"
      "Content-Type: application/x-ndjson\r\n\r\n");
  for (const std::string id : {"a", "b", "c"}) {
    const std::string line = json_record(id, page_) + "\n";
    std::ostringstream size;
    size << std::hex << line.size();
    connection.send(size.str() + "\r\n" + line + "\r\n");
    EXPECT_NE(connection.receive("}\n\r\n").find("\"id\":\"" + id + "\""), std::string::npos);
  }
  connection.send("0\r\n\r\n");
  EXPECT_EQ(connection.receive(), "0\r\n\r\n");
}

TEST_F(Serve, ServesClientsThatSendAllLinesBeforeTheyReadAnAnswer) {
  std::string lines;
  for (int i = 0; i < 3000; ++i) lines += json_record(std::to_string(i), page_) + "\n";
  const Answer answer = server_->post(lines, "application/x-ndjson");
  EXPECT_NE(answer.body.find("\"id\":\"2999\""), std::string::npos);
  EXPECT_TRUE(answer.body.ends_with("\r\n0\r\n\r\n"));
}

TEST_F(Serve, AnswersRequestsSentOneBehindTheOtherWithoutWaiting) {
  const Connection connection(server_->port());
  std::string first = request("POST", "/v1/clean", page_, "Content-Type: text/html\r\n");
  first.replace(first.find("Connection: close\r\n"), 19, "");
  connection.send(first + first + request("GET", "/healthz", "", ""));
  const std::string answers = connection.receive();
  const std::size_t second = answers.find("HTTP/1.1 200", 1), third = answers.find("HTTP/1.1 200", second + 1);
  EXPECT_NE(third, std::string::npos) << answers;
  EXPECT_TRUE(answers.ends_with("ok\n")) << answers;
}

TEST_F(Serve, AnswersClientsThatHaveEndedSending) {
  const Connection connection(server_->port());
  connection.send(request("POST", "/v1/clean", page_, "Content-Type: text/html\r\n"));
  connection.end_sending();
  EXPECT_EQ(testing::parse_answer(connection.receive()).status, 200);
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
  EXPECT_EQ(server_->get("/v1/clean").status, 405);
  EXPECT_EQ(server_->send(request("POST", "/healthz", "x", "")).status, 405);
  EXPECT_EQ(server_->send(request("DELETE", "/v1/rules", "", "")).status, 405);
}

TEST_F(Serve, DescribesItself) {
  EXPECT_EQ(server_->get("/healthz").body, "ok\n");
  EXPECT_EQ(member(server_->get("/v1/rules").body, "version"), version());
  EXPECT_EQ(member(server_->get("/v1/rules").body, "rules").size(), 16u);
  EXPECT_EQ(member(server_->get("/v1/openapi.json").body, "openapi"), "3.1.0");
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

class ServeFiles : public ::testing::Test {
 protected:
  void SetUp() override { std::filesystem::create_directories(folder_); }
  void TearDown() override { std::filesystem::remove_all(folder_); }
  std::filesystem::path write(const std::string& name, const std::string& text) const {
    std::ofstream(folder_ / name) << text;
    std::filesystem::permissions(folder_ / name,
                                 std::filesystem::perms::owner_read | std::filesystem::perms::owner_write);
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
  Child weak(
      {"sh", "-c", "exec \"$0\" serve --token-file \"$1\" 2>&1", WINNOW_PROGRAM, write("weak", "short\n").string()});
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
  std::string answers = connection.receive("\"id\":\"0\"");
  server.process().signal(SIGTERM);
  answers += connection.receive();
  EXPECT_NE(answers.find("\"id\":\"399\""), std::string::npos);
  EXPECT_TRUE(answers.ends_with("\r\n0\r\n\r\n"));
  EXPECT_EQ(server.process().wait(), 0);
}

TEST_F(ServeFiles, RefusesATokenThatOthersCanRead) {
  const std::filesystem::path token = write("open", "0123456789abcdef\n");
  std::filesystem::permissions(token, std::filesystem::perms::others_read, std::filesystem::perm_options::add);
  Child refused({"sh", "-c", "exec \"$0\" serve --token-file \"$1\" 2>&1", WINNOW_PROGRAM, token.string()});
  EXPECT_NE(refused.read_all().find("chmod 600"), std::string::npos);
}

}  // namespace
}  // namespace winnow
