#include "tools/serve/service.h"

#include <httplib.h>

#include <chrono>
#include <thread>

#include "pipeline/base/text.h"
#include "pipeline/read/json_record.h"
#include "pipeline/rulepack/rules.h"
#include "pipeline/write/json_record.h"
#include "tools/answer.h"

namespace winnow::serve {
namespace {

constexpr const char* kJson = "application/json";
constexpr const char* kJsonLines = "application/x-ndjson";

int status_of(const Outcome& outcome) {
  if (outcome) return 200;
  switch (outcome.error().reason) {
    case Reason::malformed_record: return 400;
    case Reason::too_large: return 413;
    case Reason::internal: return 500;
    default: return 422;
  }
}

std::string media_type(const httplib::Request& request) {
  const std::string value = request.get_header_value("Content-Type");
  return std::string(trim(value.substr(0, value.find(';'))));
}

/// Compares in a time that does not tell how much was right.
bool equal_in_constant_time(std::string_view a, std::string_view b) noexcept {
  unsigned different = a.size() != b.size();
  for (std::size_t i = 0; i < a.size(); ++i)
    different |= static_cast<unsigned char>(a[i] ^ b[b.empty() ? 0 : i % b.size()]);
  return different == 0;
}

/// What the server itself answers with, before any page is looked at.
std::string_view name_of(int status) noexcept {
  switch (status) {
    case 404: return "not_found";
    case 413: return "too_large";
    case 414: return "url_too_long";
    default: return status < 500 ? "bad_request" : "internal";
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

/// Counts a request as in flight as long as it lives.
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
    if (is_allowed(request)) return httplib::Server::HandlerResponse::Unhandled;
    response.set_header("WWW-Authenticate", "Bearer");
    answer_error(response, 401, "unauthorized", "this server wants its token: Authorization: Bearer …");
    return httplib::Server::HandlerResponse::Handled;
  });
  server.Post("/v1/clean", [this](const Request& q, Response& r) { answer_clean(q, r); });
  server.Get("/v1/rules", [this](const Request&, Response& r) {
    std::string body;
    write::JsonObject object(body);
    object.text("version", version());
    object.text("rules", loaded()->fingerprint);
    object.end();
    r.set_content(body + "\n", kJson);
  });
  server.Get("/v1/openapi.json", [](const Request&, Response& r) { r.set_content(std::string(openapi()), kJson); });
  server.Get("/healthz", [](const Request&, Response& r) { r.set_content("ok\n", "text/plain"); });
  server.Get("/metrics", [this](const Request&, Response& r) {
    r.set_content(metrics_.text(gate_.waiting()), "text/plain; version=0.0.4");
  });
  server.set_error_handler([](const Request&, Response& r) {
    if (r.body.empty()) answer_error(r, r.status, name_of(r.status), "");
  });
  server.set_exception_handler([](const Request&, Response& r, std::exception_ptr) {
    answer_error(r, 500, "internal", "");
  });
}

bool Service::is_allowed(const httplib::Request& request) const {
  if (options_.token.empty() || request.path == "/healthz") return true;
  return equal_in_constant_time(request.get_header_value("Authorization"), "Bearer " + options_.token);
}

void Service::answer_clean(const httplib::Request& request, httplib::Response& response) {
  const InFlight in_flight(in_flight_);
  if (draining_) {
    response.set_header("Retry-After", "1");
    return answer_error(response, 503, "stopping", "this server is about to end");
  }
  const std::string type = media_type(request);
  if (type == kJsonLines) return answer_lines(request, response);
  if (type == kJson) return answer_page(page_of_json(request.body), response);
  answer_page(Page{.url = request.get_param_value("url"),
                   .content_type = request.get_header_value("Content-Type"),
                   .bytes = request.body},
              response);
}

Result<Page> Service::page_of_json(const std::string& body) const {
  std::string json = body;
  return read::JsonRecordParser(read_options_)(json, {});
}

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
  tools::append_answer(outcome, body);
  response.set_content(body, kJson);
}

/// One line for each line of the body that is not blank, sent as soon as it is there.
void Service::answer_lines(const httplib::Request& request, httplib::Response& response) {
  struct Lines {
    std::string body;
    std::size_t at = 0;
    std::uint64_t number = 0;
    read::JsonRecordParser parse;
    InFlight in_flight;  // until the last line is sent
  };
  std::shared_ptr<Lines> lines(
      new Lines{request.body, 0, 0, read::JsonRecordParser(read_options_), InFlight(in_flight_)});
  response.set_chunked_content_provider(
      kJsonLines, [this, lines, loaded = loaded()](std::size_t, httplib::DataSink& sink) {
        if (lines->at >= lines->body.size()) {
          sink.done();
          return true;
        }
        const std::size_t end = std::min(lines->body.find('\n', lines->at), lines->body.size());
        std::string line = lines->body.substr(lines->at, end - lines->at);
        lines->at = end + 1;
        ++lines->number;
        if (trim(line).empty()) return true;
        const Gate::Pass pass = gate_.enter_sometime();
        std::string answer;
        tools::append_answer(clean(loaded->clean, lines->parse(line, {.line = lines->number})), answer);
        return sink.write(answer.data(), answer.size());
      });
}

Outcome Service::clean(const Cleaner& cleaner, Result<Page>&& page) {
  const auto begin = std::chrono::steady_clock::now();
  Outcome outcome = page ? cleaner(std::move(*page)) : Outcome(std::move(page).error());
  metrics_.count_page(outcome, std::chrono::steady_clock::now() - begin);
  return outcome;
}

}  // namespace winnow::serve
