#include "tools/serve/service.h"

#include <httplib.h>

#include <charconv>
#include <chrono>
#include <optional>
#include <thread>

#include "pipeline/base/text.h"
#include "pipeline/read/json_record.h"
#include "pipeline/rules.h"
#include "pipeline/write/json_record.h"
#include "pipeline/write/record_or_error.h"
#include "tools/json_lines/line_splitter.h"
#include "tools/serve/connection.h"
#include "tools/serve/request_checks.h"

namespace winnow::serve {
namespace {

constexpr const char* kJson = "application/json";
constexpr const char* kJsonLines = "application/x-ndjson";
constexpr const char* kForm = "application/x-www-form-urlencoded";

int status_of(const Outcome& outcome) {
  if (outcome) return 200;
  switch (outcome.error().reason) {
    case Reason::malformed_record:
      return 400;
    case Reason::too_large:
      return 413;
    case Reason::internal:
      return 500;
    default:
      return 422;
  }
}

std::string media_type(const httplib::Request& request) {
  const std::string value = request.get_header_value("Content-Type");
  return std::string(trim(value.substr(0, value.find(';'))));
}

/// Compares in a time that does not depend on how many characters are right.
bool equal_in_constant_time(std::string_view a, std::string_view b) noexcept {
  unsigned different = a.size() != b.size();
  for (std::size_t i = 0; i < a.size(); ++i)
    different |= static_cast<unsigned char>(a[i] ^ b[b.empty() ? 0 : i % b.size()]);
  return different == 0;
}

/// The statuses that cpp-httplib itself answers with, before any page is looked at.
std::string_view name_of(int status) noexcept {
  switch (status) {
    case 404:
      return "not_found";
    case 408:
      return "timeout";
    case 414:
      return "url_too_long";
    case 431:
      return "headers_too_large";
    default:
      return status < 500 ? "bad_request" : "internal";
  }
}

void answer_error(httplib::Response& response, int status, std::string_view error, std::string_view detail) {
  std::string body;
  write::JsonObject object(body);
  object.text("error", error);
  object.text("detail", detail);
  object.end();
  response.status = status;
  response.set_content(body + "\n", kJson);
}

/// Answers a request whose body is not read, or not to its end, so that nothing can follow it.
void refuse(httplib::Response& response, int status, std::string_view error, std::string_view detail) {
  Connection::of_this_thread().give_up_request();
  response.set_header("Connection", "close");
  answer_error(response, status, error, detail);
}

/// Answers a request that cpp-httplib could not make sense of or read to its end.
void refuse_unread(httplib::Response& response) {
  const Connection& connection = Connection::of_this_thread();
  const int status = connection.head_too_large() ? 431 : connection.timed_out() ? 408 : response.status;
  refuse(response, status, name_of(status), "");
}

/// Returns the length that the request states for its body: 0 for chunks, nullopt if it states neither or
/// no number.
std::optional<std::uint64_t> declared_length(const httplib::Request& request) {
  if (request.has_header("Transfer-Encoding")) return 0;
  const std::string text = request.get_header_value("Content-Length");
  std::uint64_t length = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), length);
  if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return length;
}

/// An answer in chunks that begins with the first chunk. One by cpp-httplib cannot begin before the whole
/// request is read.
class StreamedAnswer {
 public:
  explicit StreamedAnswer(Connection& connection) : connection_(connection) {}

  /// False if the client is gone.
  bool send(std::string_view bytes) {
    begin();
    connection_.write_format("%zx\r\n", bytes.size());
    connection_.write(bytes.data(), bytes.size());
    return connection_.httplib::Stream::write("\r\n") > 0 && connection_.send_some();
  }

  /// Ends the answer in order. Without this call the client sees that the answer is incomplete.
  void end() {
    begin();
    connection_.httplib::Stream::write("0\r\n\r\n");
    connection_.end_answer();
  }

  bool begun() const noexcept { return begun_; }

 private:
  void begin() {
    if (begun_) return;
    begun_ = true;
    connection_.write_format("HTTP/1.1 200 OK\r\nContent-Type: %s\r\nTransfer-Encoding: chunked\r\n\r\n", kJsonLines);
  }

  Connection& connection_;
  bool begun_ = false;
};

/// Counts a request as in flight during its own lifetime.
class InFlight {
 public:
  explicit InFlight(std::atomic<std::size_t>& count) : count_(count) { ++count_; }
  ~InFlight() { --count_; }
  InFlight(const InFlight&) = delete;
  InFlight& operator=(const InFlight&) = delete;

 private:
  std::atomic<std::size_t>& count_;
};

}  // namespace

struct Service::Loaded {
  std::string fingerprint;
  Cleaner clean;
};

Service::Service(ServiceOptions options)
    : options_(std::move(options)),
      read_options_{.max_bytes = options_.clean.limits.max_bytes},
      gate_(options_.jobs, options_.queue, std::chrono::milliseconds(options_.timeout_ms)),
      memory_(options_.max_memory),
      loaded_(load()) {}

std::shared_ptr<const Service::Loaded> Service::load() const {
  const auto rules = load_rules(options_.rules);
  return std::make_shared<const Loaded>(Loaded{rules->fingerprint, Cleaner(rules, options_.clean)});
}

std::shared_ptr<const Service::Loaded> Service::loaded() const {
  const std::lock_guard lock(loaded_mutex_);
  return loaded_;
}

void Service::reload() {
  try {
    auto loaded = load();
    const std::lock_guard lock(loaded_mutex_);
    loaded_ = std::move(loaded);
  } catch (...) {
    metrics_.count_reload(false);
    throw;
  }
  metrics_.count_reload(true);
}

void Service::drain(std::chrono::seconds patience) {
  draining_ = true;
  const auto end = std::chrono::steady_clock::now() + patience;
  while (in_flight_ > 0 && std::chrono::steady_clock::now() < end)
    std::this_thread::sleep_for(std::chrono::milliseconds(10));
}

void Service::add_to(httplib::Server& server) {
  using httplib::Request, httplib::Response;
  server.set_pre_routing_handler([this](const Request& request, Response& response) {
    check(request, response);
    using Handled = httplib::Server::HandlerResponse;
    return response.status > 0 ? Handled::Handled : Handled::Unhandled;
  });
  server.Post("/v1/clean",
              [this](const Request& q, Response& r, const httplib::ContentReader& read) { answer_clean(q, r, read); });
  server.Get("/v1/rules", [this](const Request&, Response& r) {
    std::string body;
    write::JsonObject object(body);
    object.text("version", version());
    object.text("rules", loaded()->fingerprint);
    object.end();
    r.set_content(body + "\n", kJson);
  });
  server.Get("/v1/openapi.json", [](const Request&, Response& r) { r.set_content(openapi(), kJson); });
  server.Get("/healthz", [this](const Request&, Response& r) {
    if (draining_) answer_error(r, 503, "stopping", "");
    else r.set_content("ok\n", "text/plain");
  });
  server.Get("/metrics", [this](const Request&, Response& r) {
    r.set_content(metrics_.text(gate_.waiting()), "text/plain; version=0.0.4");
  });
  server.set_error_handler([](const Request&, Response& r) {
    if (r.body.empty()) refuse_unread(r);
  });
  server.set_exception_handler([](const Request&, Response& r, std::exception_ptr) { refuse(r, 500, "internal", ""); });
}

/// Refuses unknown paths and requests without the token before any body is read.
void Service::check(const httplib::Request& request, httplib::Response& response) const {
  const bool to_clean = request.path == "/v1/clean";
  if (const auto objection = objection_to(request, options_.on_loopback))
    return refuse(response, objection->status, objection->error, objection->detail);
  if (!is_allowed(request)) {
    response.set_header("WWW-Authenticate", "Bearer");
    return refuse(response, 401, "unauthorized", "this server wants its token: Authorization: Bearer …");
  }
  for (const auto& [name, value] : request.params)
    if (!to_clean || name != "url")
      return refuse(response, 400, "unknown_parameter",
                    name + (to_clean ? ": the only parameter is url" : ": there are no parameters"));
  if (to_clean ? request.method == "POST" : request.method == "GET" || request.method == "HEAD") return;
  response.set_header("Allow", to_clean ? "POST" : "GET, HEAD");
  refuse(response, 405, "method_not_allowed", "");
}

bool Service::is_allowed(const httplib::Request& request) const {
  if (options_.token.empty() || request.path == "/healthz") return true;
  return equal_in_constant_time(request.get_header_value("Authorization"), "Bearer " + options_.token);
}

void Service::answer_clean(const httplib::Request& request, httplib::Response& response,
                           const httplib::ContentReader& read) {
  const InFlight in_flight(in_flight_);
  Connection::of_this_thread().begin_body();
  if (draining_) {
    response.set_header("Retry-After", "1");
    return refuse(response, 503, "stopping", "this server is about to end");
  }
  const std::string type = media_type(request);
  const auto length = declared_length(request);
  if (!length) return refuse(response, 411, "length_required", "neither Content-Length nor chunks");
  if (request.is_multipart_form_data())
    return refuse(response, 415, "unsupported_media_type", "send the page itself, not a form");
  if (type == kForm)
    return refuse(response, 415, "unsupported_media_type",
                  "a form, as curl -d sends it: use --data-binary @page.html -H 'Content-Type: text/html'");
  if (type == kJsonLines) return answer_lines(response, read);

  std::string body;
  MemoryBudget::Share memory(memory_);
  bool fits = *length <= options_.max_body_bytes, has_room = !fits || memory.hold(*length);
  const auto take = [&](const char* bytes, std::size_t count) {
    fits = count <= options_.max_body_bytes - body.size();
    has_room = has_room && (!fits || memory.hold(body.size() + count));
    if (fits && has_room) body.append(bytes, count);
    return fits && has_room;
  };
  const bool whole = fits && has_room && read(take);
  if (!fits)
    return refuse(response, 413, "too_large", "more than " + std::to_string(options_.max_body_bytes) + " bytes");
  if (!has_room) {
    metrics_.count_turned_away();
    response.set_header("Retry-After", "1");
    return refuse(response, 503, "busy", "other requests fill the memory: --max-memory");
  }
  if (!whole) return refuse_unread(response);
  if (type == kJson) return answer_page(page_of_json(body), response);
  answer_page(Page{.url = request.get_param_value("url"),
                   .content_type = request.get_header_value("Content-Type"),
                   .bytes = std::move(body)},
              response);
}

Result<Page> Service::page_of_json(std::string& body) const { return read::JsonRecordParser(read_options_)(body, {}); }

void Service::answer_page(Result<Page>&& page, httplib::Response& response) {
  const Gate::Pass pass = gate_.enter();
  if (!pass) {
    metrics_.count_turned_away();
    response.set_header("Retry-After", "1");
    return answer_error(response, 429, "busy", "too many pages are waiting");
  }
  const Outcome outcome = clean(loaded()->clean, std::move(page));
  response.status = status_of(outcome);
  std::string body;
  write::append_record_or_error(outcome, body);
  response.set_content(body, kJson);
}

/// Answers each line as soon as it has arrived, while more of them arrive.
void Service::answer_lines(httplib::Response& response, const httplib::ContentReader& read) {
  Connection& connection = Connection::of_this_thread();
  const auto rules = loaded();
  read::JsonRecordParser parse(read_options_);
  StreamedAnswer answer(connection);
  tools::LineSplitter lines(options_.max_body_bytes, [&](tools::Line&& line) {
    const bool sent = answer.send(answer_line(rules->clean, tools::page_of(line, parse)));
    connection.restart_clock();
    return sent;
  });
  const auto take = [&](const char* bytes, std::size_t count) { return lines.add({bytes, count}); };
  if (read(take) && lines.end()) return answer.end();
  if (!answer.begun()) return refuse_unread(response);
  connection.give_up_request();
  connection.end_answer();
}

std::string Service::answer_line(const Cleaner& cleaner, Result<Page>&& page) {
  const Gate::Pass pass = gate_.enter_sometime();
  std::string answer;
  write::append_record_or_error(clean(cleaner, std::move(page)), answer);
  return answer;
}

Outcome Service::clean(const Cleaner& cleaner, Result<Page>&& page) {
  const auto begin = std::chrono::steady_clock::now();
  Outcome outcome = page ? cleaner(std::move(*page)) : Outcome(std::move(page).error());
  metrics_.count_page(outcome, std::chrono::steady_clock::now() - begin);
  return outcome;
}

}  // namespace winnow::serve
